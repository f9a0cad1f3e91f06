package app.zamer.users;

import app.zamer.regulation.Violation;
import app.zamer.web.NotFound;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Personal tokens, by which programs act for a user and with his rights. Only their hashes are
 * kept.
 */
@Component
public class Tokens {
  private static final int BYTES = 32;
  private static final int MOST = 50;
  private static final int MAX_NAME = 100;
  // lets scanners for leaked secrets recognise one
  private static final String PREFIX = "zamer_";

  private final TokenRepository tokens;
  private final Actors actors;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();

  Tokens(TokenRepository tokens, Actors actors, Audit audit) {
    this.tokens = tokens;
    this.actors = actors;
    this.audit = audit;
  }

  /**
   * Makes a token for whoever asks.
   *
   * @param name what the owner will know it by, at most {@value #MAX_NAME} characters
   */
  @Transactional
  public TokenOutcome create(Actor owner, String name) {
    String stripped = name.strip();
    if (stripped.isEmpty()
        || stripped.length() > MAX_NAME
        || stripped.chars().anyMatch(Character::isISOControl)) {
      return refused(AccountRules.violation("name", "token.name", MAX_NAME));
    }
    if (tokens.of(owner.id()).size() >= MOST) {
      return refused(AccountRules.violation("name", "token.too-many", MOST));
    }
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    String plaintext = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Token token = tokens.insert(owner.id(), stripped, TokenHash.of(plaintext)).orElseThrow();
    audit.record(owner, "token.created", String.valueOf(token.id()), Map.of("name", stripped));
    return new TokenOutcome.Created(token, plaintext);
  }

  private static TokenOutcome refused(Violation violation) {
    return new TokenOutcome.Refused(List.of(violation));
  }

  /**
   * Makes a token whose text is known beforehand, or leaves it as it is if it exists. For demo mode
   * and for tests: a token that stands in the documentation protects nothing.
   */
  @Transactional
  public void createKnown(UserId owner, String name, String plaintext) {
    tokens.insert(owner, name, TokenHash.of(plaintext));
  }

  /** The user's tokens in force, the newest first. */
  public List<Token> of(UserId owner) {
    return tokens.of(owner);
  }

  /** Everybody's tokens in force by their owners' names, for administrators. */
  public List<OwnedToken> all(Actor by) {
    Users.requireAdministrator(by);
    return tokens.all();
  }

  /**
   * Puts a token out of force. Its owner may, and an administrator.
   *
   * @throws NotFound if there is no such token in force, or it is none of the actor's business
   */
  @Transactional
  public void revoke(Actor by, long id) {
    Token token =
        tokens
            .find(id)
            .filter(found -> found.owner().equals(by.id()) || by.is(Role.ADMINISTRATOR))
            .orElseThrow(() -> new NotFound("token " + id));
    tokens.revoke(token.id());
    audit.record(
        by,
        "token.revoked",
        String.valueOf(id),
        Map.of("name", token.name(), "owner", token.owner().value()));
    actors.forgetAfterCommit();
  }
}
