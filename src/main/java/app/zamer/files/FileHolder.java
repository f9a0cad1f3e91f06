package app.zamer.files;

import app.zamer.users.Actor;
import java.util.Set;

/**
 * What files belong to. The module that owns it implements this: it is asked for rights before
 * anything is read or changed, and follows every change in the same transaction.
 */
public interface FileHolder {
  FileSubject.Kind kind();

  /**
   * Lets the actor pass if he has the right.
   *
   * @param right {@code file.read}, {@code file.add} or {@code file.remove}
   * @throws app.zamer.web.NotFound if there is no such subject
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  void require(Actor actor, long id, String right);

  /** Which of these rights the actor has. */
  Set<String> permitted(Actor actor, long id, String... rights);

  void attached(Actor by, StoredFile file);

  void removed(Actor by, StoredFile file);
}
