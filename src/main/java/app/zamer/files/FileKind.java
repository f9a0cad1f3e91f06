package app.zamer.files;

import java.util.Arrays;
import java.util.Optional;

/** What a file is to the deal; the regulation counts the two sheets. */
public enum FileKind {
  ESTIMATE_SHEET("estimate-sheet"),
  MEASUREMENT_SHEET("measurement-sheet"),
  PHOTO("photo"),
  OTHER("other");

  private final String id;

  FileKind(String id) {
    this.id = id;
  }

  /** As the HTTP API, the regulation file and the table call it. */
  public String id() {
    return id;
  }

  public static Optional<FileKind> of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
  }
}
