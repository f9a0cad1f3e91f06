package app.zamer.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for, folded as the database folds what it is looked for in: small letters, ё
 * as е, spaces, commas and dashes of any kind as one space. The database does it by its function
 * {@code search_key}, on which the indexes of all searched texts are built.
 *
 * @param words what is looked for, each of them somewhere in the text; none if nothing is
 */
public record SearchKey(List<String> words) {
  /** Longer lists of words are cut: the first ones tell enough. */
  private static final int MOST_WORDS = 12;

  /** From so many characters on the indexes of parts help. */
  private static final int PART = 3;

  private static final Pattern UNSEEN = Pattern.compile("[\\u00ad\\u200b-\\u200f\\u2060\\ufeff]");

  private static final Pattern BETWEEN =
      Pattern.compile("[\\s\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000,;\\u2010-\\u2015\\u2212-]+");

  /** What a shown address has besides what was typed into its fields. */
  private static final Pattern PARTS_OF_AN_ADDRESS =
      Pattern.compile(
          "г\\.|ул\\.|д\\.|дом|кв\\.|квартира|подъезд|этаж|домофон|house|apt|entrance|floor|intercom");

  public SearchKey {
    words = List.copyOf(words);
  }

  public static SearchKey of(@Nullable String typed) {
    return of(typed, word -> true);
  }

  /** The same for an address, which may be pasted as the program shows it: {@code д. 7, кв. 5}. */
  public static SearchKey ofAddress(@Nullable String typed) {
    SearchKey key = of(typed, word -> !PARTS_OF_AN_ADDRESS.matcher(word).matches());
    return key.isNone() ? of(typed) : key;
  }

  private static SearchKey of(@Nullable String typed, Predicate<String> counts) {
    return new SearchKey(
        Arrays.stream(fold(typed == null ? "" : typed).split(" "))
            .filter(word -> !word.isEmpty())
            .filter(counts)
            .limit(MOST_WORDS)
            .toList());
  }

  /** A text as the function {@code search_key} of the database makes it. */
  public static String fold(String text) {
    String seen = UNSEEN.matcher(text.replace("\0", "")).replaceAll("");
    String small = seen.toLowerCase(Locale.ROOT).replace('ё', 'е');
    return BETWEEN.matcher(small).replaceAll(" ").strip();
  }

  public boolean isNone() {
    return words.isEmpty();
  }

  /** Whether an index of parts can find it. */
  public boolean hasPart() {
    return words.stream().anyMatch(word -> word.length() >= PART);
  }

  /** All words as one text. */
  public String text() {
    return String.join(" ", words);
  }

  /**
   * A condition that a folded text has all the words, in any order. A single word that is too short
   * for an index of parts is looked for at the text's start.
   *
   * @param column of a folded text, or an expression with {@code search_key} that has an index
   * @param prefix of the names of the parameters
   * @param params gets the parameters
   */
  public String in(String column, String prefix, Map<String, ? super String> params) {
    List<String> conditions = new ArrayList<>();
    boolean start = words.size() == 1 && !hasPart();
    for (String word : words) {
      String name = prefix + conditions.size();
      String escaped = word.replaceAll("([\\\\%_])", "\\\\$1");
      params.put(name, start ? escaped + "%" : "%" + escaped + "%");
      conditions.add("%s like :%s".formatted(column, name));
    }
    return conditions.isEmpty() ? "false" : String.join(" and ", conditions);
  }
}
