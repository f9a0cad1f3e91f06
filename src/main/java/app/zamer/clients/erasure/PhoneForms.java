package app.zamer.clients.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A phone as people write it into a text: with or without its country, with any signs between its
 * digits, or its last digits alone.
 */
final class PhoneForms {
  private static final int NATIONAL = 10;
  private static final String SIGNS = "[^\\p{L}\\d]{0,3}";

  private final String national;

  /**
   * @param phone in any writing
   */
  PhoneForms(String phone) {
    String digits = phone.replaceFirst(";ext=\\d+$", "").replaceAll("\\D", "");
    this.national = digits.substring(Math.max(0, digits.length() - NATIONAL));
  }

  /**
   * Regular expressions, the longest writing first.
   *
   * @param fewest how many last digits are taken for the phone
   */
  List<String> expressions(int fewest) {
    List<String> all = new ArrayList<>();
    if (national.length() < fewest) return all;
    all.add("(?:\\+?\\d{1,3}" + SIGNS + ")?" + spread(national, SIGNS));
    for (int length = national.length() - 1; length >= fewest; length--) {
      String last = national.substring(national.length() - length);
      all.add("(?<![\\d+])" + spread(last, SIGNS) + "(?!\\d)");
    }
    return all;
  }

  /** The same for a search in the database, which may find more. */
  String beginning(int fewest) {
    String last = national.substring(Math.max(0, national.length() - fewest));
    return spread(last, "[^[:alpha:]0-9]{0,3}");
  }

  /** The digits that stand in every full writing without signs. */
  String digits() {
    return national;
  }

  private static String spread(String digits, String between) {
    return IntStream.range(0, digits.length())
        .mapToObj(i -> digits.substring(i, i + 1))
        .collect(Collectors.joining(between));
  }
}
