package app.zamer.journeys;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the journeys write and read it. */
final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Json() {}

  /**
   * An object of names and values in turn; a name with dots makes objects within, so that {@code
   * "address.floor", "3"} is {@code {"address": {"floor": "3"}}}.
   */
  static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
    Map<String, @Nullable Object> whole = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Map<String, @Nullable Object> part = whole;
      String[] names = String.valueOf(pairs[i]).split("\\.");
      for (int level = 0; level < names.length - 1; level++) {
        part = inner(part, names[level]);
      }
      part.put(names[names.length - 1], pairs[i + 1]);
    }
    return whole;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> inner(
      Map<String, @Nullable Object> outer, String name) {
    Object found = outer.computeIfAbsent(name, _ -> new LinkedHashMap<String, @Nullable Object>());
    return (Map<String, @Nullable Object>) found;
  }

  static String write(Object value) {
    return MAPPER.writeValueAsString(plain(value));
  }

  private static Object plain(Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, each) -> copy.put(String.valueOf(name), each == null ? null : scalar(each)));
    return copy;
  }

  private static Object scalar(Object value) {
    return value instanceof Map<?, ?> || value instanceof Number || value instanceof Boolean
        ? plain(value)
        : value.toString();
  }

  /** The node at a path of names with dots. */
  static JsonNode at(JsonNode node, String path) {
    JsonNode found = node;
    for (String name : path.split("\\.")) {
      found = found.path(name);
    }
    return found;
  }

  /** The text at a path; empty if there is nothing. */
  static String text(JsonNode node, String path) {
    JsonNode found = at(node, path);
    return found.isMissingNode() || found.isNull() ? "" : found.asString();
  }

  /** The amount at a path without trailing zeros; null if there is none. */
  static @Nullable BigDecimal amount(JsonNode node, String path) {
    JsonNode found = at(node, path);
    return found.isNumber() ? found.decimalValue().setScale(2) : null;
  }
}
