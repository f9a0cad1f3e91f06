package app.zamer.clients;

import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a module keeps of clients as people. Every module that does has a bean of this type, which
 * answers for its own tables: what is known of a person, what is replaced on his demand, and the
 * replacing itself, in the transaction of all.
 */
public interface PersonalData {
  /** What stands where something was removed. */
  String REMOVED = "[удалено]";

  /** The same in a preview of what is replaced. */
  Text REMOVED_TEXT = new Text(REMOVED, REMOVED);

  /** The columns it answers for, as {@code table.column}. */
  Set<String> columns();

  /** All that is kept of the person, for him to read. */
  List<Section> stored(Person person);

  /** What would be replaced, and how many of each, which may be none. */
  List<Replacement> replaced(Person person);

  /** What stands against the removal, empty if nothing does. */
  default List<Text> obstacles(Person person) {
    return List.of();
  }

  /** Removes what {@link #replaced} says. Sums, dates and figures stay as they are. */
  void anonymise(Person person, Actor by, Instant now);

  /**
   * A client and what belongs to him.
   *
   * @param phones in E.164
   * @param deals ids of all his deals
   * @param leads ids of all leads of his phones and deals
   */
  record Person(ClientId id, String name, List<String> phones, List<Long> deals, List<Long> leads) {
    public String[] phoneArray() {
      return phones.toArray(String[]::new);
    }

    public Long[] dealArray() {
      return deals.toArray(Long[]::new);
    }

    public Long[] leadArray() {
      return leads.toArray(Long[]::new);
    }
  }

  /**
   * A table of the copy that the person gets.
   *
   * @param name in JSON
   * @param labels of its columns, in their order
   * @param rows by the columns' names
   */
  record Section(
      String name,
      Text title,
      Map<String, Text> labels,
      List<Map<String, @Nullable Object>> rows) {}

  /**
   * @param count how many there are
   * @param by what stands there afterwards; null if nothing does
   */
  record Replacement(Text what, long count, @Nullable Text by) {}
}
