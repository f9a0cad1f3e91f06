package app.zamer.leads;

import app.zamer.users.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The board of leads: the three stages side by side, the newest leads of each on top. */
@Component
class LeadBoardQuery {
  static final int MOST_COUNTED = 1000;

  private final JdbcClient jdbc;

  LeadBoardQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Which leads of those that somebody may see. */
  enum Show {
    ALL,
    MINE,
    FREE;

    static Show of(String word) {
      return switch (word) {
        case "mine" -> MINE;
        case "free" -> FREE;
        default -> ALL;
      };
    }
  }

  /** How many leads a stage has, at most one more than {@value #MOST_COUNTED}. */
  int count(Actor actor, LeadStage stage, Show show, String q) {
    Map<String, Object> params = new HashMap<>();
    String where = where(actor, stage, show, q, params);
    return jdbc.sql(
            "select count(*) from (select from lead where %s limit :most) counted".formatted(where))
        .params(params)
        .param("most", MOST_COUNTED + 1)
        .query(Integer.class)
        .single();
  }

  /**
   * @param before the lead after which the page begins; null for the newest
   */
  List<Lead> leads(
      Actor actor, LeadStage stage, Show show, String q, @Nullable Long before, int limit) {
    Map<String, Object> params = new HashMap<>();
    String where = where(actor, stage, show, q, params);
    if (before != null) {
      where += " and id < :before";
      params.put("before", before);
    }
    return jdbc.sql("select * from lead where %s order by id desc limit :limit".formatted(where))
        .params(params)
        .param("limit", limit)
        .query(LeadRepository::lead)
        .list();
  }

  private static String where(
      Actor actor, LeadStage stage, Show show, String q, Map<String, Object> params) {
    List<String> conditions = new ArrayList<>(List.of("stage = :stage"));
    params.put("stage", stage.id());
    params.put("actor", actor.id().value());
    String own =
        switch (show) {
          case MINE -> "owner = :actor";
          case FREE -> "owner is null";
          case ALL -> LeadRights.readsAll(actor) ? null : "(owner is null or owner = :actor)";
        };
    if (own != null) {
      conditions.add(own);
    }
    if (!q.isBlank()) {
      conditions.add("search_key like any (:patterns)");
      params.put("patterns", LeadQuery.patterns(q.strip()).toArray(String[]::new));
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
