package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a visit (REP-1): {@code contract}, {@code no-contract} or {@code repeat}.
 *
 * @param contract what the engineer said of the contract, in full or in part (WIN-1); only with
 *     {@code contract}
 * @param date the day agreed for the second visit (REP-2); only with {@code repeat}
 * @param dateKind {@code exact} or {@code approximate}; only with {@code repeat}
 */
public record VisitReport(
    @Nullable String outcome,
    @Nullable Made contract,
    @Nullable LocalDate date,
    @Nullable String dateKind) {
  private static final String STATUS = "measurement.status";

  /**
   * A contract as far as it is known; what is null is not said, and stays as it was.
   *
   * @param amount RUB
   * @param discount RUB
   */
  public record Made(
      @Nullable String number,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal discount,
      @Nullable String clientName) {}

  /**
   * @param open whether the deal is open; the result of a closed deal stands
   */
  Checked report(DealFacts facts, boolean open, Instant now, ZoneId zone) {
    var wrong = new ArrayList<Violation>();
    if (!open) {
      wrong.add(
          Violation.invalid(
              "outcome",
              "Сделка закрыта — результат выезда больше не меняется.",
              "The deal is closed; the visit's result no longer changes."));
    }
    boolean known = known(wrong);
    Visit visit = facts.visit();
    LocalDate day = visit == null ? null : LocalDate.ofInstant(visit.startsAt(), zone);
    belongs(wrong);
    if ("repeat".equals(outcome)) {
      secondVisit(day, LocalDate.ofInstant(now, zone), wrong);
    }
    if (visit == null || day == null) {
      wrong.add(
          new Violation(
              "MEAS-7",
              "visit",
              new Text(
                  "Выезд ещё не создан — укажите инженера, дату и время.",
                  "There is no visit yet; give engineer, date and time.")));
    } else if (now.isBefore(visit.startsAt())) {
      wrong.add(
          Violation.invalid(
              "outcome",
              "Ещё рано: выезд не начался, результата быть не может.",
              "Too early: the visit has not started, so it has no result."));
    }
    Contract contract = contract(facts, wrong);
    if (!known || outcome == null || visit == null || day == null) {
      return new Checked(facts, wrong);
    }
    return new Checked(reported(facts, visit, day, contract, outcome, now), wrong);
  }

  private DealFacts reported(
      DealFacts facts, Visit visit, LocalDate day, Contract contract, String outcome, Instant now) {
    boolean again = outcome.equals(visit.outcome());
    var result =
        new Visit(
            visit.engineer(),
            visit.startsAt(),
            visit.endsAt(),
            visit.plannedAt(),
            visit.confirmedAt(),
            outcome,
            again ? visit.outcomeAt() : now,
            visit.repeat());
    int held = visit.outcome().isEmpty() ? facts.visitsHeld() + 1 : facts.visitsHeld();
    DealFacts changed = facts.with(result, held).with(contract);
    if (outcome.equals("repeat")) {
      boolean kind = "exact".equals(dateKind) || "approximate".equals(dateKind);
      return (date != null && kind ? dated(changed, date, dateKind) : changed)
          .with(STATUS, "repeat-visit");
    }
    // A second visit that was reported by mistake takes its date with it: the measurement is that
    // of the visit again.
    DealFacts dated = visit.outcome().equals("repeat") ? dated(changed, day, "exact") : changed;
    return dated.with(STATUS, outcome.equals("contract") ? "contract" : "done");
  }

  private static DealFacts dated(DealFacts facts, LocalDate date, @Nullable String kind) {
    return facts.with("measurement.date", date).with("measurement.dateKind", kind);
  }

  private boolean known(List<Violation> wrong) {
    if ("contract".equals(outcome) || "no-contract".equals(outcome) || "repeat".equals(outcome)) {
      return true;
    }
    wrong.add(
        Violation.invalid(
            "outcome",
            "Укажите результат выезда: contract, no-contract или repeat.",
            "Give the visit's result: contract, no-contract or repeat."));
    return false;
  }

  /** What is said besides the result belongs to it. */
  private void belongs(List<Violation> wrong) {
    if (contract != null && !"contract".equals(outcome)) {
      wrong.add(
          Violation.invalid(
              "contract",
              "Договор указывают только с результатом «договор».",
              "A contract goes only with the result “contract”."));
    }
    if (date != null && !"repeat".equals(outcome)) {
      wrong.add(onlyWithRepeat("date"));
    }
    if (dateKind != null && !"repeat".equals(outcome)) {
      wrong.add(onlyWithRepeat("dateKind"));
    }
  }

  private static Violation onlyWithRepeat(String field) {
    return Violation.invalid(
        field,
        "Дату указывают только с результатом «нужен повторный замер».",
        "A date goes only with the result “a second visit is needed”.");
  }

  private void secondVisit(@Nullable LocalDate day, LocalDate today, List<Violation> wrong) {
    if (date == null) {
      wrong.add(
          new Violation(
              "REP-2",
              "date",
              new Text(
                  "Укажите дату повторного замера, согласованную с клиентом.",
                  "Give the date of the second visit as agreed with the client.")));
    } else {
      if (day != null && !date.isAfter(day)) {
        wrong.add(
            new Violation(
                "REP-2",
                "date",
                new Text(
                    "Повторный замер должен быть позже первого выезда.",
                    "The second visit must be on a later day than the first.")));
      }
      if (date.isBefore(today)) {
        wrong.add(
            new Violation(
                "REP-3",
                "date",
                new Text(
                    "Дата повторного замера уже прошла — укажите сегодняшнюю или будущую.",
                    "The date of the second visit has passed; give today's or a later one.")));
      }
    }
    if (!"exact".equals(dateKind) && !"approximate".equals(dateKind)) {
      wrong.add(
          new Violation(
              "REP-2",
              "dateKind",
              new Text(
                  "Отметьте, точная это дата повторного замера или примерная.",
                  "Say whether the date of the second visit is exact or approximate.")));
    }
  }

  private Contract contract(DealFacts facts, List<Violation> wrong) {
    Contract was = facts.contract();
    Visit visit = facts.visit();
    if (!"contract".equals(outcome)) {
      // The contract of a result that is taken back was never made.
      boolean takenBack = outcome != null && visit != null && visit.outcome().equals("contract");
      return takenBack ? new Contract("", null, null, "") : was;
    }
    if (contract == null) {
      return was;
    }
    boolean amount = Amount.check("contract.amount", contract.amount(), wrong);
    boolean discount = Amount.check("contract.discount", contract.discount(), wrong);
    return new Contract(
        contract.number() == null ? was.number() : contract.number().strip(),
        contract.amount() == null || !amount ? was.amount() : Amount.kept(contract.amount()),
        contract.discount() == null || !discount
            ? was.discount()
            : Amount.kept(contract.discount()),
        contract.clientName() == null ? was.clientName() : contract.clientName().strip());
  }
}
