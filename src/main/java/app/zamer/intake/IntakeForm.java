package app.zamer.intake;

import app.zamer.users.UserId;
import java.net.IDN;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A form for the company's site.
 *
 * @param key what its address ends with
 * @param name what the company calls it
 * @param title what visitors read above it
 * @param source what its leads have as their source
 * @param owner whose the leads are; null for whoever takes them
 * @param origins the sites that may show it or send to it, such as {@code https://okna.example}
 * @param wishes what visitors choose from; empty if they write it themselves
 * @param success what they read afterwards; empty for the program's own words
 * @param policy address of the company's policy on personal data; empty if it has none
 * @param consent what they agree to
 * @param consentVersion which of the form's texts that is
 */
public record IntakeForm(
    long id,
    String key,
    String name,
    String title,
    String source,
    @Nullable UserId owner,
    List<String> origins,
    List<String> wishes,
    String success,
    String policy,
    String consent,
    int consentVersion,
    boolean active,
    long version) {
  public IntakeForm {
    origins = List.copyOf(origins);
    wishes = List.copyOf(wishes);
  }

  /** The sites as people write them, {@code https://окна.рф}. */
  public String sites() {
    return origins.stream()
        .map(
            origin -> {
              int host = origin.indexOf("://") + 3;
              return origin.substring(0, host) + IDN.toUnicode(origin.substring(host));
            })
        .collect(Collectors.joining(", "));
  }
}
