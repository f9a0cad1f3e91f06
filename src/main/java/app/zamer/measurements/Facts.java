package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Files;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Visit;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A deal's facts with other values in the parts that belong to the measurement. */
record Facts(DealFacts facts) {
  static Facts of(DealFacts facts) {
    return new Facts(facts);
  }

  Facts estimate(Estimate estimate) {
    return with(estimate, facts.measurement(), facts.visit(), facts.visitsHeld(), facts.contract(), facts.files());
  }

  Facts measurement(Measurement measurement) {
    return with(facts.estimate(), measurement, facts.visit(), facts.visitsHeld(), facts.contract(), facts.files());
  }

  Facts status(String status) {
    Measurement m = facts.measurement();
    return measurement(new Measurement(m.date(), m.dateKind(), m.decidedOn(), m.videoAllowed(), status));
  }

  Facts date(@Nullable LocalDate date, String kind) {
    Measurement m = facts.measurement();
    return measurement(new Measurement(date, kind, m.decidedOn(), m.videoAllowed(), m.status()));
  }

  Facts visit(@Nullable Visit visit) {
    return with(facts.estimate(), facts.measurement(), visit, facts.visitsHeld(), facts.contract(), facts.files());
  }

  Facts visitsHeld(int held) {
    return with(facts.estimate(), facts.measurement(), facts.visit(), held, facts.contract(), facts.files());
  }

  Facts contract(Contract contract) {
    return with(facts.estimate(), facts.measurement(), facts.visit(), facts.visitsHeld(), contract, facts.files());
  }

  Facts files(Files files) {
    return with(facts.estimate(), facts.measurement(), facts.visit(), facts.visitsHeld(), facts.contract(), files);
  }

  private Facts with(
      Estimate estimate, Measurement measurement, @Nullable Visit visit, int held, Contract contract, Files files) {
    return new Facts(
        new DealFacts(
            facts.stage(),
            facts.reached(),
            facts.address(),
            estimate,
            measurement,
            visit,
            held,
            contract,
            facts.contractTaken(),
            facts.loss(),
            facts.nextContactOn(),
            facts.pinned(),
            facts.planned(),
            facts.completed(),
            facts.chat(),
            files));
  }

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
        && a.stampedBy().equals(b.stampedBy());
  }
}
