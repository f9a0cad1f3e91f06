package app.zamer.activities;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deals that are nothing but an owner, and want what a test says. Owners and the head edit them,
 * technologists read.
 */
@TestComponent
class SampleDeals implements ActivitySubject {
  static final Actor ANNA = new Actor(new UserId("anna"), Set.of(Role.MANAGER));
  static final Actor BORIS = new Actor(new UserId("boris"), Set.of(Role.MANAGER));
  static final Actor TANYA = new Actor(new UserId("tanya"), Set.of(Role.TECHNOLOGIST));
  static final Actor OLGA = new Actor(new UserId("olga"), Set.of(Role.HEAD_OF_SALES));

  final List<DeadlineMissed> missed = Collections.synchronizedList(new ArrayList<>());
  final List<Long> woken = Collections.synchronizedList(new ArrayList<>());
  final Set<Long> broken = ConcurrentHashMap.newKeySet();
  final Set<Long> idle = ConcurrentHashMap.newKeySet();
  final List<LocalDate> newDates = Collections.synchronizedList(new ArrayList<>());
  final List<Activity> plannedByHand = Collections.synchronizedList(new ArrayList<>());
  private final Map<Long, List<Obligation>> wanted = new ConcurrentHashMap<>();
  private List<Violation> obstacles = List.of();

  private final JdbcClient jdbc;
  private final Activities activities;
  private final CompanyClock clock;
  final TransactionTemplate transaction;

  SampleDeals(
      JdbcClient jdbc,
      Activities activities,
      CompanyClock clock,
      PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.activities = activities;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
  }

  void startAnew() {
    jdbc.sql(
            "create table if not exists sample_deal (id bigint generated always as identity primary"
                + " key, owner text)")
        .update();
    jdbc.sql("truncate sample_deal, activity, deadline cascade").update();
    missed.clear();
    woken.clear();
    broken.clear();
    idle.clear();
    newDates.clear();
    plannedByHand.clear();
    wanted.clear();
    obstacles = List.of();
  }

  long create(Actor owner) {
    return jdbc.sql("insert into sample_deal (owner) values (:owner) returning id")
        .param("owner", owner.id().value())
        .query(Long.class)
        .single();
  }

  void give(long deal, Actor owner) {
    jdbc.sql("update sample_deal set owner = :owner where id = :deal")
        .param("owner", owner.id().value())
        .param("deal", deal)
        .update();
  }

  /** From now on the deal wants exactly this; nothing is written yet. */
  void wants(long deal, Obligation... obligations) {
    wanted.put(deal, List.of(obligations));
  }

  void refuseCompletions(Violation... violations) {
    obstacles = List.of(violations);
  }

  Reconciled reconcile(long deal) {
    Reconciled reconciled = transaction.execute(status -> follow(deal));
    return Optional.ofNullable(reconciled).orElseThrow();
  }

  Reconciled reconcile(long deal, Obligation... obligations) {
    wants(deal, obligations);
    return reconcile(deal);
  }

  /** As the deals do: the lock first, then what stands, then the difference. */
  Reconciled follow(long deal) {
    lock(deal);
    UserId owner =
        new UserId(
            jdbc.sql("select owner from sample_deal where id = ?")
                .param(deal)
                .query(String.class)
                .single());
    return activities.reconcile(
        SubjectKind.DEAL,
        deal,
        owner,
        false,
        wanted.getOrDefault(deal, List.of()),
        activities.standing(SubjectKind.DEAL, deal),
        clock.instant());
  }

  static Obligation activity(
      String rule, String anchor, LocalDate dueOn, Instant dueAt, Role role, String... results) {
    return new Obligation(
        Obligation.Kind.ACTIVITY,
        rule,
        anchor,
        new Text("Связаться с клиентом", "Call the client"),
        role.id(),
        dueOn,
        dueAt,
        false,
        List.of(results),
        null);
  }

  static Obligation deadline(String rule, String anchor, Instant dueAt) {
    return new Obligation(
        Obligation.Kind.DEADLINE,
        rule,
        anchor,
        new Text("Срок", "Deadline"),
        Role.MANAGER.id(),
        null,
        dueAt,
        false,
        List.of(),
        null);
  }

  static Obligation met(Obligation obligation) {
    return new Obligation(
        obligation.kind(),
        obligation.rule(),
        obligation.anchor(),
        obligation.subject(),
        obligation.assignee(),
        obligation.dueOn(),
        obligation.dueAt(),
        true,
        obligation.results(),
        obligation.onMiss());
  }

  @Override
  public SubjectKind kind() {
    return SubjectKind.DEAL;
  }

  @Override
  public void require(Actor actor, long id, String right) {
    String owner =
        jdbc.sql("select owner from sample_deal where id = ?")
            .param(id)
            .query(String.class)
            .optional()
            .orElseThrow(() -> new NotFound("deal " + id));
    boolean edits =
        actor.isSystem() || actor.is(Role.HEAD_OF_SALES) || actor.id().value().equals(owner);
    if (!edits && !(right.equals("read") && actor.is(Role.TECHNOLOGIST))) {
      throw new AccessDeniedException(right);
    }
  }

  @Override
  public void lock(long id) {
    jdbc.sql("select id from sample_deal where id = ? for update")
        .param(id)
        .query(Long.class)
        .single();
  }

  @Override
  public void reassigned(Actor actor, Collection<Long> ids) {
    ids.forEach(this::follow);
  }

  @Override
  public void planned(Actor actor, Activity activity) {
    plannedByHand.add(activity);
    follow(activity.subject());
  }

  @Override
  public List<Violation> completed(
      Actor actor, Activity activity, Result result, @Nullable LocalDate newDate) {
    if (newDate != null) {
      newDates.add(newDate);
    }
    follow(activity.subject());
    return obstacles;
  }

  @Override
  public void due(long id) {
    woken.add(id);
    if (broken.contains(id)) {
      throw new IllegalStateException("deal " + id + " is broken");
    }
    if (!idle.contains(id)) {
      follow(id);
    }
  }

  @EventListener
  void on(DeadlineMissed event) {
    missed.add(event);
  }
}
