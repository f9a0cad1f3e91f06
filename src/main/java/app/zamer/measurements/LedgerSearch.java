package app.zamer.measurements;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for in the ledger, as the address of the page says it.
 *
 * @param typed the parts of the address that say something, by their names
 * @param wrong what nobody can look for; the filter is without it
 */
public record LedgerSearch(
    LedgerQuery.Filter filter,
    boolean earliestFirst,
    Map<String, String> typed,
    List<Violation> wrong) {
  private static final List<String> NAMES =
      List.of("q", "status", "from", "to", "engineer", "manager", "visit", "order");
  private static final int LONGEST_TEXT = 200;

  static LedgerSearch of(Map<String, String> address, Regulation regulation) {
    var typed = new LinkedHashMap<String, String>();
    for (String name : NAMES) {
      String text = address.getOrDefault(name, "").strip();
      if (!text.isEmpty()) {
        typed.put(name, text);
      }
    }
    var form = new Form(typed);
    String text = form.text("q", LONGEST_TEXT);
    String status = form.text("status");
    if (!status.isEmpty() && !regulation.knows(Ledger.STATUS, status)) {
      form.wrong("status", "ledger.filter.no-status");
      status = "";
    }
    var filter =
        new LedgerQuery.Filter(
            null,
            said(status),
            form.day("from"),
            form.day("to"),
            said(form.text("engineer")),
            said(form.text("manager")),
            switch (form.text("visit")) {
              case "with" -> true;
              case "without" -> false;
              default -> null;
            },
            text == null ? "" : text);
    if (filter.from() != null && filter.to() != null && filter.from().isAfter(filter.to())) {
      form.wrong("to", "ledger.filter.days");
    }
    return new LedgerSearch(
        filter, form.text("order").equals("asc"), Map.copyOf(typed), form.wrong());
  }

  public String typed(String name) {
    return typed.getOrDefault(name, "");
  }

  /** How many conditions there are besides the order. */
  public int conditions() {
    return typed.size() - (typed.containsKey("order") ? 1 : 0);
  }

  /** An address with the same conditions, and perhaps one thing more. */
  public String at(String path, String... more) {
    var parts = new LinkedHashMap<String, String>();
    NAMES.stream()
        .filter(typed::containsKey)
        .forEach(name -> parts.put(name, typed.getOrDefault(name, "")));
    for (int i = 0; i < more.length; i += 2) {
      parts.put(more[i], more[i + 1]);
    }
    return address(path, parts);
  }

  static String address(String path, Map<String, String> parts) {
    return parts.isEmpty()
        ? path
        : path
            + parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + encoded(part.getValue()))
                .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable String said(String text) {
    return text.isEmpty() ? null : text;
  }
}
