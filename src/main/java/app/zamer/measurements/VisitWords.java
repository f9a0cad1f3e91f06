package app.zamer.measurements;

import app.zamer.regulation.DealField;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Word;
import app.zamer.web.Messages;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The words of the regulation in force for what comes of a visit, as pages show and ask them. */
public record VisitWords(Regulation regulation) {
  private static final String OUTCOME = DealField.VISIT_OUTCOME.id();
  private static final String KIND = DealField.DATE_KIND.id();

  /** What can come of a visit, in the order in which people choose. */
  public Collection<Word> outcomes() {
    return regulation.words(OUTCOME);
  }

  /** How sure the date of a second visit can be. */
  public Collection<Word> kinds() {
    return regulation.words(KIND);
  }

  /** What came of a visit, in the language of the request. */
  public String outcome(String id) {
    return regulation.word(OUTCOME, id).text().in(Messages.language());
  }

  /** The style of what belongs to a result; empty if nothing does. */
  public static String style(Word outcome) {
    Meaning meaning = outcome.means();
    return meaning == null ? "" : meaning.id();
  }

  boolean isContract(String outcome) {
    return regulation.means(OUTCOME, outcome, Meaning.CONTRACT);
  }

  boolean isRepeat(String outcome) {
    return regulation.means(OUTCOME, outcome, Meaning.REPEAT);
  }

  /** Whether a date is not agreed to the day. */
  boolean isApproximate(@Nullable String kind) {
    return regulation.means(KIND, kind, Meaning.APPROXIMATE);
  }

  /** That a result was kept, in the language of the request. */
  String reported(String outcome) {
    return Messages.get("visits.reported." + style(regulation.word(OUTCOME, outcome)));
  }
}
