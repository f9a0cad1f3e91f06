package app.zamer.files;

import app.zamer.regulation.DealId;
import java.util.Arrays;
import java.util.Optional;

/** What a file belongs to. */
public record FileSubject(Kind kind, long id) {
  /** What can have files; in addresses it is called as here. */
  public enum Kind {
    DEAL("deals"),
    LEAD("leads");

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    static Optional<Kind> of(String path) {
      return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
    }
  }

  static FileSubject of(DealId deal) {
    return new FileSubject(Kind.DEAL, deal.value());
  }

  /** Its page, such as {@code /deals/42}. */
  public String path() {
    return "/" + kind.path + "/" + id;
  }

  /** What its live changes are called, such as {@code deal-42}. */
  public String topic() {
    return (kind == Kind.DEAL ? "deal-" : "lead-") + id;
  }
}
