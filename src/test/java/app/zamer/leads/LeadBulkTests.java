package app.zamer.leads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadBulk.Action;
import app.zamer.leads.LeadBulk.Outcome;
import app.zamer.leads.LeadBulk.Undone;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** One action on many leads: its preview, the action, and the way back. */
@ZamerTest
class LeadBulkTests {
  private static final Instant NOW = Instant.parse("2026-03-10T07:00:00Z");

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Leads leads;
  @Autowired LeadBulk bulk;
  @Autowired CompanyClock clock;

  private Person anna;
  private Person boris;
  private Person olga;

  @BeforeEach
  void itIsTenInTheMorning() {
    clock.stopAt(NOW);
    anna = people.hire(Role.MANAGER);
    boris = people.hire(Role.MANAGER);
    olga = people.hire(Role.HEAD_OF_SALES);
  }

  @AfterEach
  void theClockTicksOn() {
    clock.set(Instant.now());
  }

  @Test
  void thePreviewSaysWhatWillBeDoneAndWhatIsLeftAndChangesNothing() throws Exception {
    Lead mine = lead(anna);
    Lead another = lead(boris);
    Lead closed = lead(anna);
    leads.disqualify(anna.actor(), closed.id(), "spam");

    MvcTestResult preview =
        post(olga, "/bulk/preview", body("give", boris.login(), mine, another, closed));
    assertThat(preview).hasStatusOk();
    assertThat(preview)
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"leads": ["%s"], "left": [{"lead": "%s", "why": "уже завершён"},
              {"lead": "%s", "why": "уже у этого менеджера"}]}
            """
                .formatted(mine.id(), closed.id(), another.id()));
    assertThat(now(mine)).isEqualTo(mine);
  }

  @Test
  void oneActionGivesFreesPlansAndDisqualifiesAndIsTakenBack() throws Exception {
    Lead one = lead(anna);
    Lead two = lead(anna);
    leads.unanswered(anna.actor(), two.id());
    Instant planned = now(two).nextAttemptAt();

    String given = id(post(olga, "/bulk", body("give", boris.login(), one, two)));
    assertThat(now(one).owner()).isEqualTo(boris.actor().id());
    assertThat(post(olga, "/bulk/" + given + "/undo", "{}")).hasStatusOk();
    assertThat(now(one).owner()).isEqualTo(anna.actor().id());
    assertThat(now(two).nextAttemptAt()).isEqualTo(planned);

    String freed = id(post(olga, "/bulk", body("free", "", one, two)));
    assertThat(now(two).owner()).isNull();
    post(olga, "/bulk/" + freed + "/undo", "{}");
    assertThat(now(two).owner()).isEqualTo(anna.actor().id());

    String plan =
        """
        {"action": "plan", "at": "2026-03-10T15:00:00+03:00", "leads": ["%s", "%s"]}
        """
            .formatted(one.id(), two.id());
    String moved = id(post(anna, "/bulk", plan));
    assertThat(now(one).nextAttemptAt()).isEqualTo(Instant.parse("2026-03-10T12:00:00Z"));
    post(anna, "/bulk/" + moved + "/undo", "{}");
    assertThat(now(one).nextAttemptAt()).isNull();
    assertThat(now(two).nextAttemptAt()).isEqualTo(planned);
    assertThat(
            mvc.get()
                .uri("/api/v1/leads/" + two.id() + "/activities")
                .header("Authorization", anna.bearer()))
        .bodyJson()
        .extractingPath("$.items[?(@.state == 'planned')].dueAt")
        .asArray()
        .isNotEmpty();

    String dropped =
        id(
            post(
                anna,
                "/bulk",
                "{\"action\": \"disqualify\", \"reason\": \"spam\", \"leads\": [\"%s\", \"%s\"]}"
                    .formatted(one.id(), two.id())));
    assertThat(now(two).isClosed()).isTrue();
    assertThat(now(two).reason()).isEqualTo("spam");
    post(anna, "/bulk/" + dropped + "/undo", "{}");
    assertThat(now(two).isClosed()).isFalse();
    assertThat(now(two).stage()).isEqualTo("no-answer");
    assertThat(now(two).nextAttemptAt()).isEqualTo(planned);
  }

  @Test
  void whatSomebodyHasChangedSinceIsLeftAndNamedBothThenAndWhenItIsTakenBack() throws Exception {
    Lead one = lead(anna);
    Lead two = lead(anna);
    leads.unanswered(boris.actor(), lead(boris).id());
    rename(two, "Кухня");
    MvcTestResult done =
        post(
            olga,
            "/bulk",
            """
            {"action": "give", "owner": "%s", "leads": ["%s", "%s"], "versions": {"%s": 1, "%s": 1}}
            """
                .formatted(boris.login(), one.id(), two.id(), one.id(), two.id()));
    assertThat(done)
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"leads\": [\"%s\"], \"left\": [{\"lead\": \"%s\", \"why\": \"изменили, пока вы смотрели\"}]}"
                .formatted(one.id(), two.id()));
    rename(one, "Шкаф");
    assertThat(post(olga, "/bulk/" + id(done) + "/undo", "{}"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"restored\": [], \"left\": [{\"lead\": \"%s\", \"why\": \"изменили позже\"}]}"
                .formatted(one.id()));
    assertThat(now(one).owner()).isEqualTo(boris.actor().id());
  }

  @Test
  void aNumberThatHasAnotherLeadMeanwhileIsNotOpenedTwice() throws Exception {
    Lead one = lead(anna);
    String dropped =
        id(
            post(
                anna,
                "/bulk",
                "{\"action\": \"disqualify\", \"reason\": \"Передумали\", \"leads\": [\"%s\"]}"
                    .formatted(one.id())));
    leads.open(boris.actor(), new NewLead(one.phone(), null, null, null));
    assertThat(post(anna, "/bulk/" + dropped + "/undo", "{}"))
        .hasStatusOk()
        .bodyText()
        .contains("другой открытый лид");
    assertThat(now(one).isClosed()).isTrue();
  }

  @Test
  void whoHasLostTheRightToAnActionDoesNotTakeItBackEither() throws Exception {
    Lead lead = lead(anna);
    String given = id(post(olga, "/bulk", body("give", boris.login(), lead)));
    var demoted = new Actor(olga.actor().id(), Set.of(Role.ENGINEER));
    assertThatThrownBy(() -> bulk.undo(demoted, Long.parseLong(given)))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(now(lead).owner()).isEqualTo(boris.actor().id());
  }

  @Test
  void anActionIsTakenBackOnceAndWithinTenMinutes() throws Exception {
    String first = id(post(olga, "/bulk", body("give", boris.login(), lead(anna))));
    assertThat(post(olga, "/bulk/" + first + "/undo", "{}")).hasStatusOk();
    assertThat(post(olga, "/bulk/" + first + "/undo", "{}")).hasStatus(409);

    String second = id(post(olga, "/bulk", body("give", boris.login(), lead(anna))));
    clock.stopAt(NOW.plusSeconds(601));
    assertThat(post(olga, "/bulk/" + second + "/undo", "{}")).hasStatus(409);
    clock.stopAt(NOW.plusSeconds(600));
  }

  @Test
  void ofManyWhoTakeOneActionBackAtOnceOneDoes() throws Exception {
    Lead lead = lead(anna);
    Outcome.Done done =
        (Outcome.Done) bulk.apply(olga.actor(), seen(lead), new Action.Give(boris.actor().id()));
    int many = 6;
    var barrier = new CyclicBarrier(many);
    try (var pool = Executors.newFixedThreadPool(many)) {
      List<Callable<Undone>> all = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        all.add(
            () -> {
              barrier.await();
              return bulk.undo(olga.actor(), done.action());
            });
      }
      List<Undone> outcomes = new ArrayList<>();
      for (var future : pool.invokeAll(all)) {
        outcomes.add(future.get());
      }
      assertThat(outcomes).filteredOn(Undone.Restored.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Undone.Already.class::isInstance).hasSize(many - 1);
    }
  }

  @Test
  void aManagerDoesItWithHisOwnAndFreeLeadsOnly() throws Exception {
    Lead mine = lead(anna);
    Lead another = lead(boris);
    MvcTestResult done = post(anna, "/bulk", body("free", "", mine, another));
    assertThat(done).hasStatusOk();
    assertThat(ids(done)).containsExactly(mine.id().toString());
    // another's lead is not even named
    assertThat(done).bodyText().doesNotContain("\"lead\":\"" + another.id());
    assertThat(now(another).owner()).isEqualTo(boris.actor().id());
    assertThat(post(boris, "/bulk/" + id(done) + "/undo", "{}")).hasStatus(403);
    for (Role role : List.of(Role.ENGINEER, Role.TECHNOLOGIST, Role.ADMINISTRATOR)) {
      Person other = people.hire(role);
      assertThat(post(other, "/bulk", body("free", "", mine))).hasStatus(403);
      assertThat(post(other, "/bulk/preview", "{}")).hasStatus(403);
      assertThat(post(other, "/bulk/" + id(done) + "/undo", "{}")).hasStatus(403);
      assertThat(mvc.get().uri("/api/v1/leads/bulk").header("Authorization", other.bearer()))
          .hasStatus(403);
    }
  }

  @Test
  void badInputIsRefusedWithItsField() throws Exception {
    Lead lead = lead(anna);
    String one = ", \"leads\": [\"" + lead.id() + "\"]}";
    Map<String, String> bodies =
        Map.of(
            "{}",
            "action",
            "{\"action\": \"burn\"" + one,
            "action",
            "{\"action\": \"free\"}",
            "leads",
            "{\"action\": \"free\", \"leads\": [\"семь\"]}",
            "leads",
            "{\"action\": \"give\"" + one,
            "owner",
            "{\"action\": \"give\", \"owner\": \"%s\"".formatted(olga.login()) + one,
            "owner",
            "{\"action\": \"plan\"" + one,
            "at",
            "{\"action\": \"plan\", \"at\": \"2026-03-10T23:00:00+03:00\"" + one,
            "at",
            "{\"action\": \"plan\", \"at\": \"2020-03-10T12:00:00+03:00\"" + one,
            "at",
            "{\"action\": \"disqualify\"" + one,
            "reason");
    bodies.forEach(
        (body, field) ->
            assertThat(post(olga, "/bulk", body))
                .as(body)
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.violations[0].field")
                .isEqualTo(field));
    assertThat(post(olga, "/bulk/999999999/undo", "{}")).hasStatus(404);
    assertThat(now(lead)).isEqualTo(lead);
  }

  @Test
  void moreLeadsThanOneActionMayChangeAreRefusedInPlainWords() {
    StringBuilder ids = new StringBuilder("\"1\"");
    for (int i = 2; i <= 201; i++) {
      ids.append(", \"").append(i).append('"');
    }
    assertThat(post(olga, "/bulk/preview", "{\"action\": \"free\", \"leads\": [" + ids + "]}"))
        .hasStatus(422)
        .bodyText()
        .contains("не больше 200", "сузьте отбор");
  }

  @Test
  void aFilterChoosesTheOpenLeadsThatItFinds() throws Exception {
    Lead mine = lead(anna);
    leads.disqualify(anna.actor(), lead(anna).id(), "spam");
    MvcTestResult preview =
        post(anna, "/bulk/preview", "{\"action\": \"free\", \"filter\": {\"show\": \"mine\"}}");
    assertThat(ids(preview)).containsExactly(mine.id().toString());
    String found = mine.phone().e164().substring(6);
    assertThat(
            ids(
                post(
                    olga,
                    "/bulk/preview",
                    "{\"action\": \"free\", \"filter\": {\"q\": \"%s\"}}".formatted(found))))
        .contains(mine.id().toString());
  }

  private Lead lead(Person owner) {
    return ((LeadOutcome.Done)
            leads.open(owner.actor(), new NewLead(Phone.of(Fresh.phone()), null, null, null)))
        .lead();
  }

  private static Map<LeadId, Long> seen(Lead lead) {
    return Map.of(lead.id(), lead.version());
  }

  private void rename(Lead lead, String title) {
    leads.change(olga.actor(), lead.id(), null, new LeadChange(title, null, null, null, false));
  }

  private Lead now(Lead lead) {
    return leads.get(olga.actor(), lead.id());
  }

  private static String body(String action, String owner, Lead... leads) {
    List<String> ids = new ArrayList<>();
    for (Lead lead : leads) {
      ids.add("\"" + lead.id() + "\"");
    }
    return "{\"action\": \"%s\", \"owner\": \"%s\", \"leads\": %s}".formatted(action, owner, ids);
  }

  private MvcTestResult post(Person who, String path, String body) {
    return mvc.post()
        .uri("/api/v1/leads" + path)
        .header("Authorization", who.bearer())
        .contentType("application/json")
        .content(body)
        .exchange();
  }

  private static String id(MvcTestResult answer) throws Exception {
    assertThat(answer).hasStatusOk();
    return JsonPath.read(answer.getResponse().getContentAsString(), "$.id");
  }

  private static List<String> ids(MvcTestResult answer) throws Exception {
    assertThat(answer).hasStatusOk();
    return JsonPath.read(answer.getResponse().getContentAsString(), "$.leads");
  }
}
