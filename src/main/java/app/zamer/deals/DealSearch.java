package app.zamer.deals;

import app.zamer.clients.Phone;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.web.Sum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds deals by whatever a person types: a part of the title, the client's name, the address or a
 * phone, or a contract number. Newest first; each way of finding them goes no further than what is
 * shown.
 */
@Component
class DealSearch {
  static final int SIZE = 30;

  private final JdbcClient jdbc;
  private final DealQuery deals;

  DealSearch(JdbcClient jdbc, DealQuery deals) {
    this.jdbc = jdbc;
    this.deals = deals;
  }

  /**
   * @param next the id of the deal after which the rest begins; null if this is all
   */
  record Result(List<FoundDeal> deals, @Nullable Long next) {}

  /**
   * The deals the actor may see.
   *
   * @param after the last deal that is shown already; null to begin with the newest
   */
  Result find(Actor actor, String q, @Nullable Long after) {
    var conditions = new ArrayList<String>();
    var params = new HashMap<String, Object>();
    deals.visible(actor, conditions, params);
    if (after != null) {
      conditions.add("d.id < :after");
      params.put("after", after);
    }
    List<FoundDeal> found =
        jdbc.sql(
                """
                select %s, o.name as owner_name, m.contract_number, coalesce(m.contract_amount, m.estimate_amount) as amount,
                  array_to_string(array(
                    select part from unnest(array[d.city, d.street, d.house]) part where part not in ('', '-')), ', ') as address
                from (select * from deal where id in (%s)) d
                %s
                left join app_user o on o.login = d.owner
                order by d.id desc
                """
                    .formatted(DealQuery.COLUMNS, ids(q, conditions, params), DealQuery.JOINS))
            .params(params)
            .param("mostFound", SIZE + 1)
            .query(
                (row, n) ->
                    new FoundDeal(
                        row.getString("id"),
                        row.getString("title"),
                        new StageId(row.getString("pipeline"), row.getString("stage")),
                        row.getString("status"),
                        row.getString("client_name"),
                        Arrays.stream((String[]) row.getArray("phones").getArray())
                            .map(Phone::new)
                            .toList(),
                        Objects.requireNonNullElse(
                            row.getString("owner_name"), row.getString("owner")),
                        row.getString("address"),
                        row.getString("contract_number"),
                        Sum.rubles(row.getBigDecimal("amount"))))
            .list();
    boolean more = found.size() > SIZE;
    List<FoundDeal> shown = more ? found.subList(0, SIZE) : found;
    return new Result(shown, more ? Long.valueOf(shown.getLast().id()) : null);
  }

  /**
   * The query for the ids of the newest {@code :mostFound} deals that fit.
   *
   * @param conditions what else a deal {@code d} has to fulfil
   * @param params gets the parameters of the query, all but {@code mostFound}
   */
  String ids(String q, List<String> conditions, Map<String, Object> params) {
    String and = conditions.isEmpty() ? "" : " and " + String.join(" and ", conditions);
    return DealWords.ways(q, params).stream()
        .map(way -> "(select d.id " + way + and + " order by d.id desc limit :mostFound)")
        .collect(
            Collectors.joining(
                "\nunion\n", "select id from (\n", ") found\norder by id desc limit :mostFound"));
  }
}
