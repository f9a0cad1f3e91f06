package app.zamer.intake;

import app.zamer.activities.Activity;
import app.zamer.activities.CompletionHint;
import app.zamer.activities.CompletionHints;
import app.zamer.activities.Result;
import app.zamer.activities.SubjectKind;
import app.zamer.deals.MoveHints;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.StageId;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where a person deals with a client's answer, it is filled in already. */
@Component
class BookingHints implements CompletionHints, MoveHints {
  private final Bookings bookings;
  private final Editions editions;

  BookingHints(Bookings bookings, Editions editions) {
    this.bookings = bookings;
    this.editions = editions;
  }

  @Override
  public Optional<CompletionHint> of(Activity activity) {
    if (activity.kind() != SubjectKind.DEAL || !activity.ofRegulation()) {
      return Optional.empty();
    }
    return bookings
        .unsettled(new DealId(activity.subject()))
        .filter(said -> Long.valueOf(activity.id()).equals(said.activity()))
        .map(BookingHints::hint);
  }

  private static CompletionHint hint(Bookings.Unsettled said) {
    BookingLink link = said.link();
    LocalDate wished = link.wished().isEmpty() ? null : link.wished().getFirst();
    Result result =
        switch (said.answer()) {
          case CONFIRM -> Result.CONFIRMED;
          case MOVE -> Result.MOVED;
          case REFUSE -> Result.REFUSED;
        };
    return new CompletionHint(BookingWords.said(link), result, wished, BookingWords.kept(link));
  }

  @Override
  public Map<String, String> of(DealId deal, StageId to) {
    boolean lost =
        editions.inForce().stage(to).map(Stage::status).filter(Status.LOST::equals).isPresent();
    return lost
        ? bookings
            .unsettled(deal)
            .filter(said -> said.answer() == BookingAnswer.REFUSE)
            .map(Bookings.Unsettled::link)
            .map(link -> Map.of("loss.reason", link.reason(), "comment", BookingWords.kept(link)))
            .orElse(Map.of())
        : Map.of();
  }
}
