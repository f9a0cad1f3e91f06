package app.zamer.leads;

import app.zamer.editions.Editions;
import app.zamer.handover.Belongings;
import app.zamer.regulation.LeadRules;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Open leads go to another manager, or are free for whoever takes them. */
@Component
class LeadBelongings implements Belongings {
  private static final String CHOSEN =
      """
      from lead where owner = :from and result = ''
      and (cast(:items as bigint[]) is null or id = any(:items))
      """;

  private final LeadRepository leads;
  private final LeadChanges changes;
  private final Editions editions;
  private final JdbcClient jdbc;

  LeadBelongings(LeadRepository leads, LeadChanges changes, Editions editions, JdbcClient jdbc) {
    this.leads = leads;
    this.changes = changes;
    this.editions = editions;
    this.jdbc = jdbc;
  }

  @Override
  public String kind() {
    return "leads";
  }

  @Override
  public int place() {
    return 20;
  }

  @Override
  public String right() {
    return LeadRights.OWN;
  }

  @Override
  public boolean mayBeNobodys() {
    return true;
  }

  @Override
  public Map<UserId, Long> counts(Collection<UserId> people) {
    return Belongings.counted(
        jdbc,
        """
        select owner, count(*) as leads from lead where owner = any(?) and result = '' group by owner
        """,
        people);
  }

  @Override
  public List<Item> items(UserId of, long after, int most) {
    LeadRules rules = editions.inForce().leads();
    return jdbc.sql(
            """
            select id, title, stage from lead
            where owner = ? and result = '' and id > ? order by id limit ?
            """)
        .params(of.value(), after, most)
        .query(
            (row, n) ->
                new Item(
                    row.getLong("id"),
                    row.getString("title"),
                    rules.name(row.getString("stage")),
                    "/leads/" + row.getLong("id")))
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
    UserId receiver = to == null ? null : to.id();
    List<LeadId> ids =
        jdbc.sql("select id " + CHOSEN)
            .param("from", from.value())
            .param("items", choice.numbers())
            .query((row, n) -> new LeadId(row.getLong("id")))
            .list();
    List<Kept> given = new ArrayList<>();
    for (Lead lead : leads.lock(ids)) {
      // it may have been given or closed before it was locked
      if (from.equals(lead.owner()) && !lead.isClosed()) {
        changes.handOver(by, lead, receiver);
        given.add(new Kept(lead.id().value(), receiver, Map.of()));
      }
    }
    return new Given(given, choice.missing(given.stream().map(Kept::id).toList()));
  }

  @Override
  public List<Left> giveBack(Actor by, UserId from, List<Kept> given, Instant now) {
    Map<LeadId, Kept> wanted = new LinkedHashMap<>();
    given.forEach(kept -> wanted.put(new LeadId(kept.id()), kept));
    List<Left> left = new ArrayList<>();
    for (Lead lead : leads.lock(wanted.keySet())) {
      Kept kept = Objects.requireNonNull(wanted.get(lead.id()));
      if (Objects.equals(lead.owner(), kept.to())) {
        changes.handOver(by, lead, from);
      } else {
        left.add(new Left(kept.id(), Messages.text("handover.left.another")));
      }
    }
    return left;
  }
}
