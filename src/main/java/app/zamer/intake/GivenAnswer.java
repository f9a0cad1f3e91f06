package app.zamer.intake;

import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.Messages;
import app.zamer.web.Shown;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An answer as a client gives it.
 *
 * @param reason which of {@link #REASONS}; empty unless he refuses
 */
record GivenAnswer(BookingAnswer answer, List<LocalDate> wished, String reason, String comment) {
  /** Why clients refuse, by the ends of the texts' keys. */
  static final List<String> REASONS =
      List.of("changed-mind", "other-company", "price", "later", "other");

  static final int MOST_WISHES = 3;
  private static final int LONGEST_COMMENT = 1000;
  private static final int FURTHEST_YEARS = 1;

  /** What was read, and all that is wrong with it; null if there is no such answer. */
  record Read(GivenAnswer given, List<Violation> wrong) {}

  static Read read(BookingAnswer answer, Form form, LocalDate day, LocalDate today) {
    List<LocalDate> wished = new ArrayList<>();
    String reason = "";
    List<Violation> wrong = new ArrayList<>();
    if (answer == BookingAnswer.MOVE) {
      for (int i = 1; i <= MOST_WISHES; i++) {
        String field = "wished" + i;
        LocalDate wish = form.day(field);
        if (wish == null) {
          continue;
        }
        if (wish.isBefore(today)) {
          wrong.add(violation(field, "intake.booking.wrong.past"));
        } else if (wish.isAfter(today.plusYears(FURTHEST_YEARS))) {
          wrong.add(violation(field, "intake.booking.wrong.far"));
        } else if (wish.equals(day)) {
          wrong.add(violation(field, "intake.booking.wrong.same"));
        } else if (!wished.contains(wish)) {
          wished.add(wish);
        }
      }
      wrong.addAll(form.wrong());
      if (wished.isEmpty() && wrong.isEmpty()) {
        wrong.add(violation("wished1", "intake.booking.wrong.wish"));
      }
    }
    if (answer == BookingAnswer.REFUSE) {
      reason = form.text("reason");
      if (!REASONS.contains(reason)) {
        reason = "";
        wrong.add(violation("reason", "intake.booking.wrong.reason"));
      }
    }
    String comment =
        answer == BookingAnswer.CONFIRM ? "" : form.text("comment").replace("\r\n", "\n");
    if (comment.length() > LONGEST_COMMENT || comment.indexOf('\0') >= 0) {
      wrong.add(violation("comment-" + answer.id(), "intake.form.longest", LONGEST_COMMENT));
    }
    return new Read(new GivenAnswer(answer, List.copyOf(wished), reason, comment), wrong);
  }

  private static Violation violation(String field, String key, Object... arguments) {
    return new Violation(Violation.INVALID, field, Messages.text(key, arguments));
  }

  /** The reason as the company keeps it, in Russian. */
  String reasonText() {
    return reason.isEmpty() ? "" : Messages.text("intake.booking.reason." + reason).ru();
  }

  /** Whether he has said so before. */
  boolean repeats(BookingLink link, LocalDate day) {
    return link.answer() == answer
        && day.equals(link.answeredFor())
        && wished.equals(link.wished())
        && reasonText().equals(link.reason())
        && comment.equals(link.comment());
  }

  /** What stands on the deal, in Russian, as everything that is kept. */
  String told(LocalDate day) {
    String said =
        switch (answer) {
          case CONFIRM -> Messages.text("intake.booking.told.confirm", Shown.day(day)).ru();
          case MOVE -> Messages.text("intake.booking.told.move", Shown.day(day), days(wished)).ru();
          case REFUSE ->
              Messages.text("intake.booking.told.refuse", Shown.day(day), reasonText()).ru();
        };
    return comment.isEmpty()
        ? said
        : said + "\n" + Messages.text("intake.told.comment", comment).ru();
  }

  static String days(List<LocalDate> days) {
    return days.stream().map(Shown::day).collect(Collectors.joining(", "));
  }
}
