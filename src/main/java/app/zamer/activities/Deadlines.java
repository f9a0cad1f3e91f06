package app.zamer.activities;

import app.zamer.activities.DeadlineQuery.Due;
import app.zamer.company.CompanyClock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The clock of the deadlines: wakes every subject that has a running deadline due by now, and
 * leaves the rest to the subject. It keeps nothing, so it may be woken at any time, twice, or on
 * two nodes at once.
 */
@Component
public class Deadlines {
  private static final Logger log = LoggerFactory.getLogger(Deadlines.class);
  private static final int BATCH = 100;

  private final DeadlineQuery query;
  private final ActivitySubjects subjects;
  private final CompanyClock clock;
  private final TransactionTemplate ownTransaction;

  Deadlines(
      DeadlineQuery query,
      ActivitySubjects subjects,
      CompanyClock clock,
      PlatformTransactionManager transactions) {
    this.query = query;
    this.subjects = subjects;
    this.clock = clock;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  private record Subject(SubjectKind kind, long id) {}

  /**
   * Wakes the subjects whose deadlines have passed by the company's clock, in the order in which
   * those fell due, each once and in a transaction of its own. One that fails is logged, holds up
   * no other and is tried again at the next call.
   */
  public void wake() {
    Instant now = clock.instant();
    Set<Subject> woken = new HashSet<>();
    @Nullable Due last = null;
    List<Due> batch;
    do {
      // goes on behind the last row instead of asking anew, so that one whose deadline keeps
      // running cannot detain it
      batch = query.due(now, last, BATCH);
      for (Due due : batch) {
        last = due;
        if (woken.add(new Subject(due.kind(), due.subject()))) {
          wake(due);
        }
      }
    } while (batch.size() == BATCH);
  }

  private void wake(Due due) {
    try {
      ownTransaction.executeWithoutResult(
          transaction -> subjects.of(due.kind()).due(due.subject()));
    } catch (RuntimeException e) {
      log.error(
          "the deadlines of {} {} could not be seen to: {}", due.kind(), due.subject(), kinds(e));
    }
  }

  /** What went wrong without the messages, which may quote the row: a client's name or address. */
  private static String kinds(Throwable failure) {
    StringBuilder kinds = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      kinds.append(kinds.isEmpty() ? "" : " < ").append(cause.getClass().getName());
      StackTraceElement[] trace = cause.getStackTrace();
      if (trace.length > 0) {
        kinds.append(" at ").append(trace[0]);
      }
    }
    return kinds.toString();
  }

  /** The earliest moment at which a running deadline falls due, past ones included. */
  public Optional<Instant> nextDue() {
    return query.next(Instant.EPOCH);
  }

  /**
   * The earliest moment after {@code moment} at which a running deadline falls due. Stepping a
   * clock by this always comes to an end, whatever a subject leaves undone.
   */
  public Optional<Instant> nextDueAfter(Instant moment) {
    return query.next(moment);
  }
}
