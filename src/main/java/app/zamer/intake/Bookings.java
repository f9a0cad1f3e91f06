package app.zamer.intake;

import app.zamer.activities.Activities;
import app.zamer.activities.Activity;
import app.zamer.activities.Completion;
import app.zamer.activities.Result;
import app.zamer.company.CompanyClock;
import app.zamer.deals.DealComments;
import app.zamer.editions.Editions;
import app.zamer.intake.BookingRepository.Contact;
import app.zamer.live.Live;
import app.zamer.live.LiveChange;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The links by which clients answer about their visits. What a client says is put on the deal; the
 * regulation wants a contact (PRE-6), so that the activity for it is completed by a person, unless
 * the parameter {@code clientConfirmsAlone} says that a confirmation is enough.
 */
@Service
class Bookings {
  static final String RIGHT = "activity.edit";
  private static final Logger log = LoggerFactory.getLogger(Bookings.class);
  private static final String ALONE = "clientConfirmsAlone";
  private static final int TOKEN_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final BookingRepository bookings;
  private final DealAccess access;
  private final DealComments comments;
  private final Activities activities;
  private final Editions editions;
  private final Live live;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transactions;

  Bookings(
      BookingRepository bookings,
      DealAccess access,
      DealComments comments,
      Activities activities,
      Editions editions,
      Live live,
      CompanyClock clock,
      ApplicationEventPublisher events,
      TransactionTemplate transactions) {
    this.bookings = bookings;
    this.access = access;
    this.comments = comments;
    this.activities = activities;
    this.editions = editions;
    this.live = live;
    this.clock = clock;
    this.events = events;
    this.transactions = transactions;
  }

  /**
   * A deal's visit with the link of its client.
   *
   * @param link null if he has none
   * @param counts whether what he said last is about the visit that is planned now
   * @param settled whether somebody has dealt with it
   * @param activity the one in which he is contacted about this visit; null if none is to be done
   */
  record Standing(
      PlannedVisit visit,
      boolean ahead,
      @Nullable BookingLink link,
      boolean counts,
      boolean settled,
      @Nullable Long activity) {}

  // ---- for people of the company

  Standing standing(Actor actor, DealId deal) {
    access.require(actor, deal, "deal.story");
    return standing(deal);
  }

  Set<String> permitted(Actor actor, DealId deal, String... rights) {
    return access.permitted(actor, deal, rights);
  }

  /**
   * Makes a link; the one before no longer works. What stands in its address is known only now.
   *
   * @return empty if no visit is planned
   */
  @Transactional
  Optional<String> make(Actor actor, DealId deal) {
    access.require(actor, deal, RIGHT);
    PlannedVisit visit = visit(deal);
    if (!visit.ahead(clock.today())) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    bookings.withdraw(deal, now);
    byte[] random = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    bookings.insert(deal, IntakeSecret.hash(token), actor, now);
    tell(visit);
    return Optional.of(token);
  }

  @Transactional
  void withdraw(Actor actor, DealId deal) {
    access.require(actor, deal, RIGHT);
    if (bookings.withdraw(deal, clock.instant())) {
      tell(visit(deal));
    }
  }

  /** What became of dealing with an answer. */
  sealed interface Settling {
    record Done() implements Settling {}

    /** The client has changed his answer meanwhile, the visit is another, or it was dealt with. */
    record Overtaken() implements Settling {}

    record Refused(List<Violation> violations) implements Settling {}
  }

  /**
   * Completes the activity for the visit as confirmed, on the client's word.
   *
   * @param answers how often he had answered by what the actor has seen
   */
  Settling confirm(Actor actor, DealId deal, int answers) {
    access.require(actor, deal, RIGHT);
    Standing standing = standing(deal);
    BookingLink link = standing.link();
    Long activity = standing.activity();
    if (link == null
        || activity == null
        || !isOpen(standing, answers)
        || link.answer() != BookingAnswer.CONFIRM) {
      return new Settling.Overtaken();
    }
    return switch (activities.complete(
        actor, activity, Result.CONFIRMED, Messages.text("intake.booking.by-link").ru(), null)) {
      case Completion.Completed _ -> {
        transactions.executeWithoutResult(_ -> settled(actor, link, standing.visit()));
        yield new Settling.Done();
      }
      case Completion.Refused(List<Violation> violations) -> new Settling.Refused(violations);
      case Completion.AlreadyDone _ -> new Settling.Overtaken();
    };
  }

  /** Somebody has dealt with an answer, and nothing else has to follow from it. */
  @Transactional
  Settling settle(Actor actor, DealId deal, int answers) {
    access.require(actor, deal, RIGHT);
    Standing standing = standing(deal);
    BookingLink link = standing.link();
    if (link == null || !isOpen(standing, answers)) {
      return new Settling.Overtaken();
    }
    bookings.lock(link.id());
    settled(actor, link, standing.visit());
    return new Settling.Done();
  }

  private static boolean isOpen(Standing standing, int answers) {
    BookingLink link = standing.link();
    return link != null && link.answers() == answers && standing.counts() && !standing.settled();
  }

  private void settled(Actor actor, BookingLink link, PlannedVisit visit) {
    bookings.settle(link.id(), actor, clock.instant());
    tell(visit);
  }

  /** What a client has said that nobody has dealt with yet; it has a link with an answer. */
  Optional<Unsettled> unsettled(DealId deal) {
    Standing standing = standing(deal);
    BookingLink link = standing.link();
    return link != null && link.answer() != null && standing.counts() && !standing.settled()
        ? Optional.of(new Unsettled(link, link.answer(), standing.activity()))
        : Optional.empty();
  }

  /**
   * @param activity as in {@link Standing}
   */
  record Unsettled(BookingLink link, BookingAnswer answer, @Nullable Long activity) {}

  // ---- for the client

  /**
   * What a client sees.
   *
   * @param valid whether the link still leads anywhere
   */
  record Opened(BookingLink link, Standing standing, boolean valid) {}

  /** Empty if there never was such a link. */
  Optional<Opened> open(String token) {
    return bookings
        .find(IntakeSecret.hash(token))
        .map(
            link -> {
              Standing standing = standing(link.deal(), link);
              return new Opened(link, standing, link.withdrawnAt() == null && standing.ahead());
            });
  }

  /** A person has the page before him. */
  @Transactional
  void seen(Opened opened) {
    if (bookings.opened(opened.link().id(), clock.instant())) {
      tell(opened.standing().visit());
    }
  }

  /** What became of a client's answer. */
  enum Kept {
    DONE,
    /** The link leads nowhere any more. */
    GONE,
    /** The visit is on another day by now. */
    OTHER_DAY,
    /** His last answer was dealt with. */
    SETTLED
  }

  /**
   * Keeps what a client says about the visit of a day.
   *
   * @param day the one he was shown
   */
  Kept answer(Opened opened, GivenAnswer given, @Nullable LocalDate day) {
    Kept kept = Objects.requireNonNull(transactions.execute(_ -> keep(opened.link(), given, day)));
    if (kept == Kept.DONE
        && given.answer() == BookingAnswer.CONFIRM
        && Boolean.TRUE.equals(editions.inForce().parameters().get(ALONE))) {
      confirmAlone(opened.link().deal());
    }
    return kept;
  }

  private Kept keep(BookingLink known, GivenAnswer given, @Nullable LocalDate day) {
    bookings.lock(known.id());
    // read again, now that nobody else writes
    Standing standing = standing(known.deal());
    BookingLink link = standing.link();
    PlannedVisit visit = standing.visit();
    LocalDate planned = visit.day();
    if (link == null || link.id() != known.id() || !standing.ahead() || planned == null) {
      return Kept.GONE;
    }
    if (!planned.equals(day)) {
      return Kept.OTHER_DAY;
    }
    if (standing.counts() && standing.settled()) {
      return Kept.SETTLED;
    }
    if (given.repeats(link, planned)) {
      return Kept.DONE;
    }
    Instant now = clock.instant();
    bookings.answer(link.id(), given, planned, now);
    comments.add(Actor.SYSTEM, link.deal(), given.told(planned), false);
    tell(visit);
    events.publishEvent(
        new BookingAnswered(
            link.deal(), visit.owner(), given.answer(), planned, given.wished(), now));
    return Kept.DONE;
  }

  private void confirmAlone(DealId deal) {
    BookingLink link = standing(deal).link();
    if (link != null
        && confirm(Actor.SYSTEM, deal, link.answers())
            instanceof Settling.Refused(List<Violation> violations)) {
      // then it is for a person to see to, as without the parameter
      log.info("deal {}: a confirmation by link was refused by {}", deal, rules(violations));
    }
  }

  private static List<String> rules(List<Violation> violations) {
    return violations.stream().map(Violation::rule).toList();
  }

  // ---- for both

  private Standing standing(DealId deal) {
    return standing(deal, bookings.of(deal).orElse(null));
  }

  private Standing standing(DealId deal, @Nullable BookingLink link) {
    PlannedVisit visit = visit(deal);
    LocalDate day = visit.day();
    boolean ahead = visit.ahead(clock.today());
    List<Contact> contacts =
        day == null
            ? List.of()
            : bookings.contacts(deal, day).stream().filter(this::isAboutTheVisit).toList();
    boolean counts = link != null && ahead && day != null && day.equals(link.answeredFor());
    Instant answeredAt = link == null ? null : link.answeredAt();
    boolean settled =
        counts
            && link != null
            && (link.settledAt() != null
                || contacts.stream()
                    .map(Contact::doneAt)
                    .filter(Objects::nonNull)
                    .anyMatch(done -> answeredAt != null && !done.isBefore(answeredAt)));
    Long activity =
        contacts.stream()
            .filter(contact -> contact.state() == Activity.State.PLANNED)
            .map(Contact::id)
            .findFirst()
            .orElse(null);
    return new Standing(visit, ahead, link, counts, settled, activity);
  }

  /** Whether a clause moves the visit when its activity is completed as moved (PRE-5, REP-5). */
  private boolean isAboutTheVisit(Contact contact) {
    return editions
        .inForce()
        .dateOf(contact.rule())
        .filter(DealField.MEASUREMENT_DATE.id()::equals)
        .isPresent();
  }

  private PlannedVisit visit(DealId deal) {
    return bookings.visit(deal).orElseThrow(() -> new NotFound("deal " + deal));
  }

  /** Those who look at the deal see it at once. */
  private void tell(PlannedVisit visit) {
    live.changed(new LiveChange("deal", visit.deal().value(), Set.of(visit.owner())));
  }
}
