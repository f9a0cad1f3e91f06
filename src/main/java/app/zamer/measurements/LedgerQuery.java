package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.StrictValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
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
  private final Rights rights;

  LedgerQuery(JdbcClient jdbc, CompanyClock clock, Rights rights) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.rights = rights;
  }

  /**
   * @param from first planned day
   * @param to last planned day
   * @param engineer only records whose present visit is his
   * @param manager only records of his deals
   * @param visited whether a visit is planned or was made; null for both
   * @param text a part of the client's name, a phone or the address, or how a contract's number
   *     begins; empty for any
   */
  record Filter(
      @Nullable Long deal,
      @Nullable String status,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable String engineer,
      @Nullable String manager,
      @Nullable Boolean visited,
      String text) {
    static Filter of(
        @Nullable Long deal,
        @Nullable String status,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
      return new Filter(deal, status, from, to, null, null, null, "");
    }

    private boolean betweenDays() {
      return from != null || to != null;
    }
  }

  /**
   * Where in the list a record stands.
   *
   * @param day null behind all that have one
   */
  record Place(@Nullable LocalDate day, long deal) {
    static Place of(LedgerRecord record) {
      return new Place(record.plannedDate(), Long.parseLong(record.deal()));
    }

    /** Reads {@link #toString()}; empty if it is nothing of the kind. */
    static Optional<Place> read(String text) {
      String[] parts = text.split("_", -1);
      try {
        return parts.length == 2
            ? Optional.of(
                new Place(
                    parts[0].isEmpty() ? null : StrictValues.day(parts[0]),
                    StrictValues.whole(parts[1])))
            : Optional.empty();
      } catch (DateTimeException | NumberFormatException e) {
        return Optional.empty();
      }
    }

    @Override
    public String toString() {
      return (day == null ? "" : day) + "_" + deal;
    }
  }

  /**
   * The records behind a place of the list, by their planned day; those without one stand last.
   *
   * @param after null to begin at the beginning
   */
  List<LedgerRecord> rows(
      Actor actor, Filter filter, boolean earliestFirst, @Nullable Place after, int size) {
    var rows = new ArrayList<LedgerRecord>();
    boolean behindDays = after != null && after.day() == null;
    if (!behindDays) {
      rows.addAll(part(actor, filter, true, earliestFirst, after, size));
    }
    if (rows.size() < size && !filter.betweenDays()) {
      Place last = behindDays ? after : null;
      rows.addAll(part(actor, filter, false, earliestFirst, last, size - rows.size()));
    }
    return rows;
  }

  /** How many records there are, counted no further than to one more than {@code most}. */
  int count(Actor actor, Filter filter, int most) {
    Map<String, Object> params = new HashMap<>();
    String matching = matching(actor, filter, params);
    return jdbc.sql("select count(*) from (select %s limit :most) counted".formatted(matching))
        .params(params)
        .param("most", most + 1)
        .query(Integer.class)
        .single();
  }

  private List<LedgerRecord> part(
      Actor actor,
      Filter filter,
      boolean dated,
      boolean earliestFirst,
      @Nullable Place after,
      int size) {
    Map<String, Object> params = new HashMap<>();
    var sql = new StringBuilder(matching(actor, filter, params));
    sql.append(dated ? " and m.planned_on is not null" : " and m.planned_on is null");
    if (after != null) {
      sql.append(dated ? " and (m.planned_on, m.deal_id)" : " and m.deal_id")
          .append(earliestFirst ? " > " : " < ")
          .append(dated ? "(:afterDay, :afterDeal)" : ":afterDeal");
      params.put("afterDeal", after.deal());
      if (after.day() != null) {
        params.put("afterDay", after.day());
      }
    }
    String order = earliestFirst ? "m.planned_on, m.deal_id" : "m.planned_on desc, m.deal_id desc";
    return jdbc.sql(
            """
            with page as (select m.deal_id %s order by %s limit :size)
            select %s
            from page join measurement m on m.deal_id = page.deal_id
            %s
            order by %s
            """
                .formatted(sql, order, COLUMNS, JOINS, order))
        .params(params)
        .param("size", size)
        .query((row, number) -> record(row))
        .list();
  }

  /** Everything of a query for {@code measurement m} from its «from» on. */
  private String matching(Actor actor, Filter filter, Map<String, Object> params) {
    Reach reach = rights.require(actor, Ledger.READ);
    var conditions = new ArrayList<>(List.of("m.status <> ''", reach.ofDeals("d")));
    params.putAll(reach.params());
    with("m.deal_id = :deal", "deal", filter.deal(), conditions, params);
    with("m.status = :status", "status", filter.status(), conditions, params);
    with("m.planned_on >= :from", "from", filter.from(), conditions, params);
    with("m.planned_on <= :to", "to", filter.to(), conditions, params);
    with("d.owner = :manager", "manager", filter.manager(), conditions, params);
    with(
        """
        m.deal_id in (
          select w.deal_id from visit w where w.engineer = :engineer and w.called_off_at is null
            and not exists (
              select from visit l where l.deal_id = w.deal_id and l.called_off_at is null and l.id > w.id))\
        """,
        "engineer",
        filter.engineer(),
        conditions,
        params);
    if (filter.visited() != null) {
      conditions.add(
          (filter.visited() ? "" : "not ")
              + "exists (select from visit w where w.deal_id = m.deal_id and w.called_off_at is"
              + " null)");
    }
    if (!filter.text().isBlank()) {
      conditions.add(LedgerText.condition(filter.text(), params));
    }
    return "from measurement m join deal d on d.id = m.deal_id where "
        + String.join(" and ", conditions);
  }

  Page<LedgerRecord> page(Actor actor, Filter filter, PageRequest page) {
    Map<String, Object> params = new HashMap<>();
    String matching = matching(actor, filter, params);
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

  /** The logins of all whose deals are in the ledger, whether or not they still work here. */
  List<String> managers() {
    return logins("deal d where d.owner = u.login");
  }

  /** The logins of all who were ever sent on a visit. */
  List<String> engineers() {
    return logins("visit v where v.engineer = u.login");
  }

  private List<String> logins(String from) {
    return jdbc.sql("select login from app_user u where exists (select from %s)".formatted(from))
        .query((row, n) -> row.getString("login"))
        .list();
  }
}
