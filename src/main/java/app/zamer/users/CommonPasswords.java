package app.zamer.users;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Passwords that are tried before all others: the well-known words of {@code common-passwords.txt},
 * Russian, English, either typed in the other layout or in Latin letters, whatever digits, years
 * and signs stand around them, repeated, spelt backwards or with digits for letters; walks over the
 * keyboard; a character or two over and over; what the account itself says.
 */
final class CommonPasswords {
  private static final Set<String> WORDS = read();
  private static final Pattern AROUND = Pattern.compile("^[^\\p{L}]+|[^\\p{L}]+$");
  private static final Pattern AROUND_LEET = Pattern.compile("^[^\\p{L}@$]+|[^\\p{L}@$]+$");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final int SHORTEST_REST = 4;
  private static final int SHORTEST_OWN = 3;
  private static final int STEPS = 4;

  /** The rows of the keyboard, and its columns from the left. */
  private static final String[] WALKS = {
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "йфяцычувскамепинртгоьшлбщдю",
    "1й2ц3у4к5е6н7г8ш9щ0з",
    "147258369"
  };

  private static final Map<Character, Character> DIGITS_FOR_LETTERS =
      Map.of(
          '0', 'o', '1', 'i', '3', 'e', '4', 'a', '5', 's', '7', 't', '@', 'a', '$', 's', '!', 'i');

  private CommonPasswords() {}

  /**
   * Whether a password is one of those.
   *
   * @param own what is known of the account: its login and its person's name
   */
  static boolean has(String password, String... own) {
    String small = password.toLowerCase(Locale.ROOT).strip();
    return few(small)
        || walks(small)
        || known(small)
        || known(lettered(AROUND_LEET.matcher(small).replaceAll("")))
        || known(new StringBuilder(small).reverse().toString())
        || isOf(small, own);
  }

  private static boolean known(String small) {
    String word = AROUND.matcher(small).replaceAll("");
    if (WORDS.contains(small) || isWord(word)) {
      return true;
    }
    // word and digits by turns: пароль123пароль, love2love
    String letters = small.replaceAll("[^\\p{L}]+", "");
    return isWord(letters) || isWord(repeated(letters));
  }

  // what stands around a short word may be a password of its own
  private static boolean isWord(String word) {
    return !word.isEmpty() && WORDS.contains(word);
  }

  /**
   * What a text repeats, such as {@code abc} of {@code abcabcabc}; the text if it repeats nothing.
   */
  private static String repeated(String text) {
    for (int length = 1; length <= text.length() / 2; length++) {
      if (text.length() % length == 0
          && text.equals(text.substring(0, length).repeat(text.length() / length))) {
        return text.substring(0, length);
      }
    }
    return text;
  }

  private static boolean few(String small) {
    String once = repeated(small);
    return small.chars().distinct().count() <= 3 || once.length() <= 2 || small.isBlank();
  }

  /** Whether it is put together of walks of at least {@value #STEPS} keys, and little else. */
  private static boolean walks(String small) {
    String text = NO_LETTERS.matcher(small).replaceAll("");
    int walked = 0;
    for (int i = 0; i < text.length(); ) {
      int longest = 0;
      for (String walk : WALKS) {
        longest = Math.max(longest, along(text, i, walk));
        longest = Math.max(longest, along(text, i, new StringBuilder(walk).reverse().toString()));
      }
      if (longest >= STEPS) {
        walked += longest;
        i += longest;
      } else {
        i++;
      }
    }
    return text.length() - walked < SHORTEST_REST;
  }

  private static int along(String text, int from, String walk) {
    int at = walk.indexOf(text.charAt(from));
    int length = 0;
    while (at >= 0
        && at + length < walk.length()
        && from + length < text.length()
        && walk.charAt(at + length) == text.charAt(from + length)) {
      length++;
    }
    return length;
  }

  private static boolean isOf(String small, String... own) {
    String rest = small;
    boolean found = false;
    for (String each : own) {
      for (String part : each.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
        if (part.length() >= SHORTEST_OWN && rest.contains(part)) {
          rest = rest.replace(part, "");
          found = true;
        }
      }
    }
    String left = AROUND.matcher(rest).replaceAll("");
    return found && (left.length() < SHORTEST_REST || isWord(left));
  }

  private static String lettered(String text) {
    StringBuilder letters = new StringBuilder();
    for (char c : text.toCharArray()) {
      letters.append(DIGITS_FOR_LETTERS.getOrDefault(c, c).charValue());
    }
    return letters.toString();
  }

  private static Set<String> read() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    CommonPasswords.class.getResourceAsStream("/users/common-passwords.txt")),
                StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
