package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Every disagreement between deal and ledger (ALL-1). They are one row, so there can only be one if
 * somebody wrote past the program: what stands in the row is then not what the deal's history
 * tells, or does not fit the deal's visit or end.
 */
@Repository
class ReconciliationQuery {
  private final JdbcClient jdbc;
  private final CompanyClock clock;
  private final Rights rights;
  private final Editions editions;

  ReconciliationQuery(JdbcClient jdbc, CompanyClock clock, Rights rights, Editions editions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.rights = rights;
    this.editions = editions;
  }

  Page<Difference> page(Actor actor, PageRequest page) {
    Reach reach = rights.require(actor, Ledger.READ);
    var total = new long[1];
    List<Difference> items =
        jdbc
            .sql(
                """
                with told as (
                  select distinct on (h.deal_id, e.field) h.deal_id, e.field, nullif(e.after #>> '{}', '') as value
                  from deal_change h cross join lateral jsonb_to_recordset(h.change) as e (field text, after jsonb)
                  where e.field in ('measurement.date', 'measurement.status', 'estimate.amount', 'contract.number',
                                    'contract.amount', 'contract.discount', 'contract.clientName')
                  order by h.deal_id, e.field, h.id desc),
                kept as (
                  select m.deal_id, f.field, f.value
                  from measurement m cross join lateral (values
                    ('measurement.date', m.planned_on::text),
                    ('measurement.status', nullif(m.status, '')),
                    ('estimate.amount', m.estimate_amount::text),
                    ('contract.number', nullif(m.contract_number, '')),
                    ('contract.amount', m.contract_amount::text),
                    ('contract.discount', m.contract_discount::text),
                    ('contract.clientName', nullif(m.contract_client_name, ''))) as f (field, value)
                  where f.value is not null),
                difference as (
                  select deal_id, field, told.value as in_deal, kept.value as in_ledger
                  from told full join kept using (deal_id, field)
                  where case when field in ('estimate.amount', 'contract.amount', 'contract.discount')
                             then told.value::numeric is distinct from kept.value::numeric
                             else told.value is distinct from kept.value end
                  union all
                  select v.deal_id, 'visit.startsAt', (v.starts_at at time zone :zone)::date::text, m.planned_on::text
                  from visit v join measurement m on m.deal_id = v.deal_id
                  where v.called_off_at is null and v.outcome = ''
                    and (v.starts_at at time zone :zone)::date is distinct from m.planned_on
                  union all
                  select d.id, 'status', d.status, m.status
                  from deal d join measurement m on m.deal_id = d.id
                  where m.status <> ''
                    and (d.status = 'lost' and m.status <> all (:lost)
                      or d.status = 'won' and m.status <> all (:won))
                  union all
                  select d.id, 'contract.number', d.status, null
                  from deal d join measurement m on m.deal_id = d.id
                  where d.status = 'won' and m.contract_number = ''),
                seen as (
                  select x.* from difference x join deal d on d.id = x.deal_id where %s),
                page as (
                  select * from seen order by deal_id, field, in_deal limit :size offset :offset)
                select total.total, page.*
                from (select count(*) as total from seen) total left join page on true
                order by deal_id, field, in_deal
                """
                    .formatted(reach.ofDeals("d")))
            .params(reach.params())
            .param("zone", clock.getZone().getId())
            .param("lost", endings(Status.LOST))
            .param("won", endings(Status.WON))
            .param("size", page.size())
            .param("offset", page.offset())
            .query(
                (row, number) -> {
                  total[0] = row.getLong("total");
                  String deal = row.getString("deal_id");
                  return deal == null
                      ? Optional.<Difference>empty()
                      : Optional.of(
                          new Difference(
                              deal,
                              row.getString("field"),
                              row.getString("in_deal"),
                              row.getString("in_ledger")));
                })
            .list()
            .stream()
            .flatMap(Optional::stream)
            .toList();
    return Page.of(items, page, total[0]);
  }

  private String[] endings(Status end) {
    return editions.inForce().endings(end).toArray(String[]::new);
  }
}
