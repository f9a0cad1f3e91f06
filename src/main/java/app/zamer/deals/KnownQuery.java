package app.zamer.deals;

import app.zamer.clients.Client;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The deals of a client, for whoever is about to open another one. */
@Component
class KnownQuery {
  private static final int MOST_OPEN = 5;

  private final JdbcClient jdbc;
  private final DealRights rights;

  KnownQuery(JdbcClient jdbc, DealRights rights) {
    this.jdbc = jdbc;
    this.rights = rights;
  }

  /** Other people's deals are named, so that nobody works beside them, but not opened. */
  KnownPhone of(Actor actor, Client client) {
    Set<Scope> scopes = rights.scopes(actor, "deal.read");
    return new KnownPhone(
        client.name(),
        jdbc.sql(
                """
                select d.id, d.title, d.pipeline, d.stage, d.owner, coalesce(u.name, d.owner) as owner_name
                from deal d left join app_user u on u.login = d.owner
                where d.client_id = ? and d.status = 'open' order by d.id desc limit ?
                """)
            .params(client.id().value(), MOST_OPEN)
            .query(
                (row, n) ->
                    new KnownPhone.OpenDeal(
                        row.getString("id"),
                        row.getString("title"),
                        new StageId(row.getString("pipeline"), row.getString("stage")),
                        row.getString("owner_name"),
                        scopes.contains(Scope.ALL)
                            || scopes.contains(Scope.OWN)
                                && row.getString("owner").equals(actor.id().value())))
            .list(),
        jdbc.sql("select count(*) from deal where client_id = ? and status <> 'open'")
            .param(client.id().value())
            .query(Long.class)
            .single());
  }
}
