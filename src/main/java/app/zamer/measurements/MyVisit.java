package app.zamer.measurements;

import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit as its engineer sees it on the way.
 *
 * @param entrance empty while nobody has said it, a dash if there is none; floor and intercom alike
 * @param video whether the client allows it; null while nobody has asked
 * @param note what the manager last wrote into the chat; empty if nothing
 * @param sheets how many measurement sheets there are, and how many photos
 */
public record MyVisit(
    DealId deal,
    long version,
    String client,
    List<Phone> phones,
    String manager,
    Address address,
    @Nullable Boolean video,
    @Nullable BigDecimal amount,
    Instant startsAt,
    Instant endsAt,
    @Nullable Instant confirmedAt,
    String outcome,
    boolean repeat,
    boolean open,
    String note,
    @Nullable Instant noteAt,
    int sheets,
    int photos) {

  public record Address(
      String city,
      String street,
      String house,
      String apartment,
      String entrance,
      String floor,
      String intercom) {
    /** What a map finds. */
    public String forMap() {
      return joined(city, street, house);
    }

    /** As one line. */
    public String line() {
      return joined(city, street, house, apartment);
    }

    private static String joined(String... parts) {
      return String.join(
          ", ",
          List.of(parts).stream().filter(part -> !part.isBlank() && !part.equals("-")).toList());
    }
  }

  public LocalDate day(ZoneId zone) {
    return LocalDate.ofInstant(startsAt, zone);
  }

  /** Its time has come, and nobody knows what came of it. */
  public boolean owed(Instant now) {
    return outcome.isEmpty() && startsAt.isBefore(now);
  }
}
