package app.zamer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.company.Site;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.editions.Adoption;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a client does with the link to his visit, and what comes of it for his manager. */
@ZamerTest
@RecordApplicationEvents
class BookingTests {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 25);
  private static final Pattern LINK = Pattern.compile("/booking/([A-Za-z0-9_-]{32})");
  private static final Map<String, String> PERSON = Map.of("Sec-Fetch-Dest", "document");

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Deals deals;
  @Autowired Editions editions;
  @Autowired CompanyClock clock;
  @Autowired Site site;
  @Autowired JdbcClient db;
  @Autowired ApplicationEvents events;

  private Person manager;
  private Browser browser;
  private Visitor client;
  private DealId deal;

  @BeforeEach
  void aDealWithAPlannedVisit() {
    manager = people.hire(Role.MANAGER);
    browser = at(manager);
    client = new Visitor(mvc);
    NewDeal wanted =
        new NewDeal(
            "Ильин Пётр Олегович",
            Phone.of(Fresh.phone()),
            "Кухня",
            null,
            false,
            manager.actor().id());
    deal = ((OpenOutcome.Opened) deals.open(Actor.SYSTEM, wanted)).id();
    Map<String, String> typed = new LinkedHashMap<>();
    for (String part :
        List.of("city", "street", "house", "apartment", "entrance", "floor", "intercom")) {
      typed.put("address." + part, part.equals("house") ? "12" : "Адрес-" + part);
    }
    typed.put("estimate.amount", "115973");
    typed.put("measurement.videoAllowed", "true");
    typed.put("measurement.date", DAY.toString());
    typed.put("to", "sales/pre-measurement");
    typed.put("sure", "sales/pre-measurement");
    browser.get("/account");
    assertThat(browser.post("/deals/" + deal + "/move", typed)).hasStatus(204);
  }

  @Test
  void theLinkIsShownOnceAndOnlyItsHashIsKept() {
    String token = link();
    assertThat(
            db.sql("select encode(token, 'hex') from booking_link where deal_id = ?")
                .param(deal.value())
                .query(String.class)
                .single())
        .isEqualTo(HexFormat.of().formatHex(IntakeSecret.hash(token)));
    assertThat(part()).contains("ещё не открывали").doesNotContain(token);
  }

  @Test
  void theLinkBeginsWithWhereTheProgramIsAndNotWithWhatARequestSays() {
    MvcTestResult made =
        mvc.post()
            .uri("/api/v1/deals/" + deal + "/booking")
            .header("Authorization", manager.bearer())
            .header("Host", "evil.example")
            .header("X-Forwarded-Host", "evil.example")
            .with(
                request -> {
                  request.setServerName("evil.example");
                  return request;
                })
            .exchange();
    assertThat(made).hasStatus(201);
    assertThat(JsonPath.<String>read(Browser.body(made), "$.link"))
        .startsWith(site.address("/booking/"))
        .doesNotContain("evil.example");
    browser.get("/account");
    assertThat(Browser.body(browser.post("/deals/" + deal + "/booking/link", Map.of())))
        .contains(site.address("/booking/"));
  }

  @Test
  void theClientSeesWhatHeNeedsAndNoMore() {
    MvcTestResult page = client.get("/booking/" + link(), PERSON);
    assertThat(page).hasStatusOk();
    assertThat(Browser.body(page))
        .contains("25.03.2026", "Адрес-city, Адрес-street, 12", "Подтверждаю")
        .doesNotContain("Адрес-apartment", "Адрес-intercom", "Ильин", manager.login(), "115");
    assertThat(page)
        .hasHeader("Referrer-Policy", "no-referrer")
        .hasHeader("X-Robots-Tag", "noindex, nofollow")
        .hasHeader("X-Frame-Options", "DENY");
    assertThat(page.getResponse().getHeader("Cache-Control")).contains("no-store");
    assertThat(page.getResponse().getCookies()).isEmpty();
    assertThat(part()).contains("открыли 10.03.2026");
  }

  @Test
  void aMessengerThatLooksAtTheLinkHasNotOpenedIt() {
    client.get("/booking/" + link());
    assertThat(part()).contains("ещё не открывали");
  }

  @Test
  void aConfirmationLeavesTheLastWordToTheManagerWhoHasOneClick() {
    String token = link();
    assertThat(answer(token, "confirm", Map.of()))
        .hasStatus(303)
        .hasHeader("Location", "/booking/" + token + "?lang=ru");
    assertThat(state("PRE-5")).isEqualTo("PLANNED");
    assertThat(events.stream(BookingAnswered.class))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.deal()).isEqualTo(deal);
              assertThat(event.owner()).isEqualTo(manager.actor().id());
              assertThat(event.answer()).isEqualTo(BookingAnswer.CONFIRM);
              assertThat(event.visitOn()).isEqualTo(DAY);
            });
    assertThat(comments()).contains("Клиент ответил по ссылке: подтверждает замер 25.03.2026.");
    assertThat(part()).contains("Клиент подтвердил по ссылке", "Завершить дело: подтверждено");

    clock.stopAt(clock.instant().plus(Duration.ofMinutes(1)));
    MvcTestResult done = act("confirm", 1);
    assertThat(done).hasStatusOk();
    assertThat(Browser.body(done)).contains("учтено").doesNotContain("Завершить дело");
    assertThat(state("PRE-5")).isEqualTo("DONE");
    assertThat(
            db.sql("select result || done_by from activity where subject = ? and rule = 'PRE-5'")
                .param(deal.value())
                .query(String.class)
                .single())
        .isEqualTo("CONFIRMED" + manager.login());
    assertThat(act("confirm", 1)).hasStatus(409);

    assertThat(Browser.body(client.get("/booking/" + token)))
        .contains("Мы уже учли ваш ответ")
        .doesNotContain("Нужен другой день");
    assertThat(answer(token, "refuse", Map.of("reason", "price"))).hasStatus(409);
  }

  @Test
  void aWishForAnotherDayFillsInTheManagersDialogAndTheRegulationDecides() {
    String token = link();
    assertThat(
            answer(
                token,
                "move",
                Map.of("wished1", "2026-03-27", "wished2", "28.03.2026", "comment", "После шести")))
        .hasStatus(303);
    assertThat(comments())
        .contains(
            "просит перенести замер 25.03.2026. Удобно: 27.03.2026, 28.03.2026.", "После шести");
    assertThat(part()).contains("Клиент просит перенести", "27.03.2026", "Перенести замер");

    String dialog = Browser.body(browser.get("/activities/" + activity() + "/complete"));
    assertThat(dialog)
        .contains("value=\"2026-03-27\"", "Клиент просит перенести", "После шести")
        .containsPattern("value=\"moved\" checked");
    clock.stopAt(clock.instant().plus(Duration.ofMinutes(1)));
    assertThat(
            browser.post(
                "/activities/" + activity() + "/complete",
                Map.of("result", "moved", "newDate", "2026-03-27")))
        .hasStatus(204);

    // for the new day nothing was answered yet, and the client may do so
    assertThat(part()).contains("теперь его ответ не считается").doesNotContain("Клиент просит");
    assertThat(Browser.body(client.get("/booking/" + token)))
        .contains("27.03.2026", "Подтверждаю")
        .doesNotContain("Вы попросили");
  }

  @Test
  void aRefusalFillsInTheClosingAndClosesNothingByItself() {
    String token = link();
    assertThat(answer(token, "refuse", Map.of("reason", "price", "comment", "Нашли дешевле")))
        .hasStatus(303);
    assertThat(state("PRE-5")).isEqualTo("PLANNED");
    assertThat(part()).contains("Клиент отказывается: Дорого", "Закрыть сделку");
    String lost = "/deals/" + deal + "/move?to=sales/lost";
    assertThat(Browser.body(browser.get(lost)))
        .contains("Дорого", "Клиент отказался по ссылке: Дорого. Нашли дешевле");
    assertThat(Browser.body(browser.get("/activities/" + activity() + "/complete")))
        .containsPattern("value=\"refused\" checked")
        .contains("Нашли дешевле");

    assertThat(act("settle", 1)).hasStatusOk();
    assertThat(Browser.body(browser.get(lost))).doesNotContain("Нашли дешевле");
    assertThat(part()).contains("учтено").doesNotContain("Закрыть сделку");
  }

  @Test
  void anAnswerMayBeChangedAndTheSameOneTwiceIsOne() {
    String token = link();
    answer(token, "confirm", Map.of());
    answer(token, "confirm", Map.of());
    assertThat(events.stream(BookingAnswered.class)).hasSize(1);
    answer(token, "refuse", Map.of("reason", "later"));
    assertThat(events.stream(BookingAnswered.class)).hasSize(2);
    assertThat(part()).contains("Не сейчас, может быть позже").doesNotContain("подтвердил");
    // who still sees the first answer does not act on it
    assertThat(act("confirm", 1)).hasStatus(409);
    assertThat(state("PRE-5")).isEqualTo("PLANNED");
  }

  @Test
  void whatIsWrongIsSaidBesideItsField() {
    String token = link();
    assertThat(Browser.body(answer(token, "move", Map.of()))).contains("Укажите хотя бы один день");
    assertThat(Browser.body(answer(token, "move", Map.of("wished1", "2026-03-01"))))
        .contains("Этот день уже прошёл", "value=\"2026-03-01\"");
    assertThat(Browser.body(answer(token, "move", Map.of("wished1", "2028-03-01"))))
        .contains("не больше года");
    assertThat(Browser.body(answer(token, "move", Map.of("wished1", DAY.toString()))))
        .contains("и так назначен");
    assertThat(answer(token, "move", Map.of("wished1", "завтра"))).hasStatus(422);
    assertThat(Browser.body(answer(token, "refuse", Map.of("comment", "<b>дорого</b>"))))
        .contains("Выберите, почему", "&lt;b&gt;дорого&lt;/b&gt;");
    assertThat(answer(token, "refuse", Map.of("reason", "other", "comment", "ы".repeat(1001))))
        .hasStatus(422);
    assertThat(answer(token, "burn", Map.of())).hasStatus(422);
    assertThat(events.stream(BookingAnswered.class)).isEmpty();
  }

  @Test
  void aDayThatHasChangedUnderTheClientsHandsIsShownToHim() {
    String token = link();
    client.get("/booking/" + token, PERSON);
    move("2026-03-26");
    MvcTestResult answer = answer(token, "confirm", Map.of());
    assertThat(answer).hasStatus(409);
    assertThat(Browser.body(answer)).contains("день замера изменился", "26.03.2026");
    assertThat(events.stream(BookingAnswered.class)).isEmpty();
  }

  @Test
  void anAnswerAboutAnotherDayNoLongerCounts() {
    String token = link();
    answer(token, "confirm", Map.of());
    move("2026-03-26");
    assertThat(part()).contains("не считается").doesNotContain("Завершить дело");
    assertThat(act("confirm", 1)).hasStatus(409);
    assertThat(Browser.body(client.get("/booking/" + token))).doesNotContain("Вы подтвердили");
  }

  @Test
  void aLinkEndsWithTheVisitAndWhenItIsWithdrawnOrReplaced() {
    String first = link();
    String second = link();
    assertThat(client.get("/booking/" + first)).hasStatus(410);
    assertThat(client.get("/booking/" + second)).hasStatusOk();

    assertThat(browser.post("/deals/" + deal + "/booking/withdraw", Map.of())).hasStatusOk();
    assertThat(client.get("/booking/" + second)).hasStatus(410);
    assertThat(answer(second, "confirm", Map.of())).hasStatus(410);

    String third = link();
    clock.stopAt(DAY.atTime(23, 59).atZone(clock.getZone()).toInstant());
    assertThat(client.get("/booking/" + third)).hasStatusOk();
    clock.stopAt(DAY.plusDays(1).atStartOfDay(clock.getZone()).toInstant());
    MvcTestResult late = client.get("/booking/" + third);
    assertThat(late).hasStatus(410);
    assertThat(Browser.body(late)).contains("Ссылка больше не действует").doesNotContain("25.03");
    assertThat(browser.post("/deals/" + deal + "/booking/link", Map.of())).hasStatus(409);

    assertThat(client.get("/booking/" + "x".repeat(32))).hasStatus(404);
    assertThat(client.get("/booking/<script>")).hasStatus(404);
  }

  @Test
  void whoGuessesIsSlowedDown() {
    MvcTestResult last = null;
    for (int i = 0; i <= 130; i++) {
      last = client.get("/booking/" + "a".repeat(32));
    }
    assertThat(last).hasStatus(429).containsHeader("Retry-After");
    assertThat(new Visitor(mvc).get("/booking/" + link())).hasStatusOk();
  }

  @Test
  void withTheParameterAConfirmationIsEnough() throws IOException {
    Actor admin = people.hire(Role.ADMINISTRATOR).actor();
    String before =
        new ClassPathResource("regulation/sales.yaml").getContentAsString(StandardCharsets.UTF_8);
    try {
      assertThat(
              editions.adopt(
                  admin, before.replace("clientConfirmsAlone: false", "clientConfirmsAlone: true")))
          .isInstanceOf(Adoption.Adopted.class);
      String token = link();
      assertThat(answer(token, "move", Map.of("wished1", "2026-03-27"))).hasStatus(303);
      assertThat(state("PRE-5")).isEqualTo("PLANNED");
      assertThat(answer(token, "confirm", Map.of())).hasStatus(303);
      assertThat(
              db.sql("select result || done_by from activity where subject = ? and rule = 'PRE-5'")
                  .param(deal.value())
                  .query(String.class)
                  .single())
          .isEqualTo("CONFIRMEDsystem");
      assertThat(part()).contains("учтено");
    } finally {
      editions.adopt(admin, before);
    }
  }

  @Test
  void onlyWhoMayPlanTheDealsContactsMakesItsLinks() {
    Person other = people.hire(Role.MANAGER);
    Person technologist = people.hire(Role.TECHNOLOGIST);
    Person engineer = people.hire(Role.ENGINEER);
    Person kira = people.hire(Role.COMMUNICATIONS_MANAGER);
    for (Person who : List.of(other, technologist, engineer)) {
      Browser at = at(who);
      at.get("/account");
      for (String what : List.of("link", "withdraw", "confirm", "settle")) {
        assertThat(at.post("/deals/" + deal + "/booking/" + what, Map.of("answers", "1")))
            .as(what)
            .hasStatus(403);
      }
    }
    assertThat(at(other).get("/deals/" + deal + "/booking")).hasStatus(403);
    assertThat(at(engineer).get("/deals/" + deal + "/booking")).hasStatus(403);
    assertThat(Browser.body(at(technologist).get("/deals/" + deal + "/booking")))
        .doesNotContain("hx-post");
    assertThat(Browser.body(at(technologist).get("/deals/" + deal))).doesNotContain("deal-booking");
    Browser at = at(kira);
    at.get("/account");
    assertThat(at.post("/deals/" + deal + "/booking/link", Map.of())).hasStatusOk();
    assertThat(Browser.body(browser.get("/deals/" + deal))).contains("deal-booking");
  }

  @Test
  void programsMakeTheSameLinks() {
    String path = "/api/v1/deals/" + deal + "/booking";
    assertThat(api("GET", path, null)).hasStatus(404);
    MvcTestResult made = api("POST", path, null);
    assertThat(made).hasStatus(201);
    String link = JsonPath.read(Browser.body(made), "$.link");
    String token = link.substring(link.lastIndexOf('/') + 1);
    answer(token, "confirm", Map.of());
    String body = Browser.body(api("GET", path, null));
    assertThat(JsonPath.<String>read(body, "$.answer")).isEqualTo("confirm");
    assertThat(JsonPath.<Boolean>read(body, "$.counts")).isTrue();
    assertThat(JsonPath.<String>read(body, "$.link")).isNull();
    assertThat(api("POST", path + "/confirm", "{\"answers\": 1}")).hasStatusOk();
    assertThat(state("PRE-5")).isEqualTo("DONE");
    assertThat(api("DELETE", path, null)).hasStatus(204);
    assertThat(api("GET", path, null)).hasStatus(404);
  }

  // ---- what it takes

  private Browser at(Person who) {
    Browser browser = new Browser(mvc);
    browser.signIn(who.login(), People.PASSWORD);
    return browser;
  }

  private String link() {
    browser.get("/account");
    MvcTestResult answer = browser.post("/deals/" + deal + "/booking/link", Map.of());
    assertThat(answer).hasStatusOk();
    Matcher link = LINK.matcher(Browser.body(answer));
    assertThat(link.find()).isTrue();
    return link.group(1);
  }

  private MvcTestResult answer(String token, String answer, Map<String, String> more) {
    Map<String, String> typed = new LinkedHashMap<>(more);
    typed.put("answer", answer);
    typed.put("day", DAY.toString());
    return client.post("/booking/" + token, typed);
  }

  private MvcTestResult act(String what, int answers) {
    browser.get("/account");
    return browser.post(
        "/deals/" + deal + "/booking/" + what, Map.of("answers", String.valueOf(answers)));
  }

  private void move(String day) {
    browser.get("/account");
    assertThat(
            browser.post(
                "/deals/" + deal + "/sections/measurement", Map.of("measurement.date", day)))
        .hasStatusOk();
  }

  private String part() {
    return Browser.body(browser.get("/deals/" + deal + "/booking"));
  }

  private String comments() {
    return String.join(
        "\n",
        db.sql("select text from deal_comment where deal_id = ? and author = 'system'")
            .param(deal.value())
            .query(String.class)
            .list());
  }

  private String state(String rule) {
    return db.sql(
            "select state from activity where kind = 'DEAL' and subject = ? and rule = ? order by"
                + " id desc limit 1")
        .params(deal.value(), rule)
        .query(String.class)
        .single();
  }

  private long activity() {
    return db.sql(
            "select id from activity where kind = 'DEAL' and subject = ? and rule = 'PRE-5' and"
                + " state = 'PLANNED'")
        .param(deal.value())
        .query(Long.class)
        .single();
  }

  private MvcTestResult api(String method, String path, String body) {
    var request =
        mvc.method(HttpMethod.valueOf(method)).uri(path).header("Authorization", manager.bearer());
    if (body != null) {
      request =
          request
              .header("Content-Type", "application/json")
              .content(body.getBytes(StandardCharsets.UTF_8));
    }
    return request.exchange();
  }
}
