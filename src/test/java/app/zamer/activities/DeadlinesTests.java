package app.zamer.activities;

import static app.zamer.activities.SampleDeals.ANNA;
import static app.zamer.activities.SampleDeals.deadline;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Obligation;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.PageRequest;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.testhelper.ManualScheduler;
import com.github.kagkarlsson.scheduler.testhelper.SettableClock;
import com.github.kagkarlsson.scheduler.testhelper.TestHelper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ActivitiesTest
class DeadlinesTests {
  private static final Instant NOW = Instant.parse("2026-03-10T07:00:00Z");
  private static final Instant DUE = Instant.parse("2026-03-10T07:15:00Z");

  @Autowired Deadlines deadlines;
  @Autowired DeadlineQuery query;
  @Autowired Rights rights;
  @Autowired SampleDeals deals;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired DataSource dataSource;
  @Autowired RecurringTask<Void> wakeDeadlines;

  @BeforeEach
  void morning() {
    deals.startAnew();
    clock.stopAt(NOW);
  }

  @Test
  void a_deal_is_woken_at_the_moment_its_deadline_is_due_and_not_before() {
    long deal = deal(DUE);

    clock.stopAt(DUE.minusNanos(1000));
    deadlines.wake();
    assertThat(deals.woken).isEmpty();

    clock.stopAt(DUE);
    deadlines.wake();
    deadlines.wake();
    assertThat(deals.woken).containsExactly(deal);
    assertThat(deals.missed)
        .containsExactly(new DeadlineMissed(SubjectKind.DEAL, deal, "R0", "", DUE, ANNA.id()));
  }

  @Test
  void deals_are_woken_in_the_order_in_which_their_deadlines_fell_due_and_each_once() {
    long last = deal(DUE, DUE.plusSeconds(3));
    long first = deal(DUE.minusSeconds(1), DUE.plusSeconds(2));
    long later = deal(DUE.plusSeconds(4));

    clock.stopAt(DUE.plusSeconds(3));
    deadlines.wake();

    assertThat(deals.woken).containsExactly(first, last);
    assertThat(deals.missed).hasSize(4);
    assertThat(
            query
                .list(
                    SubjectReach.of(Actor.SYSTEM, rights),
                    null,
                    later,
                    Deadline.State.RUNNING,
                    new PageRequest(0, 1))
                .total())
        .isEqualTo(1);
  }

  @Test
  void a_deal_that_fails_holds_up_no_other_and_is_tried_again_at_the_next_wake() {
    List<Long> all = new ArrayList<>();
    for (int n = 0; n < 250; n++) {
      all.add(deal(DUE.plusMillis(n)));
    }
    deals.broken.add(all.getFirst());
    deals.idle.add(all.get(120));

    clock.stopAt(DUE.plusSeconds(1));
    deadlines.wake();
    assertThat(deals.woken).isEqualTo(all);
    assertThat(deals.missed).hasSize(248);

    deals.woken.clear();
    deadlines.wake();
    assertThat(deals.woken).containsExactly(all.getFirst(), all.get(120));

    deals.broken.clear();
    deals.idle.clear();
    deadlines.wake();
    assertThat(deals.missed).hasSize(250);
  }

  @Test
  void the_next_moment_is_that_of_the_earliest_running_deadline() {
    assertThat(deadlines.nextDue()).isEmpty();
    deal(DUE.plusSeconds(60));
    long first = deal(DUE);
    assertThat(deadlines.nextDue()).contains(DUE);
    assertThat(deadlines.nextDueAfter(DUE)).contains(DUE.plusSeconds(60));
    assertThat(deadlines.nextDueAfter(DUE.plusSeconds(60))).isEmpty();

    clock.stopAt(DUE.plusSeconds(1));
    deals.broken.add(first);
    deadlines.wake();
    assertThat(deadlines.nextDue()).contains(DUE);

    deals.broken.clear();
    deadlines.wake();
    assertThat(deadlines.nextDue()).contains(DUE.plusSeconds(60));
  }

  @Test
  void two_nodes_on_one_database_wake_a_deal_once() throws Exception {
    SettableClock machine = new SettableClock();
    machine.set(Instant.parse("2026-11-01T00:00:00Z"));
    List<ManualScheduler> nodes = List.of(node(machine), node(machine));
    List<Long> all = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      all.add(deal(DUE));
    }

    clock.stopAt(DUE);
    for (int second = 0; second < 5; second++) {
      machine.tick(Duration.ofSeconds(2));
      atOnce(nodes.getFirst()::runAnyDueExecutions, nodes.getLast()::runAnyDueExecutions);
    }

    assertThat(deals.woken).containsExactlyInAnyOrderElementsOf(all);
    assertThat(deals.missed).hasSize(30);
  }

  @Test
  void two_who_wake_at_once_record_each_miss_once() throws Exception {
    for (int n = 0; n < 30; n++) {
      deal(DUE, DUE);
    }

    clock.stopAt(DUE);
    atOnce(deadlines::wake, deadlines::wake);

    assertThat(deals.missed).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void what_is_due_is_found_by_its_index_among_many_deadlines() {
    jdbc.sql(
            """
            insert into deadline (kind, subject, rule, anchor, due_at, owner, met_at)
            select 'DEAL', n, 'MEAS-9', '', timestamptz '2026-01-01 10:00+03' + n * interval '10 minutes', 'anna',
                   case when n % 10 < 8 then timestamptz '2026-01-01 10:00+03' end
              from generate_series(1, 50000) n
            """)
        .update();
    jdbc.sql("analyze deadline").update();

    List<String> plan =
        jdbc.sql("explain " + DeadlineQuery.DUE)
            .param("now", ActivityRepository.at(NOW))
            .param("afterAt", ActivityRepository.at(Instant.EPOCH))
            .param("afterId", 0L)
            .param("limit", 100)
            .query((rs, n) -> rs.getString(1))
            .list();

    assertThat(plan).anyMatch(line -> line.contains("deadline_running"));
    assertThat(plan).noneMatch(line -> line.contains("Seq Scan") || line.contains("Sort"));
  }

  private ManualScheduler node(SettableClock machine) {
    ManualScheduler node =
        TestHelper.createManualScheduler(dataSource, List.of())
            .clock(machine)
            .startTasks(List.of(wakeDeadlines))
            .build();
    node.start();
    return node;
  }

  private static void atOnce(Runnable one, Runnable other) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Future<Boolean>> both = new ArrayList<>();
      for (Runnable run : List.of(one, other)) {
        Callable<Boolean> begin =
            () -> {
              start.await();
              run.run();
              return true;
            };
        both.add(threads.submit(begin));
      }
      for (Future<Boolean> each : both) {
        each.get();
      }
    }
  }

  private long deal(Instant... due) {
    long deal = deals.create(ANNA);
    Obligation[] obligations = new Obligation[due.length];
    for (int n = 0; n < due.length; n++) {
      obligations[n] = deadline("R" + n, "", due[n]);
    }
    deals.reconcile(deal, obligations);
    return deal;
  }
}
