package app.zamer.measurements;

import app.zamer.editions.Editions;
import app.zamer.handover.Belongings;
import app.zamer.regulation.Regulation;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requests for a status that nobody has answered are from then on somebody else's (REP-6). */
@Component
class StatusRequestBelongings implements Belongings {
  private static final String CHOSEN =
      """
      from status_request r where r.requested_by = :from and r.settled_at is null
      and (cast(:items as bigint[]) is null or r.id = any(:items))
      """;

  private final StatusRequestAudience audience;
  private final Editions editions;
  private final JdbcClient jdbc;

  StatusRequestBelongings(StatusRequestAudience audience, Editions editions, JdbcClient jdbc) {
    this.audience = audience;
    this.editions = editions;
    this.jdbc = jdbc;
  }

  @Override
  public String kind() {
    return "status-requests";
  }

  @Override
  public int place() {
    return 70;
  }

  @Override
  public String right() {
    return "ledger.status.request";
  }

  @Override
  public boolean mayBeNobodys() {
    return false;
  }

  @Override
  public Map<UserId, Long> counts(Collection<UserId> people) {
    return Belongings.counted(
        jdbc,
        """
        select requested_by, count(*) as requests from status_request
        where requested_by = any(?) and settled_at is null group by requested_by
        """,
        people);
  }

  @Override
  public List<Item> items(UserId of, long after, int most) {
    Regulation regulation = editions.inForce();
    return jdbc.sql(
            """
            select r.id, r.deal_id, r.status, d.title from status_request r join deal d on d.id = r.deal_id
            where r.requested_by = ? and r.settled_at is null and r.id > ? order by r.id limit ?
            """)
        .params(of.value(), after, most)
        .query(
            (row, n) ->
                new Item(
                    row.getLong("id"),
                    row.getString("title"),
                    regulation.word(Ledger.STATUS, row.getString("status")).text(),
                    "/deals/" + row.getLong("deal_id")))
        .list();
  }

  @Override
  public long count(UserId of, Choice choice) {
    return jdbc.sql("select count(*) " + CHOSEN)
        .param("from", of.value())
        .param("items", choice.numbers())
        .query(Long.class)
        .single();
  }

  @Override
  public Given give(Actor by, UserId from, @Nullable User to, Choice choice, Instant now) {
    UserId receiver = Objects.requireNonNull(to).id();
    List<StatusRequest> given =
        jdbc.sql(
                """
                update status_request set requested_by = :to
                where requested_by = :from and settled_at is null
                and (cast(:items as bigint[]) is null or id = any(:items)) returning *
                """)
            .param("to", receiver.value())
            .param("from", from.value())
            .param("items", choice.numbers())
            .query(StatusRequestRepository::request)
            .list();
    given.forEach(audience::tell);
    return new Given(
        given.stream().map(request -> new Kept(request.id(), receiver, Map.of())).toList(),
        choice.missing(given.stream().map(StatusRequest::id).toList()));
  }

  @Override
  public List<Left> giveBack(Actor by, UserId from, List<Kept> given, Instant now) {
    Set<Long> left = new HashSet<>();
    for (Kept kept : given) {
      List<StatusRequest> back =
          jdbc.sql(
                  """
                  update status_request set requested_by = :from
                  where id = :id and requested_by = :to and settled_at is null returning *
                  """)
              .param("from", from.value())
              .param("id", kept.id())
              .param("to", Objects.requireNonNull(kept.to()).value())
              .query(StatusRequestRepository::request)
              .list();
      back.forEach(audience::tell);
      if (back.isEmpty()) {
        left.add(kept.id());
      }
    }
    return left.stream()
        .sorted()
        .map(id -> new Left(id, Messages.text("handover.left.settled")))
        .toList();
  }
}
