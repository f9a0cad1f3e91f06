package app.zamer.activities;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is stored of one subject's activities and deadlines: all that {@link Activities#reconcile}
 * compares with, read as one column of whatever query the caller makes anyway.
 *
 * @param activities planned ones, and those of the regulation that are done
 * @param deadlines all of them
 */
public record Standing(List<StandingActivity> activities, List<StandingDeadline> deadlines) {
  /** A subject that has neither. */
  public static final Standing NOTHING = new Standing(List.of(), List.of());

  static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /**
   * One stored activity.
   *
   * @param anchor null if a person planned it by hand
   * @param assignee a login name; null while it is any holder of {@code role}
   * @param results ids, as an obligation names them
   * @param createdAt when it was planned
   */
  public record StandingActivity(
      long id,
      @Nullable String rule,
      @Nullable String anchor,
      String text,
      LocalDate dueOn,
      Instant dueAt,
      @Nullable String assignee,
      String role,
      List<String> results,
      Activity.State state,
      @Nullable Result result,
      Instant createdAt) {

    public boolean ofRegulation() {
      return anchor != null;
    }
  }

  /**
   * Running while it is neither met nor missed. A missed one that was met later has both moments
   * and stays missed.
   *
   * @param owner a login name
   */
  public record StandingDeadline(
      long id,
      String rule,
      String anchor,
      Instant dueAt,
      String owner,
      @Nullable Instant metAt,
      @Nullable Instant missedAt) {

    public boolean running() {
      return metAt == null && missedAt == null;
    }
  }

  /**
   * An SQL expression whose one value {@link #parse} reads, for the select list of the caller's own
   * query: {@code select d.*, <this> as standing from deal d where …}. To be selected under the
   * subject's lock.
   *
   * @param subject the column with the subject's id, such as {@code d.id}
   */
  public static String sql(SubjectKind kind, String subject) {
    return """
    json_build_object(
      'activities', (
        select json_agg(a) from (
          select id, rule, anchor, text, due_on, due_at, assignee, role, results, state, result, created_at
            from activity
           where kind = '%1$s' and subject = %2$s
             and (state = 'PLANNED' or state = 'DONE' and anchor is not null)) a),
      'deadlines', (
        select json_agg(l) from (
          select id, rule, anchor, due_at, owner, met_at, missed_at
            from deadline
           where kind = '%1$s' and subject = %2$s) l))
    """
        .formatted(kind, subject);
  }

  /** Reads a value of {@link #sql}. */
  public static Standing parse(String json) {
    Read read = JSON.readValue(json, Read.class);
    return new Standing(
        read.activities == null ? List.of() : read.activities,
        read.deadlines == null ? List.of() : read.deadlines);
  }

  /** {@code json_agg} of no rows is null. */
  private record Read(
      @Nullable List<StandingActivity> activities, @Nullable List<StandingDeadline> deadlines) {}

  /** What is stored of other clauses than these. */
  public Standing without(Set<String> rules) {
    return rules.isEmpty()
        ? this
        : new Standing(
            activities.stream()
                .filter(activity -> activity.rule() == null || !rules.contains(activity.rule()))
                .toList(),
            deadlines.stream().filter(deadline -> !rules.contains(deadline.rule())).toList());
  }

  /** What is still to be done of these clauses. */
  public List<StandingActivity> plannedOf(Set<String> rules) {
    return activities.stream()
        .filter(activity -> activity.state() == Activity.State.PLANNED && activity.ofRegulation())
        .filter(activity -> activity.rule() != null && rules.contains(activity.rule()))
        .toList();
  }

  /** Whether anything is still to be done, planned by whomever (ALL-2). */
  public boolean hasPlanned() {
    return activities.stream().anyMatch(activity -> activity.state() == Activity.State.PLANNED);
  }

  /** Planned by people and still to be done. */
  public List<StandingActivity> plannedByHand() {
    return activities.stream().filter(activity -> !activity.ofRegulation()).toList();
  }

  /** Made by the regulation and done, with a result. */
  public List<StandingActivity> completed() {
    return activities.stream()
        .filter(activity -> activity.ofRegulation() && activity.state() == Activity.State.DONE)
        .toList();
  }
}
