package app.zamer.reports;

import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Form;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every report is asked for: the days, and whose deals.
 *
 * @param person null for everybody
 */
public record Filter(Period period, @Nullable User person) {
  static final String PERIOD = "period";
  static final String FROM = "from";
  static final String TO = "to";
  static final String PERSON = "person";

  /** Reads it from an address; what is wrong with it is noted in the form, and then it is null. */
  static @Nullable Filter read(Form form, LocalDate today, Users users) {
    Period period = period(form, today);
    String login = form.text(PERSON);
    Optional<User> person = login.isEmpty() ? Optional.empty() : users.find(new UserId(login));
    if (!login.isEmpty() && person.isEmpty()) {
      form.wrong(PERSON, "reports.person.unknown");
    }
    return period == null || !form.wrong().isEmpty()
        ? null
        : new Filter(period, person.orElse(null));
  }

  private static @Nullable Period period(Form form, LocalDate today) {
    String typed = form.text(PERIOD);
    Optional<Period.Kind> kind =
        typed.isEmpty() ? Optional.of(Period.Kind.LAST_30) : Period.Kind.find(typed);
    if (kind.isEmpty()) {
      form.wrong(PERIOD, "reports.period.unknown");
      return null;
    }
    if (kind.get() != Period.Kind.CUSTOM) {
      return Period.of(kind.get(), today);
    }
    LocalDate from = day(form, FROM);
    LocalDate to = day(form, TO);
    if (from == null || to == null) {
      return null;
    }
    if (to.isBefore(from)) {
      form.wrong(TO, "reports.period.backwards");
    } else if (from.plusYears(Period.MOST_YEARS).isBefore(to)) {
      form.wrong(TO, "reports.period.long", Period.MOST_YEARS);
    }
    return new Period(Period.Kind.CUSTOM, from, to);
  }

  private static @Nullable LocalDate day(Form form, String name) {
    if (form.text(name).isEmpty()) {
      form.wrong(name, "form.required");
      return null;
    }
    LocalDate day = form.day(name);
    if (day != null && (day.isBefore(Period.EARLIEST) || day.isAfter(Period.LATEST))) {
      form.wrong(name, "reports.period.years", Period.EARLIEST.getYear(), Period.LATEST.getYear());
      return null;
    }
    return day;
  }

  /** The address of a report or a list for the same days and the same person. */
  public String address(String path, @Nullable String... more) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i + 1 < more.length; i += 2) {
      String value = more[i + 1];
      if (value != null) {
        parameters.put(Objects.requireNonNull(more[i]), value);
      }
    }
    parameters.put(PERIOD, period.kind().id());
    if (period.kind() == Period.Kind.CUSTOM) {
      parameters.put(FROM, period.from().toString());
      parameters.put(TO, period.to().toString());
    }
    if (person != null) {
      parameters.putIfAbsent(PERSON, person.id().value());
    }
    return path
        + parameters.entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** What the inputs of the filter show. */
  Map<String, String> shown() {
    Map<String, String> shown = new HashMap<>();
    shown.put(PERIOD, period.kind().id());
    shown.put(FROM, period.from().toString());
    shown.put(TO, period.to().toString());
    shown.put(PERSON, person == null ? "" : person.id().value());
    return shown;
  }

  /** Adds to the parameters of a query what {@link #of} refers to. */
  void into(Map<String, @Nullable Object> params) {
    if (person != null) {
      params.put("person", person.id().value());
    }
  }

  /** A condition on whose it is. */
  String of(String column) {
    return person == null ? "true" : column + " = :person";
  }

  Filter with(@Nullable User other) {
    return new Filter(period, other);
  }
}
