package app.zamer.clients;

import app.zamer.users.Actor;
import app.zamer.users.Rights;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What has been going on with a client, as far as the reader may see it or the deals it belongs to.
 * The latest first, and of everything at most as much as is asked for.
 */
@Component
class ClientCardQuery {
  private static final String READ = "deal.read";
  private static final String CALLS = "call.read";

  private final JdbcClient jdbc;
  private final Rights rights;

  ClientCardQuery(JdbcClient jdbc, Rights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  List<ClientDeal> deals(Actor actor, ClientId client, int size) {
    Map<String, Object> params = params(actor, client, size);
    return jdbc.sql(
            """
            select d.id, d.title, d.pipeline || '/' || d.stage as stage, d.status, d.owner, d.created_at,
              m.planned_on, m.estimate_amount, m.contract_number, m.contract_on, m.contract_amount
            from deal d join measurement m on m.deal_id = d.id
            where d.client_id = :client and %s order by d.id desc limit :size
            """
                .formatted(visible(actor)))
        .params(params)
        .query(
            (row, number) ->
                new ClientDeal(
                    row.getString("id"),
                    row.getString("title"),
                    row.getString("stage"),
                    row.getString("status"),
                    row.getString("owner"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getObject("planned_on", LocalDate.class),
                    row.getBigDecimal("estimate_amount"),
                    row.getString("contract_number"),
                    row.getObject("contract_on", LocalDate.class),
                    row.getBigDecimal("contract_amount")))
        .list();
  }

  /** How many deals of the client there are that the reader may not see. */
  int hiddenDeals(Actor actor, ClientId client) {
    return jdbc.sql(
            "select count(*) from deal d where d.client_id = :client and not coalesce("
                + visible(actor)
                + ", false)")
        .param("client", client.value())
        .params(rights.reach(actor, READ).params())
        .query(Integer.class)
        .single();
  }

  List<ClientVisit> visits(Actor actor, ClientId client, int size) {
    return jdbc.sql(
            """
            select v.deal_id, d.title, v.engineer, v.starts_at, v.ends_at, v.confirmed_at, v.outcome, v.called_off_at
            from deal d join visit v on v.deal_id = d.id
            where d.client_id = :client and %s order by v.starts_at desc, v.id desc limit :size
            """
                .formatted(visible(actor)))
        .params(params(actor, client, size))
        .query(
            (row, number) ->
                new ClientVisit(
                    row.getString("deal_id"),
                    row.getString("title"),
                    row.getString("engineer"),
                    row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                    row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                    row.getObject("confirmed_at") != null,
                    row.getString("outcome"),
                    row.getObject("called_off_at") != null))
        .list();
  }

  /** Whether the reader may see calls at all. */
  boolean seesCalls(Actor actor) {
    return rights.may(actor, CALLS);
  }

  /** Those calls of the client's phones that the reader may see. */
  List<ClientCall> calls(Actor actor, ClientId client, int size) {
    return jdbc.sql(
            """
            select l.phone, l.direction, l.answered, l.started_at, l.duration, l.person,
              case when %s then d.id end as deal_id
            from call l left join deal d on d.id = l.deal_id left join lead o on o.id = l.lead_id and l.deal_id is null
            where l.phone in (
                select phone from client_phone where client_id = :client
                union select split_part(phone, ';', 1) from client_phone where client_id = :client)
              and %s
            order by l.started_at desc, l.id desc limit :size
            """
                .formatted(
                    visible(actor),
                    rights.reach(actor, CALLS).ofCalls("d.owner", "o.owner", "l.person")))
        .params(params(actor, client, size))
        .query(
            (row, number) ->
                new ClientCall(
                    new Phone(row.getString("phone")),
                    row.getString("direction").equals("incoming"),
                    row.getBoolean("answered"),
                    row.getObject("started_at", OffsetDateTime.class).toInstant(),
                    Duration.ofSeconds(row.getInt("duration")),
                    row.getString("person"),
                    row.getString("deal_id")))
        .list();
  }

  /** A condition on {@code deal d}. */
  String visible(Actor actor) {
    return rights.reach(actor, READ).ofDeals("d");
  }

  private Map<String, Object> params(Actor actor, ClientId client, int size) {
    Map<String, Object> params = new HashMap<>();
    params.put("client", client.value());
    params.putAll(rights.reach(actor, READ).params());
    params.put("size", size);
    return params;
  }
}
