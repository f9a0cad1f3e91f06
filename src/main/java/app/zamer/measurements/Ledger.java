package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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

  /** The longest comment of a request and the longest answer to it, in characters. */
  static final int COMMENT_LENGTH = 2000;

  static final String READ_REQUESTS = "ledger.status.read";
  static final String ASK_FOR_STATUS = "ledger.status.request";

  private final CheckedGate gate;
  private final DealAccess access;
  private final LedgerQuery query;
  private final VisitQuery deals;
  private final StatusRequestRepository requests;
  private final StatusRequestAudience audience;
  private final CompanyClock clock;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  Ledger(
      CheckedGate gate,
      DealAccess access,
      LedgerQuery query,
      VisitQuery deals,
      StatusRequestRepository requests,
      StatusRequestAudience audience,
      CompanyClock clock,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events) {
    this.gate = gate;
    this.access = access;
    this.query = query;
    this.deals = deals;
    this.requests = requests;
    this.audience = audience;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.events = events;
  }

  /**
   * Sets the status of a record.
   *
   * @param expectedVersion the deal's version the actor has seen; null if he did not say
   */
  public Outcome setStatus(
      Actor actor, DealId deal, @Nullable Long expectedVersion, MeasurementStatus status) {
    requireRecord(deal);
    return gate.change(
        actor,
        deal,
        SET_STATUS,
        null,
        expectedVersion,
        facts -> {
          var wrong = new ArrayList<Violation>();
          return new Checked(withStatus(deal, facts, status, wrong), wrong);
        });
  }

  Outcome edit(Actor actor, DealId deal, long expectedVersion, LedgerEdit edit) {
    requireRecord(deal);
    if (edit.asksStatus()) {
      requireStatus(actor, deal);
    }
    return gate.change(
        actor,
        deal,
        edit.others() ? EDIT : SET_STATUS,
        null,
        expectedVersion,
        facts -> {
          var wrong = new ArrayList<>(edit.wrong());
          DealFacts changed = edit.applied(facts);
          MeasurementStatus status = edit.status();
          return new Checked(
              status == null ? changed : withStatus(deal, changed, status, wrong), wrong);
        });
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
  public StatusRequest ask(Actor actor, DealId deal, MeasurementStatus status, String comment) {
    requireAsking(actor, deal);
    StatusRequest request = requests.add(deal, status, comment, actor, now());
    audience.tell(request);
    events.publishEvent(
        new StatusAsked(request.id(), deal, status.id(), actor.id(), request.requestedAt()));
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
            request.status().id(),
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
   * What a status may never be asked for, since only closing the deal sets it; empty for the
   * others.
   */
  static Optional<Violation> onlyByClosing(MeasurementStatus status) {
    return switch (status) {
      case REFUSED_BEFORE ->
          Optional.of(
              new Violation(
                  "LOST-5",
                  "status",
                  new Text(
                      "«Отказ до замера» ставится закрытием сделки: закройте её с результатом"
                          + " «Отказ перед замером».",
                      "“Refused before the measurement” is set by closing the deal: close it as"
                          + " refused before the measurement.")));
      case REFUSED_AFTER ->
          Optional.of(
              new Violation(
                  "LOST-6",
                  "status",
                  new Text(
                      "«Отказ после замера» ставится закрытием сделки: закройте её с результатом"
                          + " «Отказ после замера».",
                      "“Refused after the measurement” is set by closing the deal: close it as"
                          + " refused after the measurement.")));
      default -> Optional.empty();
    };
  }

  private DealFacts withStatus(
      DealId deal, DealFacts facts, MeasurementStatus status, List<Violation> wrong) {
    if (status.id().equals(facts.measurement().status())) {
      return facts;
    }
    onlyByClosing(status).ifPresent(wrong::add);
    if (status == MeasurementStatus.CONTRACT && facts.contract().number().isEmpty()) {
      wrong.add(
          new Violation(
              "WIN-4",
              "status",
              new Text(
                  "Сначала внесите номер договора: без него статуса «Договор» нет.",
                  "Enter the contract number first; without it there is no status “Contract”.")));
    }
    if (!deals.isOpen(deal)) {
      wrong.add(
          new Violation(
              "ALL-1",
              "status",
              new Text(
                  "Сделка закрыта, и статус замера — её итог: он изменится, если сделку вернуть в"
                      + " работу.",
                  "The deal is closed, and the measurement's status is how it ended; it changes"
                      + " when the deal is resumed.")));
    }
    return facts.with("measurement.status", status.id());
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
