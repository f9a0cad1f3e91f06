package app.zamer.clients;

import static app.zamer.Browser.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.deals.NewDeal;
import app.zamer.users.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a manager may do with, and read of, the clients of another. */
@ZamerTest
class OthersClientsTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired ClientDesk desk;

  private Person anna;
  private Person boris;
  private Person olga;
  private String surname = "";
  private Client annas;
  private Client boriss;
  private String phone = "";

  @BeforeEach
  void aClientOfEach() {
    anna = people.hire(Role.MANAGER);
    boris = people.hire(Role.MANAGER);
    olga = people.hire(Role.HEAD_OF_SALES);
    surname = "Щ" + UUID.randomUUID().toString().replaceAll("\\d|-", "");
    annas = desk.client("Вера Ёлкина " + surname);
    boriss = desk.client("Пётр " + surname);
    phone = annas.phones().getFirst().e164();
    desk.deal(anna.actor(), annas, "Кухня в гостиную");
    desk.deal(boris.actor(), boriss, "Шкаф");
    desk.clients.addPhone(anna.actor(), annas.id(), ClientDesk.phone());
    annas = desk.now(annas);
  }

  @Test
  void nothingOfAnothersClientIsChangedByProgramsOrPages() {
    String api = "/api/v1/clients/" + annas.id();
    String fresh = ClientDesk.phone().e164();
    String second = annas.phones().getLast().e164();
    Map<String, MvcTestResult> tries = new HashMap<>();
    tries.put(
        "rename",
        mvc.patch()
            .uri(api)
            .header("Authorization", boris.bearer())
            .header("If-Match", "*")
            .contentType("application/merge-patch+json")
            .content("{\"name\": \"Мой клиент\"}")
            .exchange());
    tries.put(
        "add", api(boris, HttpMethod.POST, api + "/phones", "{\"phone\": \"" + fresh + "\"}"));
    tries.put("remove", api(boris, HttpMethod.DELETE, api + "/phones/" + second, ""));
    tries.put("main", api(boris, HttpMethod.PUT, api + "/phones/" + second + "/main", ""));
    tries.put(
        "consent",
        api(
            boris,
            HttpMethod.POST,
            api + "/consents",
            "{\"given\": true, \"day\": \"2026-03-09\", \"source\": \"site\"}"));
    tries.put(
        "merge",
        api(
            boris,
            HttpMethod.POST,
            "/api/v1/clients/" + boriss.id() + "/merge",
            "{\"with\": " + annas.id() + "}"));
    Browser browser = at(boris);
    String page = "/clients/" + annas.id();
    tries.put("page name", browser.post(page + "/name", Map.of("name", "Мой", "version", "2")));
    tries.put("page add", browser.post(page + "/phones", Map.of("phone", fresh)));
    tries.put("page main", browser.post(page + "/phones/main", Map.of("phone", second)));
    tries.put("page remove", browser.post(page + "/phones/remove", Map.of("phone", second)));
    tries.put(
        "page consent",
        browser.post(
            page + "/consents", Map.of("given", "true", "day", "2026-03-09", "source", "phone")));
    for (String form : List.of("/name", "/phones", "/phones/edit", "/consents")) {
      tries.put("form " + form, browser.get(page + form));
    }

    tries.forEach((what, answer) -> assertThat(answer).as(what).hasStatus(403));
    assertThat(desk.now(annas)).isEqualTo(annas);
    assertThat(desk.consents.latest(annas.id())).isEmpty();
    assertThat(
            api(
                boris,
                HttpMethod.POST,
                "/api/v1/clients/" + boriss.id() + "/phones",
                "{\"phone\": \"" + second + "\"}"))
        .as("a phone of another's client does not become one's own client's")
        .hasStatus(409);
    assertThat(api(anna, HttpMethod.DELETE, api + "/phones/" + second, ""))
        .as("one's own client is changed")
        .hasStatusOk();
    assertThat(api(olga, HttpMethod.POST, api + "/phones", "{\"phone\": \"" + fresh + "\"}"))
        .as("the head changes everybody's")
        .hasStatusOk();
  }

  @Test
  void aClientWithDealsOfTwoManagersOrAnOthersLeadIsChangedByNeither() {
    desk.deal(boris.actor(), annas, "Балкон");
    assertThatThrownBy(() -> desk.clients.rename(anna.actor(), annas.id(), "Моя", null))
        .isInstanceOf(AccessDeniedException.class);

    Client free = desk.client("Ничей " + surname);
    assertThat(
            api(
                anna,
                HttpMethod.POST,
                "/api/v1/leads",
                "{\"phone\": \"" + free.phones().getFirst().e164() + "\"}"))
        .hasStatus(201);
    assertThatThrownBy(() -> desk.clients.addPhone(boris.actor(), free.id(), ClientDesk.phone()))
        .isInstanceOf(AccessDeniedException.class);
    desk.clients.addPhone(anna.actor(), free.id(), ClientDesk.phone());
  }

  @Test
  void aDealForAnothersClientIsOpenedByHisPhoneAndGivesHimNoOther() {
    Browser browser = at(boris);
    Map<String, String> typed = new HashMap<>();
    typed.put("clientName", annas.name());
    typed.put("phone", ClientDesk.phone().e164());
    typed.put("client", annas.id().toString());
    typed.put("allowDuplicate", "true");

    MvcTestResult refused = browser.post("/deals/new", typed);

    assertThat(refused).hasStatus(422);
    assertThat(body(refused)).contains("новый телефон ему запишет тот");
    typed.put("clientName", "Кто-нибудь");
    assertThat(browser.post("/deals/new", typed)).hasStatus(422);
    assertThatThrownBy(
            () ->
                desk.deals.open(
                    boris.actor(),
                    new NewDeal(
                        "Кто-нибудь", ClientDesk.phone(), null, null, true, null, annas.id())))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(desk.now(annas)).isEqualTo(annas);
    typed.put("phone", phone);
    assertThat(browser.post("/deals/new", typed)).hasStatus(204);
    assertThat(desk.now(annas)).isEqualTo(annas);
  }

  @Test
  void listsAndSearchShowOnesOwnAndAWholePhoneOrTheExactNameFindOneOfOthers() {
    for (String query :
        List.of(
            "size=200",
            "q=" + surname,
            "q=" + surname.substring(1, 6),
            "q=" + phone.substring(0, 9),
            "q=" + phone.substring(8),
            "q=ёлкина " + phone.substring(6))) {
      assertThat(ids(boris, query)).as(query).doesNotContain(quoted(annas));
      assertThat(body(at(boris).get("/clients?" + query)))
          .as(query)
          .doesNotContain("Ёлкина " + surname);
    }
    assertThat(ids(boris, "q=" + surname)).contains(quoted(boriss));
    assertThat(ids(anna, "q=" + surname)).contains(quoted(annas)).doesNotContain(quoted(boriss));
    assertThat(ids(olga, "q=" + surname)).contains(quoted(annas), quoted(boriss));
    for (String query :
        List.of(
            "phone=8" + phone.substring(2),
            "q=8 (" + phone.substring(2, 5) + ") " + phone.substring(5),
            "q=вера  елкина " + surname)) {
      assertThat(ids(boris, query)).as(query).contains(quoted(annas), "\"total\":1");
    }
    Client twin = desk.client(annas.name());
    desk.deal(anna.actor(), twin, "Ещё одна");
    assertThat(ids(boris, "q=" + annas.name()))
        .as("one at a time")
        .contains(quoted(twin), "\"total\":1");
    assertThat(body(api(boris, HttpMethod.GET, "/api/v1/clients/known?name=" + annas.name(), "")))
        .contains(quoted(twin))
        .doesNotContain(quoted(annas));
  }

  @Test
  void byHisNumberAnothersClientIsNotRead() {
    String api = "/api/v1/clients/" + annas.id();
    for (String path : List.of("", "/history", "/merges", "/consents")) {
      assertThat(api(boris, HttpMethod.GET, api + path, "")).as(path).hasStatus(403);
      assertThat(api(anna, HttpMethod.GET, api + path, "")).as(path).hasStatusOk();
    }
    Browser browser = at(boris);
    assertThat(browser.get("/clients/" + annas.id())).hasStatus(403);
    for (String path :
        List.of("/deals/new?client=" + annas.id(), "/clients/known?client=" + annas.id())) {
      assertThat(body(browser.get(path))).as(path).doesNotContain(surname, phone.substring(2));
    }
    assertThat(body(browser.get("/clients/known?phone=" + phone.substring(1))))
        .contains(annas.name())
        .doesNotContain("href=\"/clients/" + annas.id() + "\"", "гостиную");
  }

  @Test
  void whoReadsTheRegisterPageByPageOrManyAtOnceStandsInTheJournal() {
    for (int i = 0; i < 25; i++) {
      desk.client("Ряд " + i + " " + surname);
    }
    ids(olga, "q=" + surname + "&size=5");
    assertThat(journal(olga)).isEmpty();

    ids(olga, "q=" + surname + "&size=200");
    ids(olga, "size=5&page=3");
    at(olga).get("/clients?before=" + boriss.id());

    assertThat(journal(olga))
        .hasSize(3)
        .anySatisfy(row -> assertThat(row).contains("\"count\": 27", surname))
        .anySatisfy(row -> assertThat(row).contains("\"count\": 5", "\"page\": 4"))
        .anySatisfy(row -> assertThat(row).contains("\"from\": " + (boriss.id().value() - 1)));
  }

  private List<String> journal(Person person) {
    return desk.jdbc
        .sql("select detail::text from audit_log where what = 'client.listed' and by = ?")
        .param(person.login())
        .query(String.class)
        .list();
  }

  private String ids(Person who, String query) {
    MvcTestResult answer = api(who, HttpMethod.GET, "/api/v1/clients?" + query, "");
    assertThat(answer).as(query).hasStatusOk();
    return body(answer);
  }

  private static String quoted(Client client) {
    return "\"id\":\"" + client.id() + "\"";
  }

  private MvcTestResult api(Person who, HttpMethod method, String uri, String json) {
    var request = mvc.method(method).uri(uri).header("Authorization", who.bearer());
    return json.isEmpty()
        ? request.exchange()
        : request.contentType("application/json").content(json).exchange();
  }

  private Browser at(Person person) {
    Browser browser = new Browser(mvc);
    browser.signIn(person.login(), People.PASSWORD);
    return browser;
  }
}
