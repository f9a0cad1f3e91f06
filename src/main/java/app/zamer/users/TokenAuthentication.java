package app.zamer.users;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Somebody who came with a personal token. */
final class TokenAuthentication extends AbstractAuthenticationToken {
  private final transient Actor actor;

  TokenAuthentication(Actor actor) {
    super(List.of());
    this.actor = actor;
    setAuthenticated(true);
  }

  Actor actor() {
    return actor;
  }

  @Override
  public String getPrincipal() {
    return actor.id().value();
  }

  @Override
  public String getCredentials() {
    return "";
  }
}
