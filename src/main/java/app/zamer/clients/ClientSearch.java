package app.zamer.clients;

import app.zamer.text.SearchKey;
import app.zamer.text.TypedText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  private static final int FEWEST_DIGITS = 3;

  /** The reach of whoever may go through all clients. */
  static final String ALL = "true";

  /**
   * @param deals a condition on {@code deal d}: the deals by which the reader may find a client
   * @param readable a condition on {@code client c}: the clients that the reader may go through; of
   *     all others a whole phone or the exact name finds one
   */
  static ClientSearch of(@Nullable String typed, String deals, String readable) {
    String text = typed == null ? "" : TypedText.line(typed).replace("\0", "");
    Map<String, @Nullable Object> params = new HashMap<>();
    SearchKey key = SearchKey.of(text);
    if (key.isNone()) return new ClientSearch(readable.equals(ALL) ? "" : readable, params);
    String found = "c.id in (" + String.join("\nunion\n", ways(text, key, deals, params)) + ")";
    return new ClientSearch(
        readable.equals(ALL)
            ? found
            : "(%s and %s or %s)".formatted(found, readable, exact(text, readable, params)),
        params);
  }

  /** One client, whose phone or name is just what was typed. */
  private static String exact(String text, String readable, Map<String, @Nullable Object> params) {
    Optional<Phone> phone = Phone.parse(text).phone();
    if (phone.isPresent()) {
      params.put("phone", phone.get().e164());
      return "c.id in (select client_id from client_phone where %s)"
          .formatted(phone.get().reaches("phone"));
    }
    params.put("exact", SearchKey.fold(text));
    return """
    c.id = (
      select max(c.id) from client c where c.name_key = :exact and c.anonymised_at is null and not %s)\
    """
        .formatted(readable);
  }

  private static List<String> ways(
      String text, SearchKey key, String deals, Map<String, @Nullable Object> params) {
    // a union, not an «or»: each part has an index of its own
    List<String> ways = new ArrayList<>();
    ways.add("select id from client where " + key.in("name_key", "w", params));
    byPhone(text, params, ways);
    byNameAndPhone(key, params, ways);
    if (key.hasPart()) {
      ways.add(
          "select d.client_id from deal d where %s and %s"
              .formatted(SearchKey.ofAddress(text).in("d.address_key", "a", params), deals));
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
    return ways;
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
      SearchKey key, Map<String, @Nullable Object> params, List<String> ways) {
    List<String> names =
        key.words().stream().filter(word -> word.chars().anyMatch(Character::isLetter)).toList();
    String digits =
        String.join("", key.words().stream().filter(word -> !names.contains(word)).toList())
            .replaceAll("\\D", "");
    if (names.isEmpty() || digits.length() < FEWEST_DIGITS) return;
    ways.add(
        "select id from client where %s and id in (select client_id from client_phone where phone like :digits)"
            .formatted(new SearchKey(names).in("name_key", "n", params)));
    params.put("digits", "%" + digits + "%");
  }
}
