package app.zamer.measurements;

import app.zamer.users.Actor;
import app.zamer.web.PageRequest;
import java.math.BigDecimal;
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

  ContractsQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
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

  /** Sums over every contract of the period, not only those of the page. */
  record Totals(BigDecimal amount, BigDecimal discount) {}

  record Report(List<Line> items, int page, int size, long total, Totals totals) {}

  Report report(Actor actor, @Nullable LocalDate from, @Nullable LocalDate to, PageRequest page) {
    var conditions = new ArrayList<>(List.of("m.contract_number <> ''", Reach.condition(actor)));
    Map<String, Object> params = new HashMap<>(Reach.params(actor));
    if (from != null) {
      conditions.add("m.contract_on >= :from");
      params.put("from", from);
    }
    if (to != null) {
      conditions.add("m.contract_on <= :to");
      params.put("to", to);
    }
    String matching =
        "from measurement m join deal d on d.id = m.deal_id where "
            + String.join(" and ", conditions);
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
                  String contract = row.getString("contract_number");
                  if (contract == null) {
                    return Optional.<Line>empty();
                  }
                  String name = row.getString("contract_client_name");
                  return Optional.of(
                      new Line(
                          contract,
                          row.getBigDecimal("contract_amount"),
                          row.getBigDecimal("contract_discount"),
                          name.isEmpty() ? null : name,
                          row.getObject("contract_on", LocalDate.class),
                          row.getString("deal_id"),
                          row.getString("owner")));
                })
            .list()
            .stream()
            .flatMap(Optional::stream)
            .toList();
    return new Report(lines, page.page(), page.size(), found[0].total(), found[0].totals());
  }

  private record Found(long total, Totals totals) {}
}
