package app.zamer.files;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The files of a deal or a lead as a page shows them.
 *
 * @param rights which of file.add and file.remove whoever looks has
 * @param files newest first
 * @param kind what is offered first for the next file
 * @param refused what could not be taken just now, and why
 */
public record FilesPanel(
    FileSubject subject, Set<String> rights, List<Line> files, String kind, List<Refusal> refused) {
  /**
   * @param kind as {@link FileKind#id()} says
   * @param size in bytes
   */
  public record Line(
      long id, String kind, String name, String type, long size, String by, Instant at) {
    public boolean picture() {
      return ContentTypes.isPicture(type);
    }
  }

  public record Refusal(String name, String message) {}

  public static List<String> kinds() {
    return List.of(FileKind.values()).stream().map(FileKind::id).toList();
  }
}
