package app.zamer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.leads.Conversion;
import app.zamer.leads.LeadId;
import app.zamer.leads.Leads;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What visitors of the company's site send, and what they can and cannot do with it. */
@ZamerTest
@RecordApplicationEvents
class IntakeFormTests {
  private static final String SITE = "https://okna.example";

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired IntakeForms forms;
  @Autowired Leads leads;
  @Autowired Throttle throttle;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient db;
  @Autowired ApplicationEvents events;

  private Visitor visitor;
  private IntakeForm form;
  private String phone;

  @BeforeEach
  void aFormAndAVisitor() {
    visitor = new Visitor(mvc);
    form = form(null, true);
    phone = Fresh.phone();
  }

  @Test
  void aRequestBecomesALeadWithItsSourceAndItsWords() {
    assertThat(send(filled()))
        .hasStatus(303)
        .hasHeader("Location", "/intake/form/" + form.key() + "/thanks?lang=ru");

    Map<String, Object> lead = lead();
    assertThat(lead)
        .containsEntry("client_name", "Пётр Ильин")
        .containsEntry("source", form.source())
        .containsEntry("stage", "new")
        .containsEntry("owner", null);
    assertThat(history(lead))
        .contains("Нужно: Кухня", "Утром, с 9 до 12", "Второй подъезд", "текст № 1", form.name());
    assertThat(events.stream(RequestReceived.class))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.lead()).isEqualTo(new LeadId((Long) lead.get("id")));
              assertThat(event.deal()).isNull();
              assertThat(event.made()).isTrue();
              assertThat(event.formName()).isEqualTo(form.name());
            });
    assertThat(
            db.sql("select form_id, consent, made from intake_request where lead_id = ?")
                .param(lead.get("id"))
                .query()
                .singleRow())
        .containsEntry("form_id", form.id())
        .containsEntry("consent", 1)
        .containsEntry("made", true);
    assertThat(Browser.body(visitor.get("/intake/form/" + form.key() + "/thanks")))
        .contains("Спасибо, заявка принята");
  }

  @Test
  void theLeadGoesToWhomTheFormSaysUnlessHeHasLeft() {
    Person anna = people.hire(Role.MANAGER);
    form = form(anna.actor().id(), true);
    send(filled());
    assertThat(lead()).containsEntry("owner", anna.login());

    db.sql("update app_user set active = false where login = ?").param(anna.login()).update();
    phone = Fresh.phone();
    send(filled());
    assertThat(lead()).containsEntry("owner", null);
  }

  @Test
  void aNumberThatIsKnownIsAnsweredThatTheSameAndMakesNoSecondLead() {
    MvcTestResult first = send(filled());
    Map<String, Object> lead = lead();
    MvcTestResult second = send(with("comment", "Ещё балкон"));
    assertThat(count("lead where phone = '" + phone + "'")).isEqualTo(1);
    assertThat(history(lead)).contains("Второй подъезд", "Ещё балкон");

    Person anna = people.hire(Role.MANAGER);
    leads.convert(anna.actor(), new LeadId((Long) lead.get("id")), conversion());
    long deal = (Long) lead().get("deal_id");
    MvcTestResult third = send(with("comment", "Когда приедете?"));
    assertThat(count("lead where phone = '" + phone + "'")).isEqualTo(1);
    assertThat(
            db.sql("select text from deal_comment where deal_id = ? and author = 'system'")
                .param(deal)
                .query(String.class)
                .list())
        .anyMatch(text -> text.contains("Когда приедете?") && text.contains(form.name()));
    assertThat(events.stream(RequestReceived.class).map(event -> event.deal() != null))
        .containsExactly(false, false, true);

    for (MvcTestResult answer : List.of(second, third)) {
      assertThat(answer).hasStatus(303);
      assertThat(answer.getResponse().getHeaderNames().stream().sorted().toList())
          .isEqualTo(first.getResponse().getHeaderNames().stream().sorted().toList());
      assertThat(answer.getResponse().getHeader("Location"))
          .isEqualTo(first.getResponse().getHeader("Location"));
      assertThat(Browser.body(answer)).isEqualTo(Browser.body(first));
    }
  }

  @Test
  void everythingWrongIsSaidBesideItsFieldAndNothingTypedIsLost() {
    Map<String, String> typed = filled();
    typed.put("phone", "8 999 12");
    typed.put("name", " ");
    typed.put("comment", "ы".repeat(1001));
    typed.remove("consent");
    MvcTestResult answer = send(typed);
    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains(
            "В телефоне не хватает цифр",
            "Напишите, как к вам обращаться.",
            "Не больше 1000 знаков",
            "Без согласия мы не можем принять заявку",
            "value=\"8 999 12\"",
            "ы".repeat(1001),
            "<option value=\"Кухня\" selected>");
    assertThat(count("lead where phone = '" + phone + "'")).isZero();

    for (String wrong : List.of("звоните", "12345678901234567", "+7 000 000-00-00", "")) {
      assertThat(send(with("phone", wrong))).as(wrong).hasStatus(422);
    }
  }

  @Test
  void whatIsTypedIsShownAsItIsAndNeverAsAPage() {
    Map<String, String> typed = with("name", "<script>alert(1)</script>");
    typed.put("phone", "x");
    assertThat(Browser.body(send(typed)))
        .contains("&lt;script>alert(1)&lt;/script>")
        .doesNotContain("<script>alert");
  }

  @Test
  void whoIsFasterThanAPersonIsAskedToLookAgain() {
    String token = Visitor.token(visitor.get(address()));
    Map<String, String> typed = filled();
    typed.put("token", token);
    MvcTestResult answer = visitor.post(address(), typed);
    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer)).contains("слишком быстро", "Второй подъезд");
    assertThat(count("lead where phone = '" + phone + "'")).isZero();

    later(Duration.ofSeconds(4));
    typed.put("token", Visitor.token(answer));
    assertThat(visitor.post(address(), typed)).hasStatus(303);
    assertThat(count("lead where phone = '" + phone + "'")).isEqualTo(1);
  }

  @Test
  void aFormThatIsTooOldOrForgedIsSentAgainWithOneClick() {
    String token = Visitor.token(visitor.get(address()));
    String others = Visitor.token(visitor.get("/intake/form/" + form(null, true).key()));
    later(Duration.ofMinutes(1));
    for (String wrong : List.of("", "AAAA", "не токен", others, token.substring(1) + "A")) {
      Map<String, String> typed = filled();
      typed.put("token", wrong);
      MvcTestResult answer = visitor.post(address(), typed);
      assertThat(answer).as(wrong).hasStatus(422);
      assertThat(Browser.body(answer)).contains("ничего из написанного не потеряно");
    }
    later(Duration.ofHours(25));
    Map<String, String> typed = filled();
    typed.put("token", token);
    MvcTestResult answer = visitor.post(address(), typed);
    assertThat(answer).hasStatus(422);
    assertThat(count("lead where phone = '" + phone + "'")).isZero();

    typed.put("token", Visitor.token(answer));
    assertThat(visitor.post(address(), typed)).hasStatus(303);
    assertThat(count("lead where phone = '" + phone + "'")).isEqualTo(1);
  }

  @Test
  void aFormThatIsSentTwiceCountsOnce() {
    Map<String, String> typed = filled();
    typed.put("token", fresh());
    assertThat(visitor.post(address(), typed)).hasStatus(303);
    assertThat(visitor.post(address(), typed)).hasStatus(303);
    assertThat(events.stream(RequestReceived.class)).hasSize(1);

    typed.put("comment", "Другое");
    MvcTestResult other = visitor.post(address(), typed);
    assertThat(other).hasStatus(422);
    assertThat(Browser.body(other)).contains("Вы уже отправили эту заявку");
    typed.put("token", Visitor.token(other));
    assertThat(visitor.post(address(), typed)).hasStatus(303);
    assertThat(events.stream(RequestReceived.class)).hasSize(2);
  }

  @Test
  void aProgramThatFillsInEverythingIsThankedAndForgotten() {
    assertThat(send(with("website", "https://spam.example")))
        .hasStatus(303)
        .hasHeader("Location", "/intake/form/" + form.key() + "/thanks?lang=ru");
    assertThat(count("lead where phone = '" + phone + "'")).isZero();
    assertThat(events.stream(RequestReceived.class)).isEmpty();
  }

  @Test
  void anAddressThatSendsTooOftenWaitsAndKeepsWhatItTyped() {
    MvcTestResult last = null;
    for (int i = 0; i <= 15; i++) {
      last = visitor.post(address(), with("phone", "x"));
    }
    assertThat(last).hasStatus(429).containsHeader("Retry-After");
    assertThat(Browser.body(last)).contains("Слишком много заявок подряд", "Второй подъезд");
    assertThat(new Visitor(mvc).post(address(), with("phone", "x"))).hasStatus(422);

    Visitor looker = new Visitor(mvc);
    MvcTestResult page = null;
    for (int i = 0; i <= 130; i++) {
      page = looker.get(address());
    }
    assertThat(page).hasStatus(429).containsHeader("Retry-After");
    assertThat(Browser.body(page)).contains("Слишком часто");
  }

  @Test
  void onlyTheFormsOwnSitesMayShowIt() {
    MvcTestResult page = visitor.get(address());
    assertThat(page).hasStatusOk();
    assertThat(page.getResponse().getHeader("Content-Security-Policy"))
        .endsWith("frame-ancestors 'self' " + SITE)
        .contains("default-src 'none'", "form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(page.getResponse().getHeader("X-Frame-Options")).isNull();
    assertThat(page.getResponse().getCookies()).isEmpty();
    assertThat(page)
        .hasHeader("Referrer-Policy", "no-referrer")
        .hasHeader("X-Content-Type-Options", "nosniff")
        .hasHeader("X-Robots-Tag", "noindex, nofollow");
    assertThat(page.getResponse().getHeader("Cache-Control")).contains("no-store");
    assertThat(
            visitor.get(address() + "/thanks").getResponse().getHeader("Content-Security-Policy"))
        .endsWith(SITE);

    for (String closed : List.of("/login", "/intake/form/nobodys", "/booking/nobodys12345")) {
      MvcTestResult other = visitor.get(closed);
      assertThat(other.getResponse().getHeader("Content-Security-Policy"))
          .as(closed)
          .contains("frame-ancestors 'none'");
      assertThat(other).as(closed).hasHeader("X-Frame-Options", "DENY");
    }
  }

  @Test
  void nothingElseIsOpenToStrangers() {
    for (String path :
        List.of(
            "/intake", "/intake/form", "/intake/form/x/y", "/intake/anything", "/booking/x/y")) {
      assertThat(visitor.get(path).getResponse().getStatus()).as(path).isIn(302, 404);
    }
    assertThat(visitor.get("/admin/intake")).hasStatus(302);
    assertThat(visitor.get("/deals/1/booking")).hasStatus(302);
    assertThat(visitor.get("/api/v1/intake-forms")).hasStatus(401);
    assertThat(visitor.get("/api/v1/deals/1/booking")).hasStatus(401);
    assertThat(visitor.send(HttpMethod.DELETE, address(), Map.of(), Map.of(), null)).hasStatus(404);
    assertThat(visitor.send(HttpMethod.PUT, api(), Map.of(), Map.of(), "{}")).hasStatus(404);
  }

  @Test
  void aFormThatIsSwitchedOffTakesNothing() {
    form = form(null, false);
    MvcTestResult page = visitor.get(address());
    assertThat(page).hasStatus(410);
    assertThat(Browser.body(page)).contains("не принимает заявки");
    assertThat(visitor.post(address(), filled())).hasStatus(410);
    assertThat(visitor.get(api())).hasStatus(404);
    assertThat(visitor.get("/intake/form/nobodys")).hasStatus(404);
  }

  @Test
  void aBodyThatIsTooLongIsNotRead() {
    Map<String, String> typed = filled();
    assertThat(
            visitor.send(
                HttpMethod.POST,
                address(),
                typed,
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                "comment=" + "x".repeat(40_000)))
        .hasStatus(413);
  }

  @Test
  void thePageSpeaksTheLanguageOfItsAddressAndKeepsNoCookie() {
    MvcTestResult page = visitor.get(address() + "?lang=en&theme=dark");
    assertThat(Browser.body(page))
        .contains(
            "Send the request",
            "data-bs-theme=\"dark\"",
            "action=\"" + address() + "?lang=en&amp;theme=dark\"");
    assertThat(page.getResponse().getCookies()).isEmpty();
    assertThat(Browser.body(visitor.get(address(), Map.of("Accept-Language", "en"))))
        .contains("Send the request");
  }

  @Test
  void theScriptForTheSiteIsOpenAndNotKeptForLong() {
    MvcTestResult script = visitor.get("/intake/embed.js");
    assertThat(script).hasStatusOk().hasHeader("Cache-Control", "max-age=3600, public");
    assertThat(Browser.body(script)).contains("/intake/form/");
  }

  // ---- a form of the site's own

  @Test
  void aSitesOwnScriptGetsATokenAndSendsJson() {
    MvcTestResult described = visitor.get(api(), Map.of("Origin", SITE));
    assertThat(described).hasStatusOk().hasHeader("Access-Control-Allow-Origin", SITE);
    String body = Browser.body(described);
    assertThat(JsonPath.<String>read(body, "$.consent.text")).isEqualTo(form.consent());
    String token = JsonPath.read(body, "$.token");
    later(Duration.ofSeconds(5));

    MvcTestResult sent = visitor.json(api(), json(token, phone), Map.of("Origin", SITE));
    assertThat(sent).hasStatus(202).hasHeader("Access-Control-Allow-Origin", SITE);
    assertThat(lead()).containsEntry("client_name", "Пётр");

    MvcTestResult wrong = visitor.json(api(), json("nonsense", phone), Map.of("Origin", SITE));
    assertThat(wrong).hasStatus(422);
    assertThat(JsonPath.<String>read(Browser.body(wrong), "$.violations[0].field"))
        .isEqualTo("token");
    MvcTestResult bad = visitor.json(api(), json(token, "12"), Map.of("Origin", SITE));
    assertThat(JsonPath.<String>read(Browser.body(bad), "$.violations[0].field"))
        .isEqualTo("phone");
  }

  @Test
  void otherSitesMayNotSendAndAreToldSoBeforehand() {
    assertThat(visitor.get(api(), Map.of("Origin", "https://evil.example"))).hasStatus(403);
    assertThat(visitor.json(api(), json("x", phone), Map.of("Origin", "https://evil.example")))
        .hasStatus(403);
    assertThat(visitor.json(api(), json("x", phone), Map.of("Origin", "null"))).hasStatus(403);
    for (var asked :
        Map.of(SITE, 200, "https://evil.example", 403, SITE + ":8443", 403).entrySet()) {
      MvcTestResult preflight =
          visitor.send(
              HttpMethod.OPTIONS,
              api(),
              Map.of(),
              Map.of(
                  "Origin",
                  asked.getKey(),
                  "Access-Control-Request-Method",
                  "POST",
                  "Access-Control-Request-Headers",
                  "content-type"),
              null);
      assertThat(preflight).as(asked.getKey()).hasStatus(asked.getValue());
      assertThat(preflight.getResponse().getHeader("Access-Control-Allow-Credentials")).isNull();
    }
  }

  @Test
  void aPlainFormOfTheSiteIsSentFromOurPageWithOneClick() {
    MvcTestResult page = visitor.post(api(), filled(), Map.of("Origin", SITE));
    assertThat(page).hasStatus(422);
    assertThat(Browser.body(page)).contains("ничего из написанного не потеряно", "Второй подъезд");
    Map<String, String> typed = filled();
    typed.put("token", Visitor.token(page));
    assertThat(visitor.post(address(), typed)).hasStatus(303);
    assertThat(count("lead where phone = '" + phone + "'")).isEqualTo(1);
  }

  @Test
  void aSignedInPersonIsAStrangerHere() {
    Person anna = people.hire(Role.MANAGER);
    MvcTestResult answer =
        visitor.json(
            api(),
            json(fresh(), phone),
            Map.of("Authorization", anna.bearer(), "Idempotency-Key", "x"));
    assertThat(answer).hasStatus(202);
    assertThat(lead()).containsEntry("owner", null);
  }

  // ---- what it takes

  @Test
  void aFloodedFormIsToldOfOnceAndItsOwnerLetsAsManyMoreThroughForAnHour() {
    Person anna = people.hire(Role.MANAGER);
    form = form(anna.actor().id(), true);
    while (throttle.request(form.id()).isEmpty()) {
      // others use up the hour
    }
    assertThat(send(filled())).hasStatus(429).containsHeader("Retry-After");
    visitor = new Visitor(mvc);
    assertThat(send(filled())).hasStatus(429);
    assertThat(events.stream(FormFlooded.class).filter(event -> event.form() == form.id()))
        .singleElement()
        .extracting(FormFlooded::owner)
        .isEqualTo(anna.actor().id());

    Browser browser = new Browser(mvc);
    browser.signIn(anna.login(), People.PASSWORD);
    String flood = "/admin/intake/" + form.id() + "/flood";
    assertThat(Browser.body(browser.get(flood))).contains("Заявок больше предела");
    assertThat(browser.post("/admin/intake/" + form.id() + "/raise", Map.of())).hasStatus(302);
    visitor = new Visitor(mvc);
    assertThat(send(filled())).hasStatus(303);

    Browser boris = new Browser(mvc);
    boris.signIn(people.hire(Role.MANAGER).login(), People.PASSWORD);
    assertThat(boris.get(flood)).hasStatus(403);
    clock.stopAt(clock.instant().plus(Duration.ofHours(1)));
    visitor = new Visitor(mvc);
    assertThat(send(filled())).hasStatus(429);
  }

  private IntakeForm form(UserId owner, boolean active) {
    FormDraft draft =
        new FormDraft(
            "Форма " + UUID.randomUUID(),
            "Оставьте заявку",
            "Сайт " + UUID.randomUUID(),
            owner,
            List.of(SITE + "/kontakty"),
            List.of("Кухня", "Окна"),
            "",
            "",
            "Согласен на обработку персональных данных.",
            active);
    return ((IntakeForms.Outcome.Saved) forms.create(Actor.SYSTEM, draft)).form();
  }

  private String address() {
    return "/intake/form/" + form.key();
  }

  private String api() {
    return "/api/v1/intake/" + form.key();
  }

  private Map<String, String> filled() {
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("name", "Пётр Ильин");
    typed.put("phone", phone);
    typed.put("wish", "Кухня");
    typed.put("call", "morning");
    typed.put("comment", "Второй подъезд");
    typed.put("consent", "true");
    return typed;
  }

  private Map<String, String> with(String field, String value) {
    Map<String, String> typed = filled();
    typed.put(field, value);
    return typed;
  }

  private MvcTestResult send(Map<String, String> typed) {
    typed.put("token", fresh());
    return visitor.post(address(), typed);
  }

  /** A token of a form that somebody has had before him for a while. */
  private String fresh() {
    String token = Visitor.token(visitor.get(address()));
    later(Duration.ofSeconds(10));
    return token;
  }

  private void later(Duration after) {
    clock.stopAt(clock.instant().plus(after));
  }

  private static String json(String token, String phone) {
    return """
    {"name": "Пётр", "phone": "%s", "wish": "Окна", "consent": true, "token": "%s"}
    """
        .formatted(phone, token);
  }

  private Map<String, Object> lead() {
    return db.sql("select * from lead where phone = ?").param(phone).query().singleRow();
  }

  private String history(Map<String, Object> lead) {
    return String.join(
        "\n",
        db.sql("select change::text from lead_change where lead_id = ?")
            .param(lead.get("id"))
            .query(String.class)
            .list());
  }

  private long count(String where) {
    return db.sql("select count(*) from " + where).query(Long.class).single();
  }

  private static Conversion conversion() {
    return new Conversion(null, null, false);
  }
}
