package app.zamer.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.zamer.Fixture;
import app.zamer.Fresh;
import app.zamer.clients.Phone;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.core.EventSerializer;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deals, what happens to them, and what people are told of it. */
@Fixture
class Office {
  static final Duration SOON = Duration.ofSeconds(20);

  private final Deals deals;
  private final NoticeQuery query;
  private final ApplicationEventPublisher events;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final EventSerializer serializer;
  private final Set<String> published = ConcurrentHashMap.newKeySet();

  Office(
      Deals deals,
      NoticeQuery query,
      ApplicationEventPublisher events,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      EventSerializer serializer) {
    this.deals = deals;
    this.query = query;
    this.events = events;
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.serializer = serializer;
  }

  DealId deal(Actor manager) {
    var wanted =
        new NewDeal("Пётр Ильин", Phone.of(Fresh.phone()), "Кухня Ильина", null, false, null);
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

  /** What happened in earlier tests is none of this one's business. */
  void opens() {
    published.clear();
  }

  @EventListener
  void published(PayloadApplicationEvent<?> event) {
    if (event.getPayload().getClass().getPackageName().startsWith("app.zamer")) {
      published.add(serializer.serialize(event.getPayload()).toString());
    }
  }

  /**
   * Waits until everything that this program has published since was heard to the end by everybody;
   * others on the same database are not waited for.
   */
  void quiet() {
    await().atMost(SOON).until(() -> Collections.disjoint(published, outstanding()));
  }

  private List<String> outstanding() {
    return jdbc.sql("select serialized_event from event_publication").query(String.class).list();
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
