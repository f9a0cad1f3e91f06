package app.zamer.web;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A line of the main menu; a module offers its pages by beans of this type. The first one that a
 * person sees is where he begins after signing in.
 *
 * @param label key of its text
 * @param path where it leads, and what the pages behind it begin with
 * @param icon a symbol of {@code assets/icons.svg}
 * @param place the order in the menu, smallest first
 * @param shown whether somebody sees it, by what he may do. It opens no door: the pages check
 *     rights themselves
 * @param count how much waits there; null if nothing is counted
 * @param behind what else the pages behind it begin with
 */
public record MenuEntry(
    String label,
    String path,
    String icon,
    int place,
    Predicate<Visitor> shown,
    @Nullable Count count,
    List<String> behind) {

  public MenuEntry(
      String label,
      String path,
      String icon,
      int place,
      Predicate<Visitor> shown,
      @Nullable Count count) {
    this(label, path, icon, place, shown, count, List.of());
  }

  public MenuEntry(String label, String path, String icon, int place, Predicate<Visitor> shown) {
    this(label, path, icon, place, shown, null);
  }

  /**
   * How much waits behind a line of the menu. It is loaded by itself, so that no page waits for it.
   *
   * @param path what it is loaded from, by GET: a number in words, or nothing
   * @param events what it is loaded anew on, as htmx has it: {@code live:deals from:body}
   */
  public record Count(String path, String events) {}

  /** An entry for those who have a right, however far it reaches. */
  public static MenuEntry of(String right, String label, String path, String icon, int place) {
    return new MenuEntry(label, path, icon, place, visitor -> visitor.may(right));
  }

  /** The same entry, with other pages behind it. */
  public MenuEntry alsoAt(String... paths) {
    return new MenuEntry(label, path, icon, place, shown, count, List.of(paths));
  }

  /** Whether a page is one of those behind it. */
  boolean leadsTo(String page) {
    return Stream.concat(Stream.of(path), behind.stream())
        .anyMatch(begin -> page.equals(begin) || page.startsWith(begin + "/"));
  }
}
