package app.zamer.deals;

import app.zamer.deals.BoardQuery.Filter;
import app.zamer.regulation.Violation;
import app.zamer.web.Messages;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the address of a board asks for, and the addresses of what is near it.
 *
 * @param path of the board of a pipeline
 * @param typed the parameters as they stand in the address, without empty ones
 * @param everybody whether the actor may see other people's deals
 * @param wrong what cannot be; the filter is without it
 */
public record BoardAddress(
    String path,
    Filter filter,
    Map<String, String> typed,
    boolean everybody,
    List<Violation> wrong) {
  /** A parameter as it stands in the address; empty if it does not. */
  public String typed(String name) {
    return typed.getOrDefault(name, "");
  }

  /** Whether anything but the owner is filtered by. */
  public boolean isFiltered() {
    return typed.keySet().stream().anyMatch(name -> !name.equals("who"));
  }

  /** The address of the board with a parameter changed; empty takes it away. */
  public String with(String name, String value) {
    var changed = new LinkedHashMap<>(typed);
    changed.put(name, value);
    return address(path, changed);
  }

  /** The address of the board that shows everything of the same owner. */
  public String withoutAny() {
    var kept = new LinkedHashMap<>(typed);
    kept.keySet().removeIf(name -> !name.equals("who"));
    return address(path, kept);
  }

  /** The address of another page that is about the same deals. */
  public String at(String other) {
    return address(other, typed);
  }

  /** The same with one parameter more. */
  public String at(String other, String name, String value) {
    var more = new LinkedHashMap<>(typed);
    more.put(name, value);
    return address(other, more);
  }

  /** What is wrong with it, in the language of the request. */
  public List<String> sentences() {
    return wrong.stream().map(violation -> violation.message().in(Messages.language())).toList();
  }

  private static String address(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getValue().isEmpty())
            .map(
                parameter ->
                    parameter.getKey()
                        + "="
                        + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
