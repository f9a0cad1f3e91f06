package app.zamer.notices;

import app.zamer.live.Live;
import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Of a notice its person hears, and nobody else. */
@Component
class NoticeAudience implements LiveAudience {
  private final Live live;

  NoticeAudience(Live live) {
    this.live = live;
  }

  /** Tells these people that their notices have changed. */
  void tell(Set<UserId> people) {
    if (!people.isEmpty()) {
      live.changed(new LiveChange(kind(), 0, people));
    }
  }

  @Override
  public String kind() {
    return "notice";
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    return change.people().contains(actor.id());
  }
}
