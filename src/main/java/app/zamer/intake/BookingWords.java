package app.zamer.intake;

import app.zamer.web.Messages;
import app.zamer.web.Shown;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** What a client has said, for people to read. */
final class BookingWords {
  private BookingWords() {}

  /** One sentence, in the language of the current request; empty if he has said nothing. */
  static String said(BookingLink link) {
    String said =
        switch (link.answer()) {
          case null -> "";
          case CONFIRM -> Messages.get("intake.booking.said.confirm");
          case MOVE -> Messages.get("intake.booking.said.move", days(link.wished()));
          case REFUSE -> Messages.get("intake.booking.said.refuse", link.reason());
        };
    return link.comment().isEmpty() ? said : said + " «" + link.comment() + "»";
  }

  /** What is written down when somebody deals with it, in Russian. */
  static String kept(BookingLink link) {
    String said =
        switch (link.answer()) {
          case null -> "";
          case CONFIRM -> Messages.text("intake.booking.by-link").ru();
          case MOVE ->
              Messages.text("intake.booking.kept.move", GivenAnswer.days(link.wished())).ru();
          case REFUSE -> Messages.text("intake.booking.kept.refuse", link.reason()).ru();
        };
    return link.comment().isEmpty() ? said : said + " " + link.comment();
  }

  static String days(List<LocalDate> days) {
    return days.stream().map(Shown::weekday).collect(Collectors.joining("; "));
  }
}
