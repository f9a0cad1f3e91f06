package app.zamer.deals;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.activities.Activities;
import app.zamer.activities.Planning;
import app.zamer.activities.Result;
import app.zamer.activities.SubjectKind;
import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class DealCardPageTests {
  private static final String LOST = "sales/lost";

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Deals deals;
  @Autowired Activities activities;
  @Autowired JdbcClient jdbc;

  private Person manager;
  private DealId deal;
  private Browser browser;

  @BeforeEach
  void aDeal() {
    manager = people.hire(Role.MANAGER);
    var wanted =
        new NewDeal(
            "Пётр Ильин", Phone.of(Fresh.phone()), "Кухня", null, false, manager.actor().id());
    deal = ((OpenOutcome.Opened) deals.open(Actor.SYSTEM, wanted)).id();
    browser = at(manager);
  }

  @Test
  void theCardShowsStagesPlanSectionsAndTimeline() {
    assertThat(Browser.body(browser.get("/deals/" + deal)))
        .contains("Кухня", "Что дальше", "О сделке", "Замер", "Договор", "Завершить сделку");
  }

  @Test
  void everyThingThatIsMissingStandsBesideItsInputOnceAndWhatWasTypedIsKept() {
    MvcTestResult answer =
        move("sales/pre-measurement", Map.of("address.city", "Тверь", "estimate.amount", "сто"));

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains("value=\"Тверь\"", "value=\"сто\"", "Сумма — число в рублях")
        .contains("data-field=\"address.floor\"", "PRE-1", "PRE-2", "PRE-3")
        .doesNotContain("Заполните «Город»");
    assertThat(deals.get(Actor.SYSTEM, deal, "deal.read").facts().address().city()).isEmpty();
  }

  @Test
  void commentReasonAndMoveAreSavedTogetherOrNotAtAll() {
    Map<String, String> typed = new HashMap<>();
    typed.put("comment", "Клиенту дорого, ушёл к соседям");
    typed.put("loss.reason", "сроки");
    typed.put("loss.result", "refused-before-measurement");
    typed.put("estimate.amount", "115 973,00");

    assertThat(move(LOST, typed)).hasStatus(422);
    assertThat(comments()).isZero();

    typed.put("loss.reason", "дорого");
    typed.put("sure", LOST);
    assertThat(move(LOST, typed)).hasStatus(204);
    assertThat(comments()).isOne();
    assertThat(deals.get(Actor.SYSTEM, deal, "deal.read").facts().stage()).hasToString(LOST);
  }

  @Test
  void whatCannotBeTakenBackIsAskedOnceMoreHoweverItWasBegunAndNothingElseIs() {
    Map<String, String> known = new HashMap<>();
    Stream.of("city", "street", "house", "apartment", "entrance", "floor", "intercom")
        .forEach(part -> known.put("address." + part, "1"));
    known.put("estimate.amount", "115 973,00");
    known.put("measurement.videoAllowed", "true");
    known.put("measurement.date", "2026-03-12");

    MvcTestResult asked = move("sales/measurement", known);
    assertThat(asked).hasStatus(200);
    assertThat(Browser.body(asked))
        .contains(
            "вернуть сделку на ранние стадии будет нельзя",
            "name=\"sure\" value=\"sales/measurement\"")
        .containsPattern("data-dismiss autofocus");
    assertThat(stage()).isEqualTo("sales/estimate");

    known.put("sure", "sales/measurement");
    assertThat(move("sales/measurement", known)).hasStatus(204);
    assertThat(stage()).isEqualTo("sales/measurement");

    assertThat(move("sales/pre-contract", Map.of())).hasStatus(204);
    assertThat(stage()).isEqualTo("sales/pre-contract");
  }

  @Test
  void aLossIsAskedOnceMoreAlsoForADealThatHasPassedThePointOfNoReturn() {
    Map<String, String> typed = new HashMap<>();
    typed.put("comment", "Клиенту дорого, ушёл к соседям");
    typed.put("loss.reason", "дорого");
    typed.put("loss.result", "refused-before-measurement");
    typed.put("estimate.amount", "115 973,00");

    MvcTestResult asked = move(LOST, typed);
    assertThat(asked).hasStatus(200);
    assertThat(Browser.body(asked)).contains("закроется как проигранная", "дорого");
    assertThat(comments()).isZero();
    assertThat(stage()).isEqualTo("sales/estimate");
  }

  private String stage() {
    return deals.get(Actor.SYSTEM, deal, "deal.read").facts().stage().toString();
  }

  @Test
  void whatWasDoneAndWhoCalledStandsInTheTimeline() {
    Planning planned =
        activities.plan(
            manager.actor(),
            SubjectKind.DEAL,
            deal.value(),
            "Позвонить",
            LocalDate.of(2026, 3, 11),
            null);
    long id = ((Planning.Planned) planned).activity().id();
    activities.complete(manager.actor(), id, Result.DONE, "Ждёт расчёт", null);
    jdbc.sql(
            """
            insert into call (phone, direction, started_at, duration, answered, person, record_url, deal_id, reported_at, reported_by)
            values ('+79991234567', 'incoming', '2026-03-10T05:00Z', 75, true, ?, 'https://records.example/1', ?, '2026-03-10T05:02Z', 'system')
            """)
        .params(manager.login(), deal.value())
        .update();

    assertThat(Browser.body(browser.get("/deals/" + deal)))
        .contains("Позвонить", "Сделано. Ждёт расчёт")
        .contains("Входящий звонок +7 999 123-45-67", "1 мин 15 с", "https://records.example/1");
    assertThat(Browser.body(browser.get("/deals/" + deal + "/timeline?kind=call")))
        .contains("Входящий звонок")
        .doesNotContain("Ждёт расчёт");
  }

  @Test
  void onlyTheResultThatFitsIsOffered() {
    assertThat(Browser.body(browser.get("/deals/" + deal + "/move?to=" + LOST)))
        .contains("refused-before-measurement")
        .doesNotContain("refused-after-measurement");
  }

  @Test
  void aStaleVersionIsShownAndNothingIsLost() {
    MvcTestResult answer = move("sales/postponed", Map.of("version", "0", "address.city", "Тверь"));

    assertThat(answer).hasStatus(412);
    assertThat(Browser.body(answer)).contains("сделку изменили", "value=\"Тверь\"");
  }

  @Test
  void whatOnlyOneOfTwoHasChangedMergesAndWhatBothHaveIsAsked() {
    save("about", Map.of("title", "Шкаф", "was.title", "Кухня"));
    assertThat(
            save(
                "about",
                Map.of("source", "Сайт", "was.source", "", "title", "Кухня", "was.title", "Кухня")))
        .hasStatusOk();
    assertThat(deals.get(Actor.SYSTEM, deal, "deal.read").title()).isEqualTo("Шкаф");

    MvcTestResult conflict =
        save(
            "about",
            Map.of("title", "Балкон", "was.title", "Кухня", "source", "", "was.source", ""));
    assertThat(conflict).hasStatus(409);
    assertThat(Browser.body(conflict))
        .contains("value=\"Балкон\"", "Сейчас в сделке: Шкаф")
        .contains("value=\"Сайт\"")
        .doesNotContain("pick.source");

    save("about", Map.of("title", "Балкон", "was.title", "Шкаф", "pick.title", "mine"));
    assertThat(deals.get(Actor.SYSTEM, deal, "deal.read").title()).isEqualTo("Балкон");
  }

  @Test
  void aDateSaysWhereItLeadsBeforeItIsSaved() {
    assertThat(route("2026-03-12")).contains("сделка пойдёт в «Замер»");
    assertThat(route("2026-03-20")).contains("сделка пойдёт в «Предзамер»");
    assertThat(route("2026-05-20")).contains("Май");
    assertThat(route("2026-03-01")).contains("Дата замера уже прошла");
  }

  @Test
  void nobodySeesOrChangesWhatIsNotHis() {
    Browser other = at(people.hire(Role.MANAGER));
    Browser technologist = at(people.hire(Role.TECHNOLOGIST));

    assertThat(other.get("/deals/" + deal)).hasStatus(403);
    assertThat(other.get("/deals/" + deal + "/chat")).hasStatus(403);
    assertThat(other.get("/deals/" + deal + "/files")).hasStatus(403);
    assertThat(other.get("/deals/" + deal + "/timeline")).hasStatus(403);
    String seen = Browser.body(technologist.get("/deals/" + deal));
    assertThat(seen)
        .contains("Что дальше")
        .doesNotContain("edit-about", "hx-get=\"/deals/" + deal + "/move");
    assertThat(technologist.post("/deals/" + deal + "/move", Map.of("to", LOST))).hasStatus(403);
    assertThat(technologist.post("/deals/" + deal + "/sections/about", Map.of("title", "x")))
        .hasStatus(403);
    assertThat(
            technologist.post(
                "/deals/" + deal + "/comments", Map.of("text", "x", "pinned", "true")))
        .hasStatus(403);
  }

  @Test
  void anEngineerOfTheVisitSeesOnlyWhatItNeeds() {
    Person engineer = people.hire(Role.ENGINEER);
    Browser his = at(engineer);
    assertThat(his.get("/deals/" + deal)).hasStatus(403);
    jdbc.sql(
            """
            insert into visit (deal_id, engineer, starts_at, ends_at, planned_at, planned_by)
            values (?, ?, '2026-03-11T09:00Z', '2026-03-11T11:00Z', '2026-03-10T06:00Z', 'system')
            """)
        .params(deal.value(), engineer.login())
        .update();

    assertThat(Browser.body(his.get("/deals/" + deal)))
        .contains("tab-chat", "tab-files")
        .doesNotContain("Что дальше", "tab-timeline", "Источник");
    assertThat(his.get("/deals/" + deal + "/timeline")).hasStatus(403);
  }

  @Test
  void theChatKeepsWhatItDoesNotTakeAndSaysWhoIsThere() {
    MvcTestResult empty = browser.post("/deals/" + deal + "/chat", Map.of("text", " "));
    assertThat(empty).hasStatus(422);
    assertThat(Browser.body(empty)).contains("Напишите сообщение");

    browser.post("/deals/" + deal + "/chat", Map.of("text", "<b>Ключи</b> у консьержа"));
    assertThat(Browser.body(browser.get("/deals/" + deal + "/chat")))
        .contains(
            "&lt;b&gt;Ключи&lt;/b&gt; у консьержа", "В чате сейчас", "Имя " + manager.login());
    browser.post("/deals/" + deal + "/chat/left", Map.of());
    assertThat(Browser.body(browser.get("/deals/" + deal + "/chat/people"))).contains("никого");
  }

  private String route(String day) {
    return Browser.body(browser.get("/deals/" + deal + "/route?measurement.date=" + day));
  }

  private MvcTestResult move(String to, Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(fields);
    all.put("to", to);
    return browser.post("/deals/" + deal + "/move", all);
  }

  private MvcTestResult save(String section, Map<String, String> fields) {
    return browser.post("/deals/" + deal + "/sections/" + section, fields);
  }

  private int comments() {
    return jdbc.sql("select count(*) from deal_comment where deal_id = ?")
        .param(deal.value())
        .query(Integer.class)
        .single();
  }

  private Browser at(Person person) {
    var page = new Browser(mvc);
    page.signIn(person.login(), People.PASSWORD);
    return page;
  }
}
