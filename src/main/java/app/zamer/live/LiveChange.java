package app.zamer.live;

import app.zamer.users.UserId;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something has changed that people may be looking at. It says what, never how: who may see it
 * looks it up.
 *
 * @param kind what it is, such as {@code deal}: small Latin letters and hyphens
 * @param id which one
 * @param people whose it is, for the {@link LiveAudience} of the kind to decide who hears of it
 */
public record LiveChange(String kind, long id, Set<UserId> people) {
  public LiveChange {
    people = Set.copyOf(people);
  }

  /** What pages listen to: this one, and all of its kind. */
  String topics() {
    return kind + "-" + id + " " + kind + "s";
  }

  /** One line without spaces in its parts, since logins have none. */
  String written() {
    return kind
        + " "
        + id
        + " "
        + new TreeSet<>(people.stream().map(UserId::value).toList())
            .stream().collect(Collectors.joining(","));
  }

  static LiveChange read(String line) {
    String[] parts = line.split(" ", -1);
    return new LiveChange(
        parts[0],
        Long.parseLong(parts[1]),
        Arrays.stream(parts[2].split(","))
            .filter(login -> !login.isEmpty())
            .map(UserId::new)
            .collect(Collectors.toSet()));
  }
}
