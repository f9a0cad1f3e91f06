package app.zamer.activities;

import static app.zamer.activities.SampleDeals.ANNA;
import static app.zamer.activities.SampleDeals.BORIS;
import static app.zamer.activities.SampleDeals.OLGA;
import static app.zamer.activities.SampleDeals.TANYA;
import static app.zamer.activities.SampleDeals.activity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;

@ActivitiesTest
class CompletionTests {
  /** 00:30 of the 11th in Moscow, still the 10th in Greenwich. */
  private static final Instant NOW = Instant.parse("2026-03-10T21:30:00Z");

  private static final LocalDate TODAY = LocalDate.of(2026, 3, 11);
  private static final Instant MIDNIGHT = Instant.parse("2026-03-11T21:00:00Z");

  @Autowired Activities activities;
  @Autowired ActivityQuery query;
  @Autowired SampleDeals deals;
  @Autowired CompanyClock clock;
  private long deal;

  @BeforeEach
  void a_deal() {
    deals.startAnew();
    deal = deals.create(ANNA);
    clock.stopAt(NOW);
  }

  @Test
  void a_day_lasts_until_its_last_second_in_the_companys_time_zone() {
    Activity today = byHand(ANNA, TODAY);

    assertThat(today.dueAt()).isEqualTo(MIDNIGHT.minusSeconds(1));
    assertThat(today.dueOn()).isEqualTo(TODAY);
    assertThat(today)
        .extracting(Activity::assignee, Activity::role, Activity::state)
        .containsExactly(ANNA.id(), "manager", Activity.State.PLANNED);
    assertThat(deals.plannedByHand).extracting(Activity::id).containsExactly(today.id());
  }

  @Test
  void a_moment_belongs_to_its_day_in_the_companys_time_zone() {
    Planning planning =
        activities.plan(
            ANNA, SubjectKind.DEAL, deal, " Позвонить ", NOW.plus(Duration.ofHours(1)), "PRE-8");

    assertThat(planning)
        .isInstanceOfSatisfying(
            Planning.Planned.class,
            planned ->
                assertThat(planned.activity())
                    .extracting(
                        Activity::dueOn,
                        Activity::dueAt,
                        Activity::text,
                        Activity::rule,
                        Activity::anchor)
                    .containsExactly(
                        TODAY, NOW.plus(Duration.ofHours(1)), "Позвонить", "PRE-8", null));
  }

  @Test
  void everything_wrong_with_a_plan_is_refused_at_once() {
    assertThat(
            fields(
                activities.plan(
                    ANNA, SubjectKind.DEAL, deal, "  ", TODAY.minusDays(1), "x".repeat(51))))
        .containsExactly("subject", "rule", "dueOn");
    assertThat(
            fields(
                activities.plan(
                    ANNA, SubjectKind.DEAL, deal, "x".repeat(501), NOW.minusSeconds(1), null)))
        .containsExactly("subject", "dueAt");
    assertThat(
            fields(activities.plan(ANNA, SubjectKind.DEAL, deal, "x\0", TODAY.plusYears(11), "\0")))
        .containsExactly("subject", "rule", "dueOn");
    assertThat(fields(activities.plan(ANNA, SubjectKind.DEAL, deal, "x", null, null, null)))
        .containsExactly("dueOn");
    assertThat(fields(activities.plan(ANNA, SubjectKind.DEAL, deal, "x", TODAY, MIDNIGHT, null)))
        .containsExactly("dueAt");
    assertThat(fields(activities.plan(ANNA, SubjectKind.DEAL, deal, "x", Instant.MAX, null)))
        .containsExactly("dueAt");
    assertThat(all()).isEmpty();
  }

  @Test
  void what_is_completed_is_done_with_its_result_its_comment_and_its_author() {
    Activity called = call(Role.MANAGER, "confirmed", "moved");

    Completion completion =
        activities.complete(OLGA, called.id(), Result.CONFIRMED, " Ждёт в субботу ", null);

    assertThat(completion).isEqualTo(new Completion.Completed(all().getFirst()));
    assertThat(all())
        .extracting(
            Activity::state,
            Activity::result,
            Activity::comment,
            Activity::doneAt,
            Activity::doneBy)
        .containsExactly(
            tuple(Activity.State.DONE, Result.CONFIRMED, "Ждёт в субботу", NOW, OLGA.id()));
  }

  @Test
  void what_is_done_or_cancelled_cannot_be_completed() {
    Activity called = call(Role.MANAGER, "confirmed");
    activities.complete(ANNA, called.id(), Result.CONFIRMED, null, null);
    assertThat(activities.complete(ANNA, called.id(), Result.CONFIRMED, null, null))
        .isEqualTo(new Completion.AlreadyDone(all().getFirst()));

    long other = deals.create(ANNA);
    Activity gone = deals.reconcile(other, obligation(Role.MANAGER, "done")).created().getFirst();
    deals.reconcile(other, new Obligation[0]);
    assertThat(activities.complete(ANNA, gone.id(), Result.DONE, null, null))
        .isInstanceOfSatisfying(
            Completion.AlreadyDone.class,
            already -> assertThat(already.activity().state()).isEqualTo(Activity.State.CANCELLED));
  }

  @Test
  void of_two_who_complete_at_once_one_is_late() throws Exception {
    Activity called = call(Role.MANAGER, "confirmed");
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<Completion> complete =
        () -> {
          start.await();
          return activities.complete(ANNA, called.id(), Result.CONFIRMED, null, null);
        };

    try (var threads = Executors.newFixedThreadPool(2)) {
      Future<Completion> one = threads.submit(complete);
      Future<Completion> other = threads.submit(complete);
      List<Completion> both = List.of(one.get(), other.get());
      assertThat(both).hasAtLeastOneElementOfType(Completion.Completed.class);
      assertThat(both).hasAtLeastOneElementOfType(Completion.AlreadyDone.class);
    }
  }

  @Test
  void nothing_of_a_completion_is_kept_that_the_deal_refuses() {
    Activity byHand = byHand(ANNA, TODAY);
    Violation obstacle = new Violation("DEF-2", "dueOn", new Text("Рано.", "Too early."));
    deals.refuseCompletions(obstacle);

    Completion completion =
        activities.complete(ANNA, byHand.id(), Result.MOVED, "позже", TODAY.plusDays(1));

    assertThat(completion).isEqualTo(new Completion.Refused(List.of(obstacle)));
    assertThat(all()).containsExactly(byHand);
  }

  @Test
  void a_moved_one_takes_the_new_date_to_the_deal() {
    Activity called = call(Role.MANAGER, "confirmed", "moved");

    assertThat(fields(activities.complete(ANNA, called.id(), Result.MOVED, null, null)))
        .containsExactly("newDate");
    assertThat(
            fields(activities.complete(ANNA, called.id(), Result.MOVED, null, TODAY.minusDays(1))))
        .containsExactly("newDate");
    assertThat(fields(activities.complete(ANNA, called.id(), Result.MOVED, null, LocalDate.MAX)))
        .containsExactly("newDate");
    assertThat(fields(activities.complete(ANNA, called.id(), Result.CONFIRMED, null, TODAY)))
        .containsExactly("newDate");
    assertThat(deals.newDates).isEmpty();
    activities.complete(ANNA, called.id(), Result.MOVED, null, TODAY);

    assertThat(deals.newDates).containsExactly(TODAY);
    assertThat(all()).extracting(Activity::state).containsExactly(Activity.State.DONE);
  }

  @Test
  void one_planned_by_hand_and_moved_is_planned_again() {
    Activity byHand = byHand(ANNA, TODAY);

    activities.complete(OLGA, byHand.id(), Result.MOVED, null, TODAY.plusDays(7));

    assertThat(all())
        .extracting(
            Activity::text, Activity::dueOn, Activity::assignee, Activity::role, Activity::state)
        .containsExactly(
            tuple(
                "Отправить каталог",
                TODAY.plusDays(7),
                ANNA.id(),
                "manager",
                Activity.State.PLANNED),
            tuple("Отправить каталог", TODAY, ANNA.id(), "manager", Activity.State.DONE));
    assertThat(deals.plannedByHand)
        .extracting(Activity::dueOn)
        .containsExactly(TODAY, TODAY.plusDays(7));
  }

  @Test
  void only_the_results_the_regulation_names_are_taken_and_by_hand_any() {
    Activity called = call(Role.MANAGER, "confirmed", "moved");
    Activity byHand = byHand(ANNA, TODAY);

    assertThat(fields(activities.complete(ANNA, called.id(), Result.DONE, "x".repeat(4001), null)))
        .containsExactly("result", "comment");
    assertThat(activities.complete(ANNA, byHand.id(), Result.REFUSED, "", null))
        .isInstanceOf(Completion.Completed.class);
  }

  @Test
  void what_only_the_facts_can_show_done_nobody_completes() {
    Activity stamp = call(Role.MANAGER);

    assertThat(fields(activities.complete(ANNA, stamp.id(), Result.DONE, null, null)))
        .containsExactly("result");
  }

  @Test
  void the_one_it_is_for_completes_it_if_he_may_read_the_deal() {
    Activity technologists = call(Role.TECHNOLOGIST, "done");
    Activity managers = byHand(ANNA, TODAY);

    assertThatThrownBy(() -> complete(BORIS, technologists))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> complete(TANYA, managers)).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> complete(new Actor(BORIS.id(), TANYA.roles()), managers))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(complete(TANYA, technologists)).isInstanceOf(Completion.Completed.class);
    assertThat(complete(ANNA, managers)).isInstanceOf(Completion.Completed.class);
  }

  @Test
  void the_former_owner_cannot_complete_what_went_with_the_deal() {
    Activity called = call(Role.MANAGER, "done");
    deals.give(deal, BORIS);
    deals.reconcile(deal);

    assertThatThrownBy(() -> complete(ANNA, called)).isInstanceOf(AccessDeniedException.class);
    assertThat(complete(BORIS, called)).isInstanceOf(Completion.Completed.class);
  }

  @Test
  void what_does_not_exist_is_not_found() {
    assertThatThrownBy(() -> activities.complete(ANNA, 0, Result.DONE, null, null))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> activities.plan(ANNA, SubjectKind.DEAL, 0, "x", TODAY, null))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> activities.plan(BORIS, SubjectKind.DEAL, deal, "x", TODAY, null))
        .isInstanceOf(AccessDeniedException.class);
  }

  private Completion complete(Actor actor, Activity activity) {
    return activities.complete(actor, activity.id(), Result.DONE, null, null);
  }

  private Activity byHand(Actor actor, LocalDate dueOn) {
    return switch (activities.plan(
        actor, SubjectKind.DEAL, deal, "Отправить каталог", dueOn, null)) {
      case Planning.Planned(Activity activity) -> activity;
      case Planning.Refused(var violations) -> throw new AssertionError(violations);
    };
  }

  private Activity call(Role role, String... results) {
    return deals.reconcile(deal, obligation(role, results)).created().getFirst();
  }

  private static Obligation obligation(Role role, String... results) {
    return activity("PRE-5", "2026-03-14", TODAY, MIDNIGHT, role, results);
  }

  private static List<@Nullable String> fields(Planning planning) {
    return switch (planning) {
      case Planning.Planned planned -> throw new AssertionError(planned);
      case Planning.Refused(var violations) -> fields(violations);
    };
  }

  private static List<@Nullable String> fields(Completion completion) {
    return switch (completion) {
      case Completion.Refused(var violations) -> fields(violations);
      default -> throw new AssertionError(completion);
    };
  }

  private static List<@Nullable String> fields(List<Violation> violations) {
    return violations.stream().<@Nullable String>map(Violation::field).toList();
  }

  private List<Activity> all() {
    return query.of(SubjectKind.DEAL, deal, new PageRequest(0, 200)).items();
  }
}
