package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Visit;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What else has to change when the date, the sum or the visit of a measurement changes. */
final class Consistency {
  private Consistency() {}

  static DealFacts of(DealFacts before, DealFacts after, LocalDate today) {
    boolean moved = !Objects.equals(before.measurement().date(), after.measurement().date());
    Visit visit =
        moved && waits(after.visit()) && Facts.sameVisit(before.visit(), after.visit())
            ? null
            : after.visit();
    return after
        .with(stamp(before.estimate(), after.estimate()))
        .with(visit, after.visitsHeld())
        .with(measurement(before, after, visit, moved, today));
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
      DealFacts before, DealFacts after, @Nullable Visit visit, boolean moved, LocalDate today) {
    Measurement wanted = after.measurement();
    LocalDate date = wanted.date();
    LocalDate decidedOn = !moved ? before.measurement().decidedOn() : date == null ? null : today;
    return new Measurement(
        date,
        moved && date == null ? "" : wanted.dateKind(),
        decidedOn,
        wanted.videoAllowed(),
        status(before, wanted.status(), date, visit, moved));
  }

  private static String status(
      DealFacts before,
      String wanted,
      @Nullable LocalDate date,
      @Nullable Visit visit,
      boolean moved) {
    String status = wanted;
    Visit earlier = before.visit();
    boolean stays = before.measurement().status().equals(wanted);
    boolean unconfirmed =
        earlier != null
            && earlier.confirmedAt() != null
            && (visit == null || visit.confirmedAt() == null);
    // A confirmation is of one date, and a visit that did not take place is rescheduled (MEAS-5).
    if ((status.equals("confirmed") && (unconfirmed || (moved && stays)))
        || (status.equals("cancelled") && moved && stays && date != null)) {
      // A second visit without its confirmation is again what the ledger calls a repeat visit
      // (REP-6).
      boolean second = earlier != null && (earlier.repeat() || earlier.outcome().equals("repeat"));
      status = second ? "repeat-visit" : "planned";
    }
    if (status.isEmpty() && date != null) {
      return "planned";
    }
    return status.equals("planned") && date == null ? "" : status;
  }

  private static boolean waits(@Nullable Visit visit) {
    return visit != null && visit.outcome().isEmpty();
  }
}
