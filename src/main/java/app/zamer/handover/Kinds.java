package app.zamer.handover;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.users.Role;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What waits to be handed over. It is read off what stands in the name of people who lack the right
 * to it, so that nothing can be forgotten and nothing has to be closed when somebody comes back.
 */
@Component
class Kinds {
  private final List<Belongings> all;
  private final Users users;
  private final Rights rights;

  Kinds(List<Belongings> all, Users users, Rights rights) {
    this.all = all.stream().sorted(Comparator.comparingInt(Belongings::place)).toList();
    this.users = users;
    this.rights = rights;
  }

  List<Belongings> all() {
    return all;
  }

  Optional<Belongings> find(String kind) {
    return all.stream().filter(known -> known.kind().equals(kind)).findFirst();
  }

  /** The active users who may have things of a kind, by name. */
  List<User> receivers(Belongings kind) {
    return everybody().stream().filter(user -> mayKeep(user, kind)).toList();
  }

  /** Whether things of a kind may stand in somebody's name. */
  boolean mayKeep(User user, Belongings kind) {
    Set<String> roles = roles(kind);
    return user.active() && user.roles().stream().map(Role::id).anyMatch(roles::contains);
  }

  /** Those in whose name something waits, by name. */
  @Transactional(readOnly = true)
  List<Waiting> waiting() {
    return waiting(everybody());
  }

  /** Empty counts if nothing of his waits. */
  @Transactional(readOnly = true)
  Waiting waiting(User person) {
    return waiting(List.of(person)).stream()
        .findFirst()
        .orElseGet(() -> new Waiting(person, new LinkedHashMap<>()));
  }

  private List<Waiting> waiting(List<User> people) {
    Map<UserId, Map<String, Long>> counts = new LinkedHashMap<>();
    for (Belongings kind : all) {
      Set<String> roles = roles(kind);
      List<UserId> without =
          people.stream()
              .filter(
                  user ->
                      !user.active()
                          || user.roles().stream().map(Role::id).noneMatch(roles::contains))
              .map(User::id)
              .toList();
      if (!without.isEmpty()) {
        kind.counts(without)
            .forEach(
                (person, count) ->
                    counts
                        .computeIfAbsent(person, id -> new LinkedHashMap<>())
                        .put(kind.kind(), count));
      }
    }
    return people.stream()
        .filter(user -> counts.containsKey(user.id()))
        .map(user -> new Waiting(user, counts.getOrDefault(user.id(), Map.of())))
        .toList();
  }

  private Set<String> roles(Belongings kind) {
    return rights.roles(kind.right(), kind.scopes().toArray(Scope[]::new));
  }

  private List<User> everybody() {
    return users.list(Actor.SYSTEM, null, null);
  }
}
