package app.zamer.editions;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.users.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class EditionPagesTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Editions editions;
  @Autowired JdbcClient db;

  private String original = "";
  private Person administrator;
  private Browser admin;

  @BeforeEach
  void anAdministratorAtABrowser() {
    original = editions.text();
    administrator = people.hire(Role.ADMINISTRATOR);
    admin = new Browser(mvc);
    admin.signIn(administrator.login(), People.PASSWORD);
  }

  @AfterEach
  void putItBack() {
    if (!editions.text().equals(original)) {
      editions.adopt(administrator.actor(), original);
    }
  }

  @Test
  void whoHasNotTheRightGetsNoneOfIt() {
    Browser browser = new Browser(mvc);
    browser.signIn(people.hire(Role.MANAGER).login(), People.PASSWORD);
    for (String page : List.of("", "/file", "/editions", "/editions/0", "/editions/0/file")) {
      assertThat(browser.get("/admin/regulation" + page)).as(page).hasStatus(403);
    }
    browser.get("/account");
    for (String action : List.of("/parameters", "/file", "/adopt", "/editions/0/restore")) {
      assertThat(browser.post("/admin/regulation" + action, Map.of("yaml", original)))
          .as(action)
          .hasStatus(403);
    }
  }

  @Test
  void aParameterIsSeenBeforeItIsInForceAndThenWorksAndIsInTheJournal() {
    MvcTestResult preview = parameters(Map.of("param.farDays", "45"));
    assertThat(preview).hasStatusOk();
    assertThat(Browser.body(preview)).contains("<del>32</del>", "<ins>45</ins>", "DEF-1");
    assertThat(editions.inForce().parameters()).containsEntry("farDays", 32);

    String text = original.replace("farDays: 32 ", "farDays: 45 ");
    assertThat(adopt(text, editions.current().id()))
        .hasStatus(302)
        .hasRedirectedUrl("/admin/regulation?note=adopted");

    assertThat(editions.inForce().parameters()).containsEntry("farDays", 45);
    assertThat(editions.text()).isEqualTo(text);
    assertThat(Browser.body(admin.get("/regulation"))).contains("дальше 45 дней от сегодня");
    assertThat(
            db.sql("select count(*) from audit_log where what = 'regulation.adopted' and by = ?")
                .param(administrator.login())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void theTextOfThePreviewDiffersInNothingButTheValue() {
    String shown = Browser.body(parameters(Map.of("param.stampBy", "17:30")));

    assertThat(shown).contains("stampBy: \"17:30\"           # … and this time");
  }

  @Test
  void aValueThatIsNoneIsSaidBesideItsInputAndStays() {
    MvcTestResult answer =
        parameters(
            Map.of(
                "param.farDays", "много",
                "param.nearDays", "-1",
                "param.sheetsBy", "25:00",
                "param.contractNumber", "[0-9"));
    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains(
            "value=\"много\"",
            "должно быть целое число",
            "Целое число от 0 до 3650",
            "value=\"25:00\"",
            "value=\"[0-9\"");

    MvcTestResult pattern = parameters(Map.of("param.contractNumber", "[0-9"));
    assertThat(pattern).hasStatus(422);
    assertThat(Browser.body(pattern)).contains("regular expression", "value=\"[0-9\"");
    assertThat(parameters(Map.of())).hasStatus(422);
  }

  @Test
  void aBrokenFileIsRefusedWithThePlacesAndWhatWasTypedStays() {
    String broken =
        original
            .replace("holds: \"!pointOfNoReturn\"", "holds: \"!pointOfNoRetrun\"")
            .replace("start: sales/estimate", "start: sales/nowhere");
    admin.get("/admin/regulation/file");
    MvcTestResult answer = admin.post("/admin/regulation/file", Map.of("yaml", broken));

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains("Ошибок: 2", "there is no stage sales/nowhere", "!pointOfNoRetrun")
        .containsPattern("sales\\.yaml:\\d+:\\d+");
    assertThat(editions.text()).isEqualTo(original);
  }

  @Test
  void whoLookedAtAnOlderEditionSeesTheDifferenceFromTheNewOne() {
    long base = editions.current().id();
    editions.adopt(administrator.actor(), original.replace("farDays: 32 ", "farDays: 50 "));
    admin.get("/admin/regulation");

    MvcTestResult late = adopt(original.replace("nearDays: 3 ", "nearDays: 4 "), base);

    assertThat(late).hasStatus(409);
    assertThat(Browser.body(late)).contains("ввели другую редакцию", "<del>50</del>");
    assertThat(editions.inForce().parameters()).containsEntry("farDays", 50);
  }

  @Test
  void earlierEditionsAreListedReadDownloadedAndRestored() {
    editions.adopt(administrator.actor(), original.replace("farDays: 32 ", "farDays: 47 "));
    long id = editions.current().id();
    assertThat(Browser.body(admin.get("/admin/regulation/editions")))
        .contains("Имя " + administrator.login(), "/admin/regulation/editions/" + id);
    assertThat(Browser.body(admin.get("/admin/regulation/editions/" + id))).contains("farDays: 47");
    MvcTestResult file = admin.get("/admin/regulation/editions/" + id + "/file");
    assertThat(Browser.body(file)).isEqualTo(editions.text());
    assertThat(file.getResponse().getHeader("Content-Disposition")).contains("sales-1-");
    assertThat(admin.get("/admin/regulation/editions/999999999")).hasStatus(404);

    admin.get("/admin/regulation/editions");
    assertThat(Browser.body(admin.post("/admin/regulation/editions/0/restore", Map.of())))
        .contains("<del>47</del>", "<ins>32</ins>");
  }

  @Test
  void everybodyReadsTheRegulationInBothLanguages() {
    Browser engineer = new Browser(mvc);
    engineer.signIn(people.hire(Role.ENGINEER).login(), People.PASSWORD);

    assertThat(Browser.body(engineer.get("/regulation")))
        .contains(
            "id=\"PRE-5\"", "За 3 дня до даты замера", "id=\"rights\"", "href=\"/regulation\"")
        .doesNotContain("{param.");
    assertThat(Browser.body(engineer.get("/regulation?lang=en")))
        .contains("3 days before the visit", "Who may do what", "more than 32 days");
  }

  private MvcTestResult parameters(Map<String, String> changed) {
    Map<String, String> fields = new LinkedHashMap<>();
    editions
        .inForce()
        .parameters()
        .forEach((name, value) -> fields.put("param." + name, String.valueOf(value)));
    fields.putAll(changed);
    admin.get("/admin/regulation");
    return admin.post("/admin/regulation/parameters", fields);
  }

  private MvcTestResult adopt(String text, long base) {
    return admin.post(
        "/admin/regulation/adopt", Map.of("yaml", text, "base", String.valueOf(base)));
  }
}
