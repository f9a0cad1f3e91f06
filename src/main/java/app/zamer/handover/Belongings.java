package app.zamer.handover;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Things of one kind that stand in people's names, such as deals. The module that owns them gives
 * them from one to another when a person may keep them no longer, by the same door as any other
 * change of them, and gives them back.
 */
public interface Belongings {
  /** What the API calls them, and the texts {@code handover.kind.<kind>}. */
  String kind();

  /** In which order the kinds are given and shown, smallest first; given back the other way. */
  int place();

  /** The right of the regulation file that lets a person have such things. */
  String right();

  /** How far it must reach, one of these; empty for however far. */
  default Set<Scope> scopes() {
    return Set.of();
  }

  /** Whether such a thing can be nobody's: free for whoever takes it, or gone from the person. */
  boolean mayBeNobodys();

  /**
   * How many of them these people have that somebody has to go on with.
   *
   * @return who has none may be absent
   */
  Map<UserId, Long> counts(Collection<UserId> people);

  /**
   * Those of one person, by their numbers.
   *
   * @param after only those with a larger number
   */
  List<Item> items(UserId of, long after, int most);

  /**
   * Parts of a person's things that can be chosen alone, in their order; empty if there are none.
   */
  default List<Part> parts(UserId of) {
    return List.of();
  }

  /**
   * For {@link #counts}.
   *
   * @param sql gives a login and a number for each of those whose logins are its one parameter
   */
  static Map<UserId, Long> counted(JdbcClient jdbc, String sql, Collection<UserId> people) {
    Map<UserId, Long> counts = new HashMap<>();
    jdbc.sql(sql)
        .param(people.stream().map(UserId::value).toArray(String[]::new))
        .query(
            row -> {
              counts.put(new UserId(row.getString(1)), row.getLong(2));
            });
    return counts;
  }

  /** How many of a person's things are chosen. */
  long count(UserId of, Choice choice);

  /**
   * Gives what is chosen of a person's things to somebody, in the transaction of the caller, who
   * has checked the rights of both. What he no longer has is left.
   *
   * @param to null for nobody, where that {@link #mayBeNobodys() may be}
   */
  Given give(Actor by, UserId from, @Nullable User to, Choice choice, Instant now);

  /**
   * Gives things back that were given, in the transaction of the caller. What has changed hands
   * since, or is no more, is left.
   *
   * @return what was left
   */
  List<Left> giveBack(Actor by, UserId from, List<Kept> given, Instant now);

  /**
   * One thing as a list shows it.
   *
   * @param about what else there is to know, such as its stage
   * @param path the page where it is; empty if it has none
   */
  record Item(long id, String title, Text about, String path) {}

  /** A part of a person's things. */
  record Part(String id, Text name, long count) {}

  /**
   * Which of a person's things.
   *
   * @param items by their numbers; null for all
   * @param parts of these parts; null for all
   */
  record Choice(@Nullable Set<Long> items, @Nullable Set<String> parts) {
    public static final Choice ALL = new Choice(null, null);

    /** The numbers as a parameter of SQL; null for all. */
    public Long @Nullable [] numbers() {
      return items == null ? null : items.toArray(Long[]::new);
    }

    /** What was chosen by its number and is not, or no longer, his. */
    public List<Left> missing(Collection<Long> his) {
      return items == null
          ? List.of()
          : items.stream()
              .filter(id -> !his.contains(id))
              .sorted()
              .map(id -> new Left(id, Messages.text("handover.left.gone")))
              .toList();
    }
  }

  /**
   * A thing that was given, as it is kept in mind.
   *
   * @param to null if it is nobody's since
   * @param detail what is needed to give it back
   */
  record Kept(long id, @Nullable UserId to, Map<String, String> detail) {
    public Kept {
      detail = Map.copyOf(detail);
    }
  }

  /** A thing that stays where it is, and why. */
  record Left(long id, Text why) {}

  record Given(List<Kept> given, List<Left> left) {}
}
