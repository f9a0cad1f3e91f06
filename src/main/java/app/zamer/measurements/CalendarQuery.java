package app.zamer.measurements;

import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.users.Reach;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Visits by their time, and the deals that wait for one. */
@Repository
class CalendarQuery {
  private static final String SLOTS =
      """
      select v.id, v.deal_id, d.version, d.title, d.status = 'open' as open, c.name as client, d.city, d.street, d.house, d.apartment,
        d.owner, coalesce(o.name, d.owner) as owner_name, v.engineer, coalesce(e.name, v.engineer) as engineer_name,
        v.starts_at, v.ends_at, v.confirmed_at, v.outcome, v.repeat, m.estimate_amount,
        v.outcome = '' and exists (
          select from visit w where w.engineer = v.engineer and w.called_off_at is null and w.outcome = '' and w.id <> v.id
            and w.starts_at < v.ends_at and w.starts_at > v.starts_at - interval '1 day' and w.ends_at > v.starts_at) as overlaps
      from visit v
      join deal d on d.id = v.deal_id
      join client c on c.id = d.client_id
      join measurement m on m.deal_id = v.deal_id
      left join app_user o on o.login = d.owner
      left join app_user e on e.login = v.engineer
      where v.called_off_at is null and
      """;

  /** More than these nobody could read at once. */
  private static final int MOST = 2000;

  private final JdbcClient jdbc;
  private final Editions editions;

  CalendarQuery(JdbcClient jdbc, Editions editions) {
    this.jdbc = jdbc;
    this.editions = editions;
  }

  /** Where a page of a list ends. */
  record Place(Instant at, long id) {
    static final Place START = new Place(Instant.EPOCH, 0);
  }

  /**
   * Visits that begin in a time, in their order.
   *
   * @param engineer only his; null for everybody's
   */
  List<Slot> between(Reach reach, Instant from, Instant to, @Nullable String engineer) {
    Map<String, Object> params = new HashMap<>(reach.params());
    params.put("from", at(from));
    params.put("to", at(to));
    String of = "";
    if (engineer != null) {
      of = " and v.engineer = :engineer";
      params.put("engineer", engineer);
    }
    return slots(
        "v.starts_at >= :from and v.starts_at < :to and "
            + reach.ofDeals("d")
            + of
            + " order by v.starts_at, v.id limit "
            + MOST,
        params);
  }

  /** Visits nobody has confirmed that begin after a moment, in their order. */
  List<Slot> toConfirm(Reach reach, Instant from, Place after, int limit) {
    Map<String, Object> params = new HashMap<>(reach.params());
    params.put("from", at(from));
    params.put("afterAt", at(after.at()));
    params.put("after", after.id());
    params.put("limit", limit);
    return slots(
        "v.outcome = '' and v.confirmed_at is null and v.starts_at >= :from"
            + " and (v.starts_at, v.id) > (:afterAt, :after) and d.status = 'open' and "
            + reach.ofDeals("d")
            + " order by v.starts_at, v.id limit :limit",
        params);
  }

  /** The visit of a deal that counts: the latest that was not called off. */
  Optional<Slot> of(DealId deal) {
    return slots("v.deal_id = :deal order by v.id desc limit 1", Map.of("deal", deal.value()))
        .stream()
        .findFirst();
  }

  /**
   * Deals that wait for their visit to be created, the most urgent first.
   *
   * @param after where the page before ended
   */
  List<WaitingDeal> waiting(Reach reach, QueuePlace after, int limit) {
    Map<String, Object> params = new HashMap<>(reach.params());
    List<Duty> duties = editions.inForce().waitingFor("visit.plan");
    params.put("roles", duties.stream().map(Duty::assignee).toArray(String[]::new));
    params.put("rules", duties.stream().map(Duty::rule).toArray(String[]::new));
    params.put("afterOn", after.on());
    params.put("afterAt", at(after.at()));
    params.put("after", after.id());
    params.put("limit", limit);
    return jdbc.sql(
            """
            select a.id as place, a.subject as deal_id, a.due_on, a.due_at, d.title, c.name as client,
              d.city, d.street, d.house, d.apartment, coalesce(o.name, d.owner) as owner_name, m.planned_on
            from activity a
            join deal d on d.id = a.subject
            join client c on c.id = d.client_id
            join measurement m on m.deal_id = d.id
            left join app_user o on o.login = d.owner
            where a.role = any (:roles) and a.assignee is null and a.state = 'PLANNED'
              and a.kind = 'DEAL' and a.rule = any (:rules)
              and (a.due_on, a.due_at, a.id) > (:afterOn, :afterAt, :after)
              and %s
            order by a.due_on, a.due_at, a.id limit :limit
            """
                .formatted(reach.ofDeals("d")))
        .params(params)
        .query(
            (row, n) ->
                new WaitingDeal(
                    new DealId(row.getLong("deal_id")),
                    row.getString("title"),
                    row.getString("client"),
                    address(row),
                    row.getString("owner_name"),
                    row.getObject("planned_on", LocalDate.class),
                    new QueuePlace(
                        row.getObject("due_on", LocalDate.class),
                        row.getTimestamp("due_at").toInstant(),
                        row.getLong("place"))))
        .list();
  }

  Optional<VisitCard> card(DealId deal) {
    return jdbc.sql(
            """
            select d.id, d.version, d.title, c.name as client, d.city, d.street, d.house, d.apartment, m.planned_on,
              m.date_kind
            from deal d join client c on c.id = d.client_id join measurement m on m.deal_id = d.id
            where d.id = :deal
            """)
        .param("deal", deal.value())
        .query(
            (row, n) ->
                new VisitCard(
                    new DealId(row.getLong("id")),
                    row.getLong("version"),
                    row.getString("title"),
                    row.getString("client"),
                    address(row),
                    row.getObject("planned_on", LocalDate.class),
                    !editions
                        .inForce()
                        .means(
                            DealField.DATE_KIND.id(),
                            row.getString("date_kind"),
                            Meaning.APPROXIMATE)))
        .optional();
  }

  /** Of these people, who is in the deal's chat. */
  Map<Long, Set<String>> inChat(List<Long> deals) {
    record In(long deal, String user) {}
    return jdbc
        .sql("select deal_id, user_login from chat_participant where deal_id = any(:deals)")
        .param("deals", deals.toArray(Long[]::new))
        .query((row, n) -> new In(row.getLong("deal_id"), row.getString("user_login")))
        .list()
        .stream()
        .collect(Collectors.groupingBy(In::deal, Collectors.mapping(In::user, Collectors.toSet())));
  }

  private List<Slot> slots(String condition, Map<String, Object> params) {
    return jdbc.sql(SLOTS + condition).params(params).query((row, n) -> slot(row)).list();
  }

  private static Slot slot(ResultSet row) throws SQLException {
    Timestamp confirmed = row.getTimestamp("confirmed_at");
    BigDecimal amount = row.getBigDecimal("estimate_amount");
    return new Slot(
        row.getLong("id"),
        new DealId(row.getLong("deal_id")),
        row.getLong("version"),
        row.getString("title"),
        row.getBoolean("open"),
        row.getString("client"),
        address(row),
        row.getString("owner"),
        row.getString("owner_name"),
        row.getString("engineer"),
        row.getString("engineer_name"),
        row.getTimestamp("starts_at").toInstant(),
        row.getTimestamp("ends_at").toInstant(),
        confirmed == null ? null : confirmed.toInstant(),
        row.getString("outcome"),
        row.getBoolean("repeat"),
        amount,
        row.getBoolean("overlaps"));
  }

  /** What there is of city, street, house and apartment; a dash stands for what there is not. */
  private static String address(ResultSet row) throws SQLException {
    return Stream.of(
            row.getString("city"),
            row.getString("street"),
            row.getString("house"),
            row.getString("apartment"))
        .filter(part -> !part.isBlank() && !part.equals("-"))
        .collect(Collectors.joining(", "));
  }

  private static Object at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
