package app.zamer.deals;

import app.zamer.activities.Activities;
import app.zamer.activities.Standing;
import app.zamer.activities.SubjectKind;
import app.zamer.editions.Editions;
import app.zamer.live.Live;
import app.zamer.live.LiveChange;
import app.zamer.measurements.Measurements;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Decision;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Writes what a change makes of a deal: its row, its measurement, history, and the activities and
 * deadlines that follow from the new facts. Every change of a deal comes through here, in the
 * transaction of whoever makes it.
 */
@Component
class DealChanges {
  private static final Logger log = LoggerFactory.getLogger(DealChanges.class);

  /** More moves in a row than stages exist would be a regulation that never comes to rest. */
  private static final int MOST_SETTLEMENTS = 5;

  private final Editions editions;
  private final DealRepository repository;
  private final DealRights rights;
  private final Measurements measurements;
  private final Activities activities;
  private final DealHistory history;
  private final ApplicationEventPublisher events;
  private final Live live;

  DealChanges(
      Editions editions,
      DealRepository repository,
      DealRights rights,
      Measurements measurements,
      Activities activities,
      DealHistory history,
      ApplicationEventPublisher events,
      Live live) {
    this.editions = editions;
    this.repository = repository;
    this.rights = rights;
    this.measurements = measurements;
    this.activities = activities;
    this.history = history;
    this.events = events;
    this.live = live;
  }

  /**
   * The facts as they become when somebody wants these: with everything that follows for the
   * measurement. Nothing is locked: it is what a change would come to.
   */
  DealFacts consistent(Regulation regulation, Deal deal, DealFacts wanted, Instant now) {
    DealFacts after = following(regulation, deal, wanted, now);
    return bearsNew(deal, after)
        ? after.withContractTaken(repository.contractTaken(deal.id(), after.contract().number()))
        : after;
  }

  /**
   * The same for whoever is about to write them: a new contract number is the deal's until the
   * transaction ends, or another's.
   */
  DealFacts claimed(Regulation regulation, Deal deal, DealFacts wanted, Instant now) {
    DealFacts after = following(regulation, deal, wanted, now);
    return bearsNew(deal, after)
        ? after.withContractTaken(!repository.claimContract(deal.id(), after.contract().number()))
        : after;
  }

  private static boolean bearsNew(Deal deal, DealFacts after) {
    String number = after.contract().number();
    return !number.isEmpty() && !number.equals(deal.facts().contract().number());
  }

  private static DealFacts following(
      Regulation regulation, Deal deal, DealFacts wanted, Instant now) {
    DealFacts read =
        wanted.loss().equals(deal.facts().loss())
            ? wanted
            : wanted.with(regulation.reasons().read(wanted.loss()));
    return Measurements.consistent(
        deal.facts(), read, LocalDate.ofInstant(now, regulation.zone()), regulation);
  }

  /** Names of the fields in which the facts differ. */
  static Set<String> changed(DealFacts before, DealFacts after) {
    return before.changesTo(after).stream()
        .map(DealFacts.Change::field)
        .collect(Collectors.toSet());
  }

  /**
   * Writes a change that was decided.
   *
   * @param regulation the one that has decided it
   * @param wanted the deal with the new facts, title, source and owner
   * @param rule the clause that the change follows; null if it is a plain edit
   * @return the deal as it is then; empty if somebody has changed it since it was read, and then
   *     nothing was written
   */
  Optional<Deal> write(
      Regulation regulation,
      Deal before,
      Deal wanted,
      Actor by,
      @Nullable String rule,
      Instant now) {
    Optional<Deal> written = stored(regulation, before, wanted, by, rule, now);
    if (written.isPresent() && !wanted.owner().equals(before.owner())) {
      assigned(before.id(), wanted.owner(), by, now);
    }
    return written;
  }

  /**
   * Gives a locked deal to somebody together with others, of all of which he is told at once by
   * whoever does that.
   */
  void handOver(Deal deal, UserId to, Actor by, Instant now) {
    if (stored(editions.inForce(), deal, deal.of(to), by, null, now).isEmpty()) {
      throw new IllegalStateException("a locked deal was changed: " + deal.id());
    }
  }

  private Optional<Deal> stored(
      Regulation regulation,
      Deal before,
      Deal wanted,
      Actor by,
      @Nullable String rule,
      Instant now) {
    var entries = new ArrayList<Entry>();
    entries.add(new Entry(by.id(), rule, before, wanted));
    Settlement settlement = settle(regulation, wanted, entries, now);
    DealFacts settled = settlement.facts();
    DealHistory.Lines lines = history.lines(regulation, entries);
    Deal after = with(wanted, settled, lines.isEmpty() ? before.version() : before.version() + 1);
    StageId stage = settled.stage();
    // A deal may stand in a stage that an edition has taken away meanwhile: it stays what it was.
    String status =
        regulation
            .stage(stage)
            .map(known -> known.status().name().toLowerCase(Locale.ROOT))
            .orElse(null);
    boolean over = isOpen(regulation, before.facts().stage()) && !isOpen(regulation, stage);
    Instant nextDueAt =
        nextDue(before.standing(), over, settlement.obligations(), settlement.unknown());
    if (!repository.update(before, after, status, nextDueAt, now, lines)) {
      return Optional.empty();
    }
    DealFacts stored = measurements.save(before.id(), before.facts(), settled, now, by);
    var unknown = new HashSet<String>();
    List<Obligation> obligations =
        stored.equals(settled)
            ? settlement.obligations()
            : regulation.obligations(stored, now, unknown);
    unknown.addAll(settlement.unknown());
    Instant stillDueAt = nextDue(before.standing(), over, obligations, unknown);
    if (!Objects.equals(stillDueAt, nextDueAt)) {
      repository.updateNextDue(before.id(), stillDueAt);
    }
    activities.reconcile(
        SubjectKind.DEAL,
        before.id().value(),
        after.owner(),
        over,
        obligations,
        before.standing().without(unknown),
        now);
    live.changed(
        new LiveChange(DealRights.KIND, before.id().value(), people(before, after, stored)));
    return Optional.of(after.written(stored, stillDueAt != null, now));
  }

  /**
   * Lets a deal follow a change of what belongs to it — a comment, a file, an activity, a message —
   * or of the hour. The change is in the tables already, and the deal is locked.
   */
  void follow(DealId id, Actor by, Instant now) {
    Deal deal = repository.find(id).orElseThrow();
    writeLocked(editions.inForce(), deal, deal.facts(), by, null, now);
  }

  /**
   * Writes a change of a deal that is locked.
   *
   * @return the deal as it is then
   */
  Deal writeLocked(
      Regulation regulation,
      Deal deal,
      DealFacts facts,
      Actor by,
      @Nullable String rule,
      Instant now) {
    return write(regulation, deal, with(deal, facts), by, rule, now)
        .orElseThrow(() -> new IllegalStateException("a locked deal was changed: " + deal.id()));
  }

  /** The same by the regulation in force. */
  Deal writeLocked(Deal deal, DealFacts facts, Actor by, @Nullable String rule, Instant now) {
    return writeLocked(editions.inForce(), deal, facts, by, rule, now);
  }

  private Settlement settle(Regulation regulation, Deal wanted, List<Entry> entries, Instant now) {
    DealFacts facts = wanted.facts();
    var unknown = new HashSet<String>();
    List<Obligation> obligations = regulation.obligations(facts, now, unknown);
    for (int moves = 0; moves < MOST_SETTLEMENTS; moves++) {
      Regulation.Settled settled = regulation.settle(facts, obligations, now).orElse(null);
      if (settled == null) {
        break;
      }
      if (!(regulation.decide(facts, settled.to(), now) instanceof Decision.Allowed allowed)) {
        log.warn(
            "clause {} wants deal {} in {}, but the regulation refuses it",
            settled.rule(),
            wanted.id(),
            settled.to());
        break;
      }
      entries.add(
          new Entry(
              Actor.SYSTEM.id(),
              settled.rule(),
              with(wanted, facts, 0),
              with(wanted, allowed.after(), 0)));
      facts = allowed.after();
      unknown.clear();
      obligations = regulation.obligations(facts, now, unknown);
    }
    return new Settlement(facts, obligations, unknown);
  }

  /**
   * Where a deal has come to rest.
   *
   * @param unknown clauses whose obligations cannot be worked out
   */
  private record Settlement(DealFacts facts, List<Obligation> obligations, Set<String> unknown) {}

  private static boolean isOpen(Regulation regulation, StageId stage) {
    return regulation.stage(stage).filter(known -> known.status() == Status.OPEN).isPresent();
  }

  /** When the first of the activities is due that are planned then; null if none is (ALL-2). */
  private static @Nullable Instant nextDue(
      Standing before, boolean over, List<Obligation> obligations, Set<String> unknown) {
    Stream<Standing.StandingActivity> byHand =
        over ? Stream.empty() : before.plannedByHand().stream();
    return Stream.concat(
            Stream.concat(byHand, before.plannedOf(unknown).stream())
                .map(Standing.StandingActivity::dueAt),
            obligations.stream()
                .filter(due -> due.kind() == Obligation.Kind.ACTIVITY && !due.met())
                .map(Obligation::dueAt))
        .min(Comparator.naturalOrder())
        // as it is stored with the activity
        .map(due -> due.truncatedTo(ChronoUnit.MICROS))
        .orElse(null);
  }

  private Set<UserId> people(Deal before, Deal after, DealFacts stored) {
    var people = new HashSet<>(List.of(before.owner(), after.owner()));
    people.addAll(rights.engineersOf(before));
    if (stored.visit() != null) {
      people.add(new UserId(stored.visit().engineer()));
    }
    return people;
  }

  /** Tells that a deal is somebody else's from now on. */
  void assigned(DealId id, UserId to, Actor by, Instant now) {
    events.publishEvent(new DealAssigned(id, to, by.id(), now));
  }

  private static Deal with(Deal deal, DealFacts facts) {
    return with(deal, facts, deal.version());
  }

  private static Deal with(Deal deal, DealFacts facts, long version) {
    return new Deal(
        deal.id(),
        version,
        deal.revision(),
        deal.owner(),
        deal.client(),
        deal.title(),
        deal.source(),
        deal.createdAt(),
        deal.updatedAt(),
        deal.engineers(),
        facts,
        deal.standing(),
        deal.planned());
  }

  /** One line of history: who, by which clause, from what to what. */
  record Entry(UserId by, @Nullable String rule, Deal before, Deal after) {}
}
