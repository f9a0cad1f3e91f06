package app.zamer.chat;

import app.zamer.chat.ChatPanel.Head;
import app.zamer.chat.ChatPanel.Person;
import app.zamer.chat.ChatPanel.Present;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who has a deal's chat open now, on whichever node (MEAS-8). */
@Component
public class Presence {
  private final ChatQuery query;
  private final DealAccess access;
  private final ApplicationEventPublisher events;
  private final CompanyClock clock;

  Presence(
      ChatQuery query, DealAccess access, ApplicationEventPublisher events, CompanyClock clock) {
    this.query = query;
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  /**
   * An open chat says that it is still open.
   *
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not read it
   */
  @Transactional
  public void here(Actor actor, DealId deal) {
    access.require(actor, deal, "chat.read");
    if (query.here(deal, actor.id())) {
      events.publishEvent(new PresenceChanged(deal, actor.id(), true));
    }
  }

  @Transactional
  public void left(Actor actor, DealId deal) {
    access.require(actor, deal, "chat.read");
    query.left(deal, actor.id());
    events.publishEvent(new PresenceChanged(deal, actor.id(), false));
  }

  /** Who has the chat open now and needs not be told what is said there. */
  public Set<UserId> present(DealId deal) {
    return query.people(deal).stream()
        .filter(Person::here)
        .map(person -> new UserId(person.login()))
        .collect(Collectors.toUnmodifiableSet());
  }

  Present of(Head head) {
    List<Person> people = query.people(new DealId(head.deal()));
    boolean managerHere =
        people.stream().anyMatch(person -> person.here() && person.login().equals(head.owner()));
    return new Present(people, visiting(head) && !managerHere ? head.ownerName() : null);
  }

  private boolean visiting(Head head) {
    Instant now = clock.instant();
    Instant starts = head.visitStartsAt();
    Instant ends = head.visitEndsAt();
    return starts != null && ends != null && !now.isBefore(starts) && now.isBefore(ends);
  }
}
