package app.zamer.leads;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.users.Role;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of leads: who sees and does what, and what bad input is told. */
@ZamerTest
class LeadPageTests {
  private static final Instant NOW = Instant.parse("2026-03-10T07:00:00Z");

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Leads leads;
  @Autowired CompanyClock clock;

  private Person anna;
  private Browser browser;
  private Lead lead;

  @BeforeEach
  void aManagerWithALead() {
    clock.stopAt(NOW);
    anna = people.hire(Role.MANAGER);
    browser = signedIn(anna);
    lead = lead(anna);
  }

  @AfterEach
  void theClockTicksOn() {
    clock.set(Instant.now());
  }

  @Test
  void anothersLeadIsNeitherShownNorTouched() {
    Browser boris = signedIn(people.hire(Role.MANAGER));
    assertThat(Browser.body(boris.get("/leads"))).doesNotContain(lead.title());
    for (String part :
        List.of(
            "",
            "/card",
            "/facts",
            "/facts/edit",
            "/attempt",
            "/unanswered",
            "/close",
            "/convert",
            "/disqualify",
            "/files")) {
      assertThat(boris.get("/leads/" + lead.id() + part)).as(part).hasStatus(403);
    }
    for (String part :
        List.of("/facts", "/attempt", "/unanswered", "/convert", "/disqualify", "/reopen")) {
      assertThat(boris.post("/leads/" + lead.id() + part, Map.of("title", "Моё")))
          .as(part)
          .hasStatus(403);
    }
    assertThat(now()).isEqualTo(lead);
    Browser admin = signedIn(people.hire(Role.ADMINISTRATOR));
    assertThat(Browser.body(admin.get("/leads/" + lead.id())))
        .contains(lead.title())
        .doesNotContain("Закрыть без сделки", "edit-lead");
    assertThat(admin.post("/leads/" + lead.id() + "/unanswered", Map.of())).hasStatus(403);
  }

  @Test
  void theCardSaysWhatComesNextAndCountsDown() {
    leads.unanswered(anna.actor(), lead.id());
    String card = Browser.body(browser.get("/leads/" + lead.id()));
    assertThat(card)
        .contains(
            "Что дальше",
            "Позвонить в назначенное время",
            "data-until=\"2026-03-10T12:00+03:00\"",
            "недозвон записан вручную",
            "№ 1");
    clock.stopAt(NOW.plusSeconds(3 * 3600));
    assertThat(Browser.body(browser.get("/leads/" + lead.id() + "/card")))
        .contains("Позвонить сейчас");
    assertThat(Browser.body(browser.get("/leads?late=true"))).contains(lead.title());
    assertThat(Browser.body(browser.get("/leads?late=true&show=free")))
        .doesNotContain(lead.title());
  }

  @Test
  void anAttemptIsPlannedWithinWorkingHoursAndWhatWasTypedIsKept() {
    String dialog = "/leads/" + lead.id() + "/attempt";
    assertThat(Browser.body(browser.get(dialog))).contains("2026-03-10", "12:00");
    MvcTestResult night = browser.post(dialog, Map.of("day", "2026-03-11", "time", "23:15"));
    assertThat(night).hasStatus(422);
    assertThat(Browser.body(night)).contains("23:15", "рабочее время: 09:00–20:00");
    MvcTestResult nothing = browser.post(dialog, Map.of("day", "завтра", "time", ""));
    assertThat(nothing).hasStatus(422);
    assertThat(Browser.body(nothing)).contains("is-invalid");
    assertThat(browser.post(dialog, Map.of("day", "2026-03-11", "time", "10:30", "version", "1")))
        .hasStatus(204);
    assertThat(now().nextAttemptAt()).isEqualTo(Instant.parse("2026-03-11T07:30:00Z"));
    MvcTestResult stale =
        browser.post(dialog, Map.of("day", "2026-03-12", "time", "10:30", "version", "1"));
    assertThat(stale).hasStatus(409);
    assertThat(Browser.body(stale)).contains("Попытка сейчас", "2026-03-12", "value=\"2\"");
  }

  @Test
  void whatTwoHaveChangedIsKeptUnlessItIsTheSameField() {
    Person olga = people.hire(Role.HEAD_OF_SALES);
    Map<String, String> typed = new LinkedHashMap<>();
    typed.put("title", "Кухня");
    typed.put("was-title", lead.title());
    typed.put("clientName", "");
    typed.put("was-clientName", "");
    leads.change(olga.actor(), lead.id(), null, new LeadChange(null, "Пётр", null, null, false));
    assertThat(browser.post("/leads/" + lead.id() + "/facts", typed)).hasStatusOk();
    assertThat(now().title()).isEqualTo("Кухня");
    assertThat(now().clientName()).isEqualTo("Пётр");

    typed.put("clientName", "Павел <b>");
    MvcTestResult conflict = browser.post("/leads/" + lead.id() + "/facts", typed);
    assertThat(conflict).hasStatus(409);
    assertThat(Browser.body(conflict))
        .contains("Здесь уже «Пётр»", "Павел &lt;b>", "name=\"was-clientName\" value=\"Пётр\"");
    assertThat(now().clientName()).isEqualTo("Пётр");

    typed.put("title", " ");
    typed.put("was-title", "Кухня");
    typed.put("was-clientName", "Пётр");
    typed.put("clientName", "Павел");
    MvcTestResult refused = browser.post("/leads/" + lead.id() + "/facts", typed);
    assertThat(refused).hasStatus(422);
    assertThat(Browser.body(refused)).contains("поле пустое", "Павел");
  }

  @Test
  void aReasonIsOneOfTheListOrInOnesOwnWordsAndIsShownInBothLanguages() {
    String dialog = "/leads/" + lead.id() + "/disqualify";
    assertThat(Browser.body(browser.get(dialog))).contains("Ошиблись номером", "Реклама или спам");
    assertThat(browser.post(dialog, Map.of("reason", "", "comment", " "))).hasStatus(422);
    assertThat(browser.post(dialog, Map.of("reason", "spam", "comment", "Окна"))).hasStatus(204);
    assertThat(now().reason()).isEqualTo("spam");
    assertThat(now().comment()).isEqualTo("Окна");
    assertThat(Browser.body(browser.get("/leads/" + lead.id())))
        .contains("Закрыт без сделки", "Реклама или спам", "Окна", "Вернуть в работу");

    Lead other = lead(anna);
    assertThat(
            browser.post(
                "/leads/" + other.id() + "/disqualify",
                Map.of("reason", "", "comment", "Уехали в Омск")))
        .hasStatus(204);
    assertThat(leads.get(anna.actor(), other.id()).reason()).isEqualTo("Уехали в Омск");
  }

  @Test
  void aDisqualifiedLeadIsOpenedAgainUnlessItsNumberIsTaken() {
    leads.unanswered(anna.actor(), lead.id());
    leads.disqualify(anna.actor(), lead.id(), "unreachable");
    assertThat(browser.post("/leads/" + lead.id() + "/reopen", Map.of())).hasStatus(204);
    assertThat(now().isClosed()).isFalse();
    assertThat(now().stage()).isEqualTo("no-answer");
    assertThat(now().reason()).isEmpty();

    leads.disqualify(anna.actor(), lead.id(), "unreachable");
    Person boris = people.hire(Role.MANAGER);
    LeadOutcome second = leads.open(boris.actor(), new NewLead(lead.phone(), null, "Новый", null));
    assertThat(second).isInstanceOf(LeadOutcome.Done.class);
    MvcTestResult taken = browser.post("/leads/" + lead.id() + "/reopen", Map.of());
    assertThat(taken).hasStatus(409);
    assertThat(Browser.body(taken)).contains("уже есть открытый лид", boris.login());

    LeadId other = ((LeadOutcome.Done) second).lead().id();
    leads.convert(boris.actor(), other, new Conversion(null, null, false));
    assertThat(Browser.body(browser.post("/leads/" + lead.id() + "/reopen", Map.of())))
        .contains("открытая сделка");
    assertThat(now().isClosed()).isTrue();
    assertThat(leads.reopen(boris.actor(), other)).isInstanceOf(LeadOutcome.AlreadyClosed.class);
  }

  @Test
  void convertingShowsWhoseNumberItIsAndTheDealTellsOfItsLead() {
    Lead before = lead(anna);
    assertThat(Browser.body(browser.get("/leads/" + before.id() + "/convert")))
        .contains("ещё нет — появится новый", "name=\"clientName\"");
    leads.convert(anna.actor(), before.id(), new Conversion("Пётр Ильин", "Кухня", false));
    String deal = String.valueOf(leads.get(anna.actor(), before.id()).deal());
    assertThat(Browser.body(browser.get("/deals/" + deal)))
        .contains("Сделана из лида", "/leads/" + before.id(), "Лид «" + before.title() + "»");
    assertThat(Browser.body(browser.get("/leads/" + before.id())))
        .contains("сделка № " + deal)
        .doesNotContain("Вернуть в работу");
    assertThat(browser.get("/leads/" + before.id() + "/reopen")).hasStatusOk();
  }

  @Test
  void manyLeadsAreChangedByAFormAndTheWayBackIsOffered() {
    Lead other = lead(anna);
    String ids = lead.id() + "," + other.id();
    MvcTestResult preview =
        browser.post("/leads/bulk/preview", Map.of("action", "disqualify", "ids", ids));
    assertThat(preview).hasStatusOk();
    assertThat(Browser.body(preview))
        .contains("Будут закрыты: 2", lead.title(), lead.id() + ":1")
        .doesNotContain("invalid-feedback");
    String seen = lead.id() + ":1," + other.id() + ":1";
    MvcTestResult refused =
        browser.post(
            "/leads/bulk", Map.of("action", "disqualify", "ids", ids, "seen", seen, "comment", ""));
    assertThat(refused).hasStatus(422);
    assertThat(Browser.body(refused)).contains("Укажите причину");
    MvcTestResult done =
        browser.post(
            "/leads/bulk",
            Map.of("action", "disqualify", "ids", ids, "seen", seen, "reason", "spam"));
    assertThat(done).hasStatus(204);
    String trigger = String.valueOf(done.getResponse().getHeader("HX-Trigger"));
    String undo = trigger.replaceFirst(".*(/leads/bulk/\\d+/undo).*", "$1");
    assertThat(now().isClosed()).isTrue();
    assertThat(Browser.body(browser.get("/leads/actions"))).contains(undo, "Реклама или спам");
    assertThat(browser.post(undo, Map.of())).hasStatus(204);
    assertThat(now().isClosed()).isFalse();
    assertThat(Browser.body(browser.get("/leads/actions")))
        .contains("отменено, возвращено 2 из 2")
        .doesNotContain(undo);
    assertThat(browser.post("/leads/bulk/preview", Map.of("action", "burn", "ids", ids)))
        .hasStatus(404);
    assertThat(Browser.body(browser.post("/leads/bulk/preview", Map.of("action", "free"))))
        .contains("Не выбрано ни одного лида");
    Browser engineer = signedIn(people.hire(Role.ENGINEER));
    assertThat(engineer.get("/leads/actions")).hasStatus(403);
    assertThat(engineer.post("/leads/bulk/preview", Map.of("action", "free", "ids", ids)))
        .hasStatus(403);
  }

  private Lead lead(Person owner) {
    return ((LeadOutcome.Done)
            leads.open(owner.actor(), new NewLead(Phone.of(Fresh.phone()), null, null, null)))
        .lead();
  }

  private Lead now() {
    return leads.get(anna.actor(), lead.id());
  }

  private Browser signedIn(Person person) {
    Browser its = new Browser(mvc);
    its.signIn(person.login(), People.PASSWORD);
    return its;
  }
}
