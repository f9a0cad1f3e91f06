package app.zamer.chat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deal's chat as a page shows it.
 *
 * @param me the login of whoever looks
 * @param rights which of chat.write and chat.invite he has
 */
public record ChatPanel(Head head, String me, Set<String> rights, Present present, Lines lines) {
  /**
   * @param title the deal's
   * @param ownerName its manager
   */
  public record Head(
      long deal,
      String title,
      String owner,
      String ownerName,
      @Nullable Instant visitStartsAt,
      @Nullable Instant visitEndsAt) {}

  /**
   * @param role the id of one of his roles
   * @param here whether he has the chat open now
   */
  public record Person(String login, String name, String role, boolean here) {}

  /**
   * Who is in the chat, and who of them has it open now.
   *
   * @param absentManager the name of the manager who should be here because the engineer is at the
   *     client's; null if that is not so (MEAS-8)
   */
  public record Present(List<Person> people, @Nullable String absentManager) {
    public List<Person> here() {
      return people.stream().filter(Person::here).toList();
    }
  }

  public record Line(long id, String author, String name, String text, Instant at) {}

  /**
   * Messages, oldest first.
   *
   * @param last the number of the last message that is known; 0 if there is none
   * @param earlier the number before which there are more; null if these are the first
   */
  public record Lines(List<Line> lines, long last, @Nullable Long earlier) {}
}
