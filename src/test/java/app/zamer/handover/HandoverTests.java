package app.zamer.handover;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.Office;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.activities.Activities;
import app.zamer.activities.SubjectKind;
import app.zamer.chat.Chat;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.leads.LeadOutcome;
import app.zamer.leads.Leads;
import app.zamer.leads.NewLead;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserChange;
import app.zamer.users.Users;
import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What becomes of what people have who go: it waits, goes to others, and comes back. */
@ZamerTest
class HandoverTests {
  private static final LocalDate VISIT_DAY = LocalDate.of(2026, 3, 12);

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Office office;
  @Autowired Users users;
  @Autowired Leads leads;
  @Autowired Chat chat;
  @Autowired Activities activities;
  @Autowired JdbcClient jdbc;
  @Autowired CompanyClock clock;

  private Person boris;
  private Person anna;
  private Person olga;
  private Person egor;
  private Person ivan;
  private Person kira;
  private Person tanya;

  @BeforeEach
  void thePeople() {
    boris = people.hire(Role.MANAGER);
    anna = people.hire(Role.MANAGER);
    olga = people.hire(Role.HEAD_OF_SALES);
    egor = people.hire(Role.ENGINEER);
    ivan = people.hire(Role.ENGINEER);
    kira = people.hire(Role.COMMUNICATIONS_MANAGER);
    tanya = people.hire(Role.TECHNOLOGIST);
  }

  @Test
  void whatAManagerHadGoesToAnotherInOneStepAndComesBack() {
    DealId silent = office.open(boris.actor(), 50_000);
    DealId booked = visited(boris, egor);
    String lead = lead(boris);
    DealId olgas = office.open(olga.actor());
    chat.invite(olga.actor(), olgas, boris.actor().id());
    long form = form(boris);
    long request = request(booked, boris);
    assertThat(waiting(boris)).isEmpty();

    off(boris);
    assertThat(waiting(boris))
        .containsOnly(
            Map.entry("deals", 2),
            Map.entry("leads", 1),
            Map.entry("chats", 2),
            Map.entry("forms", 1),
            Map.entry("status-requests", 1));
    assertThat(list(olga)).contains(boris.login());

    MvcTestResult preview =
        post(olga, "/preview", "{'from': '%s', 'to': '%s'}", boris.login(), anna.login());
    assertThat(preview).hasStatusOk();
    assertThat(this.<Integer>read(preview, "$.give[0].count")).isEqualTo(2);
    assertThat(owner(silent)).isEqualTo(boris.login());

    MvcTestResult done = post(olga, "", "{'from': '%s', 'to': '%s'}", boris.login(), anna.login());
    assertThat(done).hasStatus(201);
    String id = read(done, "$.handover.id");
    assertThat(owner(silent)).isEqualTo(anna.login());
    assertThat(owner(booked)).isEqualTo(anna.login());
    assertThat(leadOwner(lead)).isEqualTo(anna.login());
    assertThat(inChat(booked)).contains(anna.login(), egor.login()).doesNotContain(boris.login());
    assertThat(formOwner(form)).isEqualTo(anna.login());
    assertThat(requestedBy(request)).isEqualTo(anna.login());
    assertThat(lastChange(silent)).contains("owner", anna.login());
    assertThat(assignees(booked)).contains(anna.login()).doesNotContain(boris.login());
    // a chat of somebody else's deal, which a manager may not open, waits on
    assertThat(waiting(boris)).containsOnly(Map.entry("chats", 1));
    assertThat(this.<String>read(done, "$.left[0].kind")).isEqualTo("chats");

    MvcTestResult undone = post(olga, "/" + id + "/undo", "");
    assertThat(undone).hasStatusOk();
    assertThat(this.<List<Object>>read(undone, "$.left")).isEmpty();
    assertThat(owner(silent)).isEqualTo(boris.login());
    assertThat(owner(booked)).isEqualTo(boris.login());
    assertThat(leadOwner(lead)).isEqualTo(boris.login());
    assertThat(inChat(booked)).contains(boris.login(), egor.login()).doesNotContain(anna.login());
    assertThat(formOwner(form)).isEqualTo(boris.login());
    assertThat(requestedBy(request)).isEqualTo(boris.login());
    assertThat(assignees(booked)).contains(boris.login()).doesNotContain(anna.login());
    assertThat(post(olga, "/" + id + "/undo", "")).hasStatus(409);
  }

  @Test
  void aVisitGoesToAnotherEngineerAtItsTimeOrIsPlannedAnew() {
    DealId first = visited(boris, egor);
    DealId second = visited(boris, egor);
    office.confirm(boris.actor(), first, kira.actor());
    off(egor);
    assertThat(waiting(egor)).containsEntry("visits", 2);

    MvcTestResult done =
        post(
            olga,
            "",
            "{'from': '%s', 'give': [{'kind': 'visits', 'to': '%s', 'items': ['%s']}]}",
            egor.login(),
            ivan.login(),
            first);
    assertThat(done).hasStatus(201);
    assertThat(visit(first)).isEqualTo(ivan.login() + " unconfirmed planned");
    assertThat(visit(second)).isEqualTo(egor.login() + " unconfirmed planned");
    assertThat(inChat(first)).contains(ivan.login());

    MvcTestResult called =
        post(
            olga, "", "{'from': '%s', 'give': [{'kind': 'visits', 'nobody': true}]}", egor.login());
    assertThat(called).hasStatus(201);
    assertThat(visit(second)).isEmpty();
    assertThat(waiting(egor)).doesNotContainKey("visits");

    assertThat(post(olga, "/" + read(called, "$.handover.id") + "/undo", "")).hasStatusOk();
    assertThat(visit(second)).isEqualTo(egor.login() + " unconfirmed planned");
    assertThat(post(olga, "/" + read(done, "$.handover.id") + "/undo", "")).hasStatusOk();
    assertThat(visit(first)).isEqualTo(egor.login() + " confirmed confirmed");
  }

  @Test
  void whoLosesARoleHandsOverWhatItWasForAndWhoComesBackHasNothingWaiting() {
    DealId deal = office.open(boris.actor());
    users.change(
        Actor.SYSTEM,
        boris.actor().id(),
        null,
        new UserChange(null, Set.of(Role.TECHNOLOGIST), null));
    assertThat(waiting(boris)).containsOnly(Map.entry("deals", 1));
    users.change(
        Actor.SYSTEM, boris.actor().id(), null, new UserChange(null, Set.of(Role.MANAGER), null));
    assertThat(waiting(boris)).isEmpty();
    off(boris);
    assertThat(waiting(boris)).containsOnly(Map.entry("deals", 1));
    users.change(Actor.SYSTEM, boris.actor().id(), null, new UserChange(null, null, true));
    assertThat(waiting(boris)).isEmpty();
    assertThat(owner(deal)).isEqualTo(boris.login());
    assertThat(post(olga, "", "{'from': '%s', 'to': '%s'}", boris.login(), anna.login()))
        .hasStatus(422);
  }

  @Test
  void dealsGoByTheirStagesAndWhatAnotherHasGotMeanwhileDoesNotComeBack() {
    DealId estimate = office.open(boris.actor());
    DealId booked = visited(boris, egor);
    off(boris);
    MvcTestResult some =
        post(
            olga,
            "",
            "{'from': '%s', 'give': [{'kind': 'deals', 'to': '%s', 'stages': ['sales/estimate']}]}",
            boris.login(),
            anna.login());
    assertThat(some).hasStatus(201);
    assertThat(owner(estimate)).isEqualTo(anna.login());
    assertThat(owner(booked)).isEqualTo(boris.login());
    assertThat(waiting(boris)).containsEntry("deals", 1);

    Person vera = people.hire(Role.MANAGER);
    assertThat(
            api(
                olga,
                HttpMethod.PATCH,
                "/api/v1/deals/" + estimate,
                "{'owner': '%s'}",
                vera.login()))
        .hasStatusOk();
    MvcTestResult undone = post(olga, "/" + read(some, "$.handover.id") + "/undo", "");
    assertThat(undone).hasStatusOk();
    assertThat(owner(estimate)).isEqualTo(vera.login());
    assertThat(this.<String>read(undone, "$.left[0].id")).isEqualTo(estimate.toString());
    assertThat(this.<String>read(undone, "$.left[0].why")).isNotBlank();
  }

  @Test
  void whatIsWrongIsRefusedWithItsFieldAndNothingIsHalfDone() {
    DealId deal = office.open(boris.actor());
    String lead = lead(boris);
    off(boris);
    off(anna);
    assertRefused(post(olga, "", "{'from': '%s', 'to': '%s'}", boris.login(), anna.login()), "to");
    assertRefused(post(olga, "", "{'from': '%s', 'to': '%s'}", boris.login(), tanya.login()), "to");
    assertRefused(post(olga, "", "{'from': '%s', 'to': 'nobody-here'}", boris.login()), "to");
    assertRefused(post(olga, "", "{'from': 'nobody-here', 'to': 'x'}"), "from");
    assertRefused(post(olga, "", "{}"), "from");
    assertRefused(post(olga, "", "{'from': '%s'}", boris.login()), "give");
    assertRefused(
        post(
            olga,
            "",
            "{'from': '%s', 'give': [{'kind': 'leads', 'nobody': true}, {'kind': 'deals', 'to':"
                + " '%s'}]}",
            boris.login(),
            egor.login()),
        "give[1].to");
    assertRefused(
        post(
            olga, "", "{'from': '%s', 'give': [{'kind': 'deals', 'nobody': true}]}", boris.login()),
        "give[0].to");
    assertRefused(
        post(olga, "", "{'from': '%s', 'give': [{'kind': 'ships', 'to': 'x'}]}", boris.login()),
        "give[0].kind");
    assertRefused(
        post(
            olga,
            "",
            "{'from': '%s', 'give': [{'kind': 'deals', 'to': '%s', 'items': ['0x1']}]}",
            boris.login(),
            olga.login()),
        "give[0].items");
    assertRefused(
        post(
            olga,
            "",
            "{'from': '%s', 'give': [{'kind': 'deals', 'to': '%s', 'items': ['999999999']}]}",
            boris.login(),
            olga.login()),
        "give");
    assertThat(post(anna, "", "{'from': '%s', 'to': '%s'}", boris.login(), olga.login()))
        .hasStatus(401);
    assertThat(post(kira, "", "{}")).hasStatus(403);
    assertThat(get(olga, "/waiting/nobody-here")).hasStatus(404);
    assertThat(get(olga, "/999999999")).hasStatus(404);
    assertThat(owner(deal)).isEqualTo(boris.login());
    assertThat(leadOwner(lead)).isEqualTo(boris.login());
  }

  @Test
  void theSameHandOverTwiceIsDoneOnceAndItsTimeToUndoEnds() {
    office.open(boris.actor());
    String lead = lead(boris);
    off(boris);
    String body =
        "{'from': '%s', 'give': [{'kind': 'leads', 'nobody': true}]}".formatted(boris.login());
    String key = "handover-" + Fresh.number();
    MvcTestResult first = keyed(olga, key, body);
    assertThat(first).hasStatus(201);
    MvcTestResult again = keyed(olga, key, body);
    assertThat(again).hasStatus(201);
    assertThat((Object) read(again, "$.handover.id")).isEqualTo(read(first, "$.handover.id"));
    assertThat(leadOwner(lead)).isNull();
    assertThat(post(olga, "", body)).hasStatus(422);

    clock.stopAt(clock.instant().plus(Duration.ofMinutes(10)).plusSeconds(1));
    MvcTestResult late = post(olga, "/" + read(first, "$.handover.id") + "/undo", "");
    assertThat(late).hasStatus(409);
    assertThat((Object) read(late, "$.undoUntil")).isNotNull();
    assertThat(leadOwner(lead)).isNull();
  }

  @Test
  void whatIsPlannedInOnesOwnNameForOthersDealsIsHandedOverToo() {
    DealId deal = office.open(boris.actor());
    long activity =
        activities.plan(
                    kira.actor(),
                    SubjectKind.DEAL,
                    deal.value(),
                    "Уточнить подъезд",
                    LocalDate.of(2026, 3, 20),
                    null)
                instanceof app.zamer.activities.Planning.Planned planned
            ? planned.activity().id()
            : 0;
    off(kira);
    assertThat(waiting(kira)).containsOnly(Map.entry("activities", 1));
    // another manager may not open the deal
    assertRefused(
        post(
            olga,
            "",
            "{'from': '%s', 'give': [{'kind': 'activities', 'to': '%s'}]}",
            kira.login(),
            anna.login()),
        "give");
    assertThat(
            post(
                olga,
                "",
                "{'from': '%s', 'give': [{'kind': 'activities', 'to': '%s'}]}",
                kira.login(),
                olga.login()))
        .hasStatus(201);
    assertThat(assignee(activity)).isEqualTo(olga.login());
    assertThat(waiting(kira)).isEmpty();
  }

  @Test
  void ofTwoHeadsAtOnceOneHandsOverAndAnEditOfWhatIsGivenFindsAnotherVersion() throws Exception {
    DealId first = office.open(boris.actor());
    DealId second = office.open(boris.actor());
    String seen =
        jdbc.sql("select version from deal where id = ?")
            .param(first.value())
            .query(String.class)
            .single();
    off(boris);
    Person vera = people.hire(Role.MANAGER);
    try (var heads = java.util.concurrent.Executors.newFixedThreadPool(2)) {
      var toAnna =
          heads.submit(
              () -> post(olga, "", "{'from': '%s', 'to': '%s'}", boris.login(), anna.login()));
      var toVera =
          heads.submit(
              () -> post(olga, "", "{'from': '%s', 'to': '%s'}", boris.login(), vera.login()));
      assertThat(
              List.of(
                  toAnna.get().getResponse().getStatus(), toVera.get().getResponse().getStatus()))
          .containsOnlyOnce(201)
          .containsAnyOf(409, 422);
    }
    assertThat(owner(first)).isIn(anna.login(), vera.login()).isEqualTo(owner(second));
    assertThat(
            mvc.patch()
                .uri("/api/v1/deals/" + first)
                .header("Authorization", olga.bearer())
                .header("If-Match", '"' + seen + '"')
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"title\": \"Кухня\"}"))
        .hasStatus(412);
  }

  @Test
  void thePagesShowWhatWaitsWhatWillHappenAndWhatIsWrongWithIt() {
    office.open(boris.actor());
    String lead = lead(boris);
    off(boris);
    Browser head = new Browser(mvc);
    head.signIn(olga.login(), People.PASSWORD);
    String of = "/handover/of/" + boris.login();
    assertThat(Browser.body(head.get("/handover"))).contains("Имя " + boris.login(), of);
    assertThat(Browser.body(head.get("/handover/count"))).contains("badge");
    assertThat(Browser.body(head.get(of))).contains("Сделки: 1", "Лиды: 1");
    assertThat(Browser.body(head.get(of + "/items/leads"))).contains("/leads/" + lead);
    assertThat(Browser.body(head.post(of + "/preview", Map.of("all", anna.login()))))
        .contains("Сделки: 1 → Имя " + anna.login(), "10 мин");

    Browser admin = new Browser(mvc);
    admin.signIn(people.hire(Role.ADMINISTRATOR).login(), People.PASSWORD);
    assertThat(Browser.body(admin.get("/admin/users?state=off")))
        .contains("Осталось передать: 2", of);

    off(anna);
    MvcTestResult refused = head.post(of, Map.of("deals.to", anna.login(), "leads.to", "-"));
    assertThat(refused).hasStatus(422).hasHeader("HX-Retarget", "#handover-preview");
    assertThat(Browser.body(refused)).contains("отключён");
    assertThat(leadOwner(lead)).isEqualTo(boris.login());
    assertThat(head.post(of, Map.of("all", olga.login(), "leads.to", "-"))).hasStatusOk();
    assertThat(leadOwner(lead)).isNull();
    assertThat(waiting(boris)).isEmpty();
  }

  // what people have

  private DealId visited(Person manager, Person engineer) {
    DealId deal = office.booked(manager.actor(), VISIT_DAY);
    office.stamp(deal, tanya.actor());
    office.plan(deal, VISIT_DAY, kira.actor(), engineer.actor());
    return deal;
  }

  private String lead(Person owner) {
    return leads.open(owner.actor(), new NewLead(Phone.of(Fresh.phone()), "", "Балкон", ""))
            instanceof LeadOutcome.Done done
        ? done.lead().id().toString()
        : "";
  }

  private long form(Person owner) {
    long id =
        jdbc.sql(
                """
                insert into intake_form (key, name, title, source, owner, origins, wishes, success, policy, consent, active, created_at, updated_at)
                values (:key, 'Форма', 'Форма', 'Сайт', :owner, '{}', '{}', '', '', 1, true, now(), now()) returning id
                """)
            .param("key", "f" + Fresh.number())
            .param("owner", owner.login())
            .query(Long.class)
            .single();
    jdbc.sql(
            "insert into intake_consent (form_id, version, text, since, by) values (?, 1, 'Да',"
                + " now(), 'x')")
        .param(id)
        .update();
    return id;
  }

  private long request(DealId deal, Person by) {
    return jdbc.sql(
            """
            insert into status_request (deal_id, status, comment, requested_by, requested_at)
            values (?, 'cancelled', '', ?, now()) returning id
            """)
        .params(deal.value(), by.login())
        .query(Long.class)
        .single();
  }

  private void off(Person person) {
    users.deactivate(Actor.SYSTEM, person.actor().id());
  }

  // what is where

  private String owner(DealId deal) {
    return text("select owner from deal where id = ?", deal.value());
  }

  private String leadOwner(String lead) {
    return text("select owner from lead where id = ?", Long.valueOf(lead));
  }

  private String formOwner(long form) {
    return text("select owner from intake_form where id = ?", form);
  }

  private String requestedBy(long request) {
    return text("select requested_by from status_request where id = ?", request);
  }

  private String assignee(long activity) {
    return text("select assignee from activity where id = ?", activity);
  }

  private String lastChange(DealId deal) {
    return text(
        "select change::text from deal_change where deal_id = ? order by id desc limit 1",
        deal.value());
  }

  private String visit(DealId deal) {
    return jdbc.sql(
            """
            select v.engineer || case when v.confirmed_at is null then ' unconfirmed ' else ' confirmed ' end || m.status
            from visit v join measurement m on m.deal_id = v.deal_id
            where v.deal_id = ? and v.called_off_at is null order by v.id desc limit 1
            """)
        .param(deal.value())
        .query(String.class)
        .optional()
        .orElse("");
  }

  private List<String> inChat(DealId deal) {
    return jdbc.sql("select user_login from chat_participant where deal_id = ?")
        .param(deal.value())
        .query(String.class)
        .list();
  }

  private List<String> assignees(DealId deal) {
    return jdbc.sql(
            "select distinct assignee from activity where kind = 'DEAL' and subject = ? and state ="
                + " 'PLANNED' and assignee is not null")
        .param(deal.value())
        .query(String.class)
        .list();
  }

  private String text(String sql, long id) {
    return jdbc.sql(sql).param(id).query((row, n) -> row.getString(1)).list().getFirst();
  }

  // the API

  private Map<String, Integer> waiting(Person person) {
    MvcTestResult answer = get(olga, "/waiting/" + person.login());
    assertThat(answer).hasStatusOk();
    List<Map<String, Object>> kinds = read(answer, "$.kinds");
    return kinds.stream()
        .collect(
            java.util.stream.Collectors.toMap(
                kind -> (String) kind.get("kind"), kind -> (Integer) kind.get("count")));
  }

  private List<String> list(Person actor) {
    return read(get(actor, "/waiting"), "$[*].person.login");
  }

  private void assertRefused(MvcTestResult answer, String field) {
    assertThat(answer).hasStatus(422);
    assertThat(this.<List<String>>read(answer, "$.violations[*].field")).contains(field);
  }

  private MvcTestResult get(Person actor, String path) {
    return mvc.get()
        .uri("/api/v1/handovers" + path)
        .header("Authorization", actor.bearer())
        .exchange();
  }

  private MvcTestResult post(Person actor, String path, String body, Object... arguments) {
    return api(actor, HttpMethod.POST, "/api/v1/handovers" + path, body, arguments);
  }

  private MvcTestResult keyed(Person actor, String key, String body) {
    return mvc.post()
        .uri("/api/v1/handovers")
        .header("Authorization", actor.bearer())
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body.replace('\'', '"'))
        .exchange();
  }

  private MvcTestResult api(
      Person actor, HttpMethod method, String path, String body, Object... arguments) {
    return mvc.method(method)
        .uri(path)
        .header("Authorization", actor.bearer())
        .header("If-Match", "*")
        .contentType(MediaType.APPLICATION_JSON)
        .content(body.formatted(arguments).replace('\'', '"'))
        .exchange();
  }

  private <T> T read(MvcTestResult answer, String path) {
    try {
      return JsonPath.read(answer.getResponse().getContentAsString(), path);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
