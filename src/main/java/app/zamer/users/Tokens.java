package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.web.NotFound;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Personal tokens, by which programs act for a user and with his rights. Only their hashes are
 * kept.
 */
@Component
public class Tokens {
  private static final int BYTES = 32;
  private static final int MOST = 50;
  private static final int MAX_NAME = 100;
  private static final int MOST_DAYS = 365;
  private static final Duration WARNED_BEFORE = Duration.ofDays(7);
  // lets scanners for leaked secrets recognise one
  private static final String PREFIX = "zamer_";

  private final TokenRepository tokens;
  private final UserRepository administrators;
  private final Actors actors;
  private final AccountMessages messages;
  private final Audit audit;
  private final PasswordQuestion password;
  private final CompanyClock clock;
  private final TransactionOperations transactions;
  private final SecureRandom random = new SecureRandom();

  Tokens(
      TokenRepository tokens,
      UserRepository administrators,
      Actors actors,
      AccountMessages messages,
      Audit audit,
      PasswordQuestion password,
      CompanyClock clock,
      TransactionOperations transactions) {
    this.tokens = tokens;
    this.administrators = administrators;
    this.actors = actors;
    this.messages = messages;
    this.audit = audit;
    this.password = password;
    this.clock = clock;
    this.transactions = transactions;
  }

  /**
   * Makes a token for whoever asks and knows his password: a stolen session or token makes none.
   *
   * @param known what is given for the owner's password
   */
  public TokenOutcome create(Actor owner, NewToken wanted, String known) {
    List<Violation> wrong = new ArrayList<>();
    String name = wanted.name().strip();
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      wrong.add(AccountRules.violation("name", "token.name", MAX_NAME));
    } else if (tokens.of(owner.id()).size() >= MOST) {
      wrong.add(AccountRules.violation("name", "token.too-many", MOST));
    }
    Optional<TokenPurpose> purpose = TokenPurpose.find(wanted.purpose());
    if (purpose.isEmpty()) {
      wrong.add(
          AccountRules.violation(
              "purpose",
              "token.purpose",
              Arrays.stream(TokenPurpose.values())
                  .map(TokenPurpose::id)
                  .collect(Collectors.joining(", "))));
    } else if (!purpose.get().isFor(owner)) {
      wrong.add(AccountRules.violation("purpose", "token.exchange"));
    }
    Integer days = wanted.days();
    if (days == null || days < 1 || days > MOST_DAYS) {
      wrong.add(AccountRules.violation("days", "token.days", MOST_DAYS));
    }
    switch (password.ask(owner.id(), known)) {
      case PasswordQuestion.Answer.Right() -> {}
      case PasswordQuestion.Answer.Wrong() ->
          wrong.add(AccountRules.violation("password", "token.password"));
      case PasswordQuestion.Answer.TooMany(Duration pause) -> {
        return new TokenOutcome.TooMany(pause);
      }
    }
    if (!wrong.isEmpty() || days == null || purpose.isEmpty()) {
      return new TokenOutcome.Refused(wrong);
    }
    TokenPurpose allowed = purpose.get();
    return transactions.execute(_ -> made(owner, name, allowed, days));
  }

  private TokenOutcome made(Actor owner, String name, TokenPurpose purpose, int days) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    String plaintext = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Token token =
        tokens
            .insert(
                owner.id(),
                name,
                purpose,
                TokenHash.of(plaintext),
                clock.instant().plus(days, ChronoUnit.DAYS))
            .orElseThrow();
    audit.record(
        owner,
        "token.created",
        String.valueOf(token.id()),
        Map.of("name", name, "purpose", token.purpose().id(), "days", days));
    messages.tell(owner.id(), "token-created", Map.of("said", name));
    return new TokenOutcome.Created(token, plaintext);
  }

  /**
   * Makes a token whose text is known beforehand, or leaves it as it is if it exists. For demo mode
   * and for tests: a token that stands in the documentation protects nothing, so it never expires.
   */
  @Transactional
  public void createKnown(UserId owner, String name, String plaintext) {
    createKnown(owner, name, TokenPurpose.API, plaintext);
  }

  /** The same for another purpose. */
  @Transactional
  public void createKnown(UserId owner, String name, TokenPurpose purpose, String plaintext) {
    tokens.insert(owner, name, purpose, TokenHash.of(plaintext), null);
  }

  /** Ends all tokens of somebody whose password was changed or who was switched off. */
  void endAll(UserId owner) {
    if (tokens.revokeAll(owner) > 0) {
      actors.forgetAfterCommit();
    }
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
    messages.tell(
        token.owner(), "token-revoked", Map.of("said", token.name(), "by", by.id().value()));
    actors.forgetAfterCommit();
  }

  /**
   * Tells the owners of the tokens that expire within a week, each once; of an exchange's, for whom
   * nobody looks, the administrators.
   */
  @Transactional
  void warn() {
    Instant now = clock.instant();
    for (Token token : tokens.ending(now, now.plus(WARNED_BEFORE))) {
      Map<String, String> detail =
          Map.of("said", token.name(), "when", String.valueOf(token.expiresAt()));
      messages.tell(token.owner(), "token-ends", detail);
      if (token.purpose() == TokenPurpose.EXCHANGE) {
        administrators.list(Role.ADMINISTRATOR, true).stream()
            .map(User::id)
            .filter(id -> !id.equals(token.owner()))
            .forEach(id -> messages.tell(id, "token-ends", detail));
      }
    }
  }
}
