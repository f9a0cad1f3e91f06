package app.zamer.measurements;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class VisitPageTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Deals deals;
  @Autowired JdbcClient jdbc;

  private Person manager;
  private DealId deal;

  @BeforeEach
  void aDeal() {
    manager = people.hire(Role.MANAGER);
    var wanted = new NewDeal("Пётр Ильин", Phone.of(Fresh.phone()), "Кухня", null, false, null);
    deal = ((OpenOutcome.Opened) deals.open(manager.actor(), wanted)).id();
  }

  @ParameterizedTest
  @CsvSource({
    "TECHNOLOGIST, /stamps, 200",
    "HEAD_OF_SALES, /stamps, 200",
    "MANAGER, /stamps, 200",
    "ENGINEER, /stamps, 403",
    "COMMUNICATIONS_MANAGER, /visits, 200",
    "HEAD_OF_SALES, /visits, 200",
    "MANAGER, /visits, 200",
    "ENGINEER, /visits/mine, 200",
    "MANAGER, /visits/mine, 403",
    "TECHNOLOGIST, /visits/mine, 403",
    "COMMUNICATIONS_MANAGER, /visits/plan, 200",
    "MANAGER, /visits/plan, 403",
    "HEAD_OF_SALES, /visits/plan, 403",
    "MANAGER, /visits/events?from=2026-03-01&to=2026-04-12, 200",
    "MANAGER, /visits/events?from=2026-01-01&to=2026-04-12, 400"
  })
  void aPageOpensForThoseWhoseWorkItIs(Role role, String page, int status) {
    assertThat(as(role).get(page)).hasStatus(status);
  }

  @ParameterizedTest
  @CsvSource({
    "MANAGER, stamp",
    "HEAD_OF_SALES, stamp",
    "ENGINEER, stamp",
    "COMMUNICATIONS_MANAGER, stamp/return",
    "COMMUNICATIONS_MANAGER, stamp/remove",
    "MANAGER, visit/plan",
    "HEAD_OF_SALES, visit/plan",
    "TECHNOLOGIST, visit/plan",
    "TECHNOLOGIST, visit/confirm",
    "ENGINEER, visit/confirm",
    "COMMUNICATIONS_MANAGER, visit/result",
    "ENGINEER, visit/result",
    "TECHNOLOGIST, visit/invite"
  })
  void whoLacksTheRightIsRefused(Role role, String action) {
    assertThat(as(role).post("/deals/" + deal + "/" + action, Map.of("text", "нет")))
        .hasStatus(403);
  }

  @Test
  void aVisitThatCannotBePlannedKeepsWhatWasTypedAndSaysEverything() {
    MvcTestResult answer =
        as(Role.COMMUNICATIONS_MANAGER)
            .post(
                "/deals/" + deal + "/visit/plan",
                Map.of("engineer", "nobody", "day", "2026-03-12", "from", "12:00", "to", "11:00"));

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains(
            "Выберите инженера",
            "Конец выезда должен быть позже начала",
            "MEAS-7",
            "value=\"2026-03-12\"",
            "value=\"12:00\"",
            "value=\"11:00\"");
  }

  @Test
  void anEstimateWithoutASumIsNotStamped() {
    MvcTestResult answer = as(Role.TECHNOLOGIST).post("/deals/" + deal + "/stamp", Map.of());

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer)).contains("Печать поставить нельзя", "MEAS-5");
  }

  @Test
  void anEstimateWithoutASheetIsAskedForAndTheStampNamesItsDealAndCanBeTakenBack() {
    valued("115973");
    Browser technologist = as(Role.TECHNOLOGIST);
    String path = "/deals/" + deal + "/stamp";
    MvcTestResult asked = technologist.post(path, Map.of("row", "yes"));
    assertThat(asked).hasStatus(200);
    assertThat(Browser.body(asked)).contains("Печать без листа просчёта?");
    assertThat(stampedAt()).isNull();

    MvcTestResult done = technologist.post(path, Map.of("row", "yes", "sure", "yes"));
    assertThat(done).hasStatus(200).hasHeader("HX-Retarget", "#stamp-row-" + deal);
    assertThat(Browser.body(done))
        .contains("Печать поставлена: сделка " + deal + " «Кухня»", "Отменить");
    assertThat(stampedAt()).isNotNull();

    MvcTestResult undone = technologist.post(path + "/remove", Map.of("row", "yes"));
    assertThat(Browser.body(undone)).contains("do-stamp-" + deal).doesNotContain("Отменить");
    assertThat(stampedAt()).isNull();
  }

  @Test
  void aReturnedEstimateIsTheManagersUntilItIsMended() {
    valued("115973");
    MvcTestResult returned =
        as(Role.TECHNOLOGIST)
            .post("/deals/" + deal + "/stamp/return", Map.of("text", "Нет монтажа в сумме"));
    assertThat(returned).hasStatus(204);
    Browser managers = as(manager);
    String mend = "Исправить просчёт по замечанию технолога";
    assertThat(Browser.body(managers.get("/day"))).contains(mend, "MEAS-5");
    assertThat(Browser.body(managers.get("/deals/" + deal))).contains(mend);
    assertThat(Browser.body(managers.get("/notices"))).contains("Нет монтажа в сумме");

    valued("125973");
    assertThat(Browser.body(managers.get("/day"))).doesNotContain(mend);
    assertThat(at("estimate_returned_at")).isNull();
  }

  private void valued(String amount) {
    assertThat(
            as(manager)
                .post("/deals/" + deal + "/sections/about", Map.of("estimate.amount", amount)))
        .hasStatus(200);
  }

  private @Nullable Instant stampedAt() {
    return at("stamped_at");
  }

  private @Nullable Instant at(String column) {
    return jdbc.sql("select " + column + " from measurement where deal_id = ?")
        .param(deal.value())
        .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
        .single()
        .orElse(null);
  }

  @Test
  void aResultIsKeptAsItWasTypedWithWhatIsWrongBesideIt() {
    Browser browser = as(manager);
    MvcTestResult answer =
        browser.post(
            "/deals/" + deal + "/visit/result",
            Map.of("outcome", "contract", "contract.amount", "много", "contract.number", "12455Ш"));

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains("Сумма — число в рублях", "value=\"много\"", "value=\"12455Ш\"");
    assertThat(Browser.body(browser.post("/deals/" + deal + "/visit/result", Map.of())))
        .contains("Выберите, чем закончился выезд");
    assertThat(
            Browser.body(
                browser.post("/deals/" + deal + "/visit/result", Map.of("outcome", "repeat"))))
        .contains("Выезд ещё не создан", "REP-2");
  }

  @Test
  void theWorkerOfThePhoneStandsOpenAndAnswersForAllPages() {
    assertThat(mvc.get().uri("/assets/mine-worker.js"))
        .hasStatusOk()
        .hasHeader("Service-Worker-Allowed", "/");
  }

  private Browser as(Role role) {
    return as(role == Role.MANAGER ? people.hire(Role.MANAGER) : people.hire(role));
  }

  private Browser as(Person person) {
    var browser = new Browser(mvc);
    browser.signIn(person.login(), People.PASSWORD);
    return browser;
  }
}
