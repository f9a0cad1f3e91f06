package app.zamer.activities;

import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An activity as the API shows it.
 *
 * @param deal null if it belongs to a lead, and the other way round
 * @param owner who has to do it; null while it is any holder of {@code role}
 * @param results what it can be completed with
 */
record ActivityView(
    String id,
    @Nullable String deal,
    @Nullable String lead,
    @Nullable String rule,
    String subject,
    LocalDate dueOn,
    OffsetDateTime dueAt,
    @Nullable String owner,
    String role,
    List<String> results,
    String state,
    boolean overdue,
    @Nullable String result,
    @Nullable String comment,
    @Nullable OffsetDateTime doneAt,
    @Nullable String doneBy) {

  static ActivityView of(Activity activity, Instant now, ZoneId zone) {
    Result result = activity.result();
    return new ActivityView(
        Long.toString(activity.id()),
        id(activity.kind(), SubjectKind.DEAL, activity.subject()),
        id(activity.kind(), SubjectKind.LEAD, activity.subject()),
        activity.rule(),
        activity.text(),
        activity.dueOn(),
        activity.dueAt().atZone(zone).toOffsetDateTime(),
        name(activity.assignee()),
        activity.role(),
        activity.results().stream().map(Result::id).toList(),
        activity.state().name().toLowerCase(Locale.ROOT),
        activity.state() == Activity.State.PLANNED && !activity.dueAt().isAfter(now),
        result == null ? null : result.id(),
        activity.comment(),
        offset(activity.doneAt(), zone),
        name(activity.doneBy()));
  }

  static @Nullable String id(SubjectKind kind, SubjectKind wanted, long subject) {
    return kind == wanted ? Long.toString(subject) : null;
  }

  static @Nullable OffsetDateTime offset(@Nullable Instant moment, ZoneId zone) {
    return moment == null ? null : moment.atZone(zone).toOffsetDateTime();
  }

  private static @Nullable String name(@Nullable UserId user) {
    return user == null ? null : user.value();
  }
}
