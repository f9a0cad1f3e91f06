package app.zamer.users;

import app.zamer.regulation.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** A user changes his own password, for which he has to know the old one. */
@Component
class OwnPassword {
  private final UserRepository users;
  private final PasswordQuestion question;
  private final Sessions sessions;
  private final Tokens tokens;
  private final AccountMessages messages;
  private final Audit audit;
  private final PasswordEncoder passwords;
  private final TransactionOperations transactions;

  OwnPassword(
      UserRepository users,
      PasswordQuestion question,
      Sessions sessions,
      Tokens tokens,
      AccountMessages messages,
      Audit audit,
      PasswordEncoder passwords,
      TransactionOperations transactions) {
    this.users = users;
    this.question = question;
    this.sessions = sessions;
    this.tokens = tokens;
    this.messages = messages;
    this.audit = audit;
    this.passwords = passwords;
    this.transactions = transactions;
  }

  sealed interface Outcome {
    record Changed() implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}

    record TooMany(Duration pause) implements Outcome {}
  }

  /**
   * @param session the id of the session that goes on while the others end; null if it is not asked
   *     from a session
   */
  Outcome change(Actor actor, String current, String next, @Nullable String session) {
    List<Violation> wrong = new ArrayList<>();
    switch (question.ask(actor.id(), current)) {
      case PasswordQuestion.Answer.Right() -> {}
      case PasswordQuestion.Answer.Wrong() ->
          wrong.add(AccountRules.violation("currentPassword", "account.password.wrong"));
      case PasswordQuestion.Answer.TooMany(Duration pause) -> {
        return new Outcome.TooMany(pause);
      }
    }
    wrong.addAll(AccountRules.password("newPassword", next, users.find(actor.id()).orElseThrow()));
    if (!wrong.isEmpty()) {
      return new Outcome.Refused(wrong);
    }
    // before the transaction begins, which holds a connection
    String hash = passwords.encode(next);
    transactions.executeWithoutResult(
        _ -> {
          users.setPasswordHash(actor.id(), hash);
          audit.record(actor, "user.password-changed", actor.id().value(), Map.of());
          sessions.endAfterCommit(actor.id(), session);
          tokens.endAll(actor.id());
          messages.tell(actor.id(), "password-changed", Map.of());
        });
    return new Outcome.Changed();
  }
}
