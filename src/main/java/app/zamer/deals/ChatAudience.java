package app.zamer.deals;

import app.zamer.live.LiveAudience;
import app.zamer.live.LiveChange;
import app.zamer.users.Actor;
import org.springframework.stereotype.Component;

/** Who is in the chat of a deal, those hear who may read it. */
@Component
class ChatAudience implements LiveAudience {
  static final String KIND = "chat";

  private final DealRights rights;

  ChatAudience(DealRights rights) {
    this.rights = rights;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public boolean hears(Actor actor, LiveChange change) {
    return rights.hears(actor, change, "chat.read");
  }
}
