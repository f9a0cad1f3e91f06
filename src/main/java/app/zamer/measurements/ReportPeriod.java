package app.zamer.measurements;

import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The period of the ledger's reports, as the address of the page says it: this month, unless
 * something else was chosen.
 *
 * @param preset one of {@link #PRESETS}, or {@code custom}
 * @param manager only his contracts; null for everybody's
 * @param wrong what of the address makes no period
 */
public record ReportPeriod(
    String preset,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    @Nullable String manager,
    Map<String, String> typed,
    List<Violation> wrong) {
  public static final List<String> PRESETS = List.of("week", "last-week", "month", "last-month");
  private static final String CUSTOM = "custom";

  static ReportPeriod of(Map<String, String> address, LocalDate today) {
    var form = new Form(address);
    String preset = form.text("period");
    if (preset.isEmpty()) {
      preset = form.text("from").isEmpty() && form.text("to").isEmpty() ? "month" : CUSTOM;
    }
    String manager = form.text("manager").isEmpty() ? null : form.text("manager");
    LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate first = today.withDayOfMonth(1);
    return switch (preset) {
      case "week" -> whole(preset, monday, monday.plusDays(6), manager);
      case "last-week" -> whole(preset, monday.minusDays(7), monday.minusDays(1), manager);
      case "last-month" -> whole(preset, first.minusMonths(1), first.minusDays(1), manager);
      case CUSTOM -> custom(form, manager);
      default -> whole("month", first, first.plusMonths(1).minusDays(1), manager);
    };
  }

  private static ReportPeriod whole(
      String preset, LocalDate from, LocalDate to, @Nullable String manager) {
    return new ReportPeriod(
        preset, from, to, manager, Map.of("from", from.toString(), "to", to.toString()), List.of());
  }

  private static ReportPeriod custom(Form form, @Nullable String manager) {
    LocalDate from = form.day("from");
    LocalDate to = form.day("to");
    if (from != null && to != null && from.isAfter(to)) {
      form.wrong("to", "ledger.filter.days");
    }
    return new ReportPeriod(
        CUSTOM,
        from,
        to,
        manager,
        Map.of("from", form.typed("from"), "to", form.typed("to")),
        form.wrong());
  }

  ContractsQuery.Filter filter() {
    return new ContractsQuery.Filter(from, to, manager);
  }

  public String at(String path, String... more) {
    var parts = new LinkedHashMap<String, String>();
    parts.put("period", preset);
    if (preset.equals(CUSTOM)) {
      typed.forEach(
          (name, text) -> {
            if (!text.isBlank()) {
              parts.put(name, text);
            }
          });
    }
    if (manager != null) {
      parts.put("manager", manager);
    }
    for (int i = 0; i < more.length; i += 2) {
      parts.put(more[i], more[i + 1]);
    }
    return LedgerSearch.address(path, parts);
  }
}
