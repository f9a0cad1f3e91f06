package app.zamer.measurements;

import app.zamer.editions.Editions;
import app.zamer.measurements.StampItem.Returned;
import app.zamer.measurements.StampItem.Sheet;
import app.zamer.measurements.StampItem.Voided;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.users.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The technologist's screen: what is to be stamped, and what was (MEAS-5). */
@Repository
class StampQuery {
  private static final String QUEUE =
      """
      select a.subject as deal_id, a.id as place, a.due_on, a.due_at
      from activity a join deal d on d.id = a.subject
      where a.role = any (:roles) and a.assignee is null and a.state = 'PLANNED'
        and a.kind = 'DEAL' and a.rule = any (:rules)
        and (a.due_on, a.due_at, a.id) > (:afterOn, :afterAt, :afterPlace)
        and %s and %s
      order by a.due_on, a.due_at, a.id limit :limit
      """;
  // a second visit has no deadline of its own for the stamp, and cannot be confirmed without one
  private static final String WITHOUT_DEADLINE =
      """
      select w.deal_id, w.id as place, null::date as due_on, null::timestamptz as due_at
      from visit w join deal d on d.id = w.deal_id join measurement s on s.deal_id = w.deal_id
      where w.called_off_at is null and w.outcome = '' and w.starts_at >= :now and s.stamped_at is null
        and not exists (select from activity a where a.kind = 'DEAL' and a.subject = w.deal_id
          and a.rule = any (:rules) and a.role = any (:roles) and a.state = 'PLANNED')
        and %s
      order by w.starts_at, w.id limit :limit
      """;
  private static final String ONE =
      """
      select d.id as deal_id, coalesce(a.id, 0) as place, a.due_on, a.due_at
      from deal d left join activity a on a.kind = 'DEAL' and a.subject = d.id
        and a.rule = any (:rules) and a.role = any (:roles) and a.state = 'PLANNED'
      where d.id = :deal and %s limit 1
      """;
  private static final String STAMPED =
      """
      select s.deal_id, s.deal_id as place, null::date as due_on, null::timestamptz as due_at
      from measurement s join deal d on d.id = s.deal_id
      where s.stamped_at is not null and %s
      order by s.stamped_at desc, s.deal_id limit :limit
      """;
  private static final String ITEMS =
      """
      select q.*, d.version, d.title, d.status = 'open' as open, c.name as client, coalesce(u.name, d.owner) as owner_name,
        m.planned_on, m.estimate_amount, m.stamped_at, coalesce(t.name, m.stamped_by) as stamped_by,
        v.starts_at, v.ends_at
      from (%s) q
      join deal d on d.id = q.deal_id
      join client c on c.id = d.client_id
      join measurement m on m.deal_id = q.deal_id
      left join app_user u on u.login = d.owner
      left join app_user t on t.login = m.stamped_by
      left join lateral (
        select l.starts_at, l.ends_at from visit l
        where l.deal_id = q.deal_id and l.called_off_at is null order by l.id desc limit 1) v on true
      """;

  private final JdbcClient jdbc;
  private final Editions editions;

  StampQuery(JdbcClient jdbc, Editions editions) {
    this.jdbc = jdbc;
    this.editions = editions;
  }

  /**
   * A part of what is to be stamped, the nearest deadline first.
   *
   * @param files whose estimate sheets are shown
   */
  List<StampItem> queue(Reach reach, Reach files, StampPart part, QueuePlace after, int limit) {
    return items(
        QUEUE.formatted(reach.ofDeals("d"), part.condition()),
        "q.due_on, q.due_at, q.place",
        reach,
        files,
        Map.of(
            "afterOn", after.on(),
            "afterAt", after.at().atOffset(ZoneOffset.UTC),
            "afterPlace", after.id(),
            "limit", limit));
  }

  /** The estimate of one deal, stamped or not; empty if it is out of his reach. */
  Optional<StampItem> one(Reach reach, Reach files, DealId deal) {
    return items(
            ONE.formatted(reach.ofDeals("d")),
            "q.place",
            reach,
            files,
            Map.of("deal", deal.value()))
        .stream()
        .findFirst();
  }

  /** Visits to come that lack the stamp though the regulation has no deadline for it. */
  List<StampItem> withoutDeadline(Reach reach, Reach files, Instant now, int limit) {
    return items(
        WITHOUT_DEADLINE.formatted(reach.ofDeals("d")),
        "v.starts_at, q.place",
        reach,
        files,
        Map.of("now", now.atOffset(ZoneOffset.UTC), "limit", limit));
  }

  /** The latest stamps, newest first. */
  List<StampItem> stamped(Reach reach, Reach files, int limit) {
    return items(
        STAMPED.formatted(reach.ofDeals("d")),
        "m.stamped_at desc, q.deal_id",
        reach,
        files,
        Map.of("limit", limit));
  }

  private List<StampItem> items(
      String list, String order, Reach reach, Reach files, Map<String, Object> params) {
    Map<String, Object> all = new HashMap<>(params);
    all.putAll(reach.params());
    List<Duty> duties = editions.inForce().waitingFor("stamp");
    all.put("roles", duties.stream().map(Duty::assignee).toArray(String[]::new));
    all.put("rules", duties.stream().map(Duty::rule).toArray(String[]::new));
    List<StampItem> items =
        jdbc.sql(ITEMS.formatted(list) + "order by " + order)
            .params(all)
            .query((row, n) -> item(row))
            .list();
    if (items.isEmpty()) {
      return items;
    }
    Long[] deals = items.stream().map(item -> item.deal().value()).toArray(Long[]::new);
    Map<Long, List<Sheet>> sheets = sheets(files, deals);
    Map<Long, Voided> voided = voided(deals);
    Map<Long, Returned> returned = returned(deals);
    return items.stream()
        .map(
            item ->
                new StampItem(
                    item.deal(),
                    item.version(),
                    item.title(),
                    item.open(),
                    item.client(),
                    item.owner(),
                    item.day(),
                    item.amount(),
                    item.stampedAt(),
                    item.stampedBy(),
                    item.startsAt(),
                    item.endsAt(),
                    item.cutOff(),
                    item.place(),
                    sheets.getOrDefault(item.deal().value(), List.of()),
                    item.stampedAt() == null ? voided.get(item.deal().value()) : null,
                    item.stampedAt() == null ? returned.get(item.deal().value()) : null))
        .toList();
  }

  private Map<Long, List<Sheet>> sheets(Reach files, Long[] deals) {
    record Line(long deal, Sheet sheet) {}
    return jdbc
        .sql(
            """
            select f.deal_id, f.id, f.name, f.content_type, coalesce(u.name, f.uploaded_by) as uploaded_by, f.uploaded_at
            from file f join deal d on d.id = f.deal_id left join app_user u on u.login = f.uploaded_by
            where %s and f.deal_id = any(:deals) and f.kind = 'estimate-sheet' and f.removed_at is null
            order by f.uploaded_at desc, f.id desc
            """
                .formatted(files.ofDeals("d")))
        .params(files.params())
        .param("deals", deals)
        .query(
            (row, n) -> {
              String type = row.getString("content_type");
              return new Line(
                  row.getLong("deal_id"),
                  new Sheet(
                      row.getLong("id"),
                      row.getString("name"),
                      type,
                      row.getString("uploaded_by"),
                      row.getTimestamp("uploaded_at").toInstant(),
                      Set.of("image/jpeg", "image/png", "image/webp", "image/gif").contains(type)));
            })
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Line::deal,
                Collectors.mapping(Line::sheet, Collectors.toCollection(ArrayList::new))));
  }

  private Map<Long, Voided> voided(Long[] deals) {
    Map<Long, Voided> found = new HashMap<>();
    jdbc.sql(
            """
            select distinct on (h.deal_id) h.deal_id, h.at, coalesce(u.name, h.by) as by,
              (s.entry ->> 'before')::timestamptz as stamped_at, (a.entry ->> 'before')::numeric as amount
            from deal_change h
            join lateral jsonb_array_elements(h.change) s(entry) on s.entry ->> 'field' = 'estimate.stampedAt'
            left join lateral jsonb_array_elements(h.change) a(entry) on a.entry ->> 'field' = 'estimate.amount'
            left join app_user u on u.login = h.by
            where h.deal_id = any(:deals) and s.entry ->> 'before' is not null and s.entry ->> 'after' is null
            order by h.deal_id, h.id desc
            """)
        .param("deals", deals)
        .query(
            row -> {
              found.put(
                  row.getLong("deal_id"),
                  new Voided(
                      row.getTimestamp("stamped_at").toInstant(),
                      row.getTimestamp("at").toInstant(),
                      row.getString("by"),
                      row.getBigDecimal("amount")));
            });
    return found;
  }

  private Map<Long, Returned> returned(Long[] deals) {
    Map<Long, Returned> found = new HashMap<>();
    jdbc.sql(
            """
            select distinct on (r.deal_id) r.deal_id, r.returned_at, coalesce(u.name, r.returned_by) as by, r.remark,
              exists (select from file f where f.deal_id = r.deal_id and f.kind = 'estimate-sheet'
                and f.uploaded_at > r.returned_at and f.removed_at is null)
              or exists (select from deal_change h where h.deal_id = r.deal_id and h.at > r.returned_at
                and h.change @> '[{"field": "estimate.amount"}]') as mended,
              m.stamped_at
            from stamp_return r join measurement m on m.deal_id = r.deal_id
            left join app_user u on u.login = r.returned_by
            where r.deal_id = any(:deals)
            order by r.deal_id, r.id desc
            """)
        .param("deals", deals)
        .query(
            row -> {
              found.put(
                  row.getLong("deal_id"),
                  new Returned(
                      row.getTimestamp("returned_at").toInstant(),
                      row.getString("by"),
                      row.getString("remark"),
                      row.getBoolean("mended")));
            });
    return found;
  }

  private static StampItem item(ResultSet row) throws SQLException {
    Instant cutOff = instant(row.getTimestamp("due_at"));
    LocalDate on = row.getObject("due_on", LocalDate.class);
    return new StampItem(
        new DealId(row.getLong("deal_id")),
        row.getLong("version"),
        row.getString("title"),
        row.getBoolean("open"),
        row.getString("client"),
        row.getString("owner_name"),
        row.getObject("planned_on", LocalDate.class),
        row.getBigDecimal("estimate_amount"),
        instant(row.getTimestamp("stamped_at")),
        Objects.requireNonNullElse(row.getString("stamped_by"), ""),
        instant(row.getTimestamp("starts_at")),
        instant(row.getTimestamp("ends_at")),
        cutOff,
        cutOff == null || on == null ? null : new QueuePlace(on, cutOff, row.getLong("place")),
        List.of(),
        null,
        null);
  }

  private static @Nullable Instant instant(@Nullable Timestamp moment) {
    return moment == null ? null : moment.toInstant();
  }
}
