package app.zamer.leads;

import java.util.Locale;

/**
 * Which leads a page shows of those that somebody may see.
 *
 * @param late only those whose planned attempt is overdue
 * @param q a part of the title, of the client's name or of the number; empty for any
 */
record LeadFilter(Show show, boolean late, String q) {
  /** Whose leads. */
  enum Show {
    ALL,
    MINE,
    FREE;

    static Show of(String word) {
      return switch (word) {
        case "mine" -> MINE;
        case "free" -> FREE;
        default -> ALL;
      };
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static LeadFilter of(String show, String late, String q) {
    return new LeadFilter(Show.of(show), late.equals("true"), q.strip());
  }

  boolean isAll() {
    return show == Show.ALL && !late && q.isEmpty();
  }
}
