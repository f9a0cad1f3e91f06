package app.zamer.intake;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which a client answers about his visit; who has its address needs no account. */
@Controller
@RequestMapping("/booking/{token}")
class BookingPages {
  private static final Look LOOK = new Look("");
  private static final String TOKEN = "[A-Za-z0-9_-]{10,64}";

  private final Bookings bookings;
  private final IntakeForms forms;
  private final Throttle throttle;
  private final CompanyClock clock;

  BookingPages(Bookings bookings, IntakeForms forms, Throttle throttle, CompanyClock clock) {
    this.bookings = bookings;
    this.forms = forms;
    this.throttle = throttle;
    this.clock = clock;
  }

  @GetMapping
  ModelAndView show(
      @PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
    Optional<Duration> wait = throttle.look(request.getRemoteAddr());
    if (wait.isPresent()) {
      return IntakePages.tooMany(wait.get(), LOOK, response);
    }
    Optional<Bookings.Opened> found = find(token);
    if (found.isEmpty() || !found.get().valid()) {
      return gone(found.isEmpty() ? HttpStatus.NOT_FOUND : HttpStatus.GONE);
    }
    // messengers look at links before people do, and say nothing of this sort
    if ("document".equals(request.getHeader("Sec-Fetch-Dest"))) {
      bookings.seen(found.get());
    }
    return page(token, found.get(), new Form(Map.of()), "", List.of(), HttpStatus.OK);
  }

  @PostMapping
  Object answer(
      @PathVariable String token,
      @RequestParam Map<String, String> typed,
      HttpServletRequest request,
      HttpServletResponse response) {
    Form form = new Form(typed);
    Optional<Duration> wait = throttle.send(request.getRemoteAddr());
    if (wait.isPresent()) {
      return IntakePages.tooMany(wait.get(), LOOK, response);
    }
    Bookings.Opened opened = find(token).orElse(null);
    if (opened == null || !opened.valid()) {
      return gone(opened == null ? HttpStatus.NOT_FOUND : HttpStatus.GONE);
    }
    BookingAnswer answer = BookingAnswer.find(form.text("answer")).orElse(null);
    LocalDate shown = new Form(Map.of("day", form.text("day"))).day("day");
    if (answer == null) {
      return page(token, opened, form, "", List.of(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    LocalDate day = Objects.requireNonNull(opened.standing().visit().day());
    GivenAnswer.Read read = GivenAnswer.read(answer, form, day, clock.today());
    if (!read.wrong().isEmpty()) {
      return page(token, opened, form, "", read.wrong(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return switch (bookings.answer(opened, read.given(), shown)) {
      case DONE ->
          ResponseEntity.status(HttpStatus.SEE_OTHER)
              .location(URI.create(request.getContextPath() + "/booking/" + token + LOOK.query()))
              .build();
      case GONE -> gone(HttpStatus.GONE);
      case OTHER_DAY -> again(token, form, "intake.booking.other-day");
      case SETTLED -> again(token, form, "intake.booking.settled");
    };
  }

  private ModelAndView again(String token, Form form, String why) {
    return find(token)
        .filter(Bookings.Opened::valid)
        .map(opened -> page(token, opened, form, Messages.get(why), List.of(), HttpStatus.CONFLICT))
        .orElseGet(() -> gone(HttpStatus.GONE));
  }

  private Optional<Bookings.Opened> find(String token) {
    return token.matches(TOKEN) ? bookings.open(token) : Optional.empty();
  }

  private ModelAndView page(
      String token,
      Bookings.Opened opened,
      Form form,
      String note,
      List<Violation> wrong,
      HttpStatus status) {
    Bookings.Standing standing = opened.standing();
    BookingLink link = opened.link();
    Map<String, Object> model = IntakePages.model(LOOK);
    model.put("token", token);
    model.put("company", forms.company());
    model.put("visit", standing.visit());
    model.put("time", time(standing.visit()));
    model.put("today", clock.today());
    BookingAnswer given = standing.counts() ? link.answer() : null;
    model.put("answer", given == null ? "" : given.id());
    model.put("said", given == null ? "" : yours(link, given));
    model.put("settled", standing.settled());
    model.put("reasons", GivenAnswer.REASONS);
    model.put("note", note);
    model.put("typed", form.typed());
    model.put("errors", Form.errors(wrong));
    return new ModelAndView("intake/booking", model, status);
  }

  private static String yours(BookingLink link, BookingAnswer given) {
    return switch (given) {
      case CONFIRM -> Messages.get("intake.booking.yours.confirm");
      case MOVE -> Messages.get("intake.booking.yours.move", BookingWords.days(link.wished()));
      case REFUSE -> Messages.get("intake.booking.yours.refuse");
    };
  }

  /** From when to when the engineer comes, if that is known for the day that is planned. */
  private String time(PlannedVisit visit) {
    Instant from = visit.startsAt();
    Instant to = visit.endsAt();
    if (from == null
        || to == null
        || !LocalDate.ofInstant(from, clock.getZone()).equals(visit.day())) {
      return "";
    }
    Moments moments = new Moments(clock.getZone());
    return Messages.get("intake.booking.time", moments.time(from), moments.time(to));
  }

  private ModelAndView gone(HttpStatus status) {
    Map<String, Object> model = new HashMap<>(IntakePages.model(LOOK));
    model.put("company", forms.company());
    return new ModelAndView("intake/booking-gone", model, status);
  }
}
