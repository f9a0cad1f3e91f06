package app.zamer.measurements;

import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Visit;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When parts of a deal's facts are the same. */
final class Facts {
  private Facts() {}

  /** Whether both are one visit, whatever has become of it in between. */
  static boolean sameVisit(@Nullable Visit a, @Nullable Visit b) {
    if (a == null || b == null) {
      return a == b;
    }
    return a.engineer().equals(b.engineer())
        && a.startsAt().equals(b.startsAt())
        && a.endsAt().equals(b.endsAt())
        && a.plannedAt().equals(b.plannedAt());
  }

  /** Whether both are the same sum, however many zeros it is written with. */
  static boolean same(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    return a == null || b == null ? a == b : a.compareTo(b) == 0;
  }

  static boolean same(Contract a, Contract b) {
    return a.number().equals(b.number())
        && same(a.amount(), b.amount())
        && same(a.discount(), b.discount())
        && a.clientName().equals(b.clientName());
  }

  static boolean same(Estimate a, Estimate b) {
    return same(a.amount(), b.amount())
        && Objects.equals(a.stampedAt(), b.stampedAt())
        && a.stampedBy().equals(b.stampedBy())
        && Objects.equals(a.returnedAt(), b.returnedAt());
  }
}
