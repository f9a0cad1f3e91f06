package app.zamer.users;

import app.zamer.regulation.Violation;
import app.zamer.web.NotFound;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The numbers of people inside the telephone exchange, such as 101. A number is one person's. Who
 * has one may change it himself, and an administrator anybody's.
 */
@Component
public class Extensions {
  private static final Pattern EXTENSION = Pattern.compile("[0-9]{2,6}");

  private final JdbcClient db;
  private final UserRepository users;
  private final Audit audit;

  Extensions(JdbcClient db, UserRepository users, Audit audit) {
    this.db = db;
    this.users = users;
    this.audit = audit;
  }

  /** Empty if he has none. */
  public Optional<String> of(UserId user) {
    return db.sql("select extension from app_user where login = ? and extension is not null")
        .param(user.value())
        .query(String.class)
        .optional();
  }

  /** The active user whose number this is. */
  public Optional<UserId> owner(@Nullable String extension) {
    return extension == null ? Optional.empty() : owners(Set.of(extension)).stream().findFirst();
  }

  /** The active users whose numbers these are. */
  public Set<UserId> owners(Collection<String> extensions) {
    return extensions.isEmpty()
        ? Set.of()
        : db
            .sql("select login from app_user where active and extension in (:extensions)")
            .param("extensions", Set.copyOf(extensions))
            .query((row, n) -> new UserId(row.getString("login")))
            .stream()
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Everybody's who has one. */
  public Map<UserId, String> all() {
    Map<UserId, String> all = new HashMap<>();
    db.sql("select login, extension from app_user where extension is not null")
        .query(
            (java.sql.ResultSet row) -> {
              all.put(new UserId(row.getString("login")), row.getString("extension"));
            });
    return all;
  }

  /**
   * Gives a person a number.
   *
   * @param typed empty to take it away
   * @return what is wrong with it; empty if it is done
   * @throws NotFound if there is no such user
   * @throws AccessDeniedException if the actor is neither he nor an administrator
   */
  @Transactional
  public List<Violation> set(Actor by, UserId user, @Nullable String typed) {
    if (!by.id().equals(user)) {
      Users.requireAdministrator(by);
    }
    // so that two do not take the same number at the same moment
    users.lock();
    if (users.find(user).isEmpty()) {
      throw new NotFound("user " + user);
    }
    String extension = typed == null ? "" : typed.strip();
    List<Violation> wrong = wrong(extension, user);
    String before = of(user).orElse("");
    if (!wrong.isEmpty() || before.equals(extension)) {
      return wrong;
    }
    db.sql("update app_user set extension = nullif(:extension, '') where login = :login")
        .param("extension", extension)
        .param("login", user.value())
        .update();
    audit.record(by, "user.changed", user.value(), Map.of("extension", List.of(before, extension)));
    return List.of();
  }

  private List<Violation> wrong(String extension, UserId user) {
    if (extension.isEmpty()) {
      return List.of();
    }
    if (!EXTENSION.matcher(extension).matches()) {
      return List.of(AccountRules.violation("extension", "account.extension.wrong"));
    }
    return db.sql("select name from app_user where extension = :extension and login <> :login")
        .param("extension", extension)
        .param("login", user.value())
        .query(String.class)
        .optional()
        .map(
            name ->
                List.of(
                    AccountRules.violation(
                        "extension", "account.extension.taken", extension, name)))
        .orElse(List.of());
  }
}
