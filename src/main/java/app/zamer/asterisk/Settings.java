package app.zamer.asterisk;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the connector has to know, from the environment.
 *
 * @param zamer where Zamer answers
 * @param token of a user with the role «exchange»
 * @param folder where the connector keeps what Zamer does not have yet
 * @param extensions what a number of the office looks like
 * @param prefix what the office dials before a number outside
 * @param recordings the address of a recording, with {@code {file}} for its name
 */
record Settings(
    String host,
    int port,
    String user,
    String secret,
    URI zamer,
    String token,
    Path folder,
    Pattern extensions,
    String prefix,
    String recordings) {
  private static final int PORT = 5038;

  /**
   * @throws IllegalArgumentException naming everything that is missing or wrong
   */
  static Settings of(Map<String, String> environment) {
    List<String> wrong = new ArrayList<>();
    String token = required(environment, "ZAMER_TOKEN", wrong);
    String user = required(environment, "ZAMER_ASTERISK_USER", wrong);
    String secret = required(environment, "ZAMER_ASTERISK_SECRET", wrong);
    String port = environment.getOrDefault("ZAMER_ASTERISK_PORT", String.valueOf(PORT));
    if (!port.matches("\\d{1,5}")) {
      wrong.add("ZAMER_ASTERISK_PORT is no port: " + port);
    }
    String zamer = environment.getOrDefault("ZAMER_URL", "http://localhost:8080");
    if (!zamer.matches("https?://[^/]+/?")) {
      wrong.add("ZAMER_URL is no address such as http://localhost:8080: " + zamer);
    }
    String recordings = environment.getOrDefault("ZAMER_ASTERISK_RECORDINGS", "");
    if (!recordings.isEmpty() && !recordings.matches("https://.*\\{file}.*")) {
      wrong.add("ZAMER_ASTERISK_RECORDINGS is no https address with {file} in it: " + recordings);
    }
    String extensions = environment.getOrDefault("ZAMER_ASTERISK_EXTENSIONS", "[0-9]{2,5}");
    try {
      Pattern.compile(extensions);
    } catch (PatternSyntaxException e) {
      wrong.add("ZAMER_ASTERISK_EXTENSIONS is no pattern: " + e.getDescription());
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", wrong));
    }
    return new Settings(
        environment.getOrDefault("ZAMER_ASTERISK_HOST", "127.0.0.1"),
        Integer.parseInt(port),
        user,
        secret,
        URI.create(zamer),
        token,
        Path.of(environment.getOrDefault("ZAMER_ASTERISK_FOLDER", "data/asterisk")),
        Pattern.compile(extensions),
        environment.getOrDefault("ZAMER_ASTERISK_PREFIX", ""),
        recordings);
  }

  private static String required(Map<String, String> environment, String name, List<String> wrong) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      wrong.add(name + " is missing");
    }
    return value;
  }
}
