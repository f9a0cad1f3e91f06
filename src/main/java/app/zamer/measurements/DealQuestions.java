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
}
