package app.zamer.activities;

import static app.zamer.activities.SampleDeals.ANNA;
import static app.zamer.activities.SampleDeals.BORIS;
import static app.zamer.activities.SampleDeals.OLGA;
import static app.zamer.activities.SampleDeals.activity;
import static app.zamer.activities.SampleDeals.deadline;
import static app.zamer.activities.SampleDeals.met;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.zamer.activities.Standing.StandingActivity;
import app.zamer.activities.Standing.StandingDeadline;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.Obligation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.users.Role;
import app.zamer.web.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;

@ActivitiesTest
class ReconcileTests {
  private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
  private static final LocalDate VISIT = LocalDate.of(2026, 3, 20);
  private static final Instant DUE = NOW.plus(Duration.ofHours(1));
  private static final Duration TICK = Duration.ofNanos(1000);
  private static final PageRequest ALL = new PageRequest(0, 200);

  @Autowired Activities activities;
  @Autowired ActivityQuery activityQuery;
  @Autowired DeadlineQuery deadlineQuery;
  @Autowired Rights rights;
  @Autowired SampleDeals deals;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;
  private long deal;

  @BeforeEach
  void a_deal() {
    deals.startAnew();
    deal = deals.create(ANNA);
    clock.stopAt(NOW);
  }

  @Test
  void what_is_desired_and_not_met_appears() {
    Reconciled reconciled =
        deals.reconcile(deal, call(VISIT), sheets(VISIT), deadline("MEAS-5", "20", DUE));

    assertThat(reconciled.created()).containsExactlyInAnyOrderElementsOf(stored());
    assertThat(stored())
        .extracting(
            Activity::rule,
            Activity::anchor,
            Activity::text,
            Activity::dueOn,
            Activity::assignee,
            Activity::role)
        .containsExactlyInAnyOrder(
            tuple(
                "PRE-5",
                "2026-03-20",
                "Связаться с клиентом",
                VISIT.minusDays(3),
                ANNA.id(),
                "manager"),
            tuple(
                "MEAS-7",
                "2026-03-20",
                "Связаться с клиентом",
                VISIT,
                null,
                "communications-manager"));
    assertThat(stored().getLast().results())
        .containsExactlyInAnyOrder(Result.CONFIRMED, Result.MOVED);
    assertThat(deadlines())
        .extracting(Deadline::rule, Deadline::dueAt, Deadline::owner, Deadline::state)
        .containsExactly(tuple("MEAS-5", DUE, ANNA.id(), Deadline.State.RUNNING));
  }

  @Test
  void the_second_time_writes_nothing() {
    Obligation fine = deadline("MEAS-5", "20", DUE.plusNanos(999));
    deals.reconcile(deal, call(VISIT), sheets(VISIT), fine, met(deadline("REP-1", "20", DUE)));

    List<String> before = rowVersions();
    Reconciled second = deals.reconcile(deal);

    assertThat(second).isEqualTo(Reconciled.NOTHING);
    assertThat(rowVersions()).hasSize(4).isEqualTo(before);
  }

  @Test
  void a_visit_moved_by_a_week_moves_its_activity_and_its_deadlines() {
    deals.reconcile(deal, call(VISIT), deadline("PRE-6", "2026-03-20", end(VISIT.minusDays(3))));

    LocalDate later = VISIT.plusWeeks(1);
    Reconciled reconciled =
        deals.reconcile(
            deal, call(later), deadline("PRE-6", "2026-03-27", end(later.minusDays(3))));

    assertThat(reconciled.cancelled()).extracting(Activity::anchor).containsExactly("2026-03-20");
    assertThat(reconciled.created()).extracting(Activity::anchor).containsExactly("2026-03-27");
    assertThat(stored())
        .extracting(Activity::dueOn, Activity::state)
        .containsExactly(
            tuple(later.minusDays(3), Activity.State.PLANNED),
            tuple(VISIT.minusDays(3), Activity.State.CANCELLED));
    assertThat(deadlines()).extracting(Deadline::dueAt).containsExactly(end(later.minusDays(3)));

    deals.reconcile(deal, call(VISIT));

    assertThat(stored())
        .extracting(Activity::anchor, Activity::state)
        .containsExactlyInAnyOrder(
            tuple("2026-03-20", Activity.State.PLANNED),
            tuple("2026-03-27", Activity.State.CANCELLED),
            tuple("2026-03-20", Activity.State.CANCELLED));
  }

  @Test
  void the_same_obligation_due_on_another_day_changes_in_place() {
    deals.reconcile(deal, call(VISIT), deadline("MEAS-5", "x", DUE));
    long id = stored().getFirst().id();

    Obligation moved = activity("PRE-5", "2026-03-20", VISIT, end(VISIT), Role.MANAGER, "done");
    Reconciled reconciled =
        deals.reconcile(deal, moved, deadline("MEAS-5", "x", DUE.plusSeconds(60)));

    assertThat(reconciled).isEqualTo(Reconciled.NOTHING);
    assertThat(stored())
        .extracting(Activity::id, Activity::dueOn, Activity::dueAt, Activity::results)
        .containsExactly(tuple(id, VISIT, end(VISIT), List.of(Result.DONE)));
    assertThat(deadlines()).extracting(Deadline::dueAt).containsExactly(DUE.plusSeconds(60));
  }

  @Test
  void an_activity_that_the_facts_show_done_is_done_by_the_system() {
    deals.reconcile(deal, call(VISIT));

    Reconciled reconciled = deals.reconcile(deal, met(call(VISIT)), met(sheets(VISIT)));

    assertThat(reconciled.done()).isEqualTo(stored());
    assertThat(stored())
        .extracting(Activity::state, Activity::result, Activity::doneAt, Activity::doneBy)
        .containsExactly(tuple(Activity.State.DONE, Result.DONE, NOW, Actor.SYSTEM.id()));
  }

  @Test
  void an_activity_that_a_person_has_done_stays_done() {
    deals.reconcile(deal, call(VISIT));
    activities.complete(ANNA, stored().getFirst().id(), Result.CONFIRMED, null, null);

    assertThat(deals.reconcile(deal, call(VISIT))).isEqualTo(Reconciled.NOTHING);
    assertThat(deals.reconcile(deal)).isEqualTo(Reconciled.NOTHING);

    assertThat(stored())
        .extracting(Activity::state, Activity::result)
        .containsExactly(tuple(Activity.State.DONE, Result.CONFIRMED));
    assertThat(standing().completed())
        .extracting(StandingActivity::rule, StandingActivity::anchor, StandingActivity::result)
        .containsExactly(tuple("PRE-5", "2026-03-20", Result.CONFIRMED));
  }

  @Test
  void what_only_the_facts_can_show_done_is_to_be_done_again_when_they_no_longer_do() {
    Obligation stamp = activity("MEAS-5", "20", VISIT, end(VISIT), Role.TECHNOLOGIST);
    Obligation inTime = deadline("MEAS-5", "20", DUE);
    long id = deals.reconcile(deal, stamp, inTime).created().getFirst().id();
    deals.reconcile(deal, met(stamp), met(inTime));

    deals.reconcile(deal, stamp, inTime);

    assertThat(stored())
        .extracting(
            Activity::id, Activity::state, Activity::result, Activity::doneAt, Activity::doneBy)
        .containsExactly(tuple(id, Activity.State.PLANNED, null, null, null));
    assertThat(deadlines()).extracting(Deadline::state).containsExactly(Deadline.State.RUNNING);
    assertThat(deals.reconcile(deal)).isEqualTo(Reconciled.NOTHING);
  }

  @Test
  void a_deadline_met_in_time_stays_met_when_that_is_undone_after_it() {
    deals.reconcile(deal, met(deadline("MEAS-5", "20", DUE)));

    clock.stopAt(DUE);
    assertThat(deals.reconcile(deal, deadline("MEAS-5", "20", DUE))).isEqualTo(Reconciled.NOTHING);

    assertThat(deadlines()).extracting(Deadline::metAt).containsExactly(NOW);
  }

  @Test
  void a_deadline_runs_until_the_moment_it_is_due() {
    deals.reconcile(deal, deadline("MEAS-9", "20", DUE));

    clock.stopAt(DUE.minus(TICK));
    assertThat(deals.reconcile(deal)).isEqualTo(Reconciled.NOTHING);
    assertThat(deadlines()).extracting(Deadline::state).containsExactly(Deadline.State.RUNNING);

    clock.stopAt(DUE);
    assertThat(deals.reconcile(deal).missed())
        .containsExactly(new Reconciled.Missed("MEAS-9", "20", DUE));
    assertThat(deadlines())
        .extracting(Deadline::missedAt, Deadline::escalatedAt, Deadline::metAt)
        .containsExactly(tuple(DUE, DUE, null));
  }

  @Test
  void a_deadline_met_at_the_moment_it_is_due_is_met_and_a_tick_later_it_is_missed() {
    long late = deals.create(ANNA);
    deals.reconcile(deal, deadline("MEAS-9", "20", DUE));
    deals.reconcile(late, deadline("MEAS-9", "20", DUE));

    clock.stopAt(DUE);
    deals.reconcile(deal, met(deadline("MEAS-9", "20", DUE)));
    clock.stopAt(DUE.plus(TICK));
    deals.reconcile(late, met(deadline("MEAS-9", "20", DUE)));

    assertThat(deadlines(deal))
        .extracting(Deadline::metAt, Deadline::missedAt)
        .containsExactly(tuple(DUE, null));
    assertThat(deadlines(late))
        .extracting(Deadline::metAt, Deadline::missedAt, Deadline::escalatedAt)
        .containsExactly(tuple(DUE.plus(TICK), DUE, DUE.plus(TICK)));
    assertThat(deals.missed).extracting(DeadlineMissed::subject).containsExactly(late);
  }

  @Test
  void a_missed_deadline_is_told_once_and_stays_missed_when_it_is_met_later() {
    deals.reconcile(deal, deadline("REP-1", "20", DUE));

    clock.stopAt(DUE.plusSeconds(5));
    deals.reconcile(deal);
    clock.stopAt(DUE.plusSeconds(60));
    deals.reconcile(deal);
    deals.give(deal, BORIS);
    deals.reconcile(deal, met(deadline("REP-1", "20", DUE)));
    clock.stopAt(DUE.plusSeconds(90));
    deals.reconcile(deal);

    assertThat(deals.missed)
        .containsExactly(new DeadlineMissed(SubjectKind.DEAL, deal, "REP-1", "20", DUE, ANNA.id()));
    assertThat(deadlines())
        .extracting(
            Deadline::state,
            Deadline::missedAt,
            Deadline::escalatedAt,
            Deadline::metAt,
            Deadline::owner)
        .containsExactly(
            tuple(Deadline.State.MISSED, DUE, DUE.plusSeconds(5), DUE.plusSeconds(60), ANNA.id()));
  }

  @Test
  void a_deadline_that_appears_when_it_has_already_passed_is_missed_at_once() {
    Reconciled reconciled =
        deals.reconcile(
            deal,
            deadline("A", "", NOW),
            met(deadline("B", "", NOW)),
            met(deadline("C", "", NOW.minus(TICK))),
            deadline("D", "", NOW.plus(TICK)));

    assertThat(reconciled.missed()).extracting(Reconciled.Missed::rule).containsExactly("A", "C");
    assertThat(deadlines())
        .extracting(Deadline::rule, Deadline::metAt, Deadline::missedAt)
        .containsExactlyInAnyOrder(
            tuple("A", null, NOW),
            tuple("B", NOW, null),
            tuple("C", NOW, NOW.minus(TICK)),
            tuple("D", null, null));
    assertThat(deals.reconcile(deal)).isEqualTo(Reconciled.NOTHING);
  }

  @Test
  void of_the_deadlines_nobody_asks_for_any_more_only_the_running_disappear() {
    clock.stopAt(DUE);
    deals.reconcile(
        deal,
        deadline("running", "", DUE.plusSeconds(1)),
        met(deadline("met", "", DUE)),
        deadline("missed", "", DUE));

    deals.reconcile(deal);
    assertThat(deadlines()).hasSize(3);
    deals.reconcile(deal, new Obligation[0]);

    assertThat(deadlines()).extracting(Deadline::rule).containsExactlyInAnyOrder("met", "missed");
  }

  @Test
  void running_deadlines_and_the_managers_activities_go_with_the_deal_to_its_owner() {
    deals.reconcile(deal, call(VISIT), sheets(VISIT), deadline("MEAS-9", "20", DUE));
    activities.plan(ANNA, SubjectKind.DEAL, deal, "Отправить каталог", VISIT, null);
    activities.plan(OLGA, SubjectKind.DEAL, deal, "Спросить, как идут дела", VISIT, null);

    deals.give(deal, BORIS);
    deals.reconcile(deal);

    assertThat(stored())
        .extracting(Activity::text, Activity::role, Activity::assignee)
        .containsExactlyInAnyOrder(
            tuple("Связаться с клиентом", "manager", BORIS.id()),
            tuple("Связаться с клиентом", "communications-manager", null),
            tuple("Отправить каталог", "manager", BORIS.id()),
            tuple("Спросить, как идут дела", "head-of-sales", OLGA.id()));
    assertThat(deadlines()).extracting(Deadline::owner).containsExactly(BORIS.id());
  }

  @Test
  void what_people_planned_by_hand_stays_even_if_they_named_the_clause() {
    deals.reconcile(deal, call(VISIT));
    activities.plan(ANNA, SubjectKind.DEAL, deal, "Позвонить ещё раз", VISIT, "PRE-5");

    deals.reconcile(deal, new Obligation[0]);

    assertThat(stored())
        .extracting(Activity::text, Activity::state, Activity::ofRegulation)
        .containsExactly(
            tuple("Позвонить ещё раз", Activity.State.PLANNED, false),
            tuple("Связаться с клиентом", Activity.State.CANCELLED, true));
    assertThat(standing().plannedByHand())
        .extracting(StandingActivity::dueOn)
        .containsExactly(VISIT);
  }

  @Test
  void one_identity_desired_twice_is_a_fault_of_the_regulation() {
    assertThatThrownBy(() -> deals.reconcile(deal, call(VISIT), met(call(VISIT))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PRE-5");
  }

  @Test
  void nothing_is_reconciled_outside_a_transaction() {
    assertThatThrownBy(
            () ->
                activities.reconcile(
                    SubjectKind.DEAL, deal, ANNA.id(), false, List.of(), Standing.NOTHING, NOW))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void wherever_a_deal_wanders_what_is_stored_is_what_is_desired() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Instant now = NOW;
    for (int step = 0; step < 200; step++) {
      now = now.plusSeconds(random.nextInt(1800));
      clock.stopAt(now);
      deals.give(deal, random.nextInt(10) == 0 ? BORIS : ANNA);
      List<Obligation> desired = desired(random, now);
      deals.reconcile(deal, desired.toArray(Obligation[]::new));

      String where = "seed %d step %d".formatted(seed, step);
      assertThat(deals.reconcile(deal)).as(where).isEqualTo(Reconciled.NOTHING);
      Instant moment = now;
      assertThat(standing().deadlines())
          .as(where)
          .allSatisfy(
              deadline -> {
                assertThat(deadline.running() && !deadline.dueAt().isAfter(moment)).isFalse();
                assertThat(
                        deadline.metAt() == null
                            || deadline.missedAt() == null
                            || deadline.missedAt().isBefore(deadline.metAt()))
                    .isTrue();
              });
      assertThat(names(desired, Obligation.Kind.DEADLINE))
          .as(where)
          .containsAll(
              standing().deadlines().stream()
                  .filter(StandingDeadline::running)
                  .map(deadline -> deadline.rule() + deadline.anchor())
                  .toList());
      assertThat(names(desired, Obligation.Kind.ACTIVITY))
          .as(where)
          .containsAll(
              standing().activities().stream()
                  .filter(activity -> activity.state() == Activity.State.PLANNED)
                  .map(activity -> activity.rule() + activity.anchor())
                  .toList());
    }
  }

  private static List<Obligation> desired(Random random, Instant now) {
    List<Obligation> desired = new ArrayList<>();
    for (String rule : List.of("PRE-5", "REP-5", "MEAS-7")) {
      for (LocalDate visit : List.of(VISIT, VISIT.plusWeeks(1))) {
        Obligation call =
            activity(
                rule,
                visit.toString(),
                visit.minusDays(random.nextInt(4)),
                end(visit),
                Role.MANAGER,
                "done");
        Obligation clock =
            deadline(rule, visit.toString(), now.plusSeconds(random.nextInt(-900, 7200)));
        switch (random.nextInt(6)) {
          case 0, 1 -> desired.addAll(List.of(call, clock));
          case 2 -> desired.addAll(List.of(met(call), met(clock)));
          case 3 -> desired.add(call);
          case 4 -> desired.add(clock);
          default -> {}
        }
      }
    }
    return desired;
  }

  private static List<String> names(List<Obligation> desired, Obligation.Kind kind) {
    return desired.stream()
        .filter(obligation -> obligation.kind() == kind)
        .map(obligation -> obligation.rule() + obligation.anchor())
        .toList();
  }

  private static Obligation call(LocalDate visit) {
    LocalDate day = visit.minusDays(3);
    return activity("PRE-5", visit.toString(), day, end(day), Role.MANAGER, "confirmed", "moved");
  }

  private static Obligation sheets(LocalDate visit) {
    return activity(
        "MEAS-7",
        visit.toString(),
        visit,
        end(visit),
        Role.COMMUNICATIONS_MANAGER,
        "confirmed",
        "moved");
  }

  private static Instant end(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneId.of("Europe/Moscow")).toInstant();
  }

  /**
   * Which transaction wrote each row, and where the row lies: both change even if a row is written
   * as it was.
   */
  private List<String> rowVersions() {
    return jdbc.sql(
            """
            select concat_ws(' ', 'activity', id, xmin, ctid) from activity
            union all select concat_ws(' ', 'deadline', id, xmin, ctid) from deadline order by 1
            """)
        .query((rs, n) -> rs.getString(1))
        .list();
  }

  private Standing standing() {
    return activities.standing(SubjectKind.DEAL, deal);
  }

  private List<Activity> stored() {
    return activityQuery.of(SubjectKind.DEAL, deal, ALL).items();
  }

  private List<Deadline> deadlines() {
    return deadlines(deal);
  }

  private List<Deadline> deadlines(long of) {
    return deadlineQuery.list(SubjectReach.of(Actor.SYSTEM, rights), null, of, null, ALL).items();
  }
}
