package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The journal, the newest entry first, for administrators. */
@Component
class AuditQuery {
  static final int PAGE = 50;

  private final JdbcClient db;
  private final CompanyClock clock;
  private final JsonMapper json;

  AuditQuery(JdbcClient db, CompanyClock clock, JsonMapper json) {
    this.db = db;
    this.clock = clock;
    this.json = json;
  }

  /**
   * Which entries are wanted; what is empty is not asked for.
   *
   * @param by the login of who did it
   * @param what the kind of entry, such as {@code user.created}
   * @param subject the id of what it was done to
   * @param day in the company's time zone
   */
  record Filter(String by, String what, String subject, @Nullable LocalDate day) {}

  /**
   * @param before the id of the entry that the page before ended with; 0 for the first page
   * @return at most {@value #PAGE} entries and one more, which says that there are more
   */
  List<AuditLine> lines(Actor actor, Filter filter, long before) {
    Users.requireAdministrator(actor);
    List<Object> values = new ArrayList<>();
    String where = where(filter, before, values);
    return read(where, "limit %d".formatted(PAGE + 1), values);
  }

  /** A page of the entries, as the API gives them. */
  Page<AuditLine> page(Actor actor, Filter filter, PageRequest page) {
    Users.requireAdministrator(actor);
    List<Object> values = new ArrayList<>();
    String where = where(filter, 0, values);
    long all =
        db.sql("select count(*) from audit_log a" + where)
            .params(values)
            .query(Long.class)
            .single();
    String limit = "limit %d offset %d".formatted(page.size(), page.offset());
    return Page.of(read(where, limit, values), page, all);
  }

  private String where(Filter filter, long before, List<Object> values) {
    List<String> conditions = new ArrayList<>();
    add(conditions, values, "a.by = ?", filter.by());
    add(conditions, values, "a.what = ?", filter.what());
    add(conditions, values, "a.subject = ?", filter.subject());
    LocalDate day = filter.day();
    if (day != null) {
      conditions.add("a.at >= ? and a.at < ?");
      values.add(day.atStartOfDay(clock.getZone()).toOffsetDateTime());
      values.add(day.plusDays(1).atStartOfDay(clock.getZone()).toOffsetDateTime());
    }
    if (before > 0) {
      conditions.add("a.id < ?");
      values.add(before);
    }
    return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
  }

  private List<AuditLine> read(String where, String limit, List<Object> values) {
    return db.sql(
            """
            select a.id, a.at, a.by, a.what, a.subject, a.detail,
              coalesce(b.name, '') as by_name, coalesce(s.name, '') as subject_name
            from (select * from audit_log a%s order by a.id desc %s) a
            left join app_user b on b.login = a.by
            left join app_user s on s.login = a.subject
            order by a.id desc
            """
                .formatted(where, limit))
        .params(values)
        .query(this::line)
        .list();
  }

  // a zero character is in no text of the database
  private static void add(
      List<String> conditions, List<Object> values, String condition, String value) {
    if (!value.isEmpty()) {
      conditions.add(condition);
      values.add(value.replace("\0", ""));
    }
  }

  private AuditLine line(ResultSet row, int number) throws SQLException {
    Map<String, Object> detail =
        json.readValue(row.getString("detail"), new TypeReference<Map<String, Object>>() {});
    return new AuditLine(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("by"),
        row.getString("by_name"),
        row.getString("what"),
        row.getString("subject"),
        row.getString("subject_name"),
        detail);
  }
}
