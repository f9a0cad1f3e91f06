package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Address;
import app.zamer.regulation.DealFacts.Chat;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Files;
import app.zamer.regulation.DealFacts.Loss;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.RegulationFixture;
import app.zamer.regulation.StageId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts to start a test from. */
final class SomeFacts {
  static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  static final LocalDate TODAY = LocalDate.of(2026, 3, 10);
  static final LocalDate VISIT_DAY = LocalDate.of(2026, 3, 12);
  static final Instant NOW = at(TODAY, "09:00");

  static final Regulation REGULATION = RegulationFixture.regulation(MOSCOW);

  private SomeFacts() {}

  static Instant at(LocalDate day, String time) {
    return day.atTime(LocalTime.parse(time)).atZone(MOSCOW).toInstant();
  }

  /** A deal of which nothing is known. */
  static DealFacts empty() {
    var stage = new StageId("sales", "measurement");
    return new DealFacts(
        stage,
        Set.of(stage),
        new Address("", "", "", "", "", "", ""),
        new Estimate(null, null, ""),
        new Measurement(null, "", null, null, ""),
        null,
        0,
        new Contract("", null, null, ""),
        false,
        new Loss("", "", ""),
        null,
        List.of(),
        List.of(),
        List.of(),
        new Chat(Set.of(), null),
        new Files(0, 0));
  }

  /** A stamped estimate and a measurement agreed yesterday for {@link #VISIT_DAY}. */
  static DealFacts agreed() {
    return empty()
        .with(new Estimate(new BigDecimal("350000.00"), at(TODAY.minusDays(1), "12:00"), "tanya"))
        .with(new Measurement(VISIT_DAY, "exact", TODAY.minusDays(1), true, "planned"));
  }

  /** A visit on {@link #VISIT_DAY} from 12 to 14. */
  static Visit visit() {
    return new Visit(
        "egor",
        at(VISIT_DAY, "12:00"),
        at(VISIT_DAY, "14:00"),
        at(TODAY, "08:00"),
        null,
        "",
        null,
        false);
  }

  static Visit confirmedVisit() {
    return new Visit(
        "egor",
        at(VISIT_DAY, "12:00"),
        at(VISIT_DAY, "14:00"),
        at(TODAY, "08:00"),
        at(TODAY, "08:30"),
        "",
        null,
        false);
  }

  static Visit held(String outcome) {
    return new Visit(
        "egor",
        at(VISIT_DAY, "12:00"),
        at(VISIT_DAY, "14:00"),
        at(TODAY, "08:00"),
        at(TODAY, "08:30"),
        outcome,
        at(VISIT_DAY, "15:00"),
        false);
  }

  static Visit repeated(Visit visit) {
    return new Visit(
        visit.engineer(),
        visit.startsAt(),
        visit.endsAt(),
        visit.plannedAt(),
        visit.confirmedAt(),
        visit.outcome(),
        visit.outcomeAt(),
        true);
  }

  static DealFacts with(DealFacts facts, Visit visit) {
    return facts.with(visit, visit.outcome().isEmpty() ? 0 : 1);
  }

  static DealFacts dated(DealFacts facts, @Nullable LocalDate date) {
    return facts.with("measurement.date", date);
  }
}
