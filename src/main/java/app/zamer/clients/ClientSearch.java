package app.zamer.clients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person types to find a client, as a condition of SQL that indexes serve: words of the name
 * in any order, any part of a phone, both together, the address or the contract number of one of
 * his deals.
 *
 * @param sql a condition on {@code client c}; empty if everybody is meant
 * @param params what it needs
 */
record ClientSearch(String sql, Map<String, @Nullable Object> params) {
  /**
   * From so many characters on the indexes of parts help; a single word that is shorter is looked
   * up as the start of a name.
   */
  private static final int PART = 3;

  private static final int MOST_WORDS = 6;

  private static final String ADDRESS =
      "replace(lower(city || ' ' || street || ' ' || house || ' ' || apartment), 'ё', 'е')";

  /**
   * @param deals a condition on {@code deal d}: the deals by which the reader may find a client
   */
  static ClientSearch of(@Nullable String typed, String deals) {
    String text = typed == null ? "" : typed.replace("\0", "").strip();
    Map<String, @Nullable Object> params = new HashMap<>();
    if (text.isEmpty()) return new ClientSearch("", params);
    List<String> words =
        List.of(key(text).split("[\\s,]+")).stream()
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .toList();
    // a union, not an «or»: each part has an index of its own
    List<String> ways = new ArrayList<>();
    ways.add("select id from client where " + all("name_key", "w", words, params));
    byPhone(text, params, ways);
    byNameAndPhone(words, params, ways);
    if (words.stream().anyMatch(word -> word.length() >= PART)) {
      ways.add(
          "select d.client_id from deal d where %s and %s"
              .formatted(all(ADDRESS, "w", words, params), deals));
    }
    if (text.matches("[^\\s%]*\\d[^\\s%]*")) {
      ways.add(
          """
          select d.client_id from measurement m join deal d on d.id = m.deal_id
          where m.contract_number >= :contract and m.contract_number < :contractEnd and m.contract_number <> '' and %s
          """
              .formatted(deals));
      String number = text.toUpperCase(Locale.ROOT);
      params.put("contract", number);
      params.put("contractEnd", number + '\uffff');
    }
    return new ClientSearch("c.id in (" + String.join("\nunion\n", ways) + ")", params);
  }

  private static void byPhone(
      String text, Map<String, @Nullable Object> params, List<String> ways) {
    PhonePart part = PhonePart.of(text);
    if (part.isNone()) return;
    ways.add("select client_id from client_phone where phone like :inside");
    ways.add("select client_id from client_phone where phone >= :from and phone < :to");
    params.put("inside", part.inside());
    params.put("from", part.from());
    params.put("to", part.to());
  }

  /** «Иван 4543». */
  private static void byNameAndPhone(
      List<String> words, Map<String, @Nullable Object> params, List<String> ways) {
    List<String> names =
        words.stream().filter(word -> word.chars().anyMatch(Character::isLetter)).toList();
    String digits =
        String.join("", words.stream().filter(word -> !names.contains(word)).toList())
            .replaceAll("\\D", "");
    if (names.isEmpty() || digits.length() < PART) return;
    ways.add(
        "select id from client where %s and id in (select client_id from client_phone where phone like :digits)"
            .formatted(all("name_key", "n", names, params)));
    params.put("digits", "%" + digits + "%");
  }

  private static String all(
      String what, String prefix, List<String> words, Map<String, @Nullable Object> params) {
    List<String> conditions = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).replaceAll("([\\\\%_])", "\\\\$1");
      boolean start = words.size() == 1 && word.length() < PART;
      params.put(prefix + i, start ? word + "%" : "%" + word + "%");
      conditions.add("%s like :%s%d".formatted(what, prefix, i));
    }
    return conditions.isEmpty() ? "false" : String.join(" and ", conditions);
  }

  private static String key(String text) {
    return text.toLowerCase(Locale.ROOT).replace('ё', 'е');
  }
}
