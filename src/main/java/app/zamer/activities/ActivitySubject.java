package app.zamer.activities;

import app.zamer.regulation.PlanItem;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What activities belong to: a deal or a lead. The module that owns the subject implements this, is
 * asked for rights before anything is read or changed, and follows every change in the same
 * transaction.
 */
public interface ActivitySubject {
  SubjectKind kind();

  /**
   * Lets the actor pass if he has the right.
   *
   * @param right {@code read} or {@code edit}
   * @throws app.zamer.web.NotFound if there is no such subject
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  void require(Actor actor, long id, String right);

  /**
   * Locks the subject until the transaction ends, as every change of the subject itself does before
   * it reads. Taken before a row of its activities is written: whoever wrote the rows first and
   * asked for the subject afterwards would wait for one who holds the subject and wants the rows.
   *
   * @throws app.zamer.web.NotFound if there is no such subject
   */
  void lock(long id);

  /** Activities of these subjects are somebody else's to do. */
  void reassigned(Actor actor, Collection<Long> ids);

  /** An activity was planned by hand. */
  void planned(Actor actor, Activity activity);

  /**
   * An activity was completed; it is stored as done when this is called.
   *
   * @param newDate the date agreed instead, given with {@link Result#MOVED}
   * @return what stands in the way; if anything does, nothing of the completion is kept
   */
  List<Violation> completed(
      Actor actor, Activity activity, Result result, @Nullable LocalDate newDate);

  /**
   * What is to be done next with the subject, as the regulation has it.
   *
   * @return empty if there is nothing, or nothing is known
   */
  default Optional<PlanItem> next(long id) {
    return Optional.empty();
  }

  /**
   * What lies ahead of somebody who looks at these subjects.
   *
   * @return by subject; of one that is not there, or that he may not know the story of, nothing
   */
  default Map<Long, Ahead> ahead(Actor actor, Set<Long> ids) {
    return Map.of();
  }

  /**
   * At least one deadline of the subject has passed by now: whatever that brings happens in this
   * call.
   */
  void due(long id);
}
