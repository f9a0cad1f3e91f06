package app.zamer.handover;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.handover.Belongings.Choice;
import app.zamer.handover.Belongings.Given;
import app.zamer.handover.Belongings.Kept;
import app.zamer.handover.Belongings.Left;
import app.zamer.handover.HandoverOutcome.Undone;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.users.Rights;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Gives what stands in the name of somebody who may keep it no longer to others, in one
 * transaction, and takes that back for as long as the regulation's parameter says. Who lacks the
 * right {@code handover} gets an {@link org.springframework.security.access.AccessDeniedException}.
 */
@Service
class Handovers {
  static final String RIGHT = "handover";

  private static final String UNDO_MINUTES = "handoverUndoMinutes";
  private static final long UNDO_MINUTES_OTHERWISE = 10;

  private final Kinds kinds;
  private final HandoverRepository repository;
  private final HandoverAudience audience;
  private final Users users;
  private final Rights rights;
  private final Editions editions;
  private final Audit audit;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;

  Handovers(
      Kinds kinds,
      HandoverRepository repository,
      HandoverAudience audience,
      Users users,
      Rights rights,
      Editions editions,
      Audit audit,
      CompanyClock clock,
      ApplicationEventPublisher events) {
    this.kinds = kinds;
    this.repository = repository;
    this.audience = audience;
    this.users = users;
    this.rights = rights;
    this.editions = editions;
    this.audit = audit;
    this.clock = clock;
    this.events = events;
  }

  /** Those in whose name something waits, by name. */
  List<Waiting> waiting(Actor actor) {
    rights.requireAll(actor, RIGHT);
    return kinds.waiting();
  }

  /**
   * What waits in one person's name, which may be nothing.
   *
   * @throws NotFound if there is no such person
   */
  Waiting waiting(Actor actor, UserId person) {
    rights.requireAll(actor, RIGHT);
    return kinds.waiting(person(person));
  }

  /** The hand-overs that were made, the latest first. */
  Page<Handover> latest(Actor actor, PageRequest page) {
    rights.requireAll(actor, RIGHT);
    return repository.page(page).map(this::inOrder);
  }

  /**
   * @throws NotFound if there is no such hand-over
   */
  Handover get(Actor actor, long id) {
    rights.requireAll(actor, RIGHT);
    return repository.find(id).map(this::inOrder).orElseThrow(() -> new NotFound("handover " + id));
  }

  /** Until when a hand-over can be taken back; null if it was, or if that is over. */
  @Nullable Instant undoUntil(Handover handover) {
    Instant until = handover.at().plus(undo());
    return handover.undoneAt() == null && !clock.instant().isAfter(until) ? until : null;
  }

  /** Whether somebody may hand over at all. */
  void require(Actor actor) {
    rights.requireAll(actor, RIGHT);
  }

  /** The same as {@link #waiting}; empty if there is no such person. */
  Optional<Waiting> find(Actor actor, UserId person) {
    rights.requireAll(actor, RIGHT);
    return users.find(person).map(kinds::waiting);
  }

  /** What giving everything to one person comes to: a wish for each kind that he may have. */
  List<Wish> everything(Waiting waiting, UserId to) {
    Optional<User> receiver = users.find(to);
    return kinds.all().stream()
        .filter(kind -> waiting.counts().containsKey(kind.kind()))
        .filter(kind -> receiver.filter(user -> kinds.mayKeep(user, kind)).isPresent())
        .map(kind -> new Wish("", kind.kind(), to, Choice.ALL))
        .toList();
  }

  /** What stands against giving everything to one person: there is none of it that he may have. */
  Optional<Violation> wrongForAll(Waiting waiting, UserId to) {
    if (waiting.counts().isEmpty() || !everything(waiting, to).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        users
            .find(to)
            .map(
                user ->
                    user.active()
                        ? invalid("to", "handover.wrong.right-to-any", user.name())
                        : invalid("to", "handover.wrong.inactive", user.name()))
            .orElseGet(() -> invalid("to", "handover.wrong.no-user", to)));
  }

  /**
   * What stands against these wishes.
   *
   * @throws NotFound if there is no such person
   */
  List<Violation> wrong(Actor actor, UserId from, List<Wish> wishes) {
    Waiting waiting = waiting(actor, from);
    if (waiting.counts().isEmpty()) {
      return List.of(invalid("from", "handover.wrong.nothing", waiting.person().name()));
    }
    if (wishes.isEmpty()) {
      return List.of(invalid("give", "handover.wrong.none-chosen"));
    }
    List<Violation> wrong = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Wish wish : wishes) {
      Belongings kind = kinds.find(wish.kind()).orElse(null);
      if (kind == null) {
        wrong.add(invalid(wish.of("kind"), "handover.wrong.kind", wish.kind()));
      } else if (!seen.add(wish.kind())) {
        wrong.add(invalid(wish.of("kind"), "handover.wrong.twice", name(kind)));
      } else if (!waiting.counts().containsKey(wish.kind())) {
        wrong.add(invalid(wish.of("kind"), "handover.wrong.none-of-kind", name(kind)));
      } else {
        receiver(wish, kind).ifPresent(wrong::add);
      }
    }
    return wrong;
  }

  private Optional<Violation> receiver(Wish wish, Belongings kind) {
    String field = wish.of("to");
    UserId to = wish.to();
    if (to == null) {
      return kind.mayBeNobodys()
          ? Optional.empty()
          : Optional.of(invalid(field, "handover.wrong.nobody", name(kind)));
    }
    User receiver = users.find(to).orElse(null);
    if (receiver == null) {
      return Optional.of(invalid(field, "handover.wrong.no-user", to));
    }
    if (!receiver.active()) {
      return Optional.of(invalid(field, "handover.wrong.inactive", receiver.name()));
    }
    return kinds.mayKeep(receiver, kind)
        ? Optional.empty()
        : Optional.of(invalid(field, "handover.wrong.right", receiver.name(), name(kind)));
  }

  /**
   * Gives what is wished for, all of it in one transaction; what cannot be given stays on the list.
   *
   * @throws NotFound if there is no such person
   */
  @Transactional
  HandoverOutcome give(Actor actor, UserId from, List<Wish> wishes) {
    rights.requireAll(actor, RIGHT);
    person(from);
    if (!repository.begin()) {
      return new HandoverOutcome.Busy();
    }
    List<Violation> wrong = wrong(actor, from, wishes);
    if (!wrong.isEmpty()) {
      return new HandoverOutcome.Refused(wrong);
    }
    Instant now = clock.instant();
    Map<String, List<Kept>> given = new LinkedHashMap<>();
    Map<String, List<Left>> left = new LinkedHashMap<>();
    for (Belongings kind : kinds.all()) {
      for (Wish wish : wishes) {
        if (wish.kind().equals(kind.kind())) {
          User to = wish.to() == null ? null : users.find(wish.to()).orElseThrow();
          Given answer = kind.give(actor, from, to, wish.choice(), now);
          put(given, kind.kind(), answer.given());
          put(left, kind.kind(), answer.left());
        }
      }
    }
    if (given.isEmpty()) {
      // what was locked is free again at once
      TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
      return new HandoverOutcome.Refused(
          List.of(
              left.isEmpty()
                  ? invalid("give", "handover.wrong.none-chosen")
                  : new Violation(
                      Violation.INVALID,
                      "give",
                      left.values().iterator().next().getFirst().why())));
    }
    long id = repository.insert(from, actor, now, given);
    Handover handover = get(actor, id);
    audit.record(actor, "handover.given", from.value(), detail(handover));
    events.publishEvent(
        new HandedOver(id, from, handover.shares(), false, actor.id(), handover.at()));
    audience.tell(id);
    return new HandoverOutcome.Done(handover, left, now.plus(undo()));
  }

  /**
   * Gives back what a hand-over has given, as far as it has not changed hands since.
   *
   * @throws NotFound if there is no such hand-over
   */
  @Transactional
  Undone undo(Actor actor, long id) {
    rights.requireAll(actor, RIGHT);
    get(actor, id);
    if (!repository.begin()) {
      return new Undone.Busy();
    }
    Handover handover = get(actor, id);
    if (handover.undoneAt() != null) {
      return new Undone.Already();
    }
    Instant now = clock.instant();
    Instant until = handover.at().plus(undo());
    if (now.isAfter(until)) {
      return new Undone.TooLate(until);
    }
    Map<String, List<Kept>> items = repository.items(id);
    Map<String, Long> back = new LinkedHashMap<>();
    Map<String, List<Left>> left = new LinkedHashMap<>();
    for (Belongings kind : kinds.all().reversed()) {
      List<Kept> given = items.getOrDefault(kind.kind(), List.of());
      if (!given.isEmpty()) {
        List<Left> stays = kind.giveBack(actor, handover.from(), given, now);
        put(left, kind.kind(), stays);
        back.put(kind.kind(), (long) given.size() - stays.size());
      }
    }
    repository.undone(id, actor, now);
    Handover undone = get(actor, id);
    audit.record(actor, "handover.undone", handover.from().value(), detail(handover));
    events.publishEvent(
        new HandedOver(id, handover.from(), handover.shares(), true, actor.id(), now));
    audience.tell(id);
    return new Undone.Back(undone, back, left);
  }

  /** What was given, in the order of the kinds. */
  private Handover inOrder(Handover handover) {
    List<HandedOver.Share> shares =
        kinds.all().stream()
            .flatMap(
                kind ->
                    handover.shares().stream().filter(share -> share.kind().equals(kind.kind())))
            .toList();
    return new Handover(
        handover.id(),
        handover.from(),
        handover.by(),
        handover.at(),
        shares,
        handover.undoneBy(),
        handover.undoneAt());
  }

  private User person(UserId id) {
    return users.find(id).orElseThrow(() -> new NotFound("user " + id));
  }

  /** For how long a hand-over can be taken back. */
  Duration undo() {
    return Duration.ofMinutes(
        editions.inForce().parameters().get(UNDO_MINUTES) instanceof Number minutes
            ? minutes.longValue()
            : UNDO_MINUTES_OTHERWISE);
  }

  private static Map<String, Object> detail(Handover handover) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("handover", handover.id());
    handover.shares().forEach(share -> detail.merge(share.kind(), share.count(), Handovers::sum));
    return detail;
  }

  private static Object sum(Object a, Object b) {
    return (Long) a + (Long) b;
  }

  private static Text name(Belongings kind) {
    return Messages.text("handover.kind." + kind.kind());
  }

  private static Violation invalid(String field, String key, Object... arguments) {
    return new Violation(Violation.INVALID, field, Messages.text(key, arguments));
  }

  private static <T> void put(Map<String, List<T>> all, String kind, List<T> more) {
    if (!more.isEmpty()) {
      all.put(kind, more);
    }
  }
}
