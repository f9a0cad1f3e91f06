package app.zamer.users;

import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** Somebody who came with a personal token. */
final class TokenAuthentication extends AbstractAuthenticationToken {
  private final transient Actor actor;
  private final TokenPurpose purpose;

  TokenAuthentication(Actor actor, TokenPurpose purpose) {
    super(List.of());
    this.actor = actor;
    this.purpose = purpose;
    setAuthenticated(true);
  }

  Actor actor() {
    return actor;
  }

  TokenPurpose purpose() {
    return purpose;
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
