package app.zamer.deals;

import app.zamer.clients.Client;
import app.zamer.clients.Clients;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.live.Live;
import app.zamer.live.LiveChange;
import app.zamer.measurements.Measurements;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Decision;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The deals of the company. {@link #move} is the only way in which a person's hand, an import or
 * another program brings a deal to another stage.
 */
@Service
public class Deals {
  /**
   * How often a change is decided anew when something that belongs to the deal changed meanwhile.
   */
  private static final int TRIES = 3;

  private final DealRepository repository;
  private final DealRights rights;
  private final DealChanges changes;
  private final DealHistory history;
  private final DealComments comments;
  private final Clients clients;
  private final Measurements measurements;
  private final Users users;
  private final Editions editions;
  private final CompanyClock clock;
  private final Live live;

  Deals(
      DealRepository repository,
      DealRights rights,
      DealChanges changes,
      DealHistory history,
      DealComments comments,
      Clients clients,
      Measurements measurements,
      Users users,
      Editions editions,
      CompanyClock clock,
      Live live) {
    this.repository = repository;
    this.rights = rights;
    this.changes = changes;
    this.history = history;
    this.comments = comments;
    this.clients = clients;
    this.measurements = measurements;
    this.users = users;
    this.editions = editions;
    this.clock = clock;
    this.live = live;
  }

  /**
   * Opens a deal in the stage where deals begin; the client is found by the phone or made.
   *
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not open
   *     deals
   */
  @Transactional
  public OpenOutcome open(Actor actor, NewDeal deal) {
    rights.require(actor, "deal.create");
    repository.lockPhone(deal.phone());
    if (!deal.allowDuplicate()) {
      Optional<DealId> existing =
          repository
              .openDealOf(deal.phone())
              .or(() -> Optional.ofNullable(deal.client()).flatMap(repository::openDealOf));
      if (existing.isPresent()) {
        return new OpenOutcome.Duplicate(existing.get());
      }
    }
    Regulation regulation = editions.inForce();
    Instant now = clock.instant();
    Client client =
        Optional.ofNullable(deal.client())
            .flatMap(chosen -> clients.take(actor, chosen, deal.phone()))
            .orElseGet(() -> clients.findOrCreate(deal.clientName(), deal.phone()));
    UserId owner = Objects.requireNonNullElse(deal.owner(), actor.id());
    String title = Objects.requireNonNullElse(deal.title(), deal.clientName()).strip();
    String source = Objects.requireNonNullElse(deal.source(), "").strip();
    DealId id = repository.insert(client.id(), owner, title, source, regulation.start(), now);
    measurements.open(id);
    history.add(
        id,
        now,
        actor.id(),
        null,
        regulation,
        List.of(
            new DealFacts.Change("stage", null, regulation.start().toString()),
            new DealFacts.Change("title", null, title),
            new DealFacts.Change("source", null, source),
            new DealFacts.Change("owner", null, owner.value())));
    live.changed(new LiveChange(DealRights.KIND, id.value(), Set.of(owner)));
    if (!owner.equals(actor.id())) {
      changes.assigned(id, owner, actor, now);
    }
    return new OpenOutcome.Opened(id);
  }

  /**
   * Moves a deal to a stage if the regulation allows it, with the fields filled in on the way.
   *
   * @throws NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not move it
   */
  @Transactional
  public ChangeOutcome move(Actor actor, DealId id, MoveDeal move) {
    return changing(
        actor,
        id,
        "deal.move",
        move.expectedVersion(),
        (deal, regulation) -> {
          Instant now = clock.instant();
          requireMove(actor, deal, move, regulation);
          DealFacts facts = changes.claimed(regulation, deal, wanted(deal, move), now);
          return switch (decided(deal, move, regulation, facts, now)) {
            case Decision.Allowed(DealFacts after, String rule) -> {
              Deal wanted = edited(deal, move.fields(), after);
              ChangeOutcome outcome = written(regulation, deal, wanted, actor, rule, now);
              if (outcome != null && move.comment() != null) {
                comments.pinned(actor, deal.id(), move.comment(), now);
              }
              yield outcome;
            }
            case Decision.Refused(List<Violation> violations, StageId suggested) ->
                new ChangeOutcome.Refused(violations, suggested);
          };
        });
  }

  /**
   * What a move would come to; nothing is written.
   *
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not move it
   */
  Decision decided(Actor actor, Deal deal, MoveDeal move, Instant now) {
    Regulation regulation = editions.inForce();
    requireMove(actor, deal, move, regulation);
    DealFacts facts = changes.consistent(regulation, deal, wanted(deal, move), now);
    return decided(deal, move, regulation, facts, now);
  }

  private void requireMove(Actor actor, Deal deal, MoveDeal move, Regulation regulation) {
    rights.require(actor, deal, "deal.move");
    if (!move.fields().isNothing()) {
      requireEdit(actor, deal, move.fields(), regulation);
    }
    if (move.comment() != null) {
      rights.require(actor, deal, "comment.pin");
    }
  }

  private Decision decided(
      Deal deal, MoveDeal move, Regulation regulation, DealFacts facts, Instant now) {
    if (regulation.stage(move.to()).isEmpty()) {
      return new Decision.Refused(
          List.of(
              Violation.invalid(
                  "to", "Такой стадии больше нет.", "There is no such stage any more.")),
          null);
    }
    List<Violation> wrong = wrong(deal, move.fields(), regulation, facts, now);
    Decision decision = regulation.decide(facts, move.to(), now);
    if (wrong.isEmpty()) {
      return decision;
    }
    return switch (decision) {
      case Decision.Allowed allowed -> new Decision.Refused(wrong, null);
      case Decision.Refused(List<Violation> violations, StageId suggested) ->
          new Decision.Refused(together(violations, wrong), suggested);
    };
  }

  /** The facts of a deal with everything that goes along with a move, still in its old stage. */
  DealFacts wanted(Deal deal, MoveDeal move, Instant now) {
    return changes.consistent(editions.inForce(), deal, wanted(deal, move), now);
  }

  private static DealFacts wanted(Deal deal, MoveDeal move) {
    DealFacts edited = move.fields().in(deal.facts());
    String comment = move.comment();
    return comment == null ? edited : edited.withPinned(comment);
  }

  /** Whether nothing about this field stands in the way of facts to a stage. */
  boolean takes(DealFacts facts, StageId to, String field, Instant now) {
    return switch (editions.inForce().decide(facts, to, now)) {
      case Decision.Allowed allowed -> true;
      case Decision.Refused(List<Violation> violations, StageId suggested) ->
          violations.stream().noneMatch(violation -> field.equals(violation.field()));
    };
  }

  /** Whether these facts would no longer meet this refusal on their way to a stage. */
  boolean mends(DealFacts facts, StageId to, Violation violation, Instant now) {
    return switch (editions.inForce().decide(facts, to, now)) {
      case Decision.Allowed allowed -> true;
      case Decision.Refused(List<Violation> violations, StageId suggested) ->
          !violations.contains(violation);
    };
  }

  /**
   * Changes fields of a deal where it stands. What the regulation wants to last while the deal is
   * there, no edit breaks.
   *
   * @param expectedVersion the deal's version the actor has seen; null if he did not say
   * @throws NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not change
   *     these fields
   */
  @Transactional
  public ChangeOutcome edit(Actor actor, DealId id, DealEdit edit, @Nullable Long expectedVersion) {
    return changing(
        actor,
        id,
        "deal.edit",
        expectedVersion,
        (deal, regulation) -> {
          requireEdit(actor, deal, edit, regulation);
          Instant now = clock.instant();
          DealFacts facts = changes.claimed(regulation, deal, edit.in(deal.facts()), now);
          Deal wanted = edited(deal, edit, facts);
          if (DealHistory.changes(deal, wanted).isEmpty()) {
            return new ChangeOutcome.Done(deal);
          }
          List<Violation> wrong = wrong(deal, edit, regulation, facts, now);
          return wrong.isEmpty()
              ? written(regulation, deal, wanted, actor, null, now)
              : new ChangeOutcome.Refused(wrong, null);
        });
  }

  /** The open deal that a call of this phone belongs to, whatever extension its client has. */
  public Optional<DealId> openDealReachedBy(Phone phone) {
    return repository.openDealReachedBy(phone);
  }

  /** The newest open deal of the client whose phone this is. */
  public Optional<DealId> openDealOf(Phone phone) {
    return repository.openDealOf(phone);
  }

  /**
   * A deal for somebody who wants to see it.
   *
   * @throws NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not see it
   */
  Deal get(Actor actor, DealId id, String right) {
    Deal deal = repository.find(id).orElseThrow(() -> new NotFound("deal " + id));
    rights.require(actor, deal, right);
    return deal;
  }

  private interface Change {
    /**
     * Decides and writes; null if the deal was changed meanwhile and nothing was written.
     *
     * @param regulation the one edition that answers every question of the change
     */
    @Nullable ChangeOutcome of(Deal deal, Regulation regulation);
  }

  private ChangeOutcome changing(
      Actor actor, DealId id, String right, @Nullable Long expectedVersion, Change change) {
    Regulation regulation = editions.inForce();
    // who may not change the deal is not told its version either
    Deal deal = get(actor, id, right);
    long seen = Objects.requireNonNullElse(expectedVersion, deal.version());
    for (int tries = 0; tries < TRIES && deal.version() == seen; tries++) {
      ChangeOutcome outcome = change.of(deal, regulation);
      if (outcome != null) {
        return outcome;
      }
      deal = repository.find(id).orElseThrow(() -> new NotFound("deal " + id));
    }
    return new ChangeOutcome.Stale(deal.version());
  }

  private @Nullable ChangeOutcome written(
      Regulation regulation,
      Deal deal,
      Deal wanted,
      Actor actor,
      @Nullable String rule,
      Instant now) {
    return changes
        .write(regulation, deal, wanted, actor, rule, now)
        .<ChangeOutcome>map(ChangeOutcome.Done::new)
        .orElse(null);
  }

  private void requireEdit(Actor actor, Deal deal, DealEdit edit, Regulation regulation) {
    rights.require(actor, deal, "deal.edit");
    if (edit.owner() != null && !edit.owner().equals(deal.owner())) {
      rights.require(actor, deal, "deal.assign");
    }
    rights.requireFields(
        actor,
        deal,
        regulation,
        edit.fields().keySet().stream().map(DealField::id).collect(Collectors.toSet()));
  }

  private List<Violation> wrong(
      Deal deal, DealEdit edit, Regulation regulation, DealFacts facts, Instant now) {
    var wrong =
        new ArrayList<>(regulation.checkEdit(facts, DealChanges.changed(deal.facts(), facts), now));
    UserId owner = edit.owner();
    if (owner != null && !owner.equals(deal.owner())) {
      wrongOwner(owner).ifPresent(wrong::add);
    }
    return wrong;
  }

  private Optional<Violation> wrongOwner(UserId owner) {
    return users.find(owner).filter(this::sells).isPresent()
        ? Optional.empty()
        : Optional.of(
            Violation.invalid(
                "owner",
                "Ответственным может быть только действующий менеджер.",
                "Only an active sales manager can own a deal."));
  }

  private boolean sells(User user) {
    return user.active()
        && !rights.reach(new Actor(user.id(), user.roles()), "deal.own").isNothing();
  }

  private static List<Violation> together(List<Violation> violations, List<Violation> more) {
    var all = new ArrayList<>(violations);
    more.stream().filter(violation -> !violations.contains(violation)).forEach(all::add);
    return all;
  }

  private static Deal edited(Deal deal, DealEdit edit, DealFacts facts) {
    return new Deal(
        deal.id(),
        deal.version(),
        deal.revision(),
        Objects.requireNonNullElse(edit.owner(), deal.owner()),
        deal.client(),
        Objects.requireNonNullElse(edit.title(), deal.title()),
        Objects.requireNonNullElse(edit.source(), deal.source()),
        deal.createdAt(),
        deal.updatedAt(),
        deal.engineers(),
        facts,
        deal.standing(),
        deal.planned());
  }
}
