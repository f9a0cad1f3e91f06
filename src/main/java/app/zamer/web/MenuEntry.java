package app.zamer.web;

import java.util.function.Predicate;

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
 */
public record MenuEntry(
    String label, String path, String icon, int place, Predicate<Visitor> shown) {

  /** An entry for those who have a right, however far it reaches. */
  public static MenuEntry of(String right, String label, String path, String icon, int place) {
    return new MenuEntry(label, path, icon, place, visitor -> visitor.may(right));
  }
}
