package app.zamer.measurements;

import static app.zamer.regulation.Meaning.CANCELLED;
import static app.zamer.regulation.Meaning.CONFIRMED;
import static app.zamer.regulation.Meaning.PLANNED;
import static app.zamer.regulation.Meaning.REPEAT;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Regulation;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What else has to change when the date, the sum or the visit of a measurement changes. */
final class Consistency {
  private static final String STATUS = DealField.MEASUREMENT_STATUS.id();
  private static final String OUTCOME = DealField.VISIT_OUTCOME.id();

  private Consistency() {}

  static DealFacts of(DealFacts before, DealFacts after, LocalDate today, Regulation regulation) {
    boolean moved = !Objects.equals(before.measurement().date(), after.measurement().date());
    Visit visit =
        moved && waits(after.visit()) && Facts.sameVisit(before.visit(), after.visit())
            ? null
            : after.visit();
    return after
        .with(stamp(before.estimate(), after.estimate()))
        .with(visit, after.visitsHeld())
        .with(measurement(before, after, visit, moved, today, regulation));
  }

  private static Estimate stamp(Estimate before, Estimate after) {
    if (Facts.same(before.amount(), after.amount())) {
      return after;
    }
    boolean sameStamp = before.stampedAt() != null && before.stampedAt().equals(after.stampedAt());
    // what was given back is another estimate now
    return sameStamp
        ? new Estimate(after.amount(), null, "")
        : new Estimate(after.amount(), after.stampedAt(), after.stampedBy());
  }

  private static Measurement measurement(
      DealFacts before,
      DealFacts after,
      @Nullable Visit visit,
      boolean moved,
      LocalDate today,
      Regulation regulation) {
    Measurement wanted = after.measurement();
    LocalDate date = wanted.date();
    LocalDate decidedOn = !moved ? before.measurement().decidedOn() : date == null ? null : today;
    return new Measurement(
        date,
        moved && date == null ? "" : wanted.dateKind(),
        decidedOn,
        wanted.videoAllowed(),
        status(before, wanted.status(), date, visit, moved, regulation));
  }

  private static String status(
      DealFacts before,
      String wanted,
      @Nullable LocalDate date,
      @Nullable Visit visit,
      boolean moved,
      Regulation regulation) {
    String status = wanted;
    Visit earlier = before.visit();
    boolean stays = before.measurement().status().equals(wanted);
    boolean unconfirmed =
        earlier != null
            && earlier.confirmedAt() != null
            && (visit == null || visit.confirmedAt() == null);
    // A confirmation is of one date, and a visit that did not take place is rescheduled (MEAS-5).
    if ((is(status, CONFIRMED, regulation) && (unconfirmed || (moved && stays)))
        || (is(status, CANCELLED, regulation) && moved && stays && date != null)) {
      // A second visit without its confirmation is again what the ledger calls a repeat visit
      // (REP-6).
      boolean second =
          earlier != null
              && (earlier.repeat() || regulation.means(OUTCOME, earlier.outcome(), REPEAT));
      status = regulation.word(STATUS, second ? REPEAT : PLANNED);
    }
    if (status.isEmpty() && date != null) {
      return regulation.word(STATUS, PLANNED);
    }
    return is(status, PLANNED, regulation) && date == null ? "" : status;
  }

  private static boolean is(String status, Meaning meaning, Regulation regulation) {
    return regulation.means(STATUS, status, meaning);
  }

  private static boolean waits(@Nullable Visit visit) {
    return visit != null && visit.outcome().isEmpty();
  }
}
