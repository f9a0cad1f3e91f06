package app.zamer.editions;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads rights out of the edition in force. */
@Component
class EditionRights implements Rights {
  /** How many days after a visit's result its engineer still reaches the deal. */
  static final String VISIT_DAYS = "visitAccessDays";

  /** The rights that the program's administrator cannot lose. */
  private static final String KEPT = "regulation.";

  private static final int USUAL_VISIT_DAYS = 14;

  /** Rights over a part of something, which reach no further than the right over the whole. */
  private static final Map<String, String> WITHIN =
      Map.of("deal.story", "deal.read", "chat.read", "deal.read");

  private final Editions editions;
  private final CompanyClock clock;

  EditionRights(Editions editions, CompanyClock clock) {
    this.editions = editions;
    this.clock = clock;
  }

  @Override
  public Reach reach(Actor actor, String right) {
    Regulation regulation = editions.inForce();
    if (!editions.knows(right)) {
      throw new IllegalArgumentException("no right " + right);
    }
    Set<Scope> scopes = scopes(regulation, actor, right);
    String whole = WITHIN.get(right);
    return new Reach(
        actor.id(),
        whole == null ? scopes : within(scopes(regulation, actor, whole), scopes),
        clock.instant().minus(Duration.ofDays(visitDays(regulation))));
  }

  @Override
  public Set<String> roles(String right, Scope... scopes) {
    Set<Scope> wanted = scopes.length == 0 ? Set.of(Scope.values()) : Set.of(scopes);
    return editions.inForce().rights().getOrDefault(right, Map.of()).entrySet().stream()
        .filter(entry -> wanted.contains(entry.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  static Set<Scope> scopes(Regulation regulation, Actor actor, String right) {
    // who has lost the regulation to a mistake in it could not take the mistake back
    boolean keeps = actor.is(Role.ADMINISTRATOR) && right.startsWith(KEPT);
    return actor.isSystem() || keeps
        ? Set.of(Scope.ALL)
        : regulation.scopes(right, actor.roles().stream().map(Role::id).toList());
  }

  /** What both reach. */
  private static Set<Scope> within(Set<Scope> whole, Set<Scope> part) {
    if (whole.contains(Scope.ALL)) {
      return part;
    }
    if (part.contains(Scope.ALL)) {
      return whole;
    }
    return part.stream().filter(whole::contains).collect(Collectors.toUnmodifiableSet());
  }

  private static int visitDays(Regulation regulation) {
    return regulation.parameters().get(VISIT_DAYS) instanceof Integer days
        ? days
        : USUAL_VISIT_DAYS;
  }
}
