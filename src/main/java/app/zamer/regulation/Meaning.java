package app.zamer.regulation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a word of a field means to the program, whatever the regulation file calls it: the word of a
 * status that it writes, the result of a visit that a contract goes with. The file says it beside
 * the word, {@code means: confirmed}.
 */
public enum Meaning {
  /** Of a measurement: its date is set. */
  PLANNED,
  /** Of a measurement: its visit is confirmed. */
  CONFIRMED,
  /** Of a measurement: a second visit is to come; of a visit: it ended so. */
  REPEAT,
  /** Of a measurement: the visit took place. */
  HELD,
  /** Of a measurement and of a visit: it ended in a contract. */
  CONTRACT,
  /** Of a visit: it ended without a contract. */
  NO_CONTRACT,
  /** Of a measurement: it did not take place. */
  CANCELLED,
  /** Of a date: the client has agreed to the day. */
  EXACT,
  /** Of a date: about then. */
  APPROXIMATE,
  /** Of a loss: before the measurement. */
  BEFORE_MEASUREMENT,
  /** Of a loss: after the measurement. */
  AFTER_MEASUREMENT;

  /** Those of a measurement whose visit is still to come. */
  public static final Set<Meaning> TO_COME = EnumSet.of(PLANNED, CONFIRMED, REPEAT);

  /** What the words of a field have to be able to say, for the program to go on. */
  private static final Map<DealField, Set<Meaning>> NEEDED =
      Map.of(
          DealField.MEASUREMENT_STATUS,
          EnumSet.of(PLANNED, CONFIRMED, REPEAT, HELD, CONTRACT, CANCELLED),
          DealField.DATE_KIND,
          EnumSet.of(EXACT, APPROXIMATE),
          DealField.VISIT_OUTCOME,
          EnumSet.of(CONTRACT, NO_CONTRACT, REPEAT),
          DealField.LOSS_RESULT,
          EnumSet.of(BEFORE_MEASUREMENT, AFTER_MEASUREMENT));

  /** As it is written in the file. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Meaning> find(String id) {
    return Arrays.stream(values()).filter(meaning -> meaning.id().equals(id)).findFirst();
  }

  /** What the words of a field mean to the program; nothing where it asks none of them. */
  public static Set<Meaning> of(String field) {
    return DealField.find(field)
        .map(known -> NEEDED.getOrDefault(known, Set.of()))
        .orElse(Set.of());
  }
}
