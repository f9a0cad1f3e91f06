package app.zamer.deals;

import java.util.List;

/**
 * Something that stands on the card of a deal beneath what is next, such as the client's link; a
 * module above offers it by a bean of this type. It is loaded by itself.
 *
 * @param id of its element
 * @param path what it is loaded from, by GET, after {@code /deals/<id>/}
 * @param right of the regulation file, without which it is not shown; what it loads checks rights
 *     itself
 * @param styles paths of the styles it needs, such as {@code /assets/booking.css}
 */
public record DealPart(String id, String path, String right, List<String> styles) {
  public DealPart {
    styles = List.copyOf(styles);
  }
}
