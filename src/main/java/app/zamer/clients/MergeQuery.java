package app.zamer.clients;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a merge and its undoing would come to, read from everybody's tables. */
@Component
class MergeQuery {
  private final JdbcClient jdbc;

  MergeQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  MergePreview.Belongings belongings(ClientId client) {
    return jdbc.sql(
            """
            with own as materialized (select id from deal where client_id = :client),
              phones as materialized (select phone from client_phone where client_id = :client)
            select
              (select count(*) from visit where deal_id in (select id from own)) as visits,
              (select count(*) from activity where kind = 'DEAL' and subject in (select id from own) and state = 'PLANNED') as activities,
              (select count(*) from file where deal_id in (select id from own) and removed_at is null) as files,
              (select count(*) from lead where phone in (select phone from phones)) as leads,
              (select count(*) from call where phone in (select phone from phones)) as calls,
              (select count(*) from client_consent where client_id = :client) as consents,
              (select count(*) from client_change where client_id = :client) as changes
            """)
        .param("client", client.value())
        .query(
            (row, number) ->
                new MergePreview.Belongings(
                    row.getLong("visits"),
                    row.getLong("activities"),
                    row.getLong("files"),
                    row.getLong("leads"),
                    row.getLong("calls"),
                    row.getLong("consents"),
                    row.getLong("changes")))
        .single();
  }

  /** How many of these deals still belong to a client. */
  long stillOf(ClientId client, List<String> deals) {
    return jdbc.sql(
            "select count(*) from deal where client_id = :client and id::text = any(:deals)")
        .param("client", client.value())
        .param("deals", deals.toArray(String[]::new))
        .query(Long.class)
        .single();
  }

  long dealsSince(ClientId client, Instant since) {
    return jdbc.sql("select count(*) from deal where client_id = :client and created_at > :since")
        .param("client", client.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }
}
