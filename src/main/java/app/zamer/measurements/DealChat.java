package app.zamer.measurements;

import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chat of a deal, as far as stamp and visit need it; implemented where chat and measurements
 * are both known. Both methods throw {@link app.zamer.web.NotFound} if there is no such deal and
 * {@link org.springframework.security.access.AccessDeniedException} if the actor lacks the right.
 */
public interface DealChat {
  /**
   * Says something in the chat.
   *
   * @return what is wrong with the text; empty if it was said
   */
  Optional<Violation> say(Actor by, DealId deal, String text);

  /**
   * Asks somebody into the chat; once is the same as twice.
   *
   * @return why that is not possible; empty if the person is in it
   */
  Optional<Violation> invite(Actor by, DealId deal, @Nullable UserId user);
}
