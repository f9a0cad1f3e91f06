package app.zamer.deals;

import app.zamer.chat.Chat;
import app.zamer.chat.MessagePosted;
import app.zamer.chat.ParticipantJoined;
import app.zamer.chat.ParticipantLeft;
import app.zamer.chat.PresenceChanged;
import app.zamer.company.CompanyClock;
import app.zamer.files.FileAttached;
import app.zamer.files.FileKind;
import app.zamer.files.FileRemoved;
import app.zamer.live.Live;
import app.zamer.live.LiveChange;
import app.zamer.measurements.VisitPlanned;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Deals follow what happens to what belongs to them, in the same transaction. */
@Component
class DealFollowers {
  private final DealRepository repository;
  private final DealChanges changes;
  private final DealRights rights;
  private final Chat chat;
  private final CompanyClock clock;
  private final Live live;

  DealFollowers(
      DealRepository repository,
      DealChanges changes,
      DealRights rights,
      Chat chat,
      CompanyClock clock,
      Live live) {
    this.repository = repository;
    this.changes = changes;
    this.rights = rights;
    this.chat = chat;
    this.clock = clock;
    this.live = live;
  }

  @EventListener
  void on(FileAttached event) {
    follow(event.deal(), event.by(), event.kind());
  }

  @EventListener
  void on(FileRemoved event) {
    follow(event.deal(), event.by(), event.kind());
  }

  @EventListener
  void on(ParticipantJoined event) {
    follow(event.deal(), event.by());
  }

  @EventListener
  void on(ParticipantLeft event) {
    follow(event.deal(), event.by());
  }

  @EventListener
  void on(MessagePosted event) {
    follow(event.deal(), Actor.SYSTEM);
  }

  /** Nothing of the deal has changed, but those who look at its chat see who is there. */
  @EventListener
  void on(PresenceChanged event) {
    Deal deal = repository.find(event.deal()).orElseThrow();
    var people = new HashSet<UserId>(Set.of(deal.owner()));
    people.addAll(rights.engineersOf(deal));
    live.changed(new LiveChange(ChatAudience.KIND, event.deal().value(), people));
  }

  /** With the visit comes its chat, with the manager and the engineer (MEAS-7). */
  @EventListener
  void on(VisitPlanned event) {
    Deal deal = repository.find(event.deal()).orElseThrow();
    chat.join(event.deal(), deal.owner(), event.by());
    chat.join(event.deal(), event.engineer(), event.by());
  }

  /** Where people talk about the deal already, whoever goes on with it talks along. */
  @EventListener
  void on(DealAssigned event) {
    if (!chat.isEmpty(event.deal())) {
      chat.join(event.deal(), event.to(), Actor.SYSTEM);
    }
  }

  private void follow(DealId id, Actor by, FileKind kind) {
    repository.lock(id);
    Deal deal = repository.find(id).orElseThrow();
    Instant now = clock.instant();
    // The stamp is on the sheet that was there: another sheet voids it (MEAS-5).
    DealFacts facts =
        kind == FileKind.ESTIMATE_SHEET
            ? deal.facts().with(new DealFacts.Estimate(deal.facts().estimate().amount(), null, ""))
            : deal.facts();
    changes.writeLocked(deal, facts, by, null, now);
  }

  private void follow(DealId id, Actor by) {
    repository.lock(id);
    changes.follow(id, by, clock.instant());
  }
}
