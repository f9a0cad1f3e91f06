package app.zamer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The forms for the company's sites in the hands of administrators. */
@ZamerTest
class IntakeAdminPagesTests {
  private static final String PAGE = "/admin/intake";

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired JdbcClient db;

  private Person administrator;
  private Browser admin;
  private String name;

  @BeforeEach
  void anAdministrator() {
    administrator = people.hire(Role.ADMINISTRATOR);
    admin = at(administrator);
    name = "Форма " + UUID.randomUUID();
  }

  @Test
  void whoIsNoAdministratorGetsNoneOfIt() {
    create(filled());
    long id = id();
    for (Role role : List.of(Role.MANAGER, Role.HEAD_OF_SALES, Role.COMMUNICATIONS_MANAGER)) {
      Person other = people.hire(role);
      Browser browser = at(other);
      for (String path : List.of("", "/new", "/" + id, "/" + id + "/site")) {
        assertThat(browser.get(PAGE + path)).as(role + path).hasStatus(403);
      }
      browser.get("/account");
      for (String path : List.of("/new", "/" + id, "/company")) {
        assertThat(browser.post(PAGE + path, filled())).as(role + path).hasStatus(403);
      }
      assertThat(mvc.get().uri("/api/v1/intake-forms").header("Authorization", other.bearer()))
          .hasStatus(403);
    }
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aNewFormIsThereWithItsCodeAndItsLineInTheJournal() {
    assertThat(create(filled())).hasStatus(204);
    assertThat(Browser.body(admin.get(PAGE)))
        .contains(name, "https://okna.example", "Заявок ещё не было");
    String key = key();
    assertThat(Browser.body(admin.get(PAGE + "/" + id() + "/site")))
        .contains(
            "/intake/embed.js",
            "data-form=\"" + key + "\"",
            "/api/v1/intake/" + key,
            "src=\"/intake/form/" + key + "?lang=ru\"");
    assertThat(
            Browser.body(
                admin.get("/admin/audit?what=intake.form-created&by=" + administrator.login())))
        .contains("Создана форма для сайта", name, "https://okna.example");
  }

  @Test
  void whatIsWrongStandsBesideItsFieldAndNothingIsMade() {
    Map<String, String> typed = filled();
    typed.put("title", " ");
    typed.put("origins", "https://okna.example\n*; script-src *");
    typed.put("consent", "");
    typed.put("policy", "javascript:alert(1)");
    typed.put("owner", administrator.login());
    MvcTestResult answer = create(typed);
    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains(
            "Заполните это поле.",
            "не похоже на адрес сайта",
            "Нужен адрес страницы",
            "Выберите действующего менеджера",
            "*; script-src *",
            name);
    assertThat(count()).isZero();
  }

  @Test
  void anotherTextOfTheConsentGetsAnotherNumberAndTheOldOneStays() {
    create(filled());
    Map<String, String> typed = filled();
    typed.put("version", "1");
    typed.put("consent", "Согласен на всё.");
    assertThat(change(typed)).hasStatus(204);
    typed.put("version", "2");
    typed.put("success", "Ждите звонка");
    assertThat(change(typed)).hasStatus(204);
    assertThat(
            db.sql(
                    "select version || ' ' || text from intake_consent where form_id = ? order by version")
                .param(id())
                .query(String.class)
                .list())
        .containsExactly("1 Согласен на обработку.", "2 Согласен на всё.");
    assertThat(Browser.body(admin.get("/intake/form/" + key()))).contains("Согласен на всё.");
    assertThat(Browser.body(admin.get("/intake/form/" + key() + "/thanks")))
        .contains("Ждите звонка");
  }

  @Test
  void aFormThatSomebodyElseHasChangedIsNotOverwrittenUnseen() {
    create(filled());
    Map<String, String> typed = filled();
    typed.put("version", "1");
    typed.put("title", "Первый");
    assertThat(change(typed)).hasStatus(204);
    typed.put("title", "Второй");
    MvcTestResult answer = change(typed);
    assertThat(answer).hasStatus(412);
    assertThat(Browser.body(answer)).contains("тем временем изменил", "value=\"Второй\"");
    assertThat(
            db.sql("select title from intake_form where name = ?")
                .param(name)
                .query(String.class)
                .single())
        .isEqualTo("Первый");
    typed.put("version", "2");
    assertThat(change(typed)).hasStatus(204);
  }

  @Test
  void whatClientsSeeOfTheCompanyIsCheckedAndKept() {
    admin.get("/account");
    MvcTestResult wrong =
        admin.post(PAGE + "/company", Map.of("companyName", "Окна", "companyPhone", "12"));
    assertThat(wrong).hasStatus(422);
    assertThat(Browser.body(wrong)).contains("не хватает цифр", "value=\"Окна\"");
    try {
      assertThat(
              admin.post(
                  PAGE + "/company",
                  Map.of("companyName", "Окна и двери", "companyPhone", "8 495 123-45-67")))
          .hasStatus(204);
      assertThat(Browser.body(admin.get(PAGE))).contains("Окна и двери", "+7 495 123-45-67");
      assertThat(Browser.body(admin.get("/booking/nobodys-link")))
          .contains("Окна и двери", "tel:+74951234567");
    } finally {
      db.sql("update intake_company set name = '', phone = ''").update();
    }
  }

  @Test
  void programsKeepFormsToo() {
    String body =
        """
        {"name": "%s", "title": "Заявка", "source": "Сайт", "consent": "Да", "origins": ["https://a.example"]}
        """
            .formatted(name);
    MvcTestResult made =
        mvc.post()
            .uri("/api/v1/intake-forms")
            .header("Authorization", administrator.bearer())
            .header("Content-Type", "application/json")
            .content(body)
            .exchange();
    assertThat(made).hasStatus(201).containsHeader("ETag");
    String id = JsonPath.read(Browser.body(made), "$.id");
    var put =
        mvc.put()
            .uri("/api/v1/intake-forms/" + id)
            .header("Authorization", administrator.bearer())
            .header("Content-Type", "application/json")
            .content(body.replace("\"Да\"", "\"Да\", \"active\": false"));
    assertThat(put.exchange()).hasStatus(428);
    assertThat(put.header("If-Match", "\"1\"").exchange()).hasStatusOk();
    assertThat(admin.get("/intake/form/" + key())).hasStatus(410);
  }

  private Browser at(Person who) {
    Browser browser = new Browser(mvc);
    browser.signIn(who.login(), People.PASSWORD);
    return browser;
  }

  private Map<String, String> filled() {
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("name", name);
    typed.put("title", "Оставьте заявку");
    typed.put("source", "Сайт");
    typed.put("origins", "okna.example/kontakty");
    typed.put("consent", "Согласен на обработку.");
    typed.put("active", "true");
    return typed;
  }

  private MvcTestResult create(Map<String, String> typed) {
    admin.get("/account");
    return admin.post(PAGE + "/new", typed);
  }

  private MvcTestResult change(Map<String, String> typed) {
    admin.get("/account");
    return admin.post(PAGE + "/" + id(), typed);
  }

  private long id() {
    return db.sql("select id from intake_form where name = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  private String key() {
    return db.sql("select key from intake_form where name = ?")
        .param(name)
        .query(String.class)
        .single();
  }

  private long count() {
    return db.sql("select count(*) from intake_form where name = ?")
        .param(name)
        .query(Long.class)
        .single();
  }
}
