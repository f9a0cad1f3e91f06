package app.zamer.regulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The cases of one family of clauses, {@code regulation/<family>/cases.yaml}: the moment {@code
 * now}, the {@code zones} in which all of them must come out the same, and the {@code cases}. A
 * case starts from a deal of {@code deals.yaml}, if it names one, changes it by what is {@code
 * given}, and asks one question; see {@link Question}. It may be asked at another moment, in one
 * other {@code zone}, or {@code with} other parameters.
 */
record CaseFile(String family, URI file, List<ZoneId> zones, List<Map<String, Object>> cases) {
  private static final Map<String, Map<String, Object>> DEALS =
      map(read(RegulationFixture.resource("deals.yaml")));

  static List<CaseFile> all() {
    try (Stream<Path> folders = Files.list(folder())) {
      return folders
          .map(path -> path.resolve("cases.yaml"))
          .filter(Files::exists)
          .sorted()
          .map(CaseFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is given in a case, with what its named deal gives. */
  static Map<String, Object> given(Map<String, Object> deal) {
    Map<String, Object> given = new HashMap<>();
    Object like = deal.get("deal");
    if (like != null) {
      Map<String, Object> named =
          Objects.requireNonNull(DEALS.get(like), () -> "there is no deal " + like);
      given.putAll(given(named));
    }
    if (deal.get("given") instanceof Map<?, ?> more) {
      given.putAll(map(more));
    }
    return given;
  }

  private static CaseFile read(Path file) {
    try {
      Map<String, Object> root = map(read(Files.readString(file)));
      List<Map<String, Object>> cases = new ArrayList<>();
      for (Object read : (List<?>) Objects.requireNonNull(root.get("cases"))) {
        Map<String, Object> words = new LinkedHashMap<>(map(read));
        words.putIfAbsent("now", Objects.requireNonNull(root.get("now"), file::toString));
        cases.add(words);
      }
      List<ZoneId> zones =
          root.get("zones") instanceof List<?> list
              ? list.stream().map(zone -> ZoneId.of(zone.toString())).toList()
              : List.of(RegulationFixture.MOSCOW);
      return new CaseFile(
          String.valueOf(Objects.requireNonNull(file.getParent()).getFileName()),
          file.toUri(),
          zones,
          cases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * YAML in which every scalar is the text that stands there: {@code +3} is no number and a date no
   * date.
   */
  private static Object read(String text) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(
            new SafeConstructor(options),
            new Representer(new DumperOptions()),
            new DumperOptions(),
            options,
            new Texts())
        .load(text);
  }

  private static final class Texts extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
    }
  }

  @SuppressWarnings(
      "unchecked") // keys of the cases are texts; a value of another kind is told by whoever reads
  // it
  static <T> Map<String, T> map(Object map) {
    return (Map<String, T>) map;
  }

  static Path folder() {
    try {
      return Objects.requireNonNull(
          Path.of(
                  Objects.requireNonNull(CaseFile.class.getResource("/regulation/deals.yaml"))
                      .toURI())
              .getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
