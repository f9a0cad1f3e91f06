package app.zamer.clients;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a client gave his consent, or took it back. */
public enum ConsentSource {
  PAPER,
  SITE,
  PHONE,
  MESSAGE,
  CONTRACT,
  OTHER;

  /** As the API and the database write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ConsentSource> of(String id) {
    return Arrays.stream(values()).filter(source -> source.id().equals(id)).findFirst();
  }
}
