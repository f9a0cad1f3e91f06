package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.handover.Belongings;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Visits without a result go to another engineer at the same time, to be confirmed anew, or are
 * called off to be planned anew. A visit is known by the number of its deal.
 */
@Component
class VisitBelongings implements Belongings {
  private static final String RIGHT = "handover";

  private static final String CHOSEN =
      """
      from visit v join deal d on d.id = v.deal_id
      where v.engineer = :from and v.outcome = '' and v.called_off_at is null and d.status = 'open'
      and (cast(:items as bigint[]) is null or d.id = any(:items))
      """;

  private final DealGate gate;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;
  private final JdbcClient jdbc;

  VisitBelongings(
      DealGate gate, CompanyClock clock, ApplicationEventPublisher events, JdbcClient jdbc) {
    this.gate = gate;
    this.clock = clock;
    this.events = events;
    this.jdbc = jdbc;
  }

  @Override
  public String kind() {
    return "visits";
  }

  @Override
  public int place() {
    return 30;
  }

  @Override
  public String right() {
    return "visit.result";
  }

  @Override
  public Set<Scope> scopes() {
    return Set.of(Scope.VISIT);
  }

  @Override
  public boolean mayBeNobodys() {
    return true;
  }

  @Override
  public Map<UserId, Long> counts(Collection<UserId> people) {
    return Belongings.counted(
        jdbc,
        """
        select v.engineer, count(distinct d.id) as visits from visit v join deal d on d.id = v.deal_id
        where v.engineer = any(?) and v.outcome = '' and v.called_off_at is null and d.status = 'open'
        group by v.engineer
        """,
        people);
  }

  @Override
  public List<Item> items(UserId of, long after, int most) {
    Moments moments = new Moments(clock.getZone());
    return jdbc.sql(
            """
            select distinct on (d.id) d.id, d.title, v.starts_at
            """
                + CHOSEN
                + " and d.id > :after order by d.id, v.id desc limit :most")
        .param("from", of.value())
        .param("items", null)
        .param("after", after)
        .param("most", most)
        .query(
            (row, n) -> {
              String when = moments.show(row.getTimestamp("starts_at").toInstant());
              return new Item(
                  row.getLong("id"),
                  row.getString("title"),
                  new Text(when, when),
                  "/deals/" + row.getLong("id"));
            })
        .list();
  }

  @Override
  public long count(UserId of, Choice choice) {
    return chosen(of, choice).size();
  }

  @Override
  public Given give(Actor by, UserId from, @Nullable User to, Choice choice, Instant moment) {
    Instant now = moment.truncatedTo(ChronoUnit.MICROS);
    Set<Long> found = new HashSet<>();
    List<Kept> given = new ArrayList<>();
    List<Left> left = new ArrayList<>();
    for (long deal : chosen(from, choice)) {
      Map<String, String> detail = new HashMap<>();
      Outcome outcome =
          change(
              by,
              deal,
              facts -> {
                Visit visit = facts.visit();
                if (visit == null || !isPendingOf(visit, from)) {
                  return facts;
                }
                detail.put("startsAt", visit.startsAt().toString());
                detail.put("endsAt", visit.endsAt().toString());
                detail.put("repeat", String.valueOf(visit.repeat()));
                detail.put("status", facts.measurement().status());
                if (visit.confirmedAt() != null) {
                  detail.put("confirmedAt", visit.confirmedAt().toString());
                }
                detail.put("plannedAt", now.toString());
                return facts.with(
                    to == null ? null : visit(visit, to.id(), now), facts.visitsHeld());
              });
      if (outcome instanceof Outcome.Refused refused) {
        left.add(new Left(deal, refused.violations().getFirst().message()));
      } else if (!detail.isEmpty()) {
        given.add(new Kept(deal, to == null ? null : to.id(), detail));
        tell(deal, outcome, by);
      } else {
        continue;
      }
      found.add(deal);
    }
    left.addAll(choice.missing(found));
    return new Given(given, left);
  }

  @Override
  public List<Left> giveBack(Actor by, UserId from, List<Kept> given, Instant moment) {
    Instant now = moment.truncatedTo(ChronoUnit.MICROS);
    List<Left> left = new ArrayList<>();
    for (Kept kept : given) {
      Map<String, String> detail = kept.detail();
      boolean[] back = new boolean[1];
      Outcome outcome =
          change(
              by,
              kept.id(),
              facts -> {
                if (!isAsGiven(facts, kept)) {
                  return facts;
                }
                back[0] = true;
                String confirmed = detail.get("confirmedAt");
                Visit visit =
                    new Visit(
                        from.value(),
                        Instant.parse(detail.get("startsAt")),
                        Instant.parse(detail.get("endsAt")),
                        now,
                        confirmed == null ? null : Instant.parse(confirmed),
                        "",
                        null,
                        Boolean.parseBoolean(detail.get("repeat")));
                return facts
                    .with(visit, facts.visitsHeld())
                    .with("measurement.status", detail.get("status"));
              });
      if (outcome instanceof Outcome.Refused refused) {
        left.add(new Left(kept.id(), refused.violations().getFirst().message()));
      } else if (!back[0]) {
        left.add(new Left(kept.id(), Messages.text("handover.left.visit-changed")));
      }
    }
    return left;
  }

  private Outcome change(Actor by, long deal, UnaryOperator<DealFacts> change) {
    return gate.change(by, new DealId(deal), RIGHT, null, null, change);
  }

  /** With the visit comes its chat, as when it is planned by hand. */
  private void tell(long deal, Outcome outcome, Actor by) {
    if (outcome instanceof Outcome.Done done && done.facts().visit() != null) {
      Visit visit = done.facts().visit();
      if (visit.outcome().isEmpty()) {
        events.publishEvent(
            new VisitPlanned(
                new DealId(deal),
                new UserId(visit.engineer()),
                visit.startsAt(),
                visit.endsAt(),
                by));
      }
    }
  }

  private List<Long> chosen(UserId of, Choice choice) {
    return jdbc.sql("select distinct d.id " + CHOSEN + " order by d.id")
        .param("from", of.value())
        .param("items", choice.numbers())
        .query((row, n) -> row.getLong("id"))
        .list();
  }

  private static boolean isPendingOf(Visit visit, UserId engineer) {
    return visit.outcome().isEmpty() && visit.engineer().equals(engineer.value());
  }

  private static boolean isAsGiven(DealFacts facts, Kept kept) {
    Visit visit = facts.visit();
    UserId to = kept.to();
    if (to == null) {
      return visit == null || !visit.outcome().isEmpty();
    }
    return visit != null
        && isPendingOf(visit, to)
        && visit.plannedAt().toString().equals(kept.detail().get("plannedAt"))
        && visit.startsAt().toString().equals(kept.detail().get("startsAt"));
  }

  /** The same visit of somebody else, whose coming nobody has confirmed yet. */
  private static Visit visit(Visit visit, UserId engineer, Instant now) {
    return new Visit(
        engineer.value(), visit.startsAt(), visit.endsAt(), now, null, "", null, visit.repeat());
  }
}
