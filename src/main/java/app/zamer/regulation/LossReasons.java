package app.zamer.regulation;

import app.zamer.regulation.DealFacts.Loss;
import app.zamer.regulation.Rulebook.Field;
import app.zamer.regulation.Rulebook.Word;

/**
 * The reasons for which deals are lost: words of the file, and whatever people say in their own
 * words (LOST-3).
 */
public final class LossReasons {
  private final Field field;

  LossReasons(Field field) {
    this.field = field;
  }

  /** The word for whatever people say in their own words; empty if they may not. */
  public String ownWords() {
    return field.ownWords() == null ? "" : field.ownWords();
  }

  /**
   * A loss with its reason as one of the file's words: whoever said a word's id, or its label in
   * either language, meant that word, and anything else is kept as it was said beside the word for
   * own words.
   */
  public Loss read(Loss loss) {
    String own = field.ownWords();
    String said = loss.reason();
    if (own == null || said.isEmpty()) {
      return loss;
    }
    Word known = field.words().get(said);
    String word =
        known != null
            ? said
            : field.words().values().stream()
                .filter(each -> means(said, each.text()))
                .map(Word::id)
                .findFirst()
                .orElse(own);
    String remark = known != null ? known.text().ru() : said;
    return new Loss(loss.result(), word, loss.remark().isEmpty() ? remark : loss.remark());
  }

  /** A reason as people read it: its label, or the words it was said in where it is no other's. */
  public Text shown(Loss loss) {
    String remark = remark(loss);
    return remark.isEmpty() ? label(loss) : new Text(remark, remark);
  }

  /** A reason in the words in which it was said; empty if there is none. */
  public String said(Loss loss) {
    Text label = label(loss);
    return !remark(loss).isEmpty() || means(loss.remark(), label) ? loss.remark() : label.ru();
  }

  /** What was said where it is none of the reasons of the file; empty otherwise. */
  public String remark(Loss loss) {
    return field.ownWords() == null || loss.reason().equals(field.ownWords()) ? loss.remark() : "";
  }

  /** A word that this edition does not have stands for itself. */
  private Text label(Loss loss) {
    Word word = field.words().get(loss.reason());
    return word == null ? new Text(loss.reason(), loss.reason()) : word.text();
  }

  private static boolean means(String said, Text label) {
    String folded = Wording.folded(said);
    return folded.equals(Wording.folded(label.ru())) || folded.equals(Wording.folded(label.en()));
  }
}
