package app.zamer.activities;

import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of activities. */
@Repository
class ActivityQuery {
  private final JdbcClient jdbc;

  ActivityQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which of the planned ones. */
  enum Due {
    TODAY,
    OVERDUE,
    PLANNED
  }

  /**
   * Whose: those assigned to somebody, with the unassigned ones of some roles.
   *
   * @param roles ids
   */
  record Whose(String assignee, Set<String> roles) {}

  /**
   * All of one subject: planned ones first, the soonest first, then done ones and cancelled ones,
   * the newest first.
   */
  Page<Activity> of(SubjectKind kind, long subject, PageRequest page) {
    long total =
        jdbc.sql("select count(*) from activity where kind = :kind and subject = :subject")
            .param("kind", kind.name())
            .param("subject", subject)
            .query(Long.class)
            .single();
    List<Activity> items =
        jdbc.sql(
                "select "
                    + ActivityRepository.COLUMNS
                    + """
                     from activity
                    where kind = :kind and subject = :subject
                    order by case state when 'PLANNED' then 0 when 'DONE' then 1 else 2 end,
                             case when state = 'PLANNED' then due_at end, done_at desc, id desc
                    limit :size offset :offset
                    """)
            .param("kind", kind.name())
            .param("subject", subject)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(ActivityRepository::activity)
            .list();
    return Page.of(items, page, total);
  }

  /**
   * Planned ones, the soonest first.
   *
   * @param whose null for everybody's
   * @param reach of which subjects
   */
  Page<Activity> planned(
      @Nullable Whose whose,
      SubjectReach reach,
      Due due,
      Instant now,
      LocalDate today,
      PageRequest page) {
    List<String> conditions = new ArrayList<>(List.of("state = 'PLANNED'", reach.condition()));
    if (whose != null) {
      conditions.add(
          whose.roles.isEmpty()
              ? "assignee = :assignee"
              : "(assignee = :assignee or assignee is null and role = any(:roles))");
    }
    switch (due) {
      case TODAY -> conditions.add("due_on = :today");
      case OVERDUE -> conditions.add("due_on <= :today and due_at <= :now");
      case PLANNED -> {}
    }
    String where =
        conditions.stream().collect(Collectors.joining(" and ", " from activity where ", ""));
    Map<String, Object> params = new HashMap<>(reach.params());
    params.putAll(
        Map.of(
            "assignee",
            whose == null ? "" : whose.assignee,
            "roles",
            whose == null ? new String[0] : whose.roles.toArray(String[]::new),
            "today",
            today,
            "now",
            ActivityRepository.at(now),
            "size",
            page.size(),
            "offset",
            page.offset()));
    long total = jdbc.sql("select count(*)" + where).params(params).query(Long.class).single();
    List<Activity> items =
        jdbc.sql(
                "select "
                    + ActivityRepository.COLUMNS
                    + where
                    + " order by due_on, due_at, id limit :size offset :offset")
            .params(params)
            .query(ActivityRepository::activity)
            .list();
    return Page.of(items, page, total);
  }
}
