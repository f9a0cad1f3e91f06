package app.zamer.reports;

import app.zamer.reports.FigureQuery.Contracts;
import app.zamer.reports.FigureQuery.Person;
import app.zamer.web.Shown;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The contracts of a period by week and by manager; weeks without any are there as well. */
public record ContractWeeks(
    List<Line> weeks, List<Line> people, Total all, Map<Place, Total> numbers) {
  /** With more weeks than these the managers' own are shown for one of them at a time. */
  private static final int MOST_BESIDE = 14;

  public record Total(long count, BigDecimal amount, BigDecimal discount) {
    static final Total NOTHING = new Total(0, BigDecimal.ZERO, BigDecimal.ZERO);

    /** A sum as people read it; nothing if there is no contract. */
    public String shown(BigDecimal sum) {
      return count == 0 ? "" : Shown.rubles(sum);
    }

    private Total plus(Contracts more) {
      return new Total(
          count + more.count(), amount.add(more.amount()), discount.add(more.discount()));
    }
  }

  /**
   * One line: of a week, or of a person.
   *
   * @param from the first day of the week that is in the period
   * @param to the last one
   */
  public record Line(
      Optional<Person> person, LocalDate week, LocalDate from, LocalDate to, Total total) {}

  public record Place(LocalDate week, Person person) {}

  static ContractWeeks of(Period period, List<Contracts> contracts) {
    List<Line> weeks = new ArrayList<>();
    LocalDate monday = period.from().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    for (LocalDate week = monday; !week.isAfter(period.to()); week = week.plusWeeks(1)) {
      LocalDate day = week;
      LocalDate sunday = week.plusDays(6);
      weeks.add(
          new Line(
              Optional.empty(),
              week,
              week.isBefore(period.from()) ? period.from() : week,
              sunday.isAfter(period.to()) ? period.to() : sunday,
              total(contracts, each -> each.week().equals(day))));
    }
    List<Line> people =
        new LinkedHashSet<>(contracts.stream().map(Contracts::person).toList())
            .stream()
                .map(
                    person ->
                        new Line(
                            Optional.of(person),
                            monday,
                            period.from(),
                            period.to(),
                            total(contracts, each -> each.person().equals(person))))
                .sorted(Comparator.comparing((Line line) -> line.total().amount()).reversed())
                .toList();
    Map<Place, Total> numbers =
        contracts.stream()
            .map(each -> new Place(each.week(), each.person()))
            .distinct()
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    place ->
                        total(
                            contracts,
                            each ->
                                each.week().equals(place.week())
                                    && each.person().equals(place.person()))));
    return new ContractWeeks(weeks, people, total(contracts, each -> true), numbers);
  }

  /** Whether every manager's weeks stand beside his name. */
  public boolean beside() {
    return weeks.size() <= MOST_BESIDE;
  }

  public Total at(LocalDate week, Person person) {
    return numbers.getOrDefault(new Place(week, person), Total.NOTHING);
  }

  private static Total total(List<Contracts> contracts, Predicate<Contracts> where) {
    Total total = Total.NOTHING;
    for (Contracts each : contracts) {
      if (where.test(each)) {
        total = total.plus(each);
      }
    }
    return total;
  }
}
