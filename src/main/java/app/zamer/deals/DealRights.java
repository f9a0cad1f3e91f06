package app.zamer.deals;

import app.zamer.editions.Editions;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.DealScopes;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** Who may do what with a deal, by the rights of the regulation file. */
@Component
class DealRights implements DealAccess, DealScopes, LiveAudience {
  static final String KIND = "deal";

  private final Editions editions;
  private final JdbcClient jdbc;

  DealRights(Editions editions, JdbcClient jdbc) {
    this.editions = editions;
    this.jdbc = jdbc;
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
            """
            select owner, array(
              select distinct engineer from visit where deal_id = deal.id and called_off_at is null) as engineers
            from deal where id = ?
            """)
        .param(id.value())
        .query(
            (row, n) ->
                new People(
                    new UserId(row.getString("owner")),
                    Set.of((String[]) row.getArray("engineers").getArray())))
        .optional()
        .orElseThrow(() -> new NotFound("deal " + id));
  }

  void require(Actor actor, Deal deal, String right) {
    require(actor, new People(deal.owner(), deal.engineers()), right);
  }

  boolean permits(Actor actor, Deal deal, String right) {
    return permits(actor, new People(deal.owner(), deal.engineers()), right);
  }

  @Override
  public Set<Scope> scopes(Actor actor, String right) {
    return actor.isSystem()
        ? Set.of(Scope.ALL)
        : editions.inForce().scopes(right, actor.roles().stream().map(Role::id).toList());
  }

  /** For a right that belongs to no single deal, such as opening one. */
  void require(Actor actor, String right) {
    if (scopes(actor, right).isEmpty()) {
      throw denied(right);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    Set<Scope> scopes = scopes(actor, "deal.read");
    return scopes.contains(Scope.ALL) || !scopes.isEmpty() && change.people().contains(actor.id());
  }

  private void require(Actor actor, People people, String right) {
    if (!permits(actor, people, right)) {
      throw denied(right);
    }
  }

  private boolean permits(Actor actor, People people, String right) {
    return scopes(actor, right).stream()
        .anyMatch(
            scope ->
                switch (scope) {
                  case ALL -> true;
                  case OWN -> people.owner().equals(actor.id());
                  case VISIT -> people.engineers().contains(actor.id().value());
                });
  }

  private static AccessDeniedException denied(String right) {
    return new AccessDeniedException("no right " + right);
  }

  private record People(UserId owner, Set<String> engineers) {}
}
