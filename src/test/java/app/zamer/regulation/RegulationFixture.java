package app.zamer.regulation;

import app.zamer.regulation.yaml.Reading;
import app.zamer.regulation.yaml.RegulationFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The regulation that the program executes, read once a zone. */
public final class RegulationFixture {
  static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  private static final Map<Variant, Regulation> READ = new ConcurrentHashMap<>();

  private record Variant(ZoneId zone, Map<String, String> with) {}

  private RegulationFixture() {}

  public static Regulation regulation(ZoneId zone) {
    return regulation(zone, Map.of());
  }

  /**
   * @param with parameters that have other values than in the file, as they would be written there
   */
  static Regulation regulation(ZoneId zone, Map<String, String> with) {
    return READ.computeIfAbsent(
        new Variant(zone, with),
        key ->
            switch (RegulationFile.read("sales.yaml", text(with), zone)) {
              case Reading.Sound sound -> sound.regulation();
              case Reading.Broken broken -> throw new AssertionError(broken.flaws().toString());
            });
  }

  private static String text(Map<String, String> with) {
    String text = resource("sales.yaml");
    for (Map.Entry<String, String> parameter : with.entrySet()) {
      Pattern line = Pattern.compile("(?m)^  " + parameter.getKey() + ": .*$");
      if (!line.matcher(text).find()) {
        throw new IllegalArgumentException("the regulation has no parameter " + parameter.getKey());
      }
      text =
          line.matcher(text)
              .replaceFirst(
                  Matcher.quoteReplacement(
                      "  " + parameter.getKey() + ": " + parameter.getValue()));
    }
    return text;
  }

  /** The text of a file in the folder {@code regulation} of the class path. */
  public static String resource(String name) {
    try (InputStream stream = RegulationFixture.class.getResourceAsStream("/regulation/" + name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
