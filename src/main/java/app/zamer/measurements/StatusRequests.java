package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.measurements.DealGate.Outcome;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Topic;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Requests for a status of a ledger record by those who may not set it themselves (REP-6). Every
 * method throws {@link AccessDeniedException} if the actor lacks the right.
 */
@Component
public class StatusRequests {
  /** The longest comment of a request and the longest answer to it, in characters. */
  static final int COMMENT_LENGTH = 2000;

  private final Ledger ledger;
  private final StatusRequestRepository requests;
  private final StatusRequestAudience audience;
  private final Editions editions;
  private final CompanyClock clock;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;

  StatusRequests(
      Ledger ledger,
      StatusRequestRepository requests,
      StatusRequestAudience audience,
      Editions editions,
      CompanyClock clock,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events) {
    this.ledger = ledger;
    this.requests = requests;
    this.audience = audience;
    this.editions = editions;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.events = events;
  }

  /** Asks the head of sales for a status that the actor may not set himself (REP-6). */
  @Transactional
  public StatusRequest ask(Actor actor, DealId deal, String status, String comment) {
    ledger.requireAsking(actor, deal);
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
              Outcome outcome = ledger.setStatus(actor, request.deal(), null, request.status());
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
              editions
                  .inForce()
                  .violation(
                      Topic.LEDGER_STATUS,
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
    ledger.requireStatus(actor, request.deal());
    return request;
  }

  /** What became of granting or declining a request. */
  public sealed interface Answer {
    record Given(StatusRequest request) implements Answer {}

    record Already(StatusRequest request) implements Answer {}

    record Refused(List<Violation> violations) implements Answer {}
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
