package app.zamer.measurements;

import app.zamer.clients.Phone;
import app.zamer.text.SearchKey;
import app.zamer.text.TypedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds records by what people type: a name, a phone, an address or a contract's number. */
final class LedgerText {
  private static final Pattern NUMBER = Pattern.compile("\\d{2,10}\\p{L}?");

  private LedgerText() {}

  /** A condition on {@code measurement m}; {@code params} gets what it needs. */
  static String condition(String typed, Map<String, Object> params) {
    String text = TypedText.line(typed);
    SearchKey key = SearchKey.of(text);
    if (key.isNone()) {
      return "true";
    }
    var found = new ArrayList<String>();
    found.add(
        "select x.id from deal x where "
            + SearchKey.ofAddress(text).in("x.address_key", "address", params));
    found.add(
        "select x.id from deal x join client k on k.id = x.client_id where "
            + key.in("k.name_key", "name", params));
    List<String> phones = Phone.patterns(text);
    if (!phones.isEmpty()) {
      found.add(
          "select x.id from deal x join client_phone p on p.client_id = x.client_id where p.phone"
              + " like any (:phones)");
      params.put("phones", phones.toArray(String[]::new));
    }
    if (NUMBER.matcher(text).matches()) {
      found.add(
          "select n.deal_id from measurement n where n.contract_number <> '' and n.contract_number"
              + " like :number");
      params.put("number", text.toUpperCase(Locale.ROOT) + "%");
    }
    return "m.deal_id in (" + String.join(" union ", found) + ")";
  }
}
