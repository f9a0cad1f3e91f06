package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ledger's list of measurement records. */
@Repository
class LedgerQuery {
  private static final String COLUMNS =
      """
      m.deal_id, d.title, d.owner, d.version, d.city, d.street, d.house, d.apartment, d.entrance, d.floor, d.intercom,
      c.id as client_id, c.name as client_name,
      array(select p.phone from client_phone p where p.client_id = c.id order by p.position) as phones,
      m.planned_on, m.date_kind, m.decided_on, m.video_allowed, m.status, m.estimate_amount, m.stamped_at, m.stamped_by,
      m.contract_number, m.contract_amount, m.contract_discount, m.contract_client_name, m.contract_on,
      v.engineer, v.starts_at, v.ends_at, v.planned_at, v.confirmed_at, v.outcome, v.outcome_at, v.repeat
      """;
  private static final String JOINS =
      """
      left join deal d on d.id = m.deal_id
      left join client c on c.id = d.client_id
      left join lateral (
        select w.* from visit w where w.deal_id = m.deal_id and w.called_off_at is null order by w.id desc limit 1
      ) v on true
      """;

  private final JdbcClient jdbc;
  private final CompanyClock clock;

  LedgerQuery(JdbcClient jdbc, CompanyClock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param from first planned day
   * @param to last planned day
   */
  record Filter(
      @Nullable Long deal,
      @Nullable String status,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {}

  Page<LedgerRecord> page(Actor actor, Filter filter, PageRequest page) {
    var conditions = new ArrayList<>(List.of("m.status <> ''", Reach.condition(actor)));
    Map<String, Object> params = new HashMap<>(Reach.params(actor));
    with("m.deal_id = :deal", "deal", filter.deal(), conditions, params);
    with("m.status = :status", "status", filter.status(), conditions, params);
    with("m.planned_on >= :from", "from", filter.from(), conditions, params);
    with("m.planned_on <= :to", "to", filter.to(), conditions, params);
    String matching =
        "from measurement m join deal d on d.id = m.deal_id where "
            + String.join(" and ", conditions);
    var total = new long[1];
    List<LedgerRecord> items =
        jdbc
            .sql(
                """
                with total as (select count(*) as total %s),
                page as (
                  select m.deal_id %s order by m.planned_on desc, m.deal_id desc limit :size offset :offset)
                select total.total, %s
                from total left join page on true left join measurement m on m.deal_id = page.deal_id
                %s
                order by m.planned_on desc, m.deal_id desc
                """
                    .formatted(matching, matching, COLUMNS, JOINS))
            .params(params)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(
                (row, number) -> {
                  total[0] = row.getLong("total");
                  return row.getObject("deal_id") == null
                      ? Optional.<LedgerRecord>empty()
                      : Optional.of(record(row));
                })
            .list()
            .stream()
            .flatMap(Optional::stream)
            .toList();
    return Page.of(items, page, total[0]);
  }

  /** The record of a deal, empty while the ledger has none. */
  Optional<LedgerRecord> find(DealId deal) {
    return jdbc.sql(
            "select %s from measurement m %s where m.deal_id = :deal and m.status <> ''"
                .formatted(COLUMNS, JOINS))
        .param("deal", deal.value())
        .query((row, number) -> record(row))
        .optional();
  }

  boolean exists(DealId deal) {
    return jdbc.sql(
            "select exists (select from measurement where deal_id = :deal and status <> '')")
        .param("deal", deal.value())
        .query(Boolean.class)
        .single();
  }

  private LedgerRecord record(ResultSet row) throws SQLException {
    String deal = row.getString("deal_id");
    return new LedgerRecord(
        deal,
        deal,
        row.getString("title"),
        new LedgerRecord.Client(
            row.getString("client_id"),
            row.getString("client_name"),
            List.of((String[]) row.getArray("phones").getArray())),
        new LedgerRecord.Address(
            text(row, "city"),
            text(row, "street"),
            text(row, "house"),
            text(row, "apartment"),
            text(row, "entrance"),
            text(row, "floor"),
            text(row, "intercom")),
        row.getString("owner"),
        row.getObject("planned_on", LocalDate.class),
        text(row, "date_kind"),
        row.getObject("decided_on", LocalDate.class),
        row.getBigDecimal("estimate_amount"),
        moment(row, "stamped_at"),
        text(row, "stamped_by"),
        row.getString("status"),
        row.getObject("video_allowed", Boolean.class),
        visit(row),
        new LedgerRecord.Contract(
            text(row, "contract_number"),
            row.getBigDecimal("contract_amount"),
            row.getBigDecimal("contract_discount"),
            text(row, "contract_client_name"),
            row.getObject("contract_on", LocalDate.class)),
        row.getLong("version"));
  }

  private @Nullable VisitView visit(ResultSet row) throws SQLException {
    String engineer = row.getString("engineer");
    return engineer == null
        ? null
        : new VisitView(
            engineer,
            Objects.requireNonNull(moment(row, "starts_at")),
            Objects.requireNonNull(moment(row, "ends_at")),
            moment(row, "planned_at"),
            moment(row, "confirmed_at"),
            text(row, "outcome"),
            moment(row, "outcome_at"),
            row.getBoolean("repeat"));
  }

  private @Nullable OffsetDateTime moment(ResultSet row, String column) throws SQLException {
    return Moment.in(clock.getZone(), row.getObject(column, OffsetDateTime.class));
  }

  private static @Nullable String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null || text.isEmpty() ? null : text;
  }

  private static void with(
      String condition,
      String name,
      @Nullable Object value,
      List<String> conditions,
      Map<String, Object> params) {
    if (value != null) {
      conditions.add(condition);
      params.put(name, value);
    }
  }
}
