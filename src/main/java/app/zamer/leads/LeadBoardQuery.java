package app.zamer.leads;

import app.zamer.company.CompanyClock;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The board of leads: its stages side by side, the newest leads of each on top. */
@Component
class LeadBoardQuery {
  static final int MOST_COUNTED = 1000;

  private final JdbcClient jdbc;
  private final LeadRights rights;
  private final CompanyClock clock;

  LeadBoardQuery(JdbcClient jdbc, LeadRights rights, CompanyClock clock) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.clock = clock;
  }

  /** How many leads a stage has, at most one more than {@value #MOST_COUNTED}. */
  int count(Actor actor, String stage, LeadFilter filter) {
    Map<String, Object> params = new HashMap<>();
    String where = where(actor, filter, params) + " and stage = :stage";
    return jdbc.sql(
            "select count(*) from (select from lead where %s limit :most) counted".formatted(where))
        .params(params)
        .param("stage", stage)
        .param("most", MOST_COUNTED + 1)
        .query(Integer.class)
        .single();
  }

  /**
   * @param before the lead after which the page begins; null for the newest
   */
  List<Lead> leads(Actor actor, String stage, LeadFilter filter, @Nullable Long before, int limit) {
    Map<String, Object> params = new HashMap<>();
    String where = where(actor, filter, params) + " and stage = :stage";
    if (before != null) {
      where += " and id < :before";
      params.put("before", before);
    }
    return jdbc.sql("select * from lead where %s order by id desc limit :limit".formatted(where))
        .params(params)
        .param("stage", stage)
        .param("limit", limit)
        .query(LeadRepository::lead)
        .list();
  }

  /** The open leads that a filter finds, the newest first. */
  List<LeadId> open(Actor actor, LeadFilter filter, int limit) {
    Map<String, Object> params = new HashMap<>();
    String where = where(actor, filter, params) + " and result = ''";
    return jdbc.sql("select id from lead where %s order by id desc limit :limit".formatted(where))
        .params(params)
        .param("limit", limit)
        .query((row, n) -> new LeadId(row.getLong("id")))
        .list();
  }

  /** How many open leads await somebody: those that nobody has taken, and those overdue. */
  record Waiting(int free, int late) {}

  Waiting waiting(Actor actor) {
    Map<String, Object> params = new HashMap<>();
    String where = where(actor, new LeadFilter(LeadFilter.Show.ALL, false, ""), params);
    return jdbc.sql(
            """
            select count(*) filter (where owner is null) as free,
              count(*) filter (where next_attempt_at <= :now) as late
            from (select owner, next_attempt_at from lead
                  where %s and result = '' and (owner is null or next_attempt_at <= :now) limit :most) found
            """
                .formatted(where))
        .params(params)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("most", MOST_COUNTED)
        .query((row, n) -> new Waiting(row.getInt("free"), row.getInt("late")))
        .single();
  }

  private String where(Actor actor, LeadFilter filter, Map<String, Object> params) {
    List<String> conditions = new ArrayList<>();
    Reach reach = rights.reach(actor, LeadRights.READ);
    params.putAll(reach.params());
    conditions.add(reach.ofLeads("lead"));
    switch (filter.show()) {
      case MINE -> conditions.add("owner = :reader");
      case FREE -> conditions.add("owner is null");
      case ALL -> {}
    }
    if (filter.late()) {
      conditions.add("next_attempt_at <= :now");
      params.put("now", clock.instant().atOffset(ZoneOffset.UTC));
    }
    if (!filter.q().isBlank()) {
      conditions.add(LeadQuery.search(filter.q(), params));
    }
    return String.join(" and ", conditions);
  }

  /** Whose number it is already, for somebody who was about to write it down again. */
  record Known(String title, @Nullable String owner) {}

  Known deal(long id) {
    return known("select title, owner from deal where id = :id", id);
  }

  Known lead(long id) {
    return known("select title, owner from lead where id = :id", id);
  }

  private Known known(String sql, long id) {
    return jdbc.sql(sql)
        .param("id", id)
        .query(
            (row, n) ->
                new Known(Objects.requireNonNull(row.getString("title")), row.getString("owner")))
        .single();
  }
}
