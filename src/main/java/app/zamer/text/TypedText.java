package app.zamer.text;

import java.text.Normalizer;

/**
 * Makes plain what people type or paste: no signs that nobody sees, one kind of space, one kind of
 * hyphen. It is done once, on the way in, so that two texts that look the same are the same.
 *
 * <p>Dashes between words (– and —) are typography and stay; a search passes over them ({@link
 * SearchKey}). Control characters stay too, for a field's own reader to refuse.
 */
public final class TypedText {
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private TypedText() {}

  /**
   * The text as it is kept. Letters are composed (NFC), ends of lines are {@code \n}.
   *
   * @param text may be empty
   * @return the same object, if there is nothing to change
   */
  public static String plain(String text) {
    if (text.chars().allMatch(TypedText::isPlain)) {
      return text;
    }
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    var plain = new StringBuilder(composed.length());
    int before = ' ';
    for (int at = 0; at < composed.length(); ) {
      int sign = composed.codePointAt(at);
      at += Character.charCount(sign);
      int next = at < composed.length() ? composed.codePointAt(at) : ' ';
      int kept = kept(sign, before, next);
      if (kept >= 0) {
        plain.appendCodePoint(kept);
        before = kept;
      }
    }
    return plain.toString();
  }

  /** The text on one line: plain, with single spaces and none around it. */
  public static String line(String text) {
    return plain(text).strip().replaceAll("\\s+", " ");
  }

  /** What most texts consist of, and what stays as it is. */
  private static boolean isPlain(int sign) {
    return sign == '\n'
        || (sign >= ' ' && sign < 0x7F)
        || (sign >= 0x400 && sign <= 0x482)
        || sign == '«'
        || sign == '»'
        || sign == '№'
        || sign == '—'
        || sign == '–'
        || sign == '₽';
  }

  /** What a sign becomes between its neighbours; negative if it goes. */
  private static int kept(int sign, int before, int next) {
    return switch (sign) {
      case '\r' -> next == '\n' ? -1 : '\n';
      case 0x85, 0x2028, 0x2029 -> '\n';
      // hyphen, unbreakable hyphen, figure dash, minus, and their wide or small forms
      case 0x2010, 0x2011, 0x2012, 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D -> '-';
      // letters without a shape
      case 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0 -> ' ';
      case 0x034F, 0x17B4, 0x17B5 -> -1;
      // joins what is one picture, and says nothing elsewhere
      case ZERO_WIDTH_JOINER -> isPicture(before) && isPicture(next) ? sign : -1;
      default ->
          switch (Character.getType(sign)) {
            case Character.SPACE_SEPARATOR -> ' ';
            case Character.FORMAT, Character.SURROGATE -> -1;
            default -> isVariant(sign) && !isPicture(before) && !isKeycap(next) ? -1 : sign;
          };
    };
  }

  private static boolean isPicture(int sign) {
    int type = Character.getType(sign);
    return type == Character.OTHER_SYMBOL || type == Character.MODIFIER_SYMBOL || isVariant(sign);
  }

  /** Says only how the sign before it is drawn. */
  private static boolean isVariant(int sign) {
    return (sign >= 0xFE00 && sign <= 0xFE0F)
        || (sign >= 0xE0100 && sign <= 0xE01EF)
        || (sign >= 0x180B && sign <= 0x180D);
  }

  private static boolean isKeycap(int sign) {
    return sign == 0x20E3;
  }
}
