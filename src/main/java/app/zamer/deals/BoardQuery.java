package app.zamer.deals;

import app.zamer.editions.Editions;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The board of a pipeline: its stages side by side, the newest deals of each on top. However many
 * deals there are, a column costs the same: it reads its first cards and counts no further than
 * {@value #MOST_COUNTED}.
 */
@Component
class BoardQuery {
  /** How many cards a column begins with. */
  static final int FIRST = 20;

  static final int MOST_COUNTED = 1000;

  private final JdbcClient jdbc;
  private final DealQuery deals;
  private final Editions editions;

  BoardQuery(JdbcClient jdbc, DealQuery deals, Editions editions) {
    this.jdbc = jdbc;
    this.deals = deals;
    this.editions = editions;
  }

  /**
   * @param count how many deals are in the stage, at most {@value #MOST_COUNTED}
   * @param more whether there are more than that
   */
  record Column(Stage stage, int count, boolean more, List<DealQuery.Row> cards) {}

  /**
   * @param next the deal after which the rest of the stage begins; null if this is all
   */
  record Cards(List<DealQuery.Row> cards, @Nullable String next) {}

  /**
   * All columns of a pipeline, with the deals the actor may see.
   *
   * @param owner only his deals; null for everybody's
   */
  List<Column> columns(Actor actor, Pipeline pipeline, @Nullable String owner) {
    var params = new HashMap<String, Object>();
    String where = where(actor, owner, params);
    params.put("pipeline", pipeline.id());
    params.put(
        "stages",
        pipeline.stages().stream().map(stage -> stage.id().stage()).toArray(String[]::new));
    var cards = new LinkedHashMap<String, List<DealQuery.Row>>();
    jdbc.sql(
            """
            select %s
            from unnest(:stages) with ordinality s (stage, place)
            cross join lateral (
              select * from deal d where d.pipeline = :pipeline and d.stage = s.stage %s order by d.id desc limit :size) d
            %s
            order by s.place, d.id desc
            """
                .formatted(DealQuery.COLUMNS, where, DealQuery.JOINS))
        .params(params)
        .param("size", FIRST)
        .query((row, n) -> DealQuery.row(row))
        .list()
        .forEach(card -> cards.computeIfAbsent(card.stage(), stage -> new ArrayList<>()).add(card));
    List<Integer> counts =
        jdbc.sql(
                """
                select (
                  select count(*) from (
                    select from deal d where d.pipeline = :pipeline and d.stage = s.stage %s limit :most) counted)
                from unnest(:stages) with ordinality s (stage, place)
                order by s.place
                """
                    .formatted(where))
            .params(params)
            .param("most", MOST_COUNTED + 1)
            .query((row, n) -> row.getInt(1))
            .list();
    var columns = new ArrayList<Column>();
    for (Stage stage : pipeline.stages()) {
      int count = counts.get(columns.size());
      columns.add(
          new Column(
              stage,
              Math.min(count, MOST_COUNTED),
              count > MOST_COUNTED,
              cards.getOrDefault(stage.id().stage(), List.of())));
    }
    return columns;
  }

  /**
   * More cards of one column.
   *
   * @param after the id of the last deal that is there already; null to begin with the newest
   * @param size how many, at least 1
   */
  Cards cards(Actor actor, StageId stage, @Nullable String owner, @Nullable Long after, int size) {
    var params = new HashMap<String, Object>();
    String where = where(actor, owner, params);
    if (after != null) {
      where += " and d.id < :after";
      params.put("after", after);
    }
    List<DealQuery.Row> found =
        jdbc.sql(
                """
                select %s
                from (
                  select * from deal d where d.pipeline = :pipeline and d.stage = :stage %s order by d.id desc limit :size) d
                %s
                order by d.id desc
                """
                    .formatted(DealQuery.COLUMNS, where, DealQuery.JOINS))
            .params(params)
            .param("pipeline", stage.pipeline())
            .param("stage", stage.stage())
            .param("size", size + 1)
            .query((row, n) -> DealQuery.row(row))
            .list();
    boolean more = found.size() > size;
    List<DealQuery.Row> cards = more ? found.subList(0, size) : found;
    return new Cards(cards, more ? cards.getLast().id() : null);
  }

  private String where(Actor actor, @Nullable String owner, Map<String, Object> params) {
    var conditions = new ArrayList<String>();
    deals.visible(actor, conditions, params);
    DealQuery.equal("d.owner", "owner", owner, conditions, params);
    return conditions.isEmpty() ? "" : "and " + String.join(" and ", conditions);
  }
}
