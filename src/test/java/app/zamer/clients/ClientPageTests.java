package app.zamer.clients;

import static app.zamer.Browser.body;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class ClientPageTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired ClientDesk desk;
  @Autowired ClientRegisterQuery register;
  @Autowired Clients clients;

  private Person anna;
  private Person boris;
  private Person olga;
  private Client client;
  private DealId deal;

  @BeforeEach
  void aClientOfAnna() {
    anna = people.hire(Role.MANAGER);
    boris = people.hire(Role.MANAGER);
    olga = people.hire(Role.HEAD_OF_SALES);
    client = desk.client("Фёкла Семёновна Щукина");
    deal = desk.dealAt(anna.actor(), client, "7");
  }

  // ---- the register

  @ParameterizedTest
  @ValueSource(
      strings = {
        "щукина",
        "ФЕКЛА",
        "Щукина Фёкла",
        "семеновна  щук",
        "{phone}",
        "8{ten}",
        "{ten}",
        "8 ({3}) {7}",
        "+7 {3} {7}",
        "{last4}",
        "щукина {last4}",
        "лесная 7",
        "Москва, Лесная"
      })
  void aClientIsFoundByAnyPartThatAPersonWouldType(String typed) {
    String digits = client.phones().getFirst().e164().substring(2);
    String text =
        typed
            .replace("{phone}", client.phones().getFirst().e164())
            .replace("{ten}", digits)
            .replace("{3}", digits.substring(0, 3))
            .replace("{7}", digits.substring(3, 6) + "-" + digits.substring(6))
            .replace("{last4}", digits.substring(6));
    assertThat(register.lines(olga.actor(), text, false, 0, 500).stream().map(ClientLine::id))
        .as(text)
        .contains(client.id().value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"щукина пётр", "лесная 8888", "%", "_", "'", "\\", "()", "+", "(((", "0\u0000"})
  void whatIsNotHisDoesNotFindHimAndNothingThatIsTypedBreaksTheSearch(String typed) {
    assertThat(register.lines(olga.actor(), typed, false, 0, 500).stream().map(ClientLine::id))
        .doesNotContain(client.id().value());
  }

  @Test
  void byAddressAndContractAManagerFindsOnlyClientsOfHisOwnDeals() {
    String street = "Заповедная" + client.id();
    desk.edit(deal, Map.of(DealField.STREET, street, DealField.CONTRACT_NUMBER, "9" + deal + "Щ"));

    for (String typed : List.of(street, "9" + deal + "щ", "9" + deal)) {
      assertThat(found(anna, typed)).as(typed).contains(client.id().value());
      assertThat(found(olga, typed)).as(typed).contains(client.id().value());
      assertThat(found(boris, typed)).as(typed).doesNotContain(client.id().value());
    }
    assertThat(body(at(boris).get("/clients?q=щукина"))).doesNotContain("/clients/" + client.id());
  }

  @Test
  void theRegisterIsPagedByKeyAndShowsOnlyOnesOwnIfThatIsWanted() {
    for (int i = 0; i < 3; i++) {
      desk.client("Ещё один");
    }
    List<ClientLine> first = register.lines(olga.actor(), "", false, 0, 2);
    List<ClientLine> second = register.lines(olga.actor(), "", false, first.getLast().id(), 2);
    assertThat(second.getFirst().id()).isLessThan(first.getLast().id());
    assertThat(register.lines(anna.actor(), "", true, 0, 50)).hasSize(1);
    assertThat(register.lines(boris.actor(), "", true, 0, 50)).isEmpty();
    assertThat(body(at(boris).get("/clients?own=true"))).contains("У вас пока нет клиентов");
    assertThat(body(at(anna).get("/clients?q=яяяяя"))).contains("никого не нашлось");
  }

  @Test
  void anEngineerSeesNoClientsButThoseOfHisVisits() {
    Browser egor = at(people.hire(Role.ENGINEER));
    for (String path :
        List.of("/clients", "/clients/" + client.id(), "/clients/known?phone=79991234567")) {
      assertThat(egor.get(path)).as(path).hasStatus(403);
    }
    assertThat(body(egor.get("/account"))).doesNotContain("href=\"/clients\"");
    assertThat(body(at(anna).get("/account"))).contains("href=\"/clients\"");
  }

  // ---- duplicates while typing

  @Test
  void whoTypesAKnownPhoneOrNameSeesTheClientAndNoMoreOfOthersDealsThanWhoseTheyAre() {
    String phone = client.phones().getFirst().e164();
    for (String typed :
        List.of(
            "phone=" + phone.substring(1),
            "clientName=щукина",
            "clientName=фекла семеновна щукина")) {
      String hers = body(at(anna).get("/clients/known?take=/deals/new&" + typed));
      String his = body(at(boris).get("/clients/known?take=/deals/new&" + typed));
      if (typed.equals("clientName=щукина")) {
        assertThat(hers + his).doesNotContain("known-one");
        continue;
      }
      assertThat(hers)
          .contains(
              "Фёкла Семёновна Щукина",
              "href=\"/deals/" + deal + "\"",
              "кухня",
              "Взять этого клиента");
      assertThat(his)
          .contains("Фёкла Семёновна Щукина", "Открытая сделка № " + deal, "Имя " + anna.login())
          .doesNotContain("href=\"/deals/" + deal + "\"", "кухня", "Лесная");
    }
    assertThat(body(at(anna).get("/clients/known?phone=" + phone.substring(1, 9))))
        .doesNotContain("known-one");
    assertThat(
            body(
                at(anna)
                    .get("/clients/known?take=javascript:alert(1)&phone=" + phone.substring(1))))
        .doesNotContain("javascript");
  }

  @Test
  void aClientWhoIsTakenGetsTheNewPhoneWithTheDeal() {
    Browser browser = at(anna);
    Phone fresh = ClientDesk.phone();
    Map<String, String> typed =
        Map.of(
            "clientName",
            "Фёкла",
            "phone",
            fresh.e164(),
            "client",
            client.id().toString(),
            "allowDuplicate",
            "true");
    assertThat(body(browser.get("/deals/new?client=" + client.id()))).contains("Выбран клиент");

    MvcTestResult made = browser.post("/deals/new", typed);

    assertThat(made).hasStatus(204);
    assertThat(desk.now(client).phones()).contains(fresh);
    Client other = desk.client("Кто-то другой");
    Map<String, String> wrong = new java.util.HashMap<>(typed);
    wrong.put("phone", other.phones().getFirst().e164());
    MvcTestResult refused = browser.post("/deals/new", wrong);
    assertThat(refused).hasStatus(422);
    assertThat(body(refused)).contains("Этот телефон записан за другим клиентом");
    wrong.put("phone", ClientDesk.phone().e164());
    wrong.remove("allowDuplicate");
    assertThat(browser.post("/deals/new", wrong)).hasStatus(409);
  }

  // ---- phones and consent

  @ParameterizedTest
  @CsvSource({
    "8 991 208,не хватает цифр",
    "позвонить Маше,только цифры",
    "+1 555,не хватает цифр",
    "+999 123456789,не бывает",
    "'',Укажите телефон"
  })
  void aWrongPhoneIsRefusedWithWhatIsWrongAndKept(String typed, String said) {
    MvcTestResult answer =
        at(anna).post("/clients/" + client.id() + "/phones", Map.of("phone", typed));
    assertThat(answer).hasStatus(422);
    assertThat(body(answer)).contains(said, "value=\"" + typed + "\"");
  }

  @Test
  void aForeignPhoneIsTakenMadeTheMainOneAndRemovedAgainButNotTheLast() {
    Browser browser = at(anna);
    String path = "/clients/" + client.id() + "/phones";
    String berlin = "+4930" + "%07d".formatted(client.id().value() % 10_000_000);
    assertThat(browser.post(path, Map.of("phone", berlin))).hasStatus(204);
    assertThat(browser.post(path + "/main", Map.of("phone", berlin))).hasStatus(204);
    assertThat(desk.now(client).phones().getFirst()).isEqualTo(new Phone(berlin));
    String own = client.phones().getFirst().e164();
    assertThat(browser.post(path + "/remove", Map.of("phone", own))).hasStatus(204);
    MvcTestResult last = browser.post(path + "/remove", Map.of("phone", berlin));
    assertThat(last).hasStatus(422);
    assertThat(body(last)).contains("единственный телефон");
    assertThat(browser.post(path + "/remove", Map.of("phone", "+79990000000"))).hasStatus(404);
    assertThat(at(people.hire(Role.TECHNOLOGIST)).post(path + "/main", Map.of("phone", berlin)))
        .hasStatus(403);
    assertThat(body(browser.get("/clients/" + client.id())))
        .contains("главным стал телефон", "удалён телефон");
  }

  @Test
  void consentIsWrittenDownWithItsHistoryAndStandsOnTheDeal() {
    Browser browser = at(anna);
    String path = "/clients/" + client.id() + "/consents";
    MvcTestResult wrong = browser.post(path, Map.of("given", "true", "day", "2026-03-11"));
    assertThat(wrong).hasStatus(422);
    assertThat(body(wrong)).contains("в будущем", "Выберите, как клиент это сообщил");
    assertThat(browser.post(path, Map.of("given", "false", "day", "2026-03-10", "source", "phone")))
        .hasStatus(422);
    assertThat(
            browser.post(
                path,
                Map.of(
                    "given",
                    "true",
                    "day",
                    "2026-03-09",
                    "source",
                    "paper",
                    "document",
                    "Папка 3")))
        .hasStatus(204);
    assertThat(body(browser.get("/deals/" + deal))).contains("дано 09.03.2026, на бумаге");
    assertThat(browser.post(path, Map.of("given", "false", "day", "2026-03-10", "source", "phone")))
        .hasStatus(204);
    assertThat(body(browser.get("/clients/" + client.id())))
        .contains("отозвано 10.03.2026", "дано 09.03.2026", "Папка 3");
    assertThat(at(people.hire(Role.COMMUNICATIONS_MANAGER)).post(path, Map.of("given", "true")))
        .hasStatus(403);
  }

  // ---- merging and removing

  @Test
  void probableDuplicatesAreListedForTheHeadAndMergedWithAPreview() {
    Client twin = desk.client("Фекла Семеновна Щукина");
    String house = "9" + client.id();
    desk.edit(deal, Map.of(DealField.HOUSE, house));
    desk.dealAt(boris.actor(), twin, house);

    assertThat(at(anna).get("/clients/duplicates")).hasStatus(403);
    Browser browser = at(olga);
    String preview = "/clients/" + client.id() + "/merge?with=" + twin.id();
    assertThat(body(browser.get("/clients/duplicates"))).contains(preview, house);
    assertThat(at(anna).get(preview)).hasStatus(403);
    assertThat(body(browser.get(preview)))
        .contains("Что перейдёт", "открытых сделок: 2", "в течение 10 минут");

    Map<String, String> choice =
        Map.of(
            "with", twin.id().toString(),
            "name", "merged",
            "phone", twin.phones().getFirst().e164(),
            "keptVersion", Long.toString(client.version() + 5),
            "mergedVersion", Long.toString(twin.version()));
    MvcTestResult stale = browser.post("/clients/" + client.id() + "/merge", choice);
    assertThat(stale).hasStatus(412);
    assertThat(body(stale)).contains("изменили, пока вы смотрели");
    Map<String, String> again = new java.util.HashMap<>(choice);
    again.put("keptVersion", Long.toString(client.version()));
    assertThat(browser.post("/clients/" + client.id() + "/merge", again)).hasStatus(204);
    assertThat(browser.get("/clients/" + twin.id()).getResponse().getRedirectedUrl())
        .isEqualTo("/clients/" + client.id());
    assertThat(body(browser.get("/clients/" + client.id()))).contains("Отменить объединение");
    assertThat(body(at(anna).get("/clients/" + client.id())))
        .doesNotContain("Отменить объединение");
  }

  @Test
  void onlyWhoMayIsOfferedTheDataAndItsRemoval() {
    String page = "/clients/" + client.id();
    assertThat(body(at(anna).get(page))).contains("/merge").doesNotContain("/data\"", "/anonymise");
    assertThat(at(boris).get(page)).hasStatus(403);
    assertThat(body(at(olga).get(page))).contains("/merge", "/data\"", "/anonymise");
    assertThat(at(anna).get(page + "/data")).hasStatus(403);
    assertThat(at(anna).get(page + "/data.json")).hasStatus(403);
    assertThat(at(anna).get(page + "/anonymise")).hasStatus(403);
    assertThat(body(at(olga).get(page + "/data")).replace('\u00a0', ' '))
        .contains("Лесная", "115 973,00");
    assertThat(at(olga).get(page + "/data.json"))
        .hasStatusOk()
        .headers()
        .hasValue(
            "Content-Disposition", "attachment; filename=\"client-" + client.id() + ".json\"");
    assertThat(body(at(olga).get(page + "/anonymise"))).contains("открытая сделка");
    assertThat(at(olga).post(page + "/anonymise", Map.of("confirm", client.name()))).hasStatus(422);
    desk.lost(deal);
    Browser browser = at(olga);
    MvcTestResult wrong = browser.post(page + "/anonymise", Map.of("confirm", "Фёкла"));
    assertThat(wrong).hasStatus(422);
    assertThat(body(wrong)).contains("value=\"Фёкла\"", "точно так");
    assertThat(browser.post(page + "/anonymise", Map.of("confirm", client.name()))).hasStatus(204);
    assertThat(body(browser.get(page)))
        .contains("Персональные данные удалены")
        .doesNotContain("Щукина", "Лесная");
    assertThat(body(browser.get("/deals/" + deal)).replace('\u00a0', ' '))
        .contains("115 973,00")
        .doesNotContain("Щукина");
  }

  // ---- the same by the API

  @Test
  void programsDoTheSameWithTheSameRights() {
    Client twin = desk.client("Щукина Фёкла");
    String path = "/api/v1/clients/" + client.id();
    assertThat(
            api(
                anna,
                HttpMethod.GET,
                "/api/v1/clients/known?phone=8" + client.phones().getFirst().e164().substring(2),
                ""))
        .hasStatusOk()
        .bodyText()
        .contains("\"byPhone\":true");
    assertThat(api(boris, HttpMethod.GET, path + "/merge?with=" + twin.id(), "")).hasStatus(403);
    assertThat(api(anna, HttpMethod.GET, path + "/merge?with=" + twin.id(), ""))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.undoMinutes")
        .isEqualTo(10);
    assertThat(api(anna, HttpMethod.POST, path + "/merge", "{}")).hasStatus(422);
    assertThat(
            api(
                anna,
                HttpMethod.POST,
                path + "/merge",
                "{\"with\": " + twin.id() + ", \"name\": \"both\"}"))
        .hasStatus(422);
    MvcTestResult merged =
        api(
            anna,
            HttpMethod.POST,
            path + "/merge",
            "{\"with\": " + twin.id() + ", \"name\": \"merged\"}");
    assertThat(merged).hasStatusOk();
    assertThat(api(anna, HttpMethod.GET, "/api/v1/clients/" + twin.id(), ""))
        .hasStatus(307)
        .headers()
        .hasValue("Location", path);
    String merge =
        body(api(anna, HttpMethod.GET, path + "/merges", ""))
            .replaceAll("(?s).*?\"id\":\"(\\d+)\".*", "$1");
    assertThat(api(anna, HttpMethod.POST, path + "/merges/" + merge + "/undo", "")).hasStatusOk();
    assertThat(api(anna, HttpMethod.POST, path + "/merges/" + merge + "/undo", "")).hasStatus(422);
    assertThat(
            api(
                anna,
                HttpMethod.POST,
                path + "/consents",
                "{\"given\": true, \"day\": \"2026-03-09\", \"source\": \"site\"}"))
        .hasStatus(201);
    assertThat(api(anna, HttpMethod.POST, path + "/consents", "{}")).hasStatus(422);
    assertThat(api(anna, HttpMethod.GET, path + "/consents", ""))
        .hasStatusOk()
        .bodyText()
        .contains("\"site\"");
    assertThat(
            api(anna, HttpMethod.DELETE, path + "/phones/" + client.phones().getFirst().e164(), ""))
        .hasStatus(422);
    assertThat(api(anna, HttpMethod.GET, path + "/data", "")).hasStatus(403);
    assertThat(api(olga, HttpMethod.GET, path + "/data", ""))
        .hasStatusOk()
        .bodyText()
        .contains("Лесная");
    assertThat(api(olga, HttpMethod.GET, path + "/anonymisation", ""))
        .hasStatusOk()
        .bodyText()
        .contains("открытая сделка");
    assertThat(
            api(
                olga,
                HttpMethod.POST,
                path + "/anonymisation",
                "{\"confirm\": \"" + client.name() + "\"}"))
        .hasStatus(422);
    desk.lost(deal);
    assertThat(
            api(
                olga,
                HttpMethod.POST,
                path + "/anonymisation",
                "{\"confirm\": \"" + client.name() + "\"}"))
        .hasStatusOk();
    assertThat(api(olga, HttpMethod.GET, "/api/v1/clients/duplicates", "")).hasStatusOk();
    assertThat(api(anna, HttpMethod.GET, "/api/v1/clients/duplicates", "")).hasStatus(403);
  }

  private MvcTestResult api(Person who, HttpMethod method, String uri, String json) {
    var request = mvc.method(method).uri(uri).header("Authorization", who.bearer());
    return json.isEmpty()
        ? request.exchange()
        : request.contentType("application/json").content(json).exchange();
  }

  private List<Long> found(Person who, String typed) {
    return register.lines(who.actor(), typed, false, 0, 500).stream().map(ClientLine::id).toList();
  }

  private Browser at(Person person) {
    Browser browser = new Browser(mvc);
    browser.signIn(person.login(), People.PASSWORD);
    return browser;
  }
}
