package app.zamer.deals;

import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who may do what with a deal, by the rights of the regulation file. */
@Component
class DealRights implements DealAccess, LiveAudience {
  static final String KIND = "deal";

  /**
   * The engineers of a deal {@code d}, each with the seconds at which the last of his visits had
   * its result, or nothing while one has none: what {@link #engineers} reads.
   */
  static final String ENGINEERS =
      """
      array(select e.engineer || ' ' || case when bool_or(e.outcome_at is null) then ''
                else ceil(extract(epoch from max(e.outcome_at)))::bigint::text end
            from visit e where e.deal_id = d.id and e.called_off_at is null group by e.engineer)\
      """;

  private final Rights rights;
  private final JdbcClient jdbc;

  DealRights(Rights rights, JdbcClient jdbc) {
    this.rights = rights;
    this.jdbc = jdbc;
  }

  static Map<String, Instant> engineers(ResultSet row) throws SQLException {
    Map<String, Instant> engineers = new HashMap<>();
    for (String line : (String[]) row.getArray("engineers").getArray()) {
      int end = line.lastIndexOf(' ');
      String ended = line.substring(end + 1);
      engineers.put(
          line.substring(0, end),
          ended.isEmpty() ? Instant.MAX : Instant.ofEpochSecond(Long.parseLong(ended)));
    }
    return Map.copyOf(engineers);
  }

  @Override
  public void require(Actor actor, DealId id, String right) {
    require(actor, people(id), right);
  }

  @Override
  public Set<String> permitted(Actor actor, DealId id, String... rights) {
    People people = people(id);
    return Arrays.stream(rights)
        .filter(right -> permits(actor, people, right))
        .collect(Collectors.toUnmodifiableSet());
  }

  private People people(DealId id) {
    return jdbc.sql(
            "select d.owner, %s as engineers from deal d where d.id = ?".formatted(ENGINEERS))
        .param(id.value())
        .query((row, n) -> new People(new UserId(row.getString("owner")), engineers(row)))
        .optional()
        .orElseThrow(() -> new NotFound("deal " + id));
  }

  void require(Actor actor, Deal deal, String right) {
    require(actor, new People(deal.owner(), deal.engineers()), right);
  }

  /**
   * Throws unless the actor has the rights that the regulation wants for these fields besides the
   * one to change the deal.
   */
  void requireFields(Actor actor, Deal deal, Regulation regulation, Set<String> fields) {
    fields.stream()
        .flatMap(field -> regulation.rightOf(field).stream())
        .distinct()
        .forEach(right -> require(actor, deal, right));
  }

  boolean permits(Actor actor, Deal deal, String right) {
    return permits(actor, new People(deal.owner(), deal.engineers()), right);
  }

  /** Which deals a right reaches, for lists. */
  Reach reach(Actor actor, String right) {
    return rights.reach(actor, right);
  }

  /** For a right that belongs to no single deal, such as opening one. */
  void require(Actor actor, String right) {
    rights.require(actor, right);
  }

  /** The engineers whom their visits still give this deal. */
  Set<UserId> engineersOf(Deal deal) {
    Instant since = rights.reach(Actor.SYSTEM, "deal.read").visitsSince();
    return deal.engineers().entrySet().stream()
        .filter(visited -> visited.getValue().isAfter(since))
        .map(visited -> new UserId(visited.getKey()))
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    return hears(actor, change, "deal.read");
  }

  /** The same for what belongs to a deal and another right opens. */
  boolean hears(Actor actor, LiveChange change, String right) {
    Reach reach = rights.reach(actor, right);
    return reach.isAll() || !reach.isNothing() && change.people().contains(actor.id());
  }

  private void require(Actor actor, People people, String right) {
    if (!permits(actor, people, right)) {
      throw Rights.denied(actor, right);
    }
  }

  private boolean permits(Actor actor, People people, String right) {
    return rights
        .reach(actor, right)
        .reaches(people.owner(), people.engineers().get(actor.id().value()));
  }

  private record People(UserId owner, Map<String, Instant> engineers) {}
}
