package app.zamer.intake;

import app.zamer.handover.Belongings;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Forms on the company's sites bring their leads to another manager, or to whoever takes them. */
@Component
class FormBelongings implements Belongings {
  private final Audit audit;
  private final JdbcClient jdbc;

  FormBelongings(Audit audit, JdbcClient jdbc) {
    this.audit = audit;
    this.jdbc = jdbc;
  }

  @Override
  public String kind() {
    return "forms";
  }

  @Override
  public int place() {
    return 60;
  }

  @Override
  public String right() {
    return "lead.own";
  }

  @Override
  public boolean mayBeNobodys() {
    return true;
  }

  @Override
  public Map<UserId, Long> counts(Collection<UserId> people) {
    return Belongings.counted(
        jdbc,
        "select owner, count(*) as forms from intake_form where owner = any(?) group by owner",
        people);
  }

  @Override
  public List<Item> items(UserId of, long after, int most) {
    return jdbc.sql(
            "select id, name, title from intake_form where owner = ? and id > ? order by id limit"
                + " ?")
        .params(of.value(), after, most)
        .query(
            (row, n) ->
                new Item(
                    row.getLong("id"),
                    row.getString("name"),
                    new Text(row.getString("title"), row.getString("title")),
                    ""))
        .list();
  }

  @Override
  public long count(UserId of, Choice choice) {
    return jdbc.sql(
            """
            select count(*) from intake_form where owner = :from
            and (cast(:items as bigint[]) is null or id = any(:items))
            """)
        .param("from", of.value())
        .param("items", choice.numbers())
        .query(Long.class)
        .single();
  }

  @Override
  public Given give(Actor by, UserId from, @Nullable User to, Choice choice, Instant now) {
    UserId receiver = to == null ? null : to.id();
    List<Kept> given =
        change(by, from, receiver, choice.numbers(), now).stream()
            .map(id -> new Kept(id, receiver, Map.of()))
            .toList();
    return new Given(given, choice.missing(given.stream().map(Kept::id).toList()));
  }

  @Override
  public List<Left> giveBack(Actor by, UserId from, List<Kept> given, Instant now) {
    List<Left> left = new ArrayList<>();
    for (Kept kept : given) {
      if (change(by, kept.to(), from, new Long[] {kept.id()}, now).isEmpty()) {
        left.add(new Left(kept.id(), Messages.text("handover.left.another")));
      }
    }
    return left;
  }

  private List<Long> change(
      Actor by, @Nullable UserId from, @Nullable UserId to, Long @Nullable [] items, Instant now) {
    String owner = to == null ? null : to.value();
    Map<Long, String> changed = new HashMap<>();
    jdbc.sql(
            """
            update intake_form set owner = :to, updated_at = :now, version = version + 1
            where owner is not distinct from :from
            and (cast(:items as bigint[]) is null or id = any(:items)) returning id, name
            """)
        .param("to", owner)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("from", from == null ? null : from.value())
        .param("items", items)
        .query(
            row -> {
              changed.put(row.getLong("id"), row.getString("name"));
            });
    changed.forEach(
        (id, name) ->
            audit.record(
                by,
                "intake.form-changed",
                id.toString(),
                Map.of("owner", Objects.requireNonNullElse(owner, ""), "name", name)));
    return List.copyOf(changed.keySet());
  }
}
