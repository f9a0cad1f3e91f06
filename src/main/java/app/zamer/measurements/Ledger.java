package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The client ledger «Учёт клиентов», as people change it: every change goes into the deal's one row
 * and is a change of the deal (ALL-1). Every method throws {@link NotFound} if there is no such
 * record and {@link AccessDeniedException} if the actor lacks the right.
 */
@Component
public class Ledger {
  static final String READ = "ledger.read";
  static final String EDIT = "ledger.edit";
  static final String SET_STATUS = "ledger.status";
  static final String STATUS = DealField.MEASUREMENT_STATUS.id();

  /** The longest comment of a request and the longest answer to it, in characters. */
  static final int COMMENT_LENGTH = 2000;

  static final String READ_REQUESTS = "ledger.status.read";
  static final String ASK_FOR_STATUS = "ledger.status.request";

  private final CheckedGate gate;
  private final DealAccess access;
  private final LedgerQuery query;
  private final DealQuestions questions;
  private final StatusRequestRepository requests;
  private final StatusRequestAudience audience;
  private final CompanyClock clock;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  Ledger(
      CheckedGate gate,
      DealAccess access,
      LedgerQuery query,
      DealQuestions questions,
      StatusRequestRepository requests,
      StatusRequestAudience audience,
      CompanyClock clock,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events) {
    this.gate = gate;
    this.access = access;
    this.query = query;
    this.questions = questions;
    this.requests = requests;
    this.audience = audience;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.events = events;
  }

  /**
   * Sets the status of a record, as far as the regulation lets it be set by hand.
   *
   * @param expectedVersion the deal's version the actor has seen; null if he did not say
   */
  public Outcome setStatus(
      Actor actor, DealId deal, @Nullable Long expectedVersion, String status) {
    requireRecord(deal);
    return renamed(
        gate.change(
            actor,
            deal,
            SET_STATUS,
            null,
            expectedVersion,
            facts -> Checked.fine(facts.with(STATUS, status))));
  }

  Outcome edit(Actor actor, DealId deal, @Nullable Long expectedVersion, LedgerEdit edit) {
    requireRecord(deal);
    if (edit.asksStatus()) {
      requireStatus(actor, deal);
    }
    return renamed(
        gate.change(
            actor,
            deal,
            edit.others() ? EDIT : SET_STATUS,
            null,
            expectedVersion,
            facts -> new Checked(edit.applied(facts), edit.wrong())));
  }

  /**
   * Throws unless the actor may read the record and change what the edit names, but for the status.
   */
  void requireEdit(Actor actor, DealId deal, LedgerEdit edit) {
    access.require(actor, deal, edit.others() ? EDIT : READ);
    requireRecord(deal);
  }

  /** Throws unless the actor may change the record's status. */
  void requireStatus(Actor actor, DealId deal) {
    access.require(actor, deal, SET_STATUS);
  }

  /** Throws unless the actor may ask for another status of the record. */
  void requireAsking(Actor actor, DealId deal) {
    access.require(actor, deal, ASK_FOR_STATUS);
    requireRecord(deal);
  }

  LedgerRecord read(Actor actor, DealId deal) {
    access.require(actor, deal, READ);
    return query.find(deal).orElseThrow(() -> noRecord(deal));
  }

  /** The record, if it may be changed: everything but the status, the status, or both. */
  LedgerRecord forEdit(Actor actor, DealId deal) {
    LedgerRecord record = read(actor, deal);
    if (!mayEdit(actor, deal)) {
      requireStatus(actor, deal);
    }
    return record;
  }

  boolean mayEdit(Actor actor, DealId deal) {
    return permits(actor, deal, EDIT);
  }

  boolean maySetStatus(Actor actor, DealId deal) {
    return permits(actor, deal, SET_STATUS);
  }

  boolean mayAsk(Actor actor, DealId deal) {
    return permits(actor, deal, ASK_FOR_STATUS);
  }

  private boolean permits(Actor actor, DealId deal, String right) {
    try {
      access.require(actor, deal, right);
      return true;
    } catch (AccessDeniedException e) {
      return false;
    }
  }

  /** Asks the head of sales for a status that the actor may not set himself (REP-6). */
  @Transactional
  public StatusRequest ask(Actor actor, DealId deal, String status, String comment) {
    requireAsking(actor, deal);
    StatusRequest request = requests.add(deal, status, comment, actor, now());
    audience.tell(request);
    events.publishEvent(
        new StatusAsked(request.id(), deal, status, actor.id(), request.requestedAt()));
    return request;
  }

  /**
   * Grants a request: marks it and sets the status, both or neither.
   *
   * @throws NotFound if there is no such request
   */
  public Answer grant(Actor actor, long id) {
    StatusRequest request = requireAnswering(actor, id);
    Answer answer =
        transaction.execute(
            transactionStatus -> {
              // The mark comes first: of two people who grant at once, the second waits here and
              // then finds it settled.
              Optional<StatusRequest> granted = requests.grant(id, actor, now());
              if (granted.isEmpty()) {
                return new Answer.Already(requests.find(id).orElseThrow());
              }
              Outcome outcome = setStatus(actor, request.deal(), null, request.status());
              return switch (outcome) {
                case Outcome.Done _ -> {
                  answered(granted.get(), true, actor);
                  yield new Answer.Given(granted.get());
                }
                case Outcome.Refused refused -> {
                  transactionStatus.setRollbackOnly();
                  yield new Answer.Refused(refused.violations());
                }
                case Outcome.Stale stale ->
                    throw new IllegalStateException("no version was expected: " + stale);
              };
            });
    return Objects.requireNonNull(answer);
  }

  /**
   * Declines a request; the status stays as it is.
   *
   * @param reason what who has asked is to know
   * @throws NotFound if there is no such request
   */
  @Transactional
  public Answer decline(Actor actor, long id, String reason) {
    requireAnswering(actor, id);
    String said = reason.strip();
    if (said.isEmpty()) {
      return new Answer.Refused(
          List.of(
              new Violation(
                  "REP-6",
                  "reason",
                  new Text(
                      "Напишите, почему статус не меняется: это увидит тот, кто просил.",
                      "Say why the status is not changed: who has asked will see it."))));
    }
    if (said.length() > COMMENT_LENGTH) {
      return new Answer.Refused(
          List.of(
              Violation.invalid(
                  "reason",
                  "Сократите ответ до %d знаков.".formatted(COMMENT_LENGTH),
                  "Shorten the answer to %d characters.".formatted(COMMENT_LENGTH))));
    }
    Optional<StatusRequest> declined = requests.decline(id, said, actor, now());
    declined.ifPresent(request -> answered(request, false, actor));
    return declined.isPresent()
        ? new Answer.Given(declined.get())
        : new Answer.Already(requests.find(id).orElseThrow());
  }

  private void answered(StatusRequest request, boolean granted, Actor by) {
    audience.tell(request);
    events.publishEvent(
        new StatusAnswered(
            request.id(),
            request.deal(),
            request.status(),
            granted,
            request.requestedBy(),
            by.id(),
            now()));
  }

  /** The request, if the actor may grant or decline it. */
  StatusRequest requireAnswering(Actor actor, long id) {
    StatusRequest request =
        requests.find(id).orElseThrow(() -> new NotFound("status request " + id));
    access.require(actor, request.deal(), SET_STATUS);
    return request;
  }

  /** What became of granting or declining a request. */
  public sealed interface Answer {
    record Given(StatusRequest request) implements Answer {}

    record Already(StatusRequest request) implements Answer {}

    record Refused(List<Violation> violations) implements Answer {}
  }

  /**
   * What stands in the way of asking for each status that a record can have, by its id; empty if
   * nothing does. What may be asked for may still be refused until something else is filled in.
   */
  Map<String, List<Violation>> statuses(DealId deal) {
    var statuses = new LinkedHashMap<String, List<Violation>>();
    questions
        .words(deal, STATUS, ASK_FOR_STATUS)
        .forEach((status, violations) -> statuses.put(status, renamed(violations)));
    return statuses;
  }

  /** The ledger has names of its own for some fields of the deal. */
  private static Outcome renamed(Outcome outcome) {
    return outcome instanceof Outcome.Refused(List<Violation> violations)
        ? new Outcome.Refused(renamed(violations))
        : outcome;
  }

  private static List<Violation> renamed(List<Violation> violations) {
    return violations.stream()
        .map(
            violation ->
                STATUS.equals(violation.field())
                    ? new Violation(violation.rule(), "status", violation.message())
                    : violation)
        .toList();
  }

  private void requireRecord(DealId deal) {
    if (!query.exists(deal)) {
      throw noRecord(deal);
    }
  }

  private static NotFound noRecord(DealId deal) {
    return new NotFound("ledger record " + deal);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
