package app.zamer.chat;

import app.zamer.handover.Belongings;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Places in the chats of open deals: somebody else, who may read the deal's chat, takes them, or
 * they are given up. What was said stays. A place is known by the number of its deal.
 */
@Component
class ChatBelongings implements Belongings {
  private static final String JOINED = "joined";

  private static final String CHOSEN =
      """
      from chat_participant p join deal d on d.id = p.deal_id
      where p.user_login = :from and d.status = 'open'
      and (cast(:items as bigint[]) is null or d.id = any(:items))
      """;

  private final Chat chat;
  private final Rights rights;
  private final ApplicationEventPublisher events;
  private final JdbcClient jdbc;

  ChatBelongings(Chat chat, Rights rights, ApplicationEventPublisher events, JdbcClient jdbc) {
    this.chat = chat;
    this.rights = rights;
    this.events = events;
    this.jdbc = jdbc;
  }

  @Override
  public String kind() {
    return "chats";
  }

  @Override
  public int place() {
    return 50;
  }

  @Override
  public String right() {
    return "chat.write";
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
        select p.user_login, count(*) as chats from chat_participant p join deal d on d.id = p.deal_id
        where p.user_login = any(?) and d.status = 'open' group by p.user_login
        """,
        people);
  }

  @Override
  public List<Item> items(UserId of, long after, int most) {
    return jdbc.sql(
            """
            select d.id, d.title, (
              select string_agg(u.name, ', ' order by u.name) from chat_participant o
              join app_user u on u.login = o.user_login
              where o.deal_id = d.id and o.user_login <> p.user_login) as others
            """
                + CHOSEN
                + " and d.id > :after order by d.id limit :most")
        .param("from", of.value())
        .param("items", null)
        .param("after", after)
        .param("most", most)
        .query(
            (row, n) -> {
              String others = Objects.requireNonNullElse(row.getString("others"), "");
              return new Item(
                  row.getLong("id"),
                  row.getString("title"),
                  new Text(others, others),
                  "/deals/" + row.getLong("id"));
            })
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

  private record Place(long deal, String invitedBy, Instant invitedAt, boolean reached) {}

  @Override
  public Given give(Actor by, UserId from, @Nullable User to, Choice choice, Instant now) {
    Reach reach =
        rights.reach(to == null ? Actor.SYSTEM : new Actor(to.id(), to.roles()), "chat.read");
    List<Place> places =
        jdbc.sql(
                "select d.id, p.invited_by, p.invited_at, "
                    + (to == null ? "true" : reach.ofDeals("d"))
                    + " as reached "
                    + CHOSEN
                    + " order by d.id for no key update of d")
            .param("from", from.value())
            .param("items", choice.numbers())
            .params(reach.params())
            .query(
                (row, n) ->
                    new Place(
                        row.getLong("id"),
                        row.getString("invited_by"),
                        row.getObject("invited_at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("reached")))
            .list();
    List<DealId> deals =
        places.stream().filter(Place::reached).map(place -> new DealId(place.deal())).toList();
    Set<DealId> joined = to == null ? Set.of() : chat.joinWherePeopleTalk(deals, to.id(), by);
    chat.leave(deals, from, by, null);
    List<Kept> given = new ArrayList<>();
    List<Left> left = new ArrayList<>();
    for (Place place : places) {
      if (!place.reached()) {
        left.add(new Left(place.deal(), Messages.text("handover.left.unseen")));
        continue;
      }
      Map<String, String> detail = new HashMap<>();
      detail.put("invitedBy", place.invitedBy());
      detail.put("invitedAt", place.invitedAt().toString());
      if (joined.contains(new DealId(place.deal()))) {
        detail.put(JOINED, now.toString());
      }
      given.add(new Kept(place.deal(), to == null ? null : to.id(), detail));
    }
    left.addAll(choice.missing(places.stream().map(Place::deal).toList()));
    return new Given(given, left);
  }

  /** Whoever has said something meanwhile stays as well. */
  @Override
  public List<Left> giveBack(Actor by, UserId from, List<Kept> given, Instant now) {
    List<DealId> back =
        jdbc.sql(
                """
                with places as (
                  select * from unnest(:deals::bigint[], :by::text[], :at::timestamptz[]) as u (deal, by, at)),
                locked as (select id from deal where id = any(:deals) order by id for no key update)
                insert into chat_participant (deal_id, user_login, invited_by, invited_at)
                select u.deal, :from, u.by, u.at from places u join locked l on l.id = u.deal
                on conflict do nothing returning deal_id
                """)
            .param("from", from.value())
            .param("deals", given.stream().map(Kept::id).toArray(Long[]::new))
            .param("by", details(given, "invitedBy"))
            .param("at", details(given, "invitedAt"))
            .query((row, n) -> new DealId(row.getLong("deal_id")))
            .list();
    back.forEach(deal -> events.publishEvent(new ParticipantJoined(deal, from, by)));
    Map<UserId, List<Kept>> joined = new LinkedHashMap<>();
    for (Kept kept : given) {
      if (kept.to() != null && kept.detail().containsKey(JOINED)) {
        joined.computeIfAbsent(kept.to(), person -> new ArrayList<>()).add(kept);
      }
    }
    joined.forEach(
        (person, places) ->
            chat.leave(
                places.stream().map(kept -> new DealId(kept.id())).toList(),
                person,
                by,
                Instant.parse(places.getFirst().detail().get(JOINED))));
    return List.of();
  }

  private static String[] details(List<Kept> given, String name) {
    return given.stream().map(kept -> kept.detail().get(name)).toArray(String[]::new);
  }
}
