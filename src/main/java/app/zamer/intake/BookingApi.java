package app.zamer.intake;

import app.zamer.company.CompanyClock;
import app.zamer.company.Site;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import app.zamer.web.Problems;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The link of a deal's client over HTTP. */
@RestController
@RequestMapping("/api/v1/deals/{id}/booking")
class BookingApi {
  private final Bookings bookings;
  private final Site site;
  private final CompanyClock clock;

  BookingApi(Bookings bookings, Site site, CompanyClock clock) {
    this.bookings = bookings;
    this.site = site;
    this.clock = clock;
  }

  /**
   * @param link the address for the client; only in the answer to the request that made it
   * @param counts whether the answer is about the visit that is planned now
   * @param answers how often he has answered, to be sent along when it is dealt with
   */
  record BookingView(
      @Nullable String link,
      OffsetDateTime madeAt,
      @Nullable OffsetDateTime openedAt,
      @Nullable String answer,
      @Nullable OffsetDateTime answeredAt,
      @Nullable LocalDate answeredFor,
      List<LocalDate> wished,
      String reason,
      String comment,
      boolean counts,
      boolean settled,
      int answers) {}

  record SettlementBody(int answers) {}

  @GetMapping
  BookingView get(Actor actor, @PathVariable long id) {
    return view(actor, new DealId(id), null);
  }

  /** Makes a link; one that was there no longer works. */
  @PostMapping
  ResponseEntity<?> make(Actor actor, @PathVariable long id) {
    DealId deal = new DealId(id);
    return bookings
        .make(actor, deal)
        .<ResponseEntity<?>>map(
            token ->
                ResponseEntity.status(HttpStatus.CREATED)
                    .body(view(actor, deal, site.address(IntakeSecurity.BOOKINGS + token))))
        .orElseGet(
            () -> Problems.conflict(Messages.text("intake.booking.nothing-planned"), Map.of()));
  }

  @DeleteMapping
  ResponseEntity<Void> withdraw(Actor actor, @PathVariable long id) {
    bookings.withdraw(actor, new DealId(id));
    return ResponseEntity.noContent().build();
  }

  /** Completes the activity for the visit as confirmed, on the client's word. */
  @PostMapping("/confirm")
  ResponseEntity<?> confirm(Actor actor, @PathVariable long id, @RequestBody SettlementBody body) {
    return answer(actor, new DealId(id), bookings.confirm(actor, new DealId(id), body.answers()));
  }

  /** The answer was dealt with. */
  @PostMapping("/settle")
  ResponseEntity<?> settle(Actor actor, @PathVariable long id, @RequestBody SettlementBody body) {
    return answer(actor, new DealId(id), bookings.settle(actor, new DealId(id), body.answers()));
  }

  private ResponseEntity<?> answer(Actor actor, DealId deal, Bookings.Settling settling) {
    return switch (settling) {
      case Bookings.Settling.Done _ -> ResponseEntity.ok(view(actor, deal, null));
      case Bookings.Settling.Overtaken _ ->
          Problems.conflict(Messages.text("intake.booking.overtaken"), Map.of());
      case Bookings.Settling.Refused(List<Violation> violations) -> Problems.refused(violations);
    };
  }

  private BookingView view(Actor actor, DealId deal, @Nullable String address) {
    Bookings.Standing standing = bookings.standing(actor, deal);
    BookingLink link = standing.link();
    if (link == null) {
      throw new NotFound("link of deal " + deal);
    }
    BookingAnswer answer = link.answer();
    return new BookingView(
        address,
        at(link.madeAt()),
        link.openedAt() == null ? null : at(link.openedAt()),
        answer == null ? null : answer.id(),
        link.answeredAt() == null ? null : at(link.answeredAt()),
        link.answeredFor(),
        link.wished(),
        link.reason(),
        link.comment(),
        standing.counts(),
        standing.settled(),
        link.answers());
  }

  private OffsetDateTime at(Instant instant) {
    return instant.atZone(clock.getZone()).toOffsetDateTime();
  }
}
