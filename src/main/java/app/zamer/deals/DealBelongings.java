package app.zamer.deals;

import app.zamer.chat.Chat;
import app.zamer.editions.Editions;
import app.zamer.handover.Belongings;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Open deals go to another manager, those of chosen stages if need be. */
@Component
class DealBelongings implements Belongings {
  /** How many deals are read at once. */
  private static final int READ_TOGETHER = 200;

  private static final String CHOSEN =
      """
      from deal where owner = :from and status = 'open'
      and (cast(:items as bigint[]) is null or id = any(:items))
      and (cast(:stages as text[]) is null or pipeline || '/' || stage = any(:stages))
      """;

  private static final String JOINED = "joined";

  private final DealRepository repository;
  private final DealChanges changes;
  private final Chat chat;
  private final Editions editions;
  private final JdbcClient jdbc;

  DealBelongings(
      DealRepository repository,
      DealChanges changes,
      Chat chat,
      Editions editions,
      JdbcClient jdbc) {
    this.repository = repository;
    this.changes = changes;
    this.chat = chat;
    this.editions = editions;
    this.jdbc = jdbc;
  }

  @Override
  public String kind() {
    return "deals";
  }

  @Override
  public int place() {
    return 10;
  }

  @Override
  public String right() {
    return "deal.own";
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
        select owner, count(*) as deals from deal where owner = any(?) and status = 'open' group by owner
        """,
        people);
  }

  @Override
  public List<Item> items(UserId of, long after, int most) {
    Regulation regulation = editions.inForce();
    return jdbc.sql(
            """
            select id, title, pipeline, stage from deal
            where owner = ? and status = 'open' and id > ? order by id limit ?
            """)
        .params(of.value(), after, most)
        .query(
            (row, n) ->
                new Item(
                    row.getLong("id"),
                    row.getString("title"),
                    stage(regulation, row),
                    "/deals/" + row.getLong("id")))
        .list();
  }

  /** The stages of his deals, in the order of the regulation. */
  @Override
  public List<Part> parts(UserId of) {
    Regulation regulation = editions.inForce();
    Map<String, Part> found = new HashMap<>();
    jdbc.sql(
            """
            select pipeline, stage, count(*) as deals from deal
            where owner = ? and status = 'open' group by pipeline, stage
            """)
        .param(of.value())
        .query(
            row -> {
              String id = row.getString("pipeline") + "/" + row.getString("stage");
              found.put(id, new Part(id, stage(regulation, row), row.getLong("deals")));
            });
    List<Part> parts = new ArrayList<>();
    regulation.pipelines().stream()
        .flatMap(pipeline -> pipeline.stages().stream())
        .map(stage -> found.remove(stage.id().toString()))
        .filter(Objects::nonNull)
        .forEach(parts::add);
    parts.addAll(found.values());
    return parts;
  }

  @Override
  public long count(UserId of, Choice choice) {
    return jdbc.sql("select count(*) " + CHOSEN)
        .params(params(of, choice))
        .query(Long.class)
        .single();
  }

  @Override
  public Given give(Actor by, UserId from, @Nullable User to, Choice choice, Instant now) {
    UserId receiver = Objects.requireNonNull(to).id();
    List<DealId> ids =
        jdbc.sql("select id " + CHOSEN + " order by id for no key update")
            .params(params(from, choice))
            .query((row, n) -> new DealId(row.getLong("id")))
            .list();
    for (int first = 0; first < ids.size(); first += READ_TOGETHER) {
      List<DealId> some = ids.subList(first, Math.min(ids.size(), first + READ_TOGETHER));
      for (Deal deal : repository.findAll(some)) {
        changes.handOver(deal, receiver, by, now);
      }
    }
    Set<DealId> joined = chat.joinWherePeopleTalk(ids, receiver, Actor.SYSTEM);
    return new Given(
        ids.stream()
            .map(
                id ->
                    new Kept(
                        id.value(),
                        receiver,
                        joined.contains(id) ? Map.of(JOINED, now.toString()) : Map.of()))
            .toList(),
        choice.missing(ids.stream().map(DealId::value).toList()));
  }

  @Override
  public List<Left> giveBack(Actor by, UserId from, List<Kept> given, Instant now) {
    Map<Long, Kept> wanted = new LinkedHashMap<>();
    given.forEach(kept -> wanted.put(kept.id(), kept));
    List<DealId> ids =
        jdbc.sql("select id from deal where id = any(?) order by id for no key update")
            .param(wanted.keySet().toArray(Long[]::new))
            .query((row, n) -> new DealId(row.getLong("id")))
            .list();
    List<Left> left = new ArrayList<>();
    Map<UserId, List<DealId>> joined = new HashMap<>();
    for (int first = 0; first < ids.size(); first += READ_TOGETHER) {
      List<DealId> some = ids.subList(first, Math.min(ids.size(), first + READ_TOGETHER));
      for (Deal deal : repository.findAll(some)) {
        Kept kept = Objects.requireNonNull(wanted.remove(deal.id().value()));
        if (!deal.owner().equals(kept.to())) {
          left.add(new Left(kept.id(), Messages.text("handover.left.another")));
          continue;
        }
        changes.handOver(deal, from, by, now);
        if (kept.detail().containsKey(JOINED)) {
          joined.computeIfAbsent(kept.to(), id -> new ArrayList<>()).add(deal.id());
        }
      }
    }
    wanted.keySet().forEach(id -> left.add(new Left(id, Messages.text("handover.left.gone"))));
    joined.forEach((person, deals) -> chat.leave(deals, person, Actor.SYSTEM, since(given)));
    return left;
  }

  private static Instant since(List<Kept> given) {
    return given.stream()
        .map(kept -> kept.detail().get(JOINED))
        .filter(Objects::nonNull)
        .map(Instant::parse)
        .findFirst()
        .orElse(Instant.EPOCH);
  }

  private static Map<String, @Nullable Object> params(UserId of, Choice choice) {
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("from", of.value());
    params.put("items", choice.numbers());
    params.put("stages", choice.parts() == null ? null : choice.parts().toArray(String[]::new));
    return params;
  }

  private static Text stage(Regulation regulation, ResultSet row) throws SQLException {
    StageId id = new StageId(row.getString("pipeline"), row.getString("stage"));
    return regulation
        .stage(id)
        .map(stage -> stage.name())
        .orElseGet(() -> new Text(id.toString(), id.toString()));
  }
}
