package app.zamer.activities;

import app.zamer.clients.Phone;
import app.zamer.regulation.Text;
import org.jspecify.annotations.Nullable;

/**
 * What people need to know of the deal or lead an activity belongs to.
 *
 * @param client empty while nobody has asked
 * @param owner the login of the manager whose it is; null while it is nobody's
 * @param stage the name of a deal's stage; null for a lead
 */
public record SubjectView(
    SubjectKind kind,
    long id,
    String title,
    String client,
    @Nullable Phone phone,
    @Nullable String owner,
    @Nullable Text stage) {

  public boolean isDeal() {
    return kind == SubjectKind.DEAL;
  }

  /** Where its card is. */
  public String href() {
    return (isDeal() ? "/deals/" : "/leads/") + id;
  }
}
