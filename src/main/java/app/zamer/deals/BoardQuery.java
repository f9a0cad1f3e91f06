package app.zamer.deals;

import app.zamer.activities.ActivityTexts;
import app.zamer.activities.SubjectKind;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.web.Sum;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The board of a pipeline: its stages side by side, the deals of each in the order of the filter.
 * However many deals there are, a column costs the same: it reads its first cards and counts no
 * further than {@value #MOST_COUNTED}.
 */
@Component
class BoardQuery {
  /** How many cards a column begins with. */
  static final int FIRST = 20;

  static final int MOST_COUNTED = 1000;

  /** The deals a search leaves on the board, the newest ones. */
  static final int MOST_FOUND = 100;

  /** A filter by engineer shows the visits of the last so many days and all that are to come. */
  static final int VISITS_BACK = 60;

  private final JdbcClient jdbc;
  private final DealQuery deals;
  private final DealSearch search;
  private final ActivityTexts texts;
  private final CompanyClock clock;

  BoardQuery(
      JdbcClient jdbc,
      DealQuery deals,
      DealSearch search,
      ActivityTexts texts,
      CompanyClock clock) {
    this.jdbc = jdbc;
    this.deals = deals;
    this.search = search;
    this.texts = texts;
    this.clock = clock;
  }

  /** What an open deal asks for: its first planned activity is late, due today, or missing. */
  enum Due {
    LATE,
    TODAY,
    NONE
  }

  /**
   * Which deals are wanted; null and empty are no filter.
   *
   * @param right what the actor must have to see a deal here
   * @param owner only his deals
   * @param engineer only deals with a visit of his
   * @param visitFrom the first day on which the measurement may be planned
   * @param visitTo the last such day
   * @param q as for {@link DealSearch}
   */
  record Filter(
      String right,
      @Nullable String owner,
      @Nullable Due due,
      @Nullable String engineer,
      @Nullable LocalDate visitFrom,
      @Nullable LocalDate visitTo,
      String q) {
    static Filter ofOwner(@Nullable String owner) {
      return new Filter("deal.read", owner, null, null, null, null, "");
    }

    Filter with(@Nullable Due other) {
      return new Filter(right, owner, other, engineer, visitFrom, visitTo, q);
    }

    /** The first to be done is on top where it is looked for, the newest deal otherwise. */
    boolean firstDueFirst() {
      return due == Due.LATE || due == Due.TODAY;
    }

    private String order() {
      return firstDueFirst() ? "d.next_due_at, d.id" : "d.id desc";
    }

    /** Filters that leave so few deals that they are found first, and put into columns then. */
    private boolean isNarrow() {
      return engineer != null || visitFrom != null || visitTo != null || !q.isBlank();
    }
  }

  /**
   * @param count how many deals are in the stage, at most {@value #MOST_COUNTED}
   * @param more whether there are more than that
   */
  record Column(Stage stage, int count, boolean more, List<Card> cards) {}

  /**
   * @param next the deal after which the rest of the stage begins; null if this is all
   */
  record Cards(List<Card> cards, @Nullable After next) {}

  /**
   * One deal on the board.
   *
   * @param amount of the contract, or of the estimate while there is none
   * @param due whether it is late, due today or idle; null if none of these or closed
   */
  record Card(
      DealQuery.Row row,
      String ownerName,
      @Nullable BigDecimal amount,
      BoardCard.@Nullable Next next,
      @Nullable Due due,
      @Nullable Instant nextDueAt) {
    StageId stage() {
      return new StageId(row.pipeline(), row.stage());
    }
  }

  /**
   * A place in a column.
   *
   * @param dueAt where the column is in the order of what is to be done; null otherwise
   */
  record After(long id, @Nullable Instant dueAt) {
    static After of(Card card) {
      return new After(Long.parseLong(card.row().id()), card.nextDueAt());
    }
  }

  /**
   * How much is in a stage, each number at most {@value #MOST_COUNTED}.
   *
   * @param more whether there are more deals than were counted
   * @param amount of the deals that were counted
   */
  record Total(
      Stage stage, int count, boolean more, BigDecimal amount, int late, int today, int none) {}

  /** All columns of a pipeline, with the deals the actor may see. */
  List<Column> columns(Actor actor, Pipeline pipeline, Filter filter) {
    Map<String, List<Card>> cards = cards(actor, pipeline, filter);
    var wanted = new Wanted(actor, filter, pipeline.id());
    List<Integer> counts =
        jdbc.sql(
                wanted.with
                    + """
                    select (select count(*) from (
                      select from %s d where d.pipeline = :pipeline and d.stage = s.stage %s limit :most) counted)
                    from unnest(:stages) with ordinality s (stage, place)
                    order by s.place
                    """
                        .formatted(wanted.from, wanted.where))
            .params(wanted.params)
            .param("stages", stages(pipeline))
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

  /** The first cards of every stage of a pipeline, by the stage; one more than is to be shown. */
  Map<String, List<Card>> cards(Actor actor, Pipeline pipeline, Filter filter) {
    var wanted = new Wanted(actor, filter, pipeline.id());
    var cards = new LinkedHashMap<String, List<Card>>();
    jdbc.sql(
            wanted.with
                + """
                select %s
                from unnest(:stages) with ordinality s (stage, place)
                cross join lateral (
                  select * from %s d where d.pipeline = :pipeline and d.stage = s.stage %s order by %s limit :size) d
                %s
                order by s.place, %s
                """
                    .formatted(
                        COLUMNS, wanted.from, wanted.where, filter.order(), JOINS, filter.order()))
        .params(wanted.params)
        .param("stages", stages(pipeline))
        .param("size", FIRST)
        .query((row, n) -> card(row))
        .list()
        .forEach(
            card ->
                cards.computeIfAbsent(card.row().stage(), stage -> new ArrayList<>()).add(card));
    return cards;
  }

  /**
   * More cards of one column.
   *
   * @param after the last deal that is there already; null to begin with the first
   * @param size how many, at least 1
   */
  Cards cards(Actor actor, StageId stage, Filter filter, @Nullable After after, int size) {
    var wanted = new Wanted(actor, filter, stage.pipeline());
    if (after != null) {
      wanted.goOn(filter, after);
    }
    List<Card> found =
        jdbc.sql(
                wanted.with
                    + """
                    select %s
                    from (
                      select * from %s d where d.pipeline = :pipeline and d.stage = :stage %s order by %s limit :size) d
                    %s
                    order by %s
                    """
                        .formatted(
                            COLUMNS,
                            wanted.from,
                            wanted.where,
                            filter.order(),
                            JOINS,
                            filter.order()))
            .params(wanted.params)
            .param("stage", stage.stage())
            .param("size", size + 1)
            .query((row, n) -> card(row))
            .list();
    boolean more = found.size() > size;
    List<Card> cards = more ? found.subList(0, size) : found;
    return new Cards(cards, more ? After.of(cards.getLast()) : null);
  }

  /** Those of these deals that are on the board of a pipeline. */
  List<Card> cards(Actor actor, Pipeline pipeline, Filter filter, Collection<Long> ids) {
    var wanted = new Wanted(actor, filter, pipeline.id());
    return jdbc.sql(
            wanted.with
                + """
                select %s
                from (select * from %s d where d.id = any (:ids) and d.pipeline = :pipeline %s) d
                %s
                order by %s
                """
                    .formatted(COLUMNS, wanted.from, wanted.where, JOINS, filter.order()))
        .params(wanted.params)
        .param("ids", ids.toArray(Long[]::new))
        .query((row, n) -> card(row))
        .list();
  }

  /**
   * How much is in every stage of a pipeline. What is late, due or idle is counted whatever the
   * filter says about that.
   */
  List<Total> totals(Actor actor, Pipeline pipeline, Filter filter) {
    var wanted = new Wanted(actor, filter, pipeline.id());
    String others = new Wanted(actor, filter.with(null), pipeline.id()).where;
    String counted =
        "(select count(*) from (select from %s d where d.pipeline = :pipeline and d.stage = s.stage"
            + " and %s %s limit :most) c)";
    String from = wanted.from;
    Map<String, Stage> stages = new HashMap<>();
    pipeline.stages().forEach(stage -> stages.put(stage.id().stage(), stage));
    return jdbc.sql(
            wanted.with
                + """
                select s.stage, t.found, t.amount, %s as late, %s as today, %s as idle
                from unnest(:stages) with ordinality s (stage, place)
                cross join lateral (
                  select count(*) as found, sum(c.amount) as amount from (
                    select (
                      select coalesce(m.contract_amount, m.estimate_amount) from measurement m where m.deal_id = d.id) as amount
                    from %s d where d.pipeline = :pipeline and d.stage = s.stage %s limit :most) c) t
                order by s.place
                """
                    .formatted(
                        counted.formatted(from, condition(Due.LATE), others),
                        counted.formatted(from, condition(Due.TODAY), others),
                        counted.formatted(from, condition(Due.NONE), others),
                        from,
                        wanted.where))
        .params(wanted.params)
        .param("stages", stages(pipeline))
        .param("most", MOST_COUNTED + 1)
        .query(
            (row, n) ->
                new Total(
                    Objects.requireNonNull(stages.get(row.getString("stage"))),
                    Math.min(row.getInt("found"), MOST_COUNTED),
                    row.getInt("found") > MOST_COUNTED,
                    Objects.requireNonNullElse(row.getBigDecimal("amount"), BigDecimal.ZERO),
                    row.getInt("late"),
                    row.getInt("today"),
                    row.getInt("idle")))
        .list();
  }

  private static final String COLUMNS =
      DealQuery.COLUMNS
          + """
          , o.name as owner_name, coalesce(m.contract_amount, m.estimate_amount) as amount,
            n.text as next_text, n.rule as next_rule, n.anchor as next_anchor, coalesce(w.name, n.assignee) as next_who, n.role as next_role, d.next_due_at\
          """;

  private static final String JOINS =
      DealQuery.JOINS
          + """
          left join app_user o on o.login = d.owner
          left join app_user w on w.login = n.assignee
          """;

  private static String[] stages(Pipeline pipeline) {
    return pipeline.stages().stream().map(stage -> stage.id().stage()).toArray(String[]::new);
  }

  private static String condition(Due due) {
    return "d.status = 'open' and "
        + switch (due) {
          case LATE -> "d.next_due_at <= :now";
          case TODAY -> "d.next_due_at > :now and d.next_due_at < :tomorrow";
          case NONE -> "d.next_due_at is null";
        };
  }

  private Map<String, Object> moments() {
    return Map.of(
        "now", clock.instant().atOffset(ZoneOffset.UTC),
        "tomorrow", tomorrow().atOffset(ZoneOffset.UTC));
  }

  private Instant tomorrow() {
    return clock.today().plusDays(1).atStartOfDay(clock.getZone()).toInstant();
  }

  private @Nullable Due due(DealQuery.Row row, @Nullable Instant nextDueAt) {
    if (!row.status().equals("open")) {
      return null;
    }
    if (nextDueAt == null) {
      return Due.NONE;
    }
    if (!nextDueAt.isAfter(clock.instant())) {
      return Due.LATE;
    }
    return nextDueAt.isBefore(tomorrow()) ? Due.TODAY : null;
  }

  private Card card(ResultSet row) throws SQLException {
    DealQuery.Row deal = DealQuery.row(row);
    Timestamp due = row.getTimestamp("next_due_at");
    Instant nextDueAt = due == null ? null : due.toInstant();
    LocalDate dueOn = deal.nextActivityOn();
    return new Card(
        deal,
        Objects.requireNonNullElse(row.getString("owner_name"), deal.owner()),
        Sum.rubles(row.getBigDecimal("amount")),
        dueOn == null
            ? null
            : new BoardCard.Next(
                texts.of(
                    SubjectKind.DEAL,
                    row.getString("next_rule"),
                    row.getString("next_anchor") != null,
                    row.getString("next_text")),
                dueOn,
                Objects.requireNonNullElse(row.getString("next_who"), ""),
                row.getString("next_role")),
        due(deal, nextDueAt),
        nextDueAt);
  }

  /**
   * A filter as SQL: {@code with}, then {@code from} whatever {@code d}, {@code where} and more.
   */
  private final class Wanted {
    final Map<String, Object> params = new HashMap<>();
    final String with;
    final String from;
    String where;

    Wanted(Actor actor, Filter filter, String pipeline) {
      params.put("pipeline", pipeline);
      var conditions = new ArrayList<String>();
      deals.visible(actor, filter.right(), conditions, params);
      DealQuery.equal("d.owner", "owner", filter.owner(), conditions, params);
      boolean narrow = filter.isNarrow();
      with = narrow ? "with narrow as materialized (" + narrow(filter, conditions) + ")\n" : "";
      from = narrow ? "narrow" : "deal";
      Due due = filter.due();
      if (due != null) {
        conditions.add(condition(due));
      }
      params.putAll(moments());
      where = conditions.isEmpty() ? "" : "and " + String.join(" and ", conditions);
    }

    void goOn(Filter filter, After after) {
      Instant dueAt = after.dueAt();
      if (filter.firstDueFirst() && dueAt != null) {
        where += " and (d.next_due_at, d.id) > (:afterDue, :after)";
        params.put("afterDue", dueAt.atOffset(ZoneOffset.UTC));
      } else {
        where += " and d.id < :after";
      }
      params.put("after", after.id());
    }

    private String narrow(Filter filter, List<String> visible) {
      var conditions = new ArrayList<>(visible);
      conditions.add("d.pipeline = :pipeline");
      String engineer = filter.engineer();
      if (engineer != null) {
        conditions.add(
            "d.id in (select deal_id from visit where engineer = :engineer and starts_at >= :since"
                + " and called_off_at is null)");
        params.put("engineer", engineer);
        ZoneId zone = clock.getZone();
        params.put(
            "since", clock.today().minusDays(VISITS_BACK).atStartOfDay(zone).toOffsetDateTime());
      }
      if (filter.visitFrom() != null || filter.visitTo() != null) {
        conditions.add(
            "d.id in (select deal_id from measurement where planned_on between :visitFrom and"
                + " :visitTo)");
        params.put(
            "visitFrom", Objects.requireNonNullElse(filter.visitFrom(), LocalDate.of(1970, 1, 1)));
        params.put(
            "visitTo", Objects.requireNonNullElse(filter.visitTo(), LocalDate.of(9999, 12, 31)));
      }
      if (!filter.q().isBlank()) {
        conditions.add("d.id in (" + search.ids(filter.q(), visible, params) + ")");
        params.put("mostFound", MOST_FOUND);
      }
      return "select d.* from deal d where " + String.join(" and ", conditions);
    }
  }
}
