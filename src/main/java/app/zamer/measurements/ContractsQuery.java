package app.zamer.measurements;

import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.web.PageRequest;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ledger's tab «Отчёты»: the contracts (WIN-5). */
@Repository
class ContractsQuery {
  private final JdbcClient jdbc;
  private final Rights rights;

  ContractsQuery(JdbcClient jdbc, Rights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  /**
   * @param amount RUB, null if unknown
   * @param discount RUB, null if unknown
   * @param madeOn the day on which the number was first entered
   */
  record Line(
      String number,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal discount,
      @Nullable String clientName,
      @Nullable LocalDate madeOn,
      String deal,
      String manager) {}

  /**
   * @param from first day on which a contract was made
   * @param to last such day
   * @param manager only contracts of his deals
   */
  record Filter(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String manager) {}

  /** Sums over every contract of the period, not only those of the page. */
  record Totals(BigDecimal amount, BigDecimal discount) {}

  record Report(List<Line> items, int page, int size, long total, Totals totals) {}

  Report report(Actor actor, @Nullable LocalDate from, @Nullable LocalDate to, PageRequest page) {
    Map<String, Object> params = new HashMap<>();
    String matching = matching(actor, new Filter(from, to, null), params);
    var found = new Found[1];
    List<Line> lines =
        jdbc
            .sql(
                """
                with total as (
                  select count(*) as total, coalesce(sum(m.contract_amount), 0.00) as amount,
                         coalesce(sum(m.contract_discount), 0.00) as discount %s),
                page as (
                  select m.contract_number, m.contract_amount, m.contract_discount, m.contract_client_name,
                         m.contract_on, m.deal_id, d.owner
                  %s order by m.contract_on desc, m.deal_id desc limit :size offset :offset)
                select * from total left join page on true order by contract_on desc, deal_id desc
                """
                    .formatted(matching, matching))
            .params(params)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(
                (row, number) -> {
                  found[0] =
                      new Found(
                          row.getLong("total"),
                          new Totals(row.getBigDecimal("amount"), row.getBigDecimal("discount")));
                  return row.getString("contract_number") == null
                      ? Optional.<Line>empty()
                      : Optional.of(line(row));
                })
            .list()
            .stream()
            .flatMap(Optional::stream)
            .toList();
    return new Report(lines, page.page(), page.size(), found[0].total(), found[0].totals());
  }

  /**
   * The contracts, the latest first.
   *
   * @param after the last that is there already; null to begin with the first
   */
  List<ContractLine> contracts(
      Actor actor, Filter filter, LedgerQuery.@Nullable Place after, int size) {
    Map<String, Object> params = new HashMap<>();
    var sql = new StringBuilder(matching(actor, filter, params));
    if (after != null && after.day() != null) {
      sql.append(" and (m.contract_on, m.deal_id) < (:afterDay, :afterDeal)");
      params.put("afterDay", after.day());
      params.put("afterDeal", after.deal());
    }
    return jdbc.sql(
            """
            with page as (
              select m.contract_number, m.contract_amount, m.contract_discount, m.contract_client_name,
                     m.contract_on, m.deal_id, d.owner, d.title, d.client_id
              %s order by m.contract_on desc, m.deal_id desc limit :size)
            select page.*, (
              select w.engineer from visit w where w.deal_id = page.deal_id and w.called_off_at is null
              order by w.id desc limit 1) as engineer
            from page order by contract_on desc, deal_id desc
            """
                .formatted(sql))
        .params(params)
        .param("size", size)
        .query(
            (row, number) ->
                new ContractLine(
                    row.getString("contract_number"),
                    row.getObject("contract_on", LocalDate.class),
                    row.getBigDecimal("contract_amount"),
                    row.getBigDecimal("contract_discount"),
                    row.getString("contract_client_name"),
                    row.getString("deal_id"),
                    row.getString("title"),
                    row.getString("client_id"),
                    row.getString("owner"),
                    row.getString("engineer")))
        .list();
  }

  /** What all contracts come to. */
  ContractsSum sum(Actor actor, Filter filter) {
    Map<String, Object> params = new HashMap<>();
    String matching = matching(actor, filter, params);
    return jdbc.sql(
            """
            select count(*) as total, coalesce(sum(m.contract_amount), 0.00) as amount,
                   coalesce(sum(m.contract_discount), 0.00) as discount %s
            """
                .formatted(matching))
        .params(params)
        .query(
            (row, number) ->
                new ContractsSum(
                    row.getLong("total"),
                    row.getBigDecimal("amount"),
                    row.getBigDecimal("discount")))
        .single();
  }

  private String matching(Actor actor, Filter filter, Map<String, Object> params) {
    Reach reach = rights.require(actor, Ledger.READ);
    var conditions = new ArrayList<>(List.of("m.contract_number <> ''", reach.ofDeals("d")));
    params.putAll(reach.params());
    if (filter.from() != null) {
      conditions.add("m.contract_on >= :from");
      params.put("from", filter.from());
    }
    if (filter.to() != null) {
      conditions.add("m.contract_on <= :to");
      params.put("to", filter.to());
    }
    if (filter.manager() != null) {
      conditions.add("d.owner = :manager");
      params.put("manager", filter.manager());
    }
    return "from measurement m join deal d on d.id = m.deal_id where "
        + String.join(" and ", conditions);
  }

  private static Line line(ResultSet row) throws SQLException {
    String name = row.getString("contract_client_name");
    return new Line(
        row.getString("contract_number"),
        row.getBigDecimal("contract_amount"),
        row.getBigDecimal("contract_discount"),
        name.isEmpty() ? null : name,
        row.getObject("contract_on", LocalDate.class),
        row.getString("deal_id"),
        row.getString("owner"));
  }

  private record Found(long total, Totals totals) {}
}
