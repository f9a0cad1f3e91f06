package app.zamer.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.zamer.DealFixture.SampleDeals;
import app.zamer.clients.Phone;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deals, what happens to them, and what people are told of it. */
@TestComponent
class Office {
  static final Duration SOON = Duration.ofSeconds(20);

  private final Deals deals;
  private final NoticeQuery query;
  private final ApplicationEventPublisher events;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private Set<String> left = Set.of();

  Office(
      Deals deals,
      NoticeQuery query,
      ApplicationEventPublisher events,
      JdbcClient jdbc,
      PlatformTransactionManager transactions) {
    this.deals = deals;
    this.query = query;
    this.events = events;
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  DealId deal(Actor manager) {
    var wanted =
        new NewDeal(
            "Пётр Ильин", Phone.of(SampleDeals.freshPhone()), "Кухня Ильина", null, false, null);
    return ((OpenOutcome.Opened) deals.open(manager, wanted)).id();
  }

  /** Happens as it does in the program: in a transaction. */
  void happens(Object event) {
    transaction.executeWithoutResult(status -> events.publishEvent(event));
  }

  List<Notice> notices(Actor person) {
    return query.list(person, null, false, 0, 100);
  }

  /** Waits until somebody has heard something. */
  List<Notice> heard(Actor person, int count) {
    await().atMost(SOON).until(() -> notices(person).size() >= count);
    return notices(person);
  }

  /** What earlier tests have left in the registry is none of this one's business. */
  void opens() {
    left = publications();
  }

  /** Waits until everything that has happened since was heard to the end by everybody. */
  void quiet() {
    await().atMost(SOON).until(() -> left.containsAll(publications()));
  }

  Set<String> publications() {
    return Set.copyOf(
        jdbc.sql("select cast(id as text) from event_publication").query(String.class).list());
  }

  /** A running deadline of a deal, as the regulation would make it. */
  long deadline(DealId deal, String rule, Instant dueAt, Actor owner) {
    return jdbc.sql(
            """
            insert into deadline (kind, subject, rule, anchor, due_at, owner)
            values ('DEAL', :deal, :rule, 'test', :due, :owner) returning id
            """)
        .param("deal", deal.value())
        .param("rule", rule)
        .param("due", dueAt.atOffset(ZoneOffset.UTC))
        .param("owner", owner.id().value())
        .query(Long.class)
        .single();
  }

  void change(Consumer<JdbcClient> change) {
    change.accept(jdbc);
  }

  static void one(List<Notice> notices, String what) {
    assertThat(notices).extracting(Notice::what).containsExactly(what);
  }
}
