package app.zamer.deals;

import app.zamer.clients.Phone;
import app.zamer.text.SearchKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ways in which deals are found by what a person types; each of them has an index. */
final class DealWords {
  private DealWords() {}

  /**
   * Each way as {@code from … where …} with the deal {@code d}: by words of the title, of the
   * address or of the client's name, by a part of a phone, by the contract's number.
   *
   * @param params gets what the ways need
   */
  static List<String> ways(String typed, Map<String, Object> params) {
    SearchKey key = SearchKey.of(typed);
    List<String> ways = new ArrayList<>();
    ways.add("from deal d where " + key.in("search_key(d.title)", "title", params));
    ways.add(
        "from deal d where " + SearchKey.ofAddress(typed).in("d.address_key", "address", params));
    ways.add(
        "from client k join deal d on d.client_id = k.id where "
            + key.in("k.name_key", "name", params));
    List<String> phones = Phone.patterns(typed.strip());
    if (!phones.isEmpty()) {
      ways.add(
          "from client_phone p join deal d on d.client_id = p.client_id where p.phone like any"
              + " (:phones)");
      params.put("phones", phones.toArray(String[]::new));
    }
    ways.add(
        "from measurement f join deal d on d.id = f.deal_id where f.contract_number = :number and"
            + " f.contract_number <> ''");
    params.put("number", typed.strip().toUpperCase(Locale.ROOT));
    return ways;
  }
}
