package app.zamer.web;

import java.util.List;
import java.util.function.Predicate;

/**
 * Something that stands in the head of every page, such as the bell; a module offers it by a bean
 * of this type. It is loaded by itself, so that no page waits for it.
 *
 * @param id of its element
 * @param path what it is loaded from, by GET
 * @param events what it is loaded on, as htmx has it: {@code load, live:notices from:body}
 * @param shown whether somebody has it, by what he may do. It opens no door: what it loads checks
 *     rights itself
 * @param scripts paths of the scripts it needs, such as {@code /assets/ring.js}
 */
public record ShellPart(
    String id, String path, String events, Predicate<Visitor> shown, List<String> scripts) {
  public ShellPart {
    scripts = List.copyOf(scripts);
  }
}
