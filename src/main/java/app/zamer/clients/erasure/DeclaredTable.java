package app.zamer.clients.erasure;

import app.zamer.regulation.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a module says of one of its tables. In SQL stand {@code :client}, {@code :clients}, {@code
 * :partners}, {@code :phones}, {@code :deals}, {@code :leads} for the {@link Person}'s, {@code
 * :removed}, {@code :by} and {@code :now}.
 *
 * @param rows which rows are the person's; {@code false} if none can be found but by searching
 * @param also what else is set in a row that is changed; empty for nothing
 * @param deleted what is said of rows that are deleted whole; null if they stay
 * @param nothing columns in which nothing of a client stands, by the reason
 */
record DeclaredTable(
    String name,
    String rows,
    String also,
    @Nullable Said deleted,
    List<Group> groups,
    @Nullable Forgotten forgotten,
    List<Law> laws,
    Map<String, List<String>> nothing) {

  /** How a group of columns is treated. */
  enum Kind {
    /** Replaced in his rows, whatever it says. */
    REMOVED,
    /** Stays unless it tells of him. */
    TOLD,
    /**
     * Lists changes of fields: some fields are replaced, the others only where they tell of him.
     */
    HISTORY
  }

  /** What goes out of rows of others. */
  enum Reach {
    /** His phones alone, where a name is as likely a street's. */
    PHONES,
    /** His phones and his names. */
    ALL
  }

  /**
   * @param what what it is
   * @param by what stands there afterwards; null if nothing does
   */
  record Said(Text what, @Nullable Text by) {}

  /**
   * Columns that are treated and counted together.
   *
   * @param columns with the SQL of what is written there, empty for {@link Mentions#REMOVED}
   * @param only a condition on his rows
   * @param elsewhere columns in which rows of others may tell of him too, and what goes there
   * @param part whether only the words that tell of him go, not the whole text
   * @param fields of a history, those that are replaced whatever they say
   * @param stays of a history, those that stay as the columns do whose changes they tell
   * @param phones of a history, those that lose his phones alone in rows of others
   */
  record Group(
      Kind kind,
      Map<String, String> columns,
      String only,
      Map<String, Reach> elsewhere,
      boolean part,
      Set<String> fields,
      Set<String> stays,
      Set<String> phones,
      Said said) {

    /** What is written in rows of others instead of the rest of the text; empty for the rest. */
    String whole(String column) {
      return kind == Kind.TOLD && !part ? columns.getOrDefault(column, "") : "";
    }
  }

  /**
   * Rows that are kept for a while only.
   *
   * @param telling columns that may tell of somebody
   * @param only a condition
   * @param set what is set in a row that does; empty if it is deleted
   */
  record Forgotten(List<String> telling, String only, Map<String, String> set, Said said) {}

  /** Columns of his rows that stay, counted by a condition, and why. */
  record Law(List<String> columns, String count, Text what, Text why) {}

  /** Every column that is declared. */
  Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    groups.forEach(group -> columns.addAll(group.columns().keySet()));
    laws.forEach(law -> columns.addAll(law.columns()));
    nothing.values().forEach(columns::addAll);
    if (forgotten != null) columns.addAll(forgotten.telling());
    return columns;
  }
}
