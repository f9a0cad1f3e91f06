package app.zamer.notices;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where people are told. */
enum Channel {
  PROGRAM,
  MAIL,
  PUSH;

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Channel> find(String id) {
    return Arrays.stream(values()).filter(channel -> channel.id().equals(id)).findFirst();
  }
}
