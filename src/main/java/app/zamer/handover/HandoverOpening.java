package app.zamer.handover;

import app.zamer.users.LeftBehind;
import app.zamer.users.UserChanged;
import app.zamer.users.UserId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at once that somebody who was switched off, or has lost a role, leaves things behind. */
@Component
class HandoverOpening implements LeftBehind {
  private final Kinds kinds;
  private final HandoverAudience audience;
  private final ApplicationEventPublisher events;

  HandoverOpening(Kinds kinds, HandoverAudience audience, ApplicationEventPublisher events) {
    this.kinds = kinds;
    this.audience = audience;
    this.events = events;
  }

  @EventListener
  void on(UserChanged event) {
    audience.tell(0);
    if (!event.loses()) {
      return;
    }
    Waiting waiting = kinds.waiting(event.after());
    if (!waiting.counts().isEmpty()) {
      events.publishEvent(
          new HandoverWaits(event.after().id(), waiting.counts(), event.by().id(), event.at()));
    }
  }

  @Override
  public Map<UserId, Long> counts() {
    Map<UserId, Long> counts = new LinkedHashMap<>();
    kinds.waiting().forEach(waiting -> counts.put(waiting.person().id(), waiting.total()));
    return counts;
  }
}
