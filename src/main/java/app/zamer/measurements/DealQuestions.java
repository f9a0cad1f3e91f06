package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the pages of measurements ask about deals; the deals module answers. */
public interface DealQuestions {
  /**
   * What stands in the way of an action such as {@code visit.confirm} now. It checks no rights: who
   * asks has found the deals by them.
   *
   * @return all of it for every one of the deals; an empty list if nothing does
   */
  Map<DealId, List<Violation>> check(Collection<DealId> deals, String action);

  /**
   * What would stand in the way of an action with each word that a field of a deal can be, as it is
   * now, in the order of the file. It checks no rights.
   *
   * @param field a field that is one of a few words
   */
  Map<String, List<Violation>> words(DealId deal, String field, String action);
}
