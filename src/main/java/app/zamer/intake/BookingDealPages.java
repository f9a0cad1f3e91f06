package app.zamer.intake;

import app.zamer.company.CompanyClock;
import app.zamer.company.Site;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Status;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The link of a deal's client, for those who work on the deal. */
@Controller
@RequestMapping("/deals/{id}/booking")
class BookingDealPages {
  private final Bookings bookings;
  private final IntakeForms forms;
  private final Editions editions;
  private final Site site;
  private final CompanyClock clock;

  BookingDealPages(
      Bookings bookings, IntakeForms forms, Editions editions, Site site, CompanyClock clock) {
    this.bookings = bookings;
    this.forms = forms;
    this.editions = editions;
    this.site = site;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView part(Actor actor, @PathVariable long id) {
    return part(actor, new DealId(id), "", List.of(), HttpStatus.OK);
  }

  /** A new link, in a dialog; it is shown only now. */
  @PostMapping("/link")
  ModelAndView make(Actor actor, @PathVariable long id, HttpServletResponse response) {
    DealId deal = new DealId(id);
    boolean before = bookings.standing(actor, deal).link() != null;
    Optional<String> token = bookings.make(actor, deal);
    Map<String, Object> model = new HashMap<>();
    model.put("address", "");
    model.put("text", "");
    model.put("qr", new QrCode(0, ""));
    model.put("again", before);
    token.ifPresent(
        made -> {
          String address = site.address(IntakeSecurity.BOOKINGS + made);
          model.put("address", address);
          model.put("text", message(bookings.standing(actor, deal).visit(), address));
          model.put("qr", QrCode.of(address));
        });
    response.setHeader("HX-Trigger", Htmx.note("", "deal-changed"));
    return new ModelAndView(
        "intake/booking-link", model, token.isPresent() ? HttpStatus.OK : HttpStatus.CONFLICT);
  }

  @PostMapping("/withdraw")
  ModelAndView withdraw(Actor actor, @PathVariable long id, HttpServletResponse response) {
    bookings.withdraw(actor, new DealId(id));
    response.setHeader("HX-Trigger", Htmx.note(Messages.get("intake.booking.withdrawn")));
    return part(actor, new DealId(id), "", List.of(), HttpStatus.OK);
  }

  /** One click: the activity is completed on the client's word. */
  @PostMapping("/confirm")
  ModelAndView confirm(
      Actor actor,
      @PathVariable long id,
      @RequestParam(defaultValue = "0") int answers,
      HttpServletResponse response) {
    DealId deal = new DealId(id);
    return answered(
        actor, deal, bookings.confirm(actor, deal, answers), "intake.booking.confirmed", response);
  }

  @PostMapping("/settle")
  ModelAndView settle(
      Actor actor,
      @PathVariable long id,
      @RequestParam(defaultValue = "0") int answers,
      HttpServletResponse response) {
    DealId deal = new DealId(id);
    return answered(
        actor, deal, bookings.settle(actor, deal, answers), "intake.booking.noted", response);
  }

  private ModelAndView answered(
      Actor actor,
      DealId deal,
      Bookings.Settling settling,
      String done,
      HttpServletResponse response) {
    return switch (settling) {
      case Bookings.Settling.Done _ -> {
        response.setHeader("HX-Trigger", Htmx.note(Messages.get(done), "deal-changed"));
        yield part(actor, deal, "", List.of(), HttpStatus.OK);
      }
      case Bookings.Settling.Overtaken _ ->
          part(
              actor,
              deal,
              Messages.get("intake.booking.overtaken"),
              List.of(),
              HttpStatus.CONFLICT);
      case Bookings.Settling.Refused(List<Violation> violations) ->
          part(actor, deal, "", violations, HttpStatus.UNPROCESSABLE_CONTENT);
    };
  }

  private ModelAndView part(
      Actor actor, DealId deal, String note, List<Violation> violations, HttpStatus status) {
    Bookings.Standing standing = bookings.standing(actor, deal);
    BookingLink link = standing.link();
    BookingAnswer answer = standing.counts() && link != null ? link.answer() : null;
    Map<String, Object> model = new HashMap<>();
    model.put(
        "part",
        new BookingPart(
            deal.value(),
            standing.ahead(),
            link,
            answer == null ? "" : answer.id(),
            answer == null || link == null ? "" : BookingWords.said(link),
            standing.settled(),
            standing.activity(),
            lost(),
            bookings.permitted(actor, deal, Bookings.RIGHT, "deal.move", "deal.edit"),
            note,
            violations));
    model.put("moments", new Moments(clock.getZone()));
    return new ModelAndView("intake/booking-part", model, status);
  }

  /** Where a deal goes whose client refuses; empty if the regulation has no such end. */
  private String lost() {
    return editions.inForce().pipelines().stream()
        .flatMap(pipeline -> pipeline.stages().stream())
        .filter(stage -> stage.status() == Status.LOST)
        .map(Stage::id)
        .map(Object::toString)
        .findFirst()
        .orElse("");
  }

  /** What a manager sends to the client along with the link; clients are written to in Russian. */
  private String message(PlannedVisit visit, String address) {
    String company = forms.company().name();
    return Messages.text(
            company.isEmpty() ? "intake.booking.message" : "intake.booking.message.company",
            visit.clientCalled(),
            Shown.day(visit.day()),
            address,
            company)
        .ru();
  }
}
