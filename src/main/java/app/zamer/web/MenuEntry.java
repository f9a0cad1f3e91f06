package app.zamer.web;

import java.util.Set;

/**
 * A line of the main menu; a module offers its pages by beans of this type. The first one that a
 * person sees is where he begins after signing in.
 *
 * @param label key of its text
 * @param path where it leads, and what the pages behind it begin with
 * @param icon a symbol of {@code assets/icons.svg}
 * @param place the order in the menu, smallest first
 * @param roles ids of the roles that see it; empty for everybody. It opens no door: the pages check
 *     rights themselves
 */
public record MenuEntry(String label, String path, String icon, int place, Set<String> roles) {
  boolean visibleTo(Visitor visitor) {
    return roles.isEmpty() || roles.stream().anyMatch(visitor.roles()::contains);
  }
}
