package app.zamer.intake;

import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The visit of a deal, as far as its client is told of it.
 *
 * @param owner whose deal it is
 * @param planned whether a visit is planned at all: the deal is open and its ledger says so
 * @param day null if it is not known
 * @param approximate whether the day is not exact yet
 * @param startsAt null while nobody has said at what time
 * @param engineer the engineer's name; empty while nobody has said who comes
 */
public record PlannedVisit(
    DealId deal,
    UserId owner,
    boolean planned,
    @Nullable LocalDate day,
    boolean approximate,
    String client,
    @Nullable Phone phone,
    String city,
    String street,
    String house,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    String engineer) {
  private static final List<String> PATRONYMICS = List.of("вич", "вна", "чна", "ична");

  /** Whether there is something to confirm. */
  boolean ahead(LocalDate today) {
    return planned && day != null && !day.isBefore(today);
  }

  /** Where it is, without what strangers need not know: the flat and the way to it. */
  public String address() {
    return Stream.of(city, street, house)
        .filter(part -> !part.isEmpty() && !part.equals("-"))
        .collect(Collectors.joining(", "));
  }

  /** What the engineer is called: Зимин Егор Петрович is Егор, and so is Егор Зимин. */
  public String engineerCalled() {
    String[] words = engineer.strip().split("\\s+");
    boolean formal = words.length == 3 && PATRONYMICS.stream().anyMatch(words[2]::endsWith);
    return formal ? words[1] : words[0];
  }

  /** What the client is called in a message to him: as the company calls him. */
  public String clientCalled() {
    String[] words = client.strip().split("\\s+");
    boolean formal = words.length == 3 && PATRONYMICS.stream().anyMatch(words[2]::endsWith);
    return formal ? String.join(" ", Arrays.copyOfRange(words, 1, 3)) : client.strip();
  }
}
