package app.zamer.asterisk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a real Asterisk 16 said on its manager interface while {@code telephony/asterisk/try.sh}
 * made calls through it.
 */
final class Recording {
  private static final Path FOLDER = Path.of("src/test/resources/asterisk");

  private Recording() {}

  static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name + ".txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The messages after signing in. */
  static List<Map<String, String>> messages(String name) {
    List<Map<String, String>> messages = new ArrayList<>();
    for (String block : text(name).split("\n\n")) {
      Map<String, String> message = new LinkedHashMap<>();
      block
          .lines()
          .filter(line -> line.indexOf(':') > 0)
          .forEach(
              line ->
                  message.put(
                      line.substring(0, line.indexOf(':')).strip(),
                      line.substring(line.indexOf(':') + 1).strip()));
      messages.add(message);
    }
    return messages;
  }
}
