package app.zamer.clients.erasure;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A phone as people write it into a text: with or without its country, as it is dialled at home,
 * with any signs between its digits, in narrow or wide digits, or its last digits alone.
 */
final class PhoneForms {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int LONG = 10;
  private static final int WIDE = '\uff10' - '0';
  // «+7 (993) – 555 – 07 – 77» has four of them in a row
  private static final String SIGNS = "[^\\p{L}\\p{Nd}]{0,6}";
  private static final String FEW_SIGNS = "[^\\p{L}\\p{Nd}]{0,3}";
  private static final String BEFORE = "(?<![\\p{Nd}+\uff0b])";
  private static final String AFTER = "(?!\\p{Nd})";

  private final String country;
  private final String national;

  /**
   * @param phone in E.164
   */
  PhoneForms(String phone) {
    String digits = phone.replaceFirst(";ext=\\d+$", "").replaceAll("\\D", "");
    String rest = digits.substring(Math.max(0, digits.length() - LONG));
    try {
      PhoneNumber number = NUMBERS.parse("+" + digits, null);
      rest = NUMBERS.getNationalSignificantNumber(number);
    } catch (NumberParseException _) {
      // no country has such a number: its last digits are what people know it by
    }
    this.national = rest;
    this.country = digits.substring(0, Math.max(0, digits.length() - rest.length()));
  }

  /**
   * Regular expressions, the longest writing first.
   *
   * @param fewest how many last digits are taken for the phone
   */
  List<String> expressions(int fewest) {
    List<String> all = new ArrayList<>();
    if (national.length() < fewest) return all;
    String whole = spread(national, SIGNS);
    String abroad =
        country.isEmpty() ? "" : "(?<!\\p{Nd})[+\uff0b]?" + spread(country, SIGNS) + SIGNS;
    // «+375 (0) 29», «8 029» and «029» at home
    String zero = digit('0') + SIGNS;
    String home = "(?<!\\p{Nd})" + digit('8') + SIGNS + "(?:" + zero + ")?";
    all.add("(?:" + abroad + "(?:" + zero + ")?|" + home + ")" + whole);
    all.add(national.length() < LONG ? BEFORE + "(?:" + zero + ")?" + whole + AFTER : whole);
    for (int length = national.length() - 1; length >= fewest; length--) {
      String last = national.substring(national.length() - length);
      all.add(BEFORE + spread(last, FEW_SIGNS) + AFTER);
    }
    return all;
  }

  /** The same for a search in the database, which may find more. */
  String beginning(int fewest) {
    String last = national.substring(Math.max(0, national.length() - fewest));
    return spread(last, "[^[:alpha:]0-9\uff10-\uff19]{0,6}");
  }

  /** The digits that stand in every full writing without signs. */
  String digits() {
    return national;
  }

  private static String spread(String digits, String between) {
    return digits.chars().mapToObj(one -> digit((char) one)).collect(Collectors.joining(between));
  }

  private static String digit(char narrow) {
    return "[" + narrow + (char) (narrow + WIDE) + "]";
  }
}
