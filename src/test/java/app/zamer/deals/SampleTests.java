package app.zamer.deals;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.DemoProgram;
import app.zamer.activities.Activities;
import app.zamer.activities.Reconciled;
import app.zamer.activities.SubjectKind;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two sample months, lived through by thousands of commands and as many wakings of the clock, leave
 * all in order.
 */
class SampleTests {
  private final ApplicationContext program = DemoProgram.withSample();
  private final DealRepository deals = program.getBean(DealRepository.class);
  private final Activities activities = program.getBean(Activities.class);
  private final Editions editions = program.getBean(Editions.class);
  private final CompanyClock clock = program.getBean(CompanyClock.class);
  private final TransactionTemplate transaction = program.getBean(TransactionTemplate.class);
  private final JdbcClient jdbc = program.getBean(JdbcClient.class);

  @Test
  void everyStageHasDeals() {
    List<String> taken =
        jdbc.sql("select distinct pipeline || '/' || stage from deal").query(String.class).list();
    List<String> stages =
        editions.inForce().pipelines().stream()
            .map(Rulebook.Pipeline::stages)
            .flatMap(List::stream)
            .map(stage -> stage.id().toString())
            .toList();
    assertThat(taken).containsExactlyInAnyOrderElementsOf(stages);
  }

  @Test
  void everyDealHasExactlyItsObligations() {
    Regulation regulation = editions.inForce();
    for (long id : jdbc.sql("select id from deal").query(Long.class).list()) {
      Deal deal = deals.find(new DealId(id)).orElseThrow();
      Reconciled difference =
          transaction.execute(
              status -> {
                status.setRollbackOnly();
                return activities.reconcile(
                    SubjectKind.DEAL,
                    id,
                    deal.owner(),
                    false,
                    regulation.obligations(deal.facts(), clock.instant()),
                    deal.standing(),
                    clock.instant());
              });
      assertThat(difference)
          .as("deal %s in %s", id, deal.facts().stage())
          .isEqualTo(new Reconciled(List.of(), List.of(), List.of(), List.of()));
    }
  }

  @Test
  void noClosedDealHasADeadlineThatRunsOn() {
    long running =
        jdbc.sql(
                """
                select count(*) from deadline l join deal d on l.kind = 'DEAL' and l.subject = d.id
                where d.status <> 'open' and l.met_at is null and l.missed_at is null
                """)
            .query(Long.class)
            .single();
    assertThat(running).isZero();
  }

  @Test
  void theProgramItselfMovedTheDealsWhoseSheetsDidNotComeInTime() {
    assertThat(
            jdbc.sql("select count(*) from deal_change where by = 'system' and rule = 'MEAS-11'")
                .query(Long.class)
                .single())
        .isPositive();
  }

  @Test
  void everyLineOfHistoryNamesTheEditionItFollowed() {
    assertThat(jdbc.sql("select distinct regulation from deal_change").query(String.class).list())
        .containsExactly(editions.inForce().version());
  }
}
