package app.zamer.live;

import app.zamer.users.UserId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  /** In characters; logins are Latin, so as many bytes. */
  private static final int LONGEST = 7000;

  public LiveChange {
    people = Set.copyOf(people);
  }

  /** What pages listen to: this one, and all of its kind. */
  String topics() {
    return kind + "-" + id + " " + kind + "s";
  }

  /**
   * Lines without spaces in their parts, since logins have none; more than one if so many people
   * are meant that one message could not hold them.
   */
  List<String> written() {
    List<String> lines = new ArrayList<>();
    String head = kind + " " + id + " ";
    StringBuilder line = new StringBuilder(head);
    for (String login : new TreeSet<>(people.stream().map(UserId::value).toList())) {
      if (line.length() + login.length() > LONGEST) {
        lines.add(line.toString());
        line = new StringBuilder(head);
      }
      line.append(line.length() == head.length() ? "" : ",").append(login);
    }
    lines.add(line.toString());
    return lines;
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
