package app.zamer.deals;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.users.UserId;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * New values for some fields of a deal.
 *
 * @param fields values of the fields' types; null or an empty text clears a field
 * @param title null leaves it
 * @param source null leaves it
 * @param owner null leaves it
 */
public record DealEdit(
    Map<DealField, Object> fields,
    @Nullable String title,
    @Nullable String source,
    @Nullable UserId owner) {
  public static final DealEdit NOTHING = new DealEdit(Map.of(), null, null, null);

  public static DealEdit of(Map<DealField, Object> fields) {
    return new DealEdit(fields, null, null, null);
  }

  boolean isNothing() {
    return equals(NOTHING);
  }

  DealFacts in(DealFacts facts) {
    DealFacts edited = facts;
    // in the order of the fields: a reason comes before the words in which it was said
    for (DealField field : new TreeSet<>(fields.keySet())) {
      edited = field.in(edited, fields.get(field));
    }
    return edited;
  }
}
