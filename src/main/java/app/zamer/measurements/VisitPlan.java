package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Text;
import app.zamer.regulation.Topic;
import app.zamer.regulation.Violation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A visit as the communications manager wants it (MEAS-7): who goes, and the slot of one day in the
 * company's time zone.
 *
 * @param engineer login of an active user with the role engineer
 * @param moveDate the client has agreed to the day, so that the measurement's date becomes the
 *     visit's, whatever it was (PRE-7, REP-7)
 */
public record VisitPlan(
    @Nullable String engineer,
    @Nullable Instant startsAt,
    @Nullable Instant endsAt,
    boolean moveDate) {
  private static final String DATE = DealField.MEASUREMENT_DATE.id();
  private static final String KIND = DealField.DATE_KIND.id();
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

  /** A visit on the day that is agreed already. */
  public VisitPlan(
      @Nullable String engineer, @Nullable Instant startsAt, @Nullable Instant endsAt) {
    this(engineer, startsAt, endsAt, false);
  }

  /**
   * @param engineerFound whether the engineer is one
   * @param repeat after an earlier visit of the deal a second one was needed
   */
  Checked plan(
      DealFacts facts, boolean engineerFound, boolean repeat, Instant now, Regulation regulation) {
    var wrong = new ArrayList<Violation>();
    if (!engineerFound) {
      wrong.add(
          Violation.invalid(
              "engineer",
              "Выберите инженера: работающего пользователя с ролью «инженер».",
              "Choose an engineer: an active user with the role “engineer”."));
    }
    LocalDate day = slot(now, regulation.zone(), wrong);
    if (day != null && !moveDate) {
      fits(facts, day, wrong, regulation);
    }
    if (engineer == null || startsAt == null || endsAt == null || day == null || !engineerFound) {
      return new Checked(facts, wrong);
    }
    var visit = new Visit(engineer, startsAt, endsAt, now, null, "", null, repeat);
    boolean settled =
        moveDate || day.equals(facts.measurement().date()) || !exact(facts, regulation);
    DealFacts planned = facts.with(visit, facts.visitsHeld());
    return new Checked(
        settled
            ? planned.with(DATE, day).with(KIND, regulation.word(KIND, Meaning.EXACT))
            : planned,
        wrong);
  }

  /** The day of the slot, null if it is not one that can be stored. */
  private @Nullable LocalDate slot(Instant now, ZoneId zone, List<Violation> wrong) {
    if (startsAt == null) {
      wrong.add(
          Violation.invalid("startsAt", "Укажите начало выезда.", "Say when the visit starts."));
    } else if (startsAt.isBefore(now)) {
      wrong.add(
          Violation.invalid(
              "startsAt",
              "Это время уже прошло — укажите будущее.",
              "This time has passed; give a later one."));
    }
    if (endsAt == null) {
      wrong.add(Violation.invalid("endsAt", "Укажите конец выезда.", "Say when the visit ends."));
    }
    if (startsAt == null || endsAt == null) {
      return startsAt == null ? null : LocalDate.ofInstant(startsAt, zone);
    }
    LocalDate day = LocalDate.ofInstant(startsAt, zone);
    if (!endsAt.isAfter(startsAt)) {
      wrong.add(
          Violation.invalid(
              "endsAt",
              "Конец выезда должен быть позже начала.",
              "The visit must end after it starts."));
      return null;
    }
    if (!LocalDate.ofInstant(endsAt, zone).equals(day)) {
      wrong.add(
          Violation.invalid(
              "endsAt",
              "Выезд должен закончиться в тот же день.",
              "The visit must end on the day it starts."));
    }
    return day;
  }

  /**
   * A visit is on the agreed day; a day that was only approximate, or not agreed yet, becomes the
   * visit's.
   */
  private static void fits(
      DealFacts facts, LocalDate day, List<Violation> wrong, Regulation regulation) {
    LocalDate agreed = facts.measurement().date();
    if (agreed == null || day.equals(agreed) || !exact(facts, regulation)) {
      return;
    }
    wrong.add(
        regulation.violation(
            Topic.VISIT_PLAN,
            "startsAt",
            new Text(
                "Замер согласован на %s, а выезд — на %s: выберите время в согласованный день или перенесите дату замера."
                    .formatted(DAY.format(agreed), DAY.format(day)),
                "The measurement is agreed for %s but the visit is on %s: choose a time on the agreed day, or move the measurement date."
                    .formatted(agreed, day))));
  }

  private static boolean exact(DealFacts facts, Regulation regulation) {
    return facts.measurement().date() != null
        && !regulation.means(KIND, facts.measurement().dateKind(), Meaning.APPROXIMATE);
  }
}
