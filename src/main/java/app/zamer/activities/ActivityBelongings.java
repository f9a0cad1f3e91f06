package app.zamer.activities;

import app.zamer.handover.Belongings;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Planned activities that do not go with one's own deals and leads anyway: somebody who may see
 * what they belong to does them, or any holder of their role.
 */
@Component
class ActivityBelongings implements Belongings {
  // what belongs to one's own subject and one's own role goes with the subject
  private static final String ALONE =
      """
      from activity a
      left join deal d on a.kind = 'DEAL' and d.id = a.subject
      left join lead l on a.kind = 'LEAD' and l.id = a.subject
      where a.state = 'PLANNED'
      and not (a.kind = 'DEAL' and d.owner = a.assignee and a.role = any(cast(:dealRoles as text[])))
      and not (a.kind = 'LEAD' and l.owner = a.assignee and a.role = any(cast(:leadRoles as text[])))
      """;

  private static final String CHOSEN =
      ALONE
          + """
          and a.assignee = :from and (cast(:items as bigint[]) is null or a.id = any(:items))
          """;

  private final ActivitySubjects subjects;
  private final Rights rights;
  private final JdbcClient jdbc;

  ActivityBelongings(ActivitySubjects subjects, Rights rights, JdbcClient jdbc) {
    this.subjects = subjects;
    this.rights = rights;
    this.jdbc = jdbc;
  }

  @Override
  public String kind() {
    return "activities";
  }

  @Override
  public int place() {
    return 40;
  }

  @Override
  public String right() {
    return "activity.read";
  }

  @Override
  public boolean mayBeNobodys() {
    return true;
  }

  @Override
  public Map<UserId, Long> counts(Collection<UserId> people) {
    Map<UserId, Long> counts = new HashMap<>();
    jdbc.sql(
            "select a.assignee, count(*) as activities "
                + ALONE
                + " and a.assignee = any(:people) group by a.assignee")
        .params(roles())
        .param("people", people.stream().map(UserId::value).toArray(String[]::new))
        .query(
            row -> {
              counts.put(new UserId(row.getString("assignee")), row.getLong("activities"));
            });
    return counts;
  }

  @Override
  public List<Item> items(UserId of, long after, int most) {
    return jdbc.sql(
            "select a.id, a.text, a.due_on, a.kind, a.subject "
                + CHOSEN
                + " and a.id > :after order by a.id limit :most")
        .params(roles())
        .param("from", of.value())
        .param("items", null)
        .param("after", after)
        .param("most", most)
        .query(
            (row, n) -> {
              String day = Shown.day(row.getObject("due_on", LocalDate.class));
              boolean deal = SubjectKind.valueOf(row.getString("kind")) == SubjectKind.DEAL;
              return new Item(
                  row.getLong("id"),
                  row.getString("text"),
                  new Text(day, day),
                  (deal ? "/deals/" : "/leads/") + row.getLong("subject"));
            })
        .list();
  }

  @Override
  public long count(UserId of, Choice choice) {
    return jdbc.sql("select count(*) " + CHOSEN)
        .params(roles())
        .param("from", of.value())
        .param("items", choice.numbers())
        .query(Long.class)
        .single();
  }

  /**
   * @param reached whether the receiver may see what the activity belongs to
   */
  private record Found(long id, SubjectKind kind, long subject, boolean reached) {}

  @Override
  public Given give(Actor by, UserId from, @Nullable User to, Choice choice, Instant now) {
    List<Found> found = found(from, to, choice);
    List<Found> taken = found.stream().filter(Found::reached).toList();
    lock(taken);
    Set<Long> given = new HashSet<>(assign(ids(taken), from, to == null ? null : to.id()));
    tell(by, taken.stream().filter(one -> given.contains(one.id())).toList());
    List<Left> left = new ArrayList<>(choice.missing(found.stream().map(Found::id).toList()));
    found.stream()
        .filter(one -> !one.reached())
        .forEach(one -> left.add(new Left(one.id(), Messages.text("handover.left.unseen"))));
    UserId receiver = to == null ? null : to.id();
    return new Given(
        given.stream().sorted().map(id -> new Kept(id, receiver, Map.of())).toList(), left);
  }

  @Override
  public List<Left> giveBack(Actor by, UserId from, List<Kept> given, Instant now) {
    List<Found> subjectsOf =
        jdbc.sql("select id, kind, subject from activity where id = any(?)")
            .param(given.stream().map(Kept::id).toArray(Long[]::new))
            .query(
                (row, n) ->
                    new Found(
                        row.getLong("id"),
                        SubjectKind.valueOf(row.getString("kind")),
                        row.getLong("subject"),
                        true))
            .list();
    lock(subjectsOf);
    Set<Long> back = new HashSet<>();
    Map<Optional<UserId>, List<Long>> byReceiver = new HashMap<>();
    given.forEach(
        kept ->
            byReceiver
                .computeIfAbsent(Optional.ofNullable(kept.to()), to -> new ArrayList<>())
                .add(kept.id()));
    byReceiver.forEach(
        (to, ids) -> back.addAll(assign(ids.toArray(Long[]::new), to.orElse(null), from)));
    tell(by, subjectsOf.stream().filter(one -> back.contains(one.id())).toList());
    return given.stream()
        .filter(kept -> !back.contains(kept.id()))
        .map(kept -> new Left(kept.id(), Messages.text("handover.left.activity-changed")))
        .toList();
  }

  private List<Found> found(UserId from, @Nullable User to, Choice choice) {
    Map<String, Object> params = new HashMap<>(roles());
    String reached = "true";
    if (to != null) {
      Actor receiver = new Actor(to.id(), to.roles());
      Reach deals = rights.reach(receiver, "deal.story");
      Reach leads = rights.reach(receiver, "lead.read");
      reached =
          "case when a.kind = 'DEAL' then %s else %s end"
              .formatted(deals.ofDeals("d"), leads.ofLeads("l"));
      params.putAll(deals.params());
    }
    return jdbc.sql("select a.id, a.kind, a.subject, " + reached + " as reached " + CHOSEN)
        .params(params)
        .param("from", from.value())
        .param("items", choice.numbers())
        .query(
            (row, n) ->
                new Found(
                    row.getLong("id"),
                    SubjectKind.valueOf(row.getString("kind")),
                    row.getLong("subject"),
                    row.getBoolean("reached")))
        .list();
  }

  /** In one order, and before the rows of the activities. */
  private void lock(List<Found> found) {
    for (SubjectKind kind : SubjectKind.values()) {
      new TreeSet<>(found.stream().filter(one -> one.kind() == kind).map(Found::subject).toList())
          .forEach(subjects.of(kind)::lock);
    }
  }

  private List<Long> assign(Long[] ids, @Nullable UserId from, @Nullable UserId to) {
    return jdbc.sql(
            """
            update activity set assignee = :to
            where id = any(:ids) and assignee is not distinct from :from and state = 'PLANNED' returning id
            """)
        .param("to", to == null ? null : to.value())
        .param("ids", ids)
        .param("from", from == null ? null : from.value())
        .query((row, n) -> row.getLong("id"))
        .list();
  }

  private void tell(Actor by, List<Found> changed) {
    for (SubjectKind kind : SubjectKind.values()) {
      Set<Long> ids =
          new TreeSet<>(
              changed.stream().filter(one -> one.kind() == kind).map(Found::subject).toList());
      if (!ids.isEmpty()) {
        subjects.of(kind).reassigned(by, ids);
      }
    }
  }

  private static Long[] ids(List<Found> found) {
    return found.stream().map(Found::id).toArray(Long[]::new);
  }

  private Map<String, Object> roles() {
    return Map.of(
        "dealRoles", rights.roles("deal.own", Scope.OWN).toArray(String[]::new),
        "leadRoles", rights.roles("lead.own", Scope.OWN).toArray(String[]::new));
  }
}
