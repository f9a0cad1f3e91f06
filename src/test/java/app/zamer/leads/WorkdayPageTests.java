package app.zamer.leads;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.activities.Activities;
import app.zamer.activities.Activity;
import app.zamer.activities.Planning;
import app.zamer.activities.SubjectKind;
import app.zamer.clients.Phone;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of a working day: who sees and does what, and what bad input is told. */
@ZamerTest
class WorkdayPageTests {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Deals deals;
  @Autowired Leads leads;
  @Autowired Activities activities;

  private Person anna;
  private Browser browser;
  private DealId deal;
  private long activity;

  @BeforeEach
  void aDealWithAnActivity() {
    anna = people.hire(Role.MANAGER);
    browser = signedIn(anna);
    var wanted =
        new NewDeal(
            "Пётр Ильин", Phone.of(Fresh.phone()), "Кухня Ильиных", null, false, anna.actor().id());
    deal = ((OpenOutcome.Opened) deals.open(anna.actor(), wanted)).id();
    activity = planned("Обсудить фасады").id();
  }

  @Test
  void aManagerSeesHisOwnDayAndNobodyElses() {
    assertThat(Browser.body(browser.get("/day"))).contains("Обсудить фасады", "Кухня Ильиных");

    Browser boris = signedIn(people.hire(Role.MANAGER));
    assertThat(Browser.body(boris.get("/day"))).doesNotContain("Кухня Ильиных");
    assertThat(boris.get("/day?who=" + anna.login())).hasStatus(403);
    assertThat(
            Browser.body(signedIn(people.hire(Role.HEAD_OF_SALES)).get("/day?who=" + anna.login())))
        .contains("Кухня Ильиных");
  }

  @Test
  void anEngineerHasNeitherADayNorLeads() {
    Browser engineer = signedIn(people.hire(Role.ENGINEER));
    assertThat(engineer.get("/day")).hasStatus(403);
    assertThat(engineer.get("/day/round")).hasStatus(403);
    assertThat(engineer.get("/leads")).hasStatus(403);
    assertThat(engineer.get("/activities/" + activity + "/complete")).hasStatus(403);
  }

  @Test
  void anothersActivityIsNeitherShownNorCompleted() {
    Browser boris = signedIn(people.hire(Role.MANAGER));
    String dialog = "/activities/" + activity + "/complete";
    assertThat(boris.get(dialog)).hasStatus(403);
    assertThat(boris.post(dialog, Map.of("result", "done"))).hasStatus(403);
    assertThat(boris.get("/deals/" + deal + "/activities/new")).hasStatus(403);
    assertThat(browser.get("/activities/999999999/complete")).hasStatus(404);
  }

  @Test
  void whatWasTypedIsKeptWhenACompletionIsRefused() {
    String dialog = "/activities/" + activity + "/complete";
    MvcTestResult nothing = browser.post(dialog, Map.of("comment", "<b>Думает</b>"));
    assertThat(nothing).hasStatus(422);
    assertThat(Browser.body(nothing))
        .contains("Выберите, что вышло", "&lt;b&gt;Думает&lt;/b&gt;")
        .doesNotContain("<b>Думает");
    MvcTestResult past =
        browser.post(
            dialog, Map.of("result", "moved", "newDate", "2020-01-01", "comment", "Думает"));
    assertThat(past).hasStatus(422);
    assertThat(Browser.body(past)).contains("2020-01-01", "Думает", "день уже прошёл");

    assertThat(browser.post(dialog, Map.of("result", "done"))).hasStatus(204);
    assertThat(browser.post(dialog, Map.of("result", "done"))).hasStatus(409);
    assertThat(Browser.body(browser.get("/day"))).doesNotContain("Обсудить фасады");
  }

  @Test
  void planningNeedsADayAndSaysSo() {
    String dialog = "/deals/" + deal + "/activities/new";
    MvcTestResult refused = browser.post(dialog, Map.of("subject", "", "day", "other"));
    assertThat(refused).hasStatus(422);
    assertThat(Browser.body(refused)).contains("Выберите день", "Заполните это поле");
    assertThat(
            browser.post(
                dialog, Map.of("subject", "Позвонить", "day", TODAY.toString(), "time", "12:30")))
        .hasStatus(204);
    assertThat(Browser.body(browser.get("/day"))).contains("Позвонить", "12:30");
  }

  @Test
  void aLeadIsRefusedWithASecondDealOfItsNumber() {
    String phone = Fresh.phone();
    assertThat(browser.post("/leads/new", Map.of("phone", "12"))).hasStatus(422);
    MvcTestResult made = browser.post("/leads/new", Map.of("phone", phone, "clientName", "Вера"));
    assertThat(made).hasStatus(204);
    String lead = String.valueOf(made.getResponse().getHeader("HX-Redirect"));
    MvcTestResult again = browser.post("/leads/new", Map.of("phone", phone));
    assertThat(again).hasStatus(409);
    assertThat(Browser.body(again)).contains("уже есть открытый лид", lead);
    assertThat(signedIn(people.hire(Role.MANAGER)).get(lead)).hasStatus(403);

    assertThat(browser.post(lead + "/disqualify", Map.of("reason", " "))).hasStatus(422);
    assertThat(browser.post(lead + "/convert", Map.of("clientName", "Вера", "title", "Окно")))
        .hasStatus(204);
    assertThat(Browser.body(browser.get(lead))).contains("/deals/", "Создана сделка");
  }

  private Activity planned(String text) {
    return ((Planning.Planned)
            activities.plan(anna.actor(), SubjectKind.DEAL, deal.value(), text, TODAY, null))
        .activity();
  }

  private Browser signedIn(Person person) {
    Browser its = new Browser(mvc);
    its.signIn(person.login(), People.PASSWORD);
    return its;
  }
}
