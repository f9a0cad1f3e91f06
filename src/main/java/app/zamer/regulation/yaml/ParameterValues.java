package app.zamer.regulation.yaml;

import java.util.Comparator;
import java.util.Map;

/**
 * Writes other values of parameters into a regulation file; all else of its text stays as it is.
 */
public final class ParameterValues {
  private ParameterValues() {}

  /**
   * The text with these values. What kind of value it is — a number, a truth, a text — stays as it
   * is in the file, and so do comments and layout.
   *
   * @param text a regulation file that can be read
   * @param values by the names of parameters that the file has
   * @throws IllegalArgumentException if the file has no such parameter
   */
  public static String written(String file, String text, Map<String, String> values) {
    var root = new YamlTree(file, text).root();
    Map<String, YamlTree.Entry> parameters = root == null ? Map.of() : root.map("parameters");
    if (!parameters.keySet().containsAll(values.keySet())) {
      throw new IllegalArgumentException("parameters that are not in the file: " + values.keySet());
    }
    var written = new StringBuilder(text);
    // from the end, so that the places before stay where they are
    parameters.entrySet().stream()
        .sorted(Comparator.comparing(parameter -> -parameter.getValue().span().start()))
        .forEach(
            parameter -> {
              String value = values.get(parameter.getKey());
              if (value != null) {
                YamlTree.Span span = parameter.getValue().span();
                boolean quoted = parameter.getValue().scalar() instanceof String;
                written.replace(
                    text.offsetByCodePoints(0, span.start()),
                    text.offsetByCodePoints(0, span.end()),
                    quoted ? quoted(value) : value);
              }
            });
    return written.toString();
  }

  private static String quoted(String value) {
    var quoted = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            character -> {
              switch (character) {
                case '"', '\\' -> quoted.append('\\').append((char) character);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append((char) character);
              }
            });
    return quoted.append('"').toString();
  }
}
