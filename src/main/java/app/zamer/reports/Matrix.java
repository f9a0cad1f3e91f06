package app.zamer.reports;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook.Clause;
import app.zamer.regulation.Text;
import app.zamer.reports.FigureQuery.Person;
import app.zamer.reports.LateQuery.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Misses by person and by clause, twice: those still to be made good, and those of the period. Each
 * shows only the people and the clauses that have any.
 */
public record Matrix(Side open, Side period) {
  /**
   * @param people with most of them first
   */
  public record Side(List<Column> columns, List<Person> people, Map<Place, Long> numbers) {
    public long at(Person person, String clause) {
      return numbers.getOrDefault(new Place(person, clause), 0L);
    }

    public long of(Person person) {
      return sum(place -> place.person().equals(person));
    }

    public long of(String clause) {
      return sum(place -> place.clause().equals(clause));
    }

    public long all() {
      return sum(place -> true);
    }

    private long sum(Predicate<Place> where) {
      return numbers.entrySet().stream()
          .filter(number -> where.test(number.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  public record Column(String clause, Text title) {}

  public record Place(Person person, String clause) {}

  static Matrix of(List<Cell> cells, Regulation regulation) {
    List<Column> columns = columns(cells.stream().map(Cell::clause).toList(), regulation);
    return new Matrix(side(cells, columns, Cell::open), side(cells, columns, Cell::period));
  }

  /** The clauses in the order of the regulation, and last those that it no longer has. */
  static List<Column> columns(List<String> clauses, Regulation regulation) {
    Set<String> wanted = new LinkedHashSet<>(clauses);
    List<Column> columns = new ArrayList<>();
    for (Clause clause : regulation.clauses()) {
      if (wanted.remove(clause.id())) {
        columns.add(new Column(clause.id(), clause.title()));
      }
    }
    wanted.stream().sorted().forEach(id -> columns.add(new Column(id, new Text(id, id))));
    return columns;
  }

  private static Side side(List<Cell> cells, List<Column> columns, ToLongFunction<Cell> number) {
    Map<Place, Long> numbers = new HashMap<>();
    Set<Person> people = new LinkedHashSet<>();
    for (Cell cell : cells) {
      long many = number.applyAsLong(cell);
      if (many > 0) {
        numbers.put(new Place(cell.person(), cell.clause()), many);
        people.add(cell.person());
      }
    }
    Side all = new Side(columns, List.copyOf(people), numbers);
    return new Side(
        columns.stream().filter(column -> all.of(column.clause()) > 0).toList(),
        people.stream().sorted(Comparator.comparing((Person person) -> -all.of(person))).toList(),
        numbers);
  }
}
