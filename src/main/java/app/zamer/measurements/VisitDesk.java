package app.zamer.measurements;

import app.zamer.measurements.Obstacle.Person;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.User;
import app.zamer.users.Users;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/** What the pages of the visits know beyond the visits: rights, obstacles, people. */
@Component
class VisitDesk {
  private final DealQuestions questions;
  private final CalendarQuery query;
  private final Users users;

  VisitDesk(DealQuestions questions, CalendarQuery query, Users users) {
    this.questions = questions;
    this.query = query;
    this.users = users;
  }

  /**
   * Which deals a right reaches.
   *
   * @throws AccessDeniedException if none
   */
  Set<Scope> reach(Actor actor, String right) {
    Set<Scope> scopes = questions.scopes(actor, right);
    if (scopes.isEmpty()) {
      throw new AccessDeniedException("no right " + right);
    }
    return scopes;
  }

  boolean may(Actor actor, String right) {
    return !questions.scopes(actor, right).isEmpty();
  }

  /** Whether the right reaches the deal of this visit. */
  boolean may(Actor actor, String right, Slot slot) {
    return questions.scopes(actor, right).stream()
        .anyMatch(
            scope ->
                switch (scope) {
                  case ALL -> true;
                  case OWN -> slot.owner().equals(actor.id().value());
                  case VISIT -> slot.engineer().equals(actor.id().value());
                });
  }

  List<User> engineers() {
    return users.byRole(Role.ENGINEER);
  }

  /** What stands in the way of confirming the visits of these deals. */
  Map<DealId, List<Obstacle>> obstacles(Actor actor, Collection<DealId> deals) {
    if (deals.isEmpty()) {
      return Map.of();
    }
    return obstacles(actor, questions.check(deals, "visit.confirm"));
  }

  /** The same for what was refused of one deal. */
  List<Obstacle> obstacles(Actor actor, DealId deal, List<Violation> violations) {
    return Objects.requireNonNull(obstacles(actor, Map.of(deal, violations)).get(deal));
  }

  private Map<DealId, List<Obstacle>> obstacles(
      Actor actor, Map<DealId, List<Violation>> violations) {
    boolean mayInvite = may(actor, "chat.invite");
    boolean mayPlan = may(actor, "visit.plan");
    Map<Long, Set<String>> inChat =
        query.inChat(violations.keySet().stream().map(DealId::value).toList());
    List<User> managers = mayInvite ? users.byRole(Role.COMMUNICATIONS_MANAGER) : List.of();
    List<User> technologists = mayInvite ? users.byRole(Role.TECHNOLOGIST) : List.of();
    Map<DealId, List<Obstacle>> obstacles = new HashMap<>();
    violations.forEach(
        (deal, wrong) -> {
          Set<String> there = inChat.getOrDefault(deal.value(), Set.of());
          obstacles.put(
              deal,
              wrong.stream()
                  .map(
                      violation ->
                          switch (Objects.requireNonNullElse(violation.field(), "")) {
                            case "chat.participants" ->
                                new Obstacle(violation, invited(actor, managers, there), false);
                            case "estimate.stamp" ->
                                new Obstacle(
                                    violation, invited(actor, technologists, there), mayPlan);
                            case "visit" -> new Obstacle(violation, List.of(), mayPlan);
                            default -> new Obstacle(violation, List.of(), false);
                          })
                  .toList());
        });
    return obstacles;
  }

  /** Who is not in the chat yet; who can go in himself asks nobody else. */
  private static List<Person> invited(Actor actor, List<User> people, Set<String> there) {
    List<Person> absent =
        people.stream()
            .filter(user -> !there.contains(user.id().value()))
            .map(user -> new Person(user.id().value(), user.name(), user.id().equals(actor.id())))
            .toList();
    List<Person> self = absent.stream().filter(Person::self).toList();
    return self.isEmpty() ? absent : self;
  }
}
