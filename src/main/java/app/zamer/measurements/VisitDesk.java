package app.zamer.measurements;

import app.zamer.measurements.Obstacle.Person;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What the pages of the visits know beyond the visits: rights, obstacles, people. */
@Component
class VisitDesk {
  private final DealQuestions questions;
  private final CalendarQuery query;
  private final Users users;
  private final Rights rights;

  VisitDesk(DealQuestions questions, CalendarQuery query, Users users, Rights rights) {
    this.questions = questions;
    this.query = query;
    this.users = users;
    this.rights = rights;
  }

  /**
   * Which deals a right reaches.
   *
   * @throws org.springframework.security.access.AccessDeniedException if none
   */
  Reach reach(Actor actor, String right) {
    return rights.require(actor, right);
  }

  /** Whose files somebody may see. */
  Reach files(Actor actor) {
    return rights.reach(actor, "file.read");
  }

  boolean may(Actor actor, String right) {
    return rights.may(actor, right);
  }

  /** Whether the right reaches the deal of this visit. */
  boolean may(Actor actor, String right, Slot slot) {
    return rights
        .reach(actor, right)
        .reaches(
            new UserId(slot.owner()),
            slot.engineer().equals(actor.id().value()) ? Instant.MAX : null);
  }

  List<User> engineers() {
    return users.withRight("visit.result", Scope.VISIT);
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
    List<User> planners = mayInvite ? users.withRight("visit.plan") : List.of();
    List<User> stampers = mayInvite ? users.withRight("stamp") : List.of();
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
                                new Obstacle(violation, invited(actor, planners, there), false);
                            case "estimate.stamp" ->
                                new Obstacle(violation, invited(actor, stampers, there), mayPlan);
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
