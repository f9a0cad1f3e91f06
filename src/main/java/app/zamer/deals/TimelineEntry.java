package app.zamer.deals;

import app.zamer.deals.DealInput.Quoted;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened with a deal.
 *
 * @param id of the comment, activity, call, message, file or change, be it of the deal or of its
 *     lead
 * @param text what was written or done; empty if nothing was
 * @param detail what is small beside it; empty if nothing is
 * @param href where it leads; empty if nowhere
 * @param flag whether a comment is pinned, a call was answered
 */
public record TimelineEntry(
    Kind kind,
    long id,
    Instant at,
    String by,
    String text,
    String detail,
    String href,
    boolean flag,
    @Nullable Quoted clause,
    List<Change> changes) {
  public enum Kind {
    COMMENT("message-2", "deal.story"),
    ACTIVITY("circle-check", "deal.story"),
    CALL("phone", "call.read"),
    MESSAGE("messages", "chat.read"),
    FILE("paperclip", "file.read"),
    CHANGE("history", "deal.story"),
    /** What happened with the lead that the deal was made of. */
    LEAD("phone-incoming", "lead.read");

    private final String icon;
    private final String right;

    Kind(String icon, String right) {
      this.icon = icon;
      this.right = right;
    }

    /** The right that opens this where it is kept. */
    public String right() {
      return right;
    }

    public String icon() {
      return icon;
    }

    /** As addresses and texts have it. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A field that was changed, its values as people read them; empty for none. */
  public record Change(String label, String before, String after) {}

  /** Where the timeline goes on. */
  public String cursor() {
    return (at.getEpochSecond() * 1_000_000 + at.getNano() / 1000)
        + "."
        + kind.ordinal()
        + "."
        + id;
  }
}
