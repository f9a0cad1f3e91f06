package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Word;
import app.zamer.regulation.Text;
import app.zamer.regulation.Topic;
import app.zamer.regulation.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of a visit (REP-1).
 *
 * @param outcome one of the words that the regulation file has for it
 * @param contract what the engineer said of the contract, in full or in part (WIN-1); only with the
 *     word that means a contract
 * @param date the day agreed for the second visit (REP-2); only with the word that means one
 * @param dateKind how sure that day is, as the file calls it; only with the same
 */
public record VisitReport(
    @Nullable String outcome,
    @Nullable Made contract,
    @Nullable LocalDate date,
    @Nullable String dateKind) {
  private static final String STATUS = DealField.MEASUREMENT_STATUS.id();
  private static final String OUTCOME = DealField.VISIT_OUTCOME.id();
  private static final String DATE = DealField.MEASUREMENT_DATE.id();
  private static final String KIND = DealField.DATE_KIND.id();

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
  Checked report(DealFacts facts, boolean open, Instant now, Regulation regulation) {
    var wrong = new ArrayList<Violation>();
    if (!open) {
      wrong.add(
          Violation.invalid(
              "outcome",
              "Сделка закрыта — результат выезда больше не меняется.",
              "The deal is closed; the visit's result no longer changes."));
    }
    boolean known = known(wrong, regulation);
    boolean repeat = regulation.means(OUTCOME, outcome, Meaning.REPEAT);
    boolean made = regulation.means(OUTCOME, outcome, Meaning.CONTRACT);
    Visit visit = facts.visit();
    ZoneId zone = regulation.zone();
    LocalDate day = visit == null ? null : LocalDate.ofInstant(visit.startsAt(), zone);
    belongs(repeat, made, wrong);
    if (repeat) {
      secondVisit(day, LocalDate.ofInstant(now, zone), wrong, regulation);
    }
    // that there is a visit at all, the regulation says
    if (visit != null && now.isBefore(visit.startsAt())) {
      wrong.add(
          Violation.invalid(
              "outcome",
              "Ещё рано: выезд не начался, результата быть не может.",
              "Too early: the visit has not started, so it has no result."));
    }
    Contract contract = contract(facts, made, wrong, regulation);
    if (!known || outcome == null || visit == null || day == null) {
      return new Checked(facts, wrong);
    }
    return new Checked(reported(facts, visit, day, contract, outcome, now, regulation), wrong);
  }

  private DealFacts reported(
      DealFacts facts,
      Visit visit,
      LocalDate day,
      Contract contract,
      String outcome,
      Instant now,
      Regulation regulation) {
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
    if (regulation.means(OUTCOME, outcome, Meaning.REPEAT)) {
      return (date != null && kind(regulation) ? dated(changed, date, dateKind) : changed)
          .with(STATUS, regulation.word(STATUS, Meaning.REPEAT));
    }
    // A second visit that was reported by mistake takes its date with it: the measurement is that
    // of the visit again.
    DealFacts dated =
        regulation.means(OUTCOME, visit.outcome(), Meaning.REPEAT)
            ? dated(changed, day, regulation.word(KIND, Meaning.EXACT))
            : changed;
    boolean made = regulation.means(OUTCOME, outcome, Meaning.CONTRACT);
    return dated.with(STATUS, regulation.word(STATUS, made ? Meaning.CONTRACT : Meaning.HELD));
  }

  private static DealFacts dated(DealFacts facts, LocalDate date, @Nullable String kind) {
    return facts.with(DATE, date).with(KIND, kind);
  }

  private boolean kind(Regulation regulation) {
    return dateKind != null && !dateKind.isEmpty() && regulation.knows(KIND, dateKind);
  }

  private boolean known(List<Violation> wrong, Regulation regulation) {
    if (outcome != null && !outcome.isEmpty() && regulation.knows(OUTCOME, outcome)) {
      return true;
    }
    String words = words(OUTCOME, regulation);
    wrong.add(
        Violation.invalid(
            "outcome",
            "Укажите результат выезда: " + words + ".",
            "Give the visit's result: " + words + "."));
    return false;
  }

  private static String words(String field, Regulation regulation) {
    return regulation.words(field).stream().map(Word::id).collect(Collectors.joining(", "));
  }

  /** What is said besides the result belongs to it. */
  private void belongs(boolean repeat, boolean made, List<Violation> wrong) {
    if (contract != null && !made) {
      wrong.add(
          Violation.invalid(
              "contract",
              "Договор указывают только с результатом «договор».",
              "A contract goes only with the result “contract”."));
    }
    if (date != null && !repeat) {
      wrong.add(onlyWithRepeat("date"));
    }
    if (dateKind != null && !repeat) {
      wrong.add(onlyWithRepeat("dateKind"));
    }
  }

  private static Violation onlyWithRepeat(String field) {
    return Violation.invalid(
        field,
        "Дату указывают только с результатом «нужен повторный замер».",
        "A date goes only with the result “a second visit is needed”.");
  }

  private void secondVisit(
      @Nullable LocalDate day, LocalDate today, List<Violation> wrong, Regulation regulation) {
    if (date == null) {
      wrong.add(
          regulation.violation(
              Topic.REPEAT_DATE,
              "date",
              new Text(
                  "Укажите дату повторного замера, согласованную с клиентом.",
                  "Give the date of the second visit as agreed with the client.")));
    } else {
      if (day != null && !date.isAfter(day)) {
        wrong.add(
            regulation.violation(
                Topic.REPEAT_DATE,
                "date",
                new Text(
                    "Повторный замер должен быть позже первого выезда.",
                    "The second visit must be on a later day than the first.")));
      }
      if (date.isBefore(today)) {
        wrong.add(
            regulation.violation(
                Topic.REPEAT_DATE_AHEAD,
                "date",
                new Text(
                    "Дата повторного замера уже прошла — укажите сегодняшнюю или будущую.",
                    "The date of the second visit has passed; give today's or a later one.")));
      }
    }
    if (!kind(regulation)) {
      wrong.add(
          regulation.violation(
              Topic.REPEAT_DATE,
              "dateKind",
              new Text(
                  "Отметьте, точная это дата повторного замера или примерная.",
                  "Say whether the date of the second visit is exact or approximate.")));
    }
  }

  private Contract contract(
      DealFacts facts, boolean made, List<Violation> wrong, Regulation regulation) {
    Contract was = facts.contract();
    Visit visit = facts.visit();
    if (!made) {
      // The contract of a result that is taken back was never made.
      boolean takenBack =
          outcome != null
              && visit != null
              && regulation.means(OUTCOME, visit.outcome(), Meaning.CONTRACT);
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
