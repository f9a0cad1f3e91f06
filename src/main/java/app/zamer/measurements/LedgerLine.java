package app.zamer.measurements;

import app.zamer.clients.Phone;
import app.zamer.regulation.Rulebook.Word;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A record as a line of the ledger's page.
 *
 * @param names what people are called, by their logins
 * @param edits whether the reader may change something of it
 * @param asked the status somebody has asked the head of sales for and not got yet
 */
public record LedgerLine(
    LedgerRecord record,
    Word status,
    @Nullable Word uncertain,
    Map<String, String> names,
    boolean edits,
    @Nullable Word asked) {

  public String name(@Nullable String login) {
    return login == null ? "" : names.getOrDefault(login, login);
  }

  public List<Phone> phones() {
    return record.client().phones().stream().map(Phone::new).toList();
  }

  /** What the deal's title says beside the client's name. */
  public String about() {
    String title = record.title();
    String name = record.client().name();
    return title.startsWith(name)
        ? title.substring(name.length()).replaceFirst("^[\\s,—–-]+", "")
        : title;
  }

  /** As people write it on an envelope; a part that does not exist is left out. */
  public String address() {
    return address(record.address());
  }

  static String address(LedgerRecord.Address address) {
    return Stream.of(address.city(), address.street(), address.house(), address.apartment())
        .filter(Objects::nonNull)
        .filter(part -> !part.equals("-"))
        .collect(Collectors.joining(", "));
  }
}
