package app.zamer.clients.erasure;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A word of a name in all the forms a Russian sentence gives it: «Ракитина» is also «Ракитиной» and
 * «Ракитиных». A general stemmer cuts names at different places by form («Петров», «Петрову»), so
 * the endings are counted here; a name of two letters is a word of its own and never a part of one.
 *
 * @param word as {@link #folded}
 * @param stems what its forms begin with
 * @param root what words made of a long surname begin with; empty for other words
 */
record NameWord(String word, Set<String> stems, String root) {
  static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{M}]+");

  private static final int SHORTEST = 2;
  private static final int SHORTEST_STEM = 3;
  private static final int SHORTEST_ROOT = 5;
  private static final Pattern RUSSIAN = Pattern.compile("[а-я]+");
  private static final String VOWELS = "аеиоуыэюя";
  private static final List<String> ADJECTIVES =
      List.of(
          "ого", "его", "ому", "ему", "ыми", "ими", "ый", "ий", "ой", "ая", "яя", "ую", "юю", "ою");
  private static final List<String> SURNAMES =
      List.of(
          "овский", "евский", "овская", "евская", "ский", "ская", "енко", "ова", "ева", "ина",
          "ына", "ов", "ев", "ин", "ын");
  private static final Set<String> ENDINGS =
      Set.of(
          ("а я о е и ы у ю ь й ой ою ей ею ом ем ым им ого его ому ему ая яя ую юю ое ее ые ие ых"
                  + " их ыми ими ами ями ам ям ах ях ов ев ий ый ья ье ью ьи ьей ьем ия ию ием ии ией"
                  + " ин ина ину иной ине ины s")
              .split(" "));

  // small letters only: «По», «До» and «Ан» are surnames
  private static final Set<String> BESIDE_NAMES =
      Set.of("по от из за до об не на со ко во для без или она при про над под".split(" "));
  private static final List<NameWord> NO_NAMES =
      Stream.of(
              "клиент заявка сайт заказ звонок входящий исходящий лид сделка кухня ооо ип ао зао пао"
                  .split(" "))
          .map(NameWord::word)
          .toList();

  /** The words of a name, without initials and what people write beside a name. */
  static List<NameWord> of(String name) {
    List<NameWord> words = new ArrayList<>();
    TOKEN
        .matcher(name)
        .results()
        .map(MatchResult::group)
        .filter(token -> !BESIDE_NAMES.contains(token))
        .map(NameWord::folded)
        .filter(
            word ->
                word.length() >= SHORTEST && NO_NAMES.stream().noneMatch(no -> no.matches(word)))
        .distinct()
        .forEach(word -> words.add(word(word)));
    return words;
  }

  private static NameWord word(String folded) {
    return new NameWord(folded, stems(folded), root(folded));
  }

  /** Small letters, «ё» as «е», letters with their marks as one. */
  static String folded(String token) {
    return Normalizer.normalize(token, Normalizer.Form.NFC)
        .toLowerCase(Locale.ROOT)
        .replace('ё', 'е')
        .replace("\u0301", "");
  }

  /**
   * Whether a word of a text is a form of this one.
   *
   * @param token as {@link #folded}
   */
  boolean matches(String token) {
    return token.equals(word)
        || stems.stream()
            .anyMatch(stem -> token.startsWith(stem) && ends(stem, token.substring(stem.length())));
  }

  /** Whether it may be a form of this one, or something made of it, as a nickname is. */
  boolean mayMean(String token) {
    return matches(token) || (!root.isEmpty() && token.startsWith(root));
  }

  /** What its forms begin with, for a search that finds more than these. */
  Set<String> beginnings() {
    return stems.isEmpty() ? Set.of(word) : stems;
  }

  /** A regular expression of such a beginning, which asks nothing of the database's locale. */
  static String expression(String beginning) {
    return beginning
        .codePoints()
        .mapToObj(
            letter ->
                letter == 'е'
                    ? "[еЕёЁ]"
                    : "[%s%s]"
                        .formatted(
                            Character.toString(letter),
                            Character.toString(Character.toUpperCase(letter))))
        .collect(Collectors.joining());
  }

  private boolean ends(String stem, String ending) {
    // «Ракитина» has a husband «Ракитин», but «Лия» is not the particle «ли»
    return ending.isEmpty()
        ? stem.length() > SHORTEST_STEM || stem.equals(word)
        : ENDINGS.contains(ending);
  }

  private static Set<String> stems(String word) {
    Set<String> stems = new LinkedHashSet<>();
    if (!RUSSIAN.matcher(word).matches() || endsInConsonant(word)) stems.add(word);
    if (word.length() == SHORTEST || !RUSSIAN.matcher(word).matches()) return stems;
    for (String ending : ADJECTIVES) {
      if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
        stems.add(word.substring(0, word.length() - ending.length()));
        break;
      }
    }
    if (!endsInConsonant(word)) stems.add(word.substring(0, word.length() - 1));
    fleeting(word, stems);
    return stems;
  }

  /** «Павел» is «Павла», «Лев» «Льва», «Заяц» «Зайца», «Соловей» «Соловья». */
  private static void fleeting(String word, Set<String> stems) {
    String bare = word.endsWith("ь") ? word.substring(0, word.length() - 1) : word;
    int last = bare.length() - 1;
    if (last < 2) return;
    String head = bare.substring(0, last - 1);
    char vowel = bare.charAt(last - 1);
    char before = bare.charAt(last - 2);
    char end = bare.charAt(last);
    if (end == 'й' && vowel == 'е' && head.length() >= SHORTEST_STEM) {
      stems.add(head + "ь");
    } else if ("ео".indexOf(vowel) >= 0 && consonant(end) && end != 'й') {
      String between = VOWELS.indexOf(before) >= 0 ? "й" : before == 'л' ? "ь" : "";
      String stem = head + between + end;
      if (stem.length() >= SHORTEST_STEM) stems.add(stem);
    } else if (vowel == 'я' && end == 'ц') {
      stems.add(head + "йц");
    }
  }

  private static String root(String word) {
    for (String ending : SURNAMES) {
      if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_ROOT) {
        return word.substring(0, word.length() - ending.length());
      }
    }
    return "";
  }

  private static boolean endsInConsonant(String word) {
    return consonant(word.charAt(word.length() - 1));
  }

  private static boolean consonant(char letter) {
    return RUSSIAN.matcher(String.valueOf(letter)).matches()
        && VOWELS.indexOf(letter) < 0
        && letter != 'ь'
        && letter != 'й';
  }
}
