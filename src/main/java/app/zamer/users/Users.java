package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Violation;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who works with the program. Everybody may look people up; only an administrator, and the program
 * itself, changes accounts, and anybody else gets an {@link AccessDeniedException}.
 */
@Component
public class Users {
  private final UserRepository users;
  private final Actors actors;
  private final Sessions sessions;
  private final Tokens tokens;
  private final AccountMessages messages;
  private final Audit audit;
  private final PasswordEncoder passwords;
  private final CompanyClock clock;
  private final Rights rights;
  private final ApplicationEventPublisher events;

  Users(
      UserRepository users,
      Actors actors,
      Sessions sessions,
      Tokens tokens,
      AccountMessages messages,
      Audit audit,
      PasswordEncoder passwords,
      CompanyClock clock,
      Rights rights,
      ApplicationEventPublisher events) {
    this.users = users;
    this.actors = actors;
    this.sessions = sessions;
    this.tokens = tokens;
    this.messages = messages;
    this.audit = audit;
    this.passwords = passwords;
    this.clock = clock;
    this.rights = rights;
    this.events = events;
  }

  public Optional<User> find(UserId id) {
    return users.find(id);
  }

  /**
   * The active users who have a right, by name: whom a duty can be given to, and who may be told of
   * it.
   *
   * @param scopes how far it must reach, one of these; none for however far
   */
  public List<User> withRight(String right, Scope... scopes) {
    return users.byRoles(rights.roles(right, scopes));
  }

  /**
   * The same, and after them those in whose name something stands although they have left or lost
   * the right: for lists in which people look for what is whose.
   *
   * @param others logins, those of the first ones among them or not
   */
  public List<User> withRightOr(String right, Collection<String> others, Scope... scopes) {
    List<User> with = withRight(right, scopes);
    Set<UserId> known = with.stream().map(User::id).collect(Collectors.toSet());
    return Stream.concat(
            with.stream(),
            users.byLogins(others).stream().filter(user -> !known.contains(user.id())))
        .toList();
  }

  /** The names of these users, whether active or not; who is no user is absent. */
  public Map<UserId, String> names(Collection<UserId> ids) {
    return users.names(ids);
  }

  /**
   * Users by login.
   *
   * @param role only those with this role; null for any
   * @param active only those who may, or may not, sign in; null for both
   */
  public Page<User> page(@Nullable Role role, @Nullable Boolean active, PageRequest page) {
    return users.page(role, active, page);
  }

  /**
   * Users by name, for administrators.
   *
   * @param role only those with this role; null for any
   * @param active only those who may, or may not, sign in; null for both
   */
  public List<User> list(Actor by, @Nullable Role role, @Nullable Boolean active) {
    requireAdministrator(by);
    return users.list(role, active);
  }

  /** Creates an account; never {@link UserOutcome.Stale}. */
  @Transactional
  public UserOutcome create(Actor by, NewUser user) {
    requireAdministrator(by);
    // the program itself makes nobody but the people of the demo
    return insert(by, user, by.isSystem() ? AccountRules::ofSample : AccountRules::of);
  }

  /**
   * Changes an account.
   *
   * @param version which version is changed; null to change whichever it is
   * @throws NotFound if there is no such user
   */
  @Transactional
  public UserOutcome change(Actor by, UserId id, @Nullable Long version, UserChange change) {
    requireAdministrator(by);
    users.lock();
    User before = users.find(id).orElseThrow(() -> new NotFound("user " + id));
    if (version != null && version != before.version()) {
      return new UserOutcome.Stale(before.version());
    }
    String name = change.name() == null ? before.name() : change.name().strip();
    Set<Role> roles = change.roles() == null ? before.roles() : change.roles();
    boolean active = change.active() == null ? before.active() : change.active();
    List<Violation> wrong = new ArrayList<>(AccountRules.name("name", name));
    wrong.addAll(AccountRules.roles(roles));
    boolean administers = active && roles.contains(Role.ADMINISTRATOR);
    if (before.active()
        && before.is(Role.ADMINISTRATOR)
        && !administers
        && !users.otherAdministrator(id)) {
      wrong.add(AccountRules.violation(active ? "roles" : "active", "account.last-administrator"));
    }
    if (!wrong.isEmpty()) {
      return new UserOutcome.Refused(wrong);
    }
    User after = new User(id, name, roles, active, before.version() + 1, before.createdAt());
    Map<String, Object> detail = difference(before, after);
    if (detail.isEmpty()) {
      return new UserOutcome.Saved(before);
    }
    users.update(after);
    audit.record(by, "user.changed", id.value(), detail);
    actors.forgetAfterCommit();
    sessions.changedAfterCommit(id);
    if (!active) {
      sessions.endAfterCommit(id, null);
      tokens.endAll(id);
    }
    events.publishEvent(new UserChanged(before, after, by, clock.instant()));
    return new UserOutcome.Saved(after);
  }

  /**
   * Takes a user the right to sign in, on pages and by tokens, at once.
   *
   * @throws NotFound if there is no such user
   */
  @Transactional
  public UserOutcome deactivate(Actor by, UserId id) {
    return change(by, id, null, new UserChange(null, null, false));
  }

  /**
   * Gives a user another password and ends his sessions and tokens.
   *
   * @throws NotFound if there is no such user
   */
  @Transactional
  public UserOutcome setPassword(Actor by, UserId id, String password) {
    requireAdministrator(by);
    User user = users.find(id).orElseThrow(() -> new NotFound("user " + id));
    List<Violation> wrong = AccountRules.password("password", password, user);
    if (!wrong.isEmpty()) {
      return new UserOutcome.Refused(wrong);
    }
    users.setPasswordHash(id, passwords.encode(password));
    audit.record(by, "user.password-set", id.value(), Map.of());
    sessions.endAfterCommit(id, null);
    tokens.endAll(id);
    messages.tell(id, "password-set", Map.of("by", by.id().value()));
    return new UserOutcome.Saved(user);
  }

  /** Whether nobody has an account yet. */
  boolean none() {
    return users.none();
  }

  /**
   * Creates the account by which all others are created.
   *
   * @throws NotFound if anybody has an account already
   */
  @Transactional
  UserOutcome createFirst(NewUser administrator) {
    users.lock();
    if (!users.none()) {
      throw new NotFound("first run");
    }
    return insert(Actor.SYSTEM, administrator, AccountRules::of);
  }

  private UserOutcome insert(Actor by, NewUser given, Function<NewUser, List<Violation>> rules) {
    NewUser user =
        new NewUser(given.login().strip(), given.name().strip(), given.roles(), given.password());
    List<Violation> wrong = rules.apply(user);
    if (!wrong.isEmpty()) {
      return new UserOutcome.Refused(wrong);
    }
    UserId id = new UserId(user.login());
    if (!users.insert(user, passwords.encode(user.password()), clock.instant())) {
      return new UserOutcome.Taken(id);
    }
    audit.record(
        by, "user.created", id.value(), Map.of("name", user.name(), "roles", ids(user.roles())));
    return new UserOutcome.Saved(users.find(id).orElseThrow());
  }

  private static Map<String, Object> difference(User before, User after) {
    Map<String, Object> difference = new LinkedHashMap<>();
    if (!before.name().equals(after.name())) {
      difference.put("name", List.of(before.name(), after.name()));
    }
    if (!before.roles().equals(after.roles())) {
      difference.put("roles", List.of(ids(before.roles()), ids(after.roles())));
    }
    if (before.active() != after.active()) {
      difference.put("active", List.of(before.active(), after.active()));
    }
    return difference;
  }

  private static List<String> ids(Set<Role> roles) {
    return roles.stream().sorted().map(Role::id).toList();
  }

  static void requireAdministrator(Actor by) {
    if (!by.isSystem() && !by.is(Role.ADMINISTRATOR)) {
      throw new AccessDeniedException("only an administrator changes accounts");
    }
  }
}
