package app.zamer.activities;

import static app.zamer.activities.SampleDeals.ANNA;
import static app.zamer.activities.SampleDeals.BORIS;
import static app.zamer.activities.SampleDeals.OLGA;
import static app.zamer.activities.SampleDeals.TANYA;
import static app.zamer.activities.SampleDeals.activity;
import static app.zamer.activities.SampleDeals.deadline;
import static app.zamer.activities.SampleDeals.met;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Obligation;
import app.zamer.users.Actor;
import app.zamer.users.NewUser;
import app.zamer.users.Role;
import app.zamer.users.Tokens;
import app.zamer.users.Users;
import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@ActivitiesTest
class ActivityApiTests {
  /** Noon of a Tuesday in Moscow. */
  private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);

  @Autowired MockMvc http;
  @Autowired SampleDeals deals;
  @Autowired CompanyClock clock;
  @Autowired Users users;
  @Autowired Tokens tokens;
  private long deal;

  @BeforeEach
  void a_deal_and_people() {
    deals.startAnew();
    deal = deals.create(ANNA);
    clock.stopAt(NOW);
    for (Actor actor : List.of(ANNA, BORIS, TANYA, OLGA)) {
      users.create(
          Actor.SYSTEM, new NewUser(actor.id().value(), "Имя", actor.roles(), "long-password"));
      tokens.createKnown(actor.id(), "test", token(actor));
    }
  }

  @Test
  void an_activity_planned_by_hand_is_shown_with_everything_about_it() throws Exception {
    Answer planned =
        post(
            ANNA,
            activitiesOf(deal),
            "{'subject': 'Позвонить', 'dueOn': '2026-03-12', 'rule': 'PRE-6'}");

    assertThat(planned.status).isEqualTo(201);
    assertThat(planned.<String>at("$.id")).isNotBlank();
    assertThat(planned.<String>at("$.deal")).isEqualTo(Long.toString(deal));
    assertThat(planned.<String>at("$.rule")).isEqualTo("PRE-6");
    assertThat(planned.<String>at("$.subject")).isEqualTo("Позвонить");
    assertThat(planned.<String>at("$.dueOn")).isEqualTo("2026-03-12");
    assertThat(planned.<String>at("$.dueAt")).isEqualTo("2026-03-12T23:59:59+03:00");
    assertThat(planned.<String>at("$.owner")).isEqualTo("anna");
    assertThat(planned.<String>at("$.role")).isEqualTo("manager");
    assertThat(planned.<String>at("$.state")).isEqualTo("planned");
    assertThat(planned.<Boolean>at("$.overdue")).isFalse();
    assertThat(planned.<Object>at("$.result")).isNull();
    assertThat(get(ANNA, activitiesOf(deal)).<List<String>>at("$.items[*].subject"))
        .containsExactly("Позвонить");
  }

  @Test
  void a_moment_may_be_given_in_any_offset() throws Exception {
    Answer planned =
        post(ANNA, activitiesOf(deal), "{'subject': 'x', 'dueAt': '2026-03-10T20:30:00-02:00'}");

    assertThat(planned.<String>at("$.dueAt")).isEqualTo("2026-03-11T01:30:00+03:00");
    assertThat(planned.<String>at("$.dueOn")).isEqualTo("2026-03-11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 422 | subject,dueOn",
        "{'subject': ' ', 'dueOn': '2026-03-12'} | 422 | subject",
        "{'subject': null, 'dueOn': '2026-03-12'} | 422 | subject",
        "{'subject': 'x'} | 422 | dueOn",
        "{'subject': 'x', 'dueOn': '2026-03-12', 'dueAt': '2026-03-12T10:00:00+03:00'} | 422 |"
            + " dueAt",
        "{'subject': 'x', 'dueOn': '2026-03-09'} | 422 | dueOn",
        "{'subject': 'x', 'dueAt': '2026-03-10T11:59:59+03:00'} | 422 | dueAt",
        "{'subject': 'x', 'dueOn': '2090-12-31'} | 422 | dueOn",
        "{'subject': 'x', 'dueOn': '+999999999-12-31'} | 400 |",
        "{'subject': 'x\\u0000', 'dueOn': '2026-03-12'} | 422 | subject",
        "{'subject': 'x', 'dueOn': 'tomorrow'} | 400 |",
        "{'subject': 'x', 'dueAt': '2026-03-12T10:00:00'} | 400 |",
        "{'subject': 'x', | 400 |",
        "[] | 400 |",
      })
  void a_plan_that_cannot_be_is_refused_naming_the_fields(String body, int status, String fields)
      throws Exception {
    Answer answer = post(ANNA, activitiesOf(deal), body);

    assertThat(answer.status).isEqualTo(status);
    if (status == 422) {
      assertThat(answer.<List<String>>at("$.violations[*].field"))
          .containsExactly(fields.split(","));
      assertThat(answer.<List<String>>at("$.violations[*].message")).doesNotContain("");
    }
    assertThat(get(ANNA, activitiesOf(deal)).<Integer>at("$.total")).isZero();
  }

  @Test
  void refusals_speak_the_language_of_the_reader() throws Exception {
    assertThat(
            post(ANNA, activitiesOf(deal), "{'dueOn': '2026-03-12'}")
                .<List<String>>at("$.violations[*].message"))
        .containsExactly("Напишите, что нужно сделать.");
    assertThat(
            send(
                    ANNA,
                    MockMvcRequestBuilders.post(activitiesOf(deal)).header("Accept-Language", "en"),
                    "{'dueOn': '2026-03-12'}")
                .<List<String>>at("$.violations[*].message"))
        .containsExactly("Say what is to be done.");
  }

  @Test
  void only_who_may_edit_the_deal_plans_and_only_who_may_read_it_sees() throws Exception {
    String plan = "{'subject': 'x', 'dueOn': '2026-03-12'}";
    assertThat(post(BORIS, activitiesOf(deal), plan).status).isEqualTo(403);
    assertThat(post(TANYA, activitiesOf(deal), plan).status).isEqualTo(403);
    assertThat(post(OLGA, activitiesOf(deal), plan).status).isEqualTo(201);
    assertThat(post(ANNA, activitiesOf(0), plan).status).isEqualTo(404);
    assertThat(post(ANNA, "/api/v1/deals/x/activities", plan).status).isIn(400, 404);
    assertThat(get(BORIS, activitiesOf(deal)).status).isEqualTo(403);
    assertThat(get(TANYA, activitiesOf(deal)).status).isEqualTo(200);
    assertThat(get(ANNA, activitiesOf(0)).status).isEqualTo(404);
  }

  @Test
  void a_deals_activities_come_planned_first_then_the_newest_done_then_the_cancelled()
      throws Exception {
    deals.reconcile(
        deal,
        call("cancelled", TODAY),
        call("late", TODAY.plusDays(2)),
        call("first", TODAY),
        call("second", TODAY));
    deals.reconcile(
        deal,
        call("late", TODAY.plusDays(2)),
        call("soon", TODAY),
        call("first", TODAY),
        call("second", TODAY));
    complete("first");
    clock.stopAt(NOW.plusSeconds(1));
    complete("second");

    assertThat(get(ANNA, activitiesOf(deal)).<List<String>>at("$.items[*].rule"))
        .containsExactly("soon", "late", "second", "first", "cancelled");
    assertThat(get(ANNA, activitiesOf(deal)).<List<String>>at("$.items[*].state"))
        .containsExactly("planned", "planned", "done", "done", "cancelled");
    assertThat(get(ANNA, activitiesOf(deal) + "?page=1&size=2").<List<String>>at("$.items[*].rule"))
        .containsExactly("second", "first");
    assertThat(get(ANNA, activitiesOf(deal) + "?size=201").status).isEqualTo(422);
  }

  @Test
  void completing_answers_with_the_activity_and_a_second_time_with_a_conflict() throws Exception {
    deals.reconcile(deal, call("PRE-5", TODAY));
    String path = completionOf("PRE-5");

    Answer done = post(ANNA, path, "{'result': 'confirmed', 'comment': 'Ждёт'}");

    assertThat(done.status).isEqualTo(200);
    assertThat(done.<String>at("$.state")).isEqualTo("done");
    assertThat(done.<String>at("$.result")).isEqualTo("confirmed");
    assertThat(done.<String>at("$.comment")).isEqualTo("Ждёт");
    assertThat(done.<String>at("$.doneBy")).isEqualTo("anna");
    assertThat(done.<String>at("$.doneAt")).isEqualTo("2026-03-10T12:00:00+03:00");
    assertThat(post(ANNA, path, "{'result': 'confirmed'}").status).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 422 | result",
        "{'result': 'CONFIRMED'} | 422 | result",
        "{'result': 'nothing'} | 422 | result",
        "{'result': 'done'} | 422 | result",
        "{'result': 'moved'} | 422 | newDate",
        "{'result': 'moved', 'newDate': '2026-03-09'} | 422 | newDate",
        "{'result': 'confirmed', 'newDate': '2026-03-12'} | 422 | newDate",
        "{'result': 'moved', 'newDate': '12.03.2026'} | 400 |",
      })
  void a_completion_that_cannot_be_is_refused_naming_the_field(
      String body, int status, String field) throws Exception {
    deals.reconcile(deal, call("PRE-5", TODAY));

    Answer answer = post(ANNA, completionOf("PRE-5"), body);

    assertThat(answer.status).isEqualTo(status);
    if (status == 422) {
      assertThat(answer.<List<String>>at("$.violations[*].field")).containsExactly(field);
    }
    assertThat(get(ANNA, activitiesOf(deal)).<List<String>>at("$.items[*].state"))
        .containsExactly("planned");
  }

  @Test
  void only_who_may_completes() throws Exception {
    deals.reconcile(deal, call("PRE-5", TODAY));
    assertThat(post(BORIS, completionOf("PRE-5"), "{'result': 'confirmed'}").status).isEqualTo(403);
    assertThat(post(ANNA, "/api/v1/activities/0/complete", "{'result': 'confirmed'}").status)
        .isEqualTo(404);
  }

  @Test
  void everybody_has_a_list_of_what_is_his_to_do_and_the_head_of_all() throws Exception {
    long other = deals.create(BORIS);
    deals.reconcile(deal, call("annas", TODAY), stamp("stamp"));
    deals.reconcile(other, call("boriss", TODAY.plusDays(1)));

    assertThat(listed(ANNA, "")).containsExactly("annas");
    assertThat(listed(BORIS, "")).containsExactly("boriss");
    assertThat(listed(TANYA, "")).containsExactly("stamp");
    assertThat(listed(OLGA, "")).containsExactly("annas", "stamp", "boriss");
    assertThat(listed(OLGA, "?owner=boris")).containsExactly("boriss");
    assertThat(listed(ANNA, "?owner=anna")).containsExactly("annas");
    assertThat(get(ANNA, "/api/v1/activities?owner=boris").status).isEqualTo(403);
  }

  @Test
  void the_list_shows_what_is_due_today_or_overdue() throws Exception {
    post(ANNA, activitiesOf(deal), "{'subject': 'today', 'dueOn': '2026-03-10'}");
    post(ANNA, activitiesOf(deal), "{'subject': 'at one', 'dueAt': '2026-03-10T13:00:00+03:00'}");
    post(ANNA, activitiesOf(deal), "{'subject': 'tomorrow', 'dueOn': '2026-03-11'}");

    assertThat(subjects("?due=today")).containsExactly("at one", "today");
    assertThat(subjects("?due=overdue")).isEmpty();
    assertThat(subjects("?due=planned")).containsExactly("at one", "today", "tomorrow");

    clock.stopAt(Instant.parse("2026-03-10T10:00:00Z"));
    assertThat(subjects("?due=overdue")).containsExactly("at one");
    assertThat(get(ANNA, "/api/v1/activities?due=overdue").<List<Boolean>>at("$.items[*].overdue"))
        .containsExactly(true);

    clock.stopAt(Instant.parse("2026-03-10T21:00:00Z"));
    assertThat(subjects("?due=overdue")).containsExactly("at one", "today");
    assertThat(subjects("?due=today")).containsExactly("tomorrow");
    assertThat(get(ANNA, "/api/v1/activities?due=soon").<List<String>>at("$.violations[*].field"))
        .containsExactly("due");
  }

  @Test
  void deadlines_are_shown_in_their_states_to_their_owner_and_to_the_head() throws Exception {
    long other = deals.create(BORIS);
    deals.reconcile(
        deal,
        deadline("running", "", NOW.plusSeconds(60)),
        met(deadline("met", "", NOW.plusSeconds(120))),
        deadline("missed", "", NOW.minusSeconds(60)),
        met(deadline("late", "", NOW.minusSeconds(30))));
    deals.reconcile(other, deadline("boriss", "", NOW.plusSeconds(30)));

    assertThat(clauses(ANNA, "?state=running")).containsExactly("running");
    assertThat(clauses(ANNA, "?state=met")).containsExactly("met");
    assertThat(clauses(ANNA, "?state=missed")).containsExactly("late", "missed");
    assertThat(clauses(ANNA, "")).hasSize(4);
    assertThat(clauses(OLGA, "?state=running")).containsExactly("boriss", "running");
    assertThat(clauses(OLGA, "?owner=boris")).containsExactly("boriss");
    assertThat(clauses(OLGA, "?deal=" + deal + "&state=running")).containsExactly("running");
    assertThat(clauses(TANYA, "?deal=" + deal)).hasSize(4);
    assertThat(clauses(TANYA, "")).isEmpty();
    assertThat(get(ANNA, "/api/v1/deadlines?owner=boris").status).isEqualTo(403);
    assertThat(get(ANNA, "/api/v1/deadlines?deal=" + other).status).isEqualTo(403);
    assertThat(get(ANNA, "/api/v1/deadlines?deal=0").status).isEqualTo(404);
    assertThat(get(ANNA, "/api/v1/deadlines?deal=x").status).isEqualTo(400);
    assertThat(get(ANNA, "/api/v1/deadlines?state=late").<List<String>>at("$.violations[*].field"))
        .containsExactly("state");
  }

  @Test
  void a_missed_deadline_says_when_and_to_whom_it_belonged() throws Exception {
    deals.reconcile(deal, met(deadline("REP-1", "", NOW.minusSeconds(60))));

    Answer answer = get(ANNA, "/api/v1/deadlines");

    assertThat(answer.<String>at("$.items[0].deal")).isEqualTo(Long.toString(deal));
    assertThat(answer.<String>at("$.items[0].owner")).isEqualTo("anna");
    assertThat(answer.<String>at("$.items[0].state")).isEqualTo("missed");
    assertThat(answer.<String>at("$.items[0].dueAt")).isEqualTo("2026-03-10T11:59:00+03:00");
    assertThat(answer.<String>at("$.items[0].missedAt")).isEqualTo("2026-03-10T11:59:00+03:00");
    assertThat(answer.<String>at("$.items[0].escalatedAt")).isEqualTo("2026-03-10T12:00:00+03:00");
    assertThat(answer.<String>at("$.items[0].metAt")).isEqualTo("2026-03-10T12:00:00+03:00");
    assertThat(answer.<Integer>at("$.total")).isEqualTo(1);
  }

  private static Obligation call(String rule, LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(ZoneId.of("Europe/Moscow")).toInstant();
    return activity(rule, "", day, end, Role.MANAGER, "confirmed", "moved");
  }

  private static Obligation stamp(String rule) {
    return activity(
        rule, "", TODAY, Instant.parse("2026-03-10T21:00:00Z"), Role.TECHNOLOGIST, "done");
  }

  private static String activitiesOf(long deal) {
    return "/api/v1/deals/" + deal + "/activities";
  }

  private String completionOf(String rule) throws Exception {
    List<String> ids = get(ANNA, activitiesOf(deal)).at("$.items[?(@.rule == '" + rule + "')].id");
    return "/api/v1/activities/" + ids.getFirst() + "/complete";
  }

  private void complete(String rule) throws Exception {
    assertThat(post(ANNA, completionOf(rule), "{'result': 'confirmed'}").status).isEqualTo(200);
  }

  private List<String> listed(Actor actor, String query) throws Exception {
    return get(actor, "/api/v1/activities" + query).at("$.items[*].rule");
  }

  private List<String> subjects(String query) throws Exception {
    return get(ANNA, "/api/v1/activities" + query).at("$.items[*].subject");
  }

  private List<String> clauses(Actor actor, String query) throws Exception {
    return get(actor, "/api/v1/deadlines" + query).at("$.items[*].rule");
  }

  private Answer get(Actor actor, String path) throws Exception {
    return answer(actor, MockMvcRequestBuilders.get(path));
  }

  private Answer post(Actor actor, String path, String body) throws Exception {
    return send(actor, MockMvcRequestBuilders.post(path), body);
  }

  private Answer send(Actor actor, MockHttpServletRequestBuilder request, String body)
      throws Exception {
    return answer(
        actor, request.contentType(MediaType.APPLICATION_JSON).content(body.replace('\'', '"')));
  }

  private Answer answer(Actor actor, MockHttpServletRequestBuilder request) throws Exception {
    MockHttpServletResponse response =
        http.perform(request.header("Authorization", "Bearer " + token(actor)))
            .andReturn()
            .getResponse();
    return new Answer(response.getStatus(), response.getContentAsString(StandardCharsets.UTF_8));
  }

  private static String token(Actor actor) {
    return "test-" + actor.id();
  }

  private record Answer(int status, String body) {
    <T> T at(String path) {
      return JsonPath.read(body, path);
    }
  }
}
