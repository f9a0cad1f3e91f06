package app.zamer.live;

import app.zamer.users.AccessChanged;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells all nodes whose rights have changed, for their connections of that person to end. */
@Component
class LiveAccess {
  /** The kind of these changes; no page hears of them. */
  static final String KIND = "access";

  private final LiveSender sender;

  LiveAccess(LiveSender sender) {
    this.sender = sender;
  }

  @EventListener
  void changed(AccessChanged event) {
    sender.send(new LiveChange(KIND, 0, Set.of(event.user())));
  }
}
