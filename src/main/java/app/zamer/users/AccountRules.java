package app.zamer.users;

import app.zamer.regulation.Violation;
import app.zamer.web.Messages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an account has to look like. */
final class AccountRules {
  static final int MIN_PASSWORD = 10;
  // bcrypt looks no further
  static final int MAX_PASSWORD_BYTES = 72;
  static final int MAX_NAME = 100;
  private static final Pattern LOGIN = Pattern.compile("[a-z][a-z0-9._-]{0,49}");

  private AccountRules() {}

  static boolean isLogin(String text) {
    return LOGIN.matcher(text).matches();
  }

  static List<Violation> of(NewUser user) {
    List<Violation> wrong = new ArrayList<>(ofSample(user));
    wrong.addAll(common("password", user.password(), user.login(), user.name()));
    return wrong;
  }

  /** The same for people whose password stands in the documentation. */
  static List<Violation> ofSample(NewUser user) {
    List<Violation> wrong = new ArrayList<>();
    // the program itself signs as «system»
    if (!isLogin(user.login()) || user.login().equals(Actor.SYSTEM.id().value())) {
      wrong.add(violation("login", "account.login"));
    }
    wrong.addAll(name("name", user.name()));
    wrong.addAll(roles(user.roles()));
    wrong.addAll(length("password", user.password()));
    return wrong;
  }

  static List<Violation> name(String field, String name) {
    boolean fits =
        !name.isBlank()
            && name.length() <= MAX_NAME
            && name.chars().noneMatch(Character::isISOControl);
    return fits ? List.of() : List.of(violation(field, "account.name", MAX_NAME));
  }

  static List<Violation> roles(Set<Role> roles) {
    return roles.isEmpty() ? List.of(violation("roles", "account.roles")) : List.of();
  }

  /**
   * @param user whose password it is to be
   */
  static List<Violation> password(String field, String password, User user) {
    List<Violation> wrong = new ArrayList<>(length(field, password));
    wrong.addAll(common(field, password, user.id().value(), user.name()));
    return wrong;
  }

  // no rules about kinds of characters: they make people write Password1! instead of something long
  private static List<Violation> common(String field, String password, String... own) {
    return length(field, password).isEmpty() && CommonPasswords.has(password, own)
        ? List.of(violation(field, "account.password.common"))
        : List.of();
  }

  private static List<Violation> length(String field, String password) {
    if (password.codePointCount(0, password.length()) < MIN_PASSWORD) {
      return List.of(violation(field, "account.password.short", MIN_PASSWORD));
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
      return List.of(
          violation(field, "account.password.long", MAX_PASSWORD_BYTES, MAX_PASSWORD_BYTES / 2));
    }
    return List.of();
  }

  static Violation violation(String field, String key, Object... arguments) {
    return new Violation(Violation.INVALID, field, Messages.text(key, arguments));
  }
}
