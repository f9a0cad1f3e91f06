package app.zamer.deals;

import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.text.SearchKey;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Sum;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds deals by what people look for. */
@Component
class DealQuery {
  /** What {@link #row} reads of a deal {@code d} with its {@link #JOINS}. */
  static final String COLUMNS =
      """
      d.id, d.title, d.pipeline, d.stage, d.status, d.version, d.owner, d.next_contact_on,
        c.id as client, c.name as client_name,
        array(select phone from client_phone p where p.client_id = c.id order by position) as phones,
        m.estimate_amount, m.planned_on, m.status as measurement_status, n.due_on as next_activity_on\
      """;

  static final String JOINS =
      """
      join client c on c.id = d.client_id
      join measurement m on m.deal_id = d.id
      left join lateral (
        select due_on, due_at, rule, anchor, text, assignee, role from activity a
        where a.kind = 'DEAL' and a.subject = d.id and a.state = 'PLANNED' order by due_at, id limit 1) n on true
      """;

  private final JdbcClient jdbc;
  private final DealRights rights;

  DealQuery(JdbcClient jdbc, DealRights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  /**
   * @param q a part of the title, the client's name, the address or a phone, or a contract number
   * @param withoutActivity only open deals that have no planned activity (ALL-2)
   */
  record Filter(
      @Nullable String pipeline,
      @Nullable String stage,
      @Nullable String status,
      @Nullable String owner,
      @Nullable Phone phone,
      @Nullable String q,
      boolean withoutActivity,
      Sort sort) {}

  /** One deal of a list. */
  record Row(
      String id,
      String title,
      String pipeline,
      String stage,
      String status,
      long version,
      String owner,
      ClientRow client,
      EstimateRow estimate,
      MeasurementRow measurement,
      @Nullable LocalDate nextContactOn,
      @Nullable LocalDate nextActivityOn) {}

  record ClientRow(String id, String name, List<String> phones) {}

  record EstimateRow(@Nullable BigDecimal amount) {}

  record MeasurementRow(@Nullable LocalDate date, @Nullable String status) {}

  /** In which order; by the id unless said otherwise, newest first. */
  record Sort(String column, boolean descending) {
    private static final Map<String, String> COLUMNS =
        Map.of("id", "d.id", "createdAt", "d.id", "updatedAt", "d.updated_at");

    /** Reads {@code name} or {@code -name}; empty if there is no such order. */
    static Optional<Sort> of(@Nullable String text) {
      if (text == null || text.isBlank()) {
        return Optional.of(new Sort("d.id", true));
      }
      boolean descending = text.startsWith("-");
      return Optional.ofNullable(COLUMNS.get(descending ? text.substring(1) : text))
          .map(column -> new Sort(column, descending));
    }

    static String known() {
      return COLUMNS.keySet().stream().sorted().collect(Collectors.joining(", "));
    }

    String sql() {
      String direction = descending ? " desc" : "";
      return column.equals("d.id") ? column + direction : column + direction + ", d.id" + direction;
    }
  }

  /** The deals the actor may see among those that fit. */
  Page<Row> find(Actor actor, Filter filter, PageRequest page) {
    var conditions = new ArrayList<String>();
    var params = new HashMap<String, Object>();
    visible(actor, conditions, params);
    equal("d.pipeline", "pipeline", filter.pipeline(), conditions, params);
    equal("d.stage", "stage", filter.stage(), conditions, params);
    equal("d.status", "status", filter.status(), conditions, params);
    equal("d.owner", "owner", filter.owner(), conditions, params);
    Phone phone = filter.phone();
    if (phone != null) {
      conditions.add(
          "d.client_id in (select client_id from client_phone where %s)"
              .formatted(phone.reaches("phone")));
      params.put("phone", phone.e164());
    }
    if (filter.withoutActivity()) {
      conditions.add(
          """
          d.status = 'open' and not exists (
            select 1 from activity a where a.kind = 'DEAL' and a.subject = d.id and a.state = 'PLANNED')
          """);
    }
    String q = filter.q();
    if (q != null && !SearchKey.of(q).isNone()) {
      search(q, conditions, params);
    }
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    List<Row> rows =
        jdbc.sql(
                """
                select %s
                from (select d.* from deal d %s order by %s limit :size offset :offset) d
                %s
                order by %s
                """
                    .formatted(COLUMNS, where, filter.sort().sql(), JOINS, filter.sort().sql()))
            .params(params)
            .param("size", page.size())
            .param("offset", page.offset())
            .query((row, n) -> row(row))
            .list();
    return Page.of(rows, page, total(rows.size(), page, where, params));
  }

  /** The logins of all in whose name a deal stands, open or closed. */
  List<String> owners() {
    return jdbc.sql(
            "select login from app_user u where exists (select from deal d where d.owner ="
                + " u.login)")
        .query((row, n) -> row.getString("login"))
        .list();
  }

  /** The name of whoever changed a deal last. */
  Optional<String> lastChange(DealId deal) {
    return jdbc.sql(
            """
            select coalesce(u.name, c.by) from deal_change c left join app_user u on u.login = c.by
            where c.deal_id = ? order by c.id desc limit 1
            """)
        .param(deal.value())
        .query(String.class)
        .optional();
  }

  /** A page that is not full is the last, and then nothing has to be counted. */
  private long total(int found, PageRequest page, String where, Map<String, Object> params) {
    return found < page.size() && (found > 0 || page.page() == 0)
        ? page.offset() + found
        : jdbc.sql("select count(*) from deal d " + where)
            .params(params)
            .query(Long.class)
            .single();
  }

  /** Adds the condition that leaves the deals the actor may see; none if he may see all. */
  void visible(Actor actor, List<String> conditions, Map<String, Object> params) {
    visible(actor, "deal.read", conditions, params);
  }

  /** The same for another right. */
  void visible(Actor actor, String right, List<String> conditions, Map<String, Object> params) {
    Reach reach = rights.reach(actor, right);
    if (reach.isNothing()) {
      throw Rights.denied(actor, right);
    }
    if (!reach.isAll()) {
      conditions.add(reach.ofDeals("d"));
      params.putAll(reach.params());
    }
  }

  static void equal(
      String column,
      String name,
      @Nullable String value,
      List<String> conditions,
      Map<String, Object> params) {
    if (value != null && !value.isBlank()) {
      conditions.add(column + " = :" + name);
      params.put(name, value);
    }
  }

  private static void search(String q, List<String> conditions, Map<String, Object> params) {
    conditions.add(
        DealWords.ways(q, params).stream()
            .map(way -> "select d.id " + way)
            .collect(Collectors.joining(" union ", "d.id in (", ")")));
  }

  static Row row(ResultSet row) throws SQLException {
    String status = row.getString("measurement_status");
    return new Row(
        row.getString("id"),
        row.getString("title"),
        row.getString("pipeline"),
        row.getString("stage"),
        row.getString("status"),
        row.getLong("version"),
        row.getString("owner"),
        new ClientRow(
            row.getString("client"),
            row.getString("client_name"),
            Arrays.asList((String[]) row.getArray("phones").getArray())),
        new EstimateRow(Sum.rubles(row.getBigDecimal("estimate_amount"))),
        new MeasurementRow(
            row.getObject("planned_on", LocalDate.class), status.isEmpty() ? null : status),
        row.getObject("next_contact_on", LocalDate.class),
        row.getObject("next_activity_on", LocalDate.class));
  }
}
