package app.zamer.users;

import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class UserRepository {
  private static final String COLUMNS = "login, name, roles, active, version, created_at";

  private final JdbcClient db;

  UserRepository(JdbcClient db) {
    this.db = db;
  }

  /** Keeps every other change of accounts waiting until the end of the transaction. */
  void lock() {
    db.sql("lock table app_user in share row exclusive mode").update();
  }

  boolean none() {
    return db.sql("select not exists (select from app_user)").query(Boolean.class).single();
  }

  /** Whether an active administrator remains without this one. */
  boolean otherAdministrator(UserId id) {
    return db.sql(
            "select exists (select from app_user where active and :role = any (roles) and login <>"
                + " :login)")
        .param("role", Role.ADMINISTRATOR.id())
        .param("login", id.value())
        .query(Boolean.class)
        .single();
  }

  /** False if the login is taken. */
  boolean insert(NewUser user, String passwordHash, Instant now) {
    return db.sql(
                """
                insert into app_user (login, name, roles, password, created_at)
                values (:login, :name, string_to_array(:roles, ','), :hash, :now)
                on conflict (login) do nothing
                """)
            .param("login", user.login())
            .param("name", user.name())
            .param("roles", joined(user.roles()))
            .param("hash", passwordHash)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void update(User user) {
    db.sql(
            """
            update app_user
            set name = :name, roles = string_to_array(:roles, ','), active = :active, version = version + 1
            where login = :login
            """)
        .param("login", user.id().value())
        .param("name", user.name())
        .param("roles", joined(user.roles()))
        .param("active", user.active())
        .update();
  }

  Optional<String> passwordHash(UserId id) {
    return db.sql("select password from app_user where login = :login and active")
        .param("login", id.value())
        .query(String.class)
        .optional();
  }

  void setPasswordHash(UserId id, String hash) {
    db.sql("update app_user set password = :hash where login = :login")
        .param("login", id.value())
        .param("hash", hash)
        .update();
  }

  Optional<User> find(UserId id) {
    return db.sql("select " + COLUMNS + " from app_user where login = :login")
        .param("login", id.value())
        .query(UserRepository::user)
        .optional();
  }

  List<User> byRoles(Collection<String> roles) {
    return db.sql(
            "select "
                + COLUMNS
                + " from app_user where active and roles && cast(:roles as text[]) order by name,"
                + " login")
        .param("roles", roles.toArray(String[]::new))
        .query(UserRepository::user)
        .list();
  }

  List<User> byLogins(Collection<String> logins) {
    return db.sql(
            "select " + COLUMNS + " from app_user where login = any (:logins) order by name, login")
        .param("logins", logins.toArray(String[]::new))
        .query(UserRepository::user)
        .list();
  }

  Map<UserId, String> names(Collection<UserId> ids) {
    Map<UserId, String> names = new HashMap<>();
    if (!ids.isEmpty()) {
      db.sql("select login, name from app_user where login in (:logins)")
          .param("logins", ids.stream().map(UserId::value).distinct().toList())
          .query(
              (ResultSet row) -> {
                names.put(new UserId(row.getString("login")), row.getString("name"));
              });
    }
    return names;
  }

  Page<User> page(@Nullable Role role, @Nullable Boolean active, PageRequest page) {
    String filter =
        " from app_user where (:role::text is null or :role = any (roles))"
            + " and (:active::boolean is null or active = :active)";
    long total =
        db.sql("select count(*)" + filter)
            .param("role", role == null ? null : role.id())
            .param("active", active)
            .query(Long.class)
            .single();
    List<User> users =
        db.sql("select " + COLUMNS + filter + " order by login limit :size offset :offset")
            .param("role", role == null ? null : role.id())
            .param("active", active)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(UserRepository::user)
            .list();
    return Page.of(users, page, total);
  }

  List<User> list(@Nullable Role role, @Nullable Boolean active) {
    return db.sql(
            "select "
                + COLUMNS
                + " from app_user where (:role::text is null or :role = any (roles))"
                + " and (:active::boolean is null or active = :active)"
                + " order by name collate russian, login")
        .param("role", role == null ? null : role.id())
        .param("active", active)
        .query(UserRepository::user)
        .list();
  }

  private static User user(ResultSet row, int number) throws SQLException {
    return new User(
        new UserId(row.getString("login")),
        row.getString("name"),
        roles(row),
        row.getBoolean("active"),
        row.getLong("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  static Set<Role> roles(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("roles").getArray())
        .map(Role::of)
        .collect(Collectors.toSet());
  }

  private static String joined(Set<Role> roles) {
    return roles.stream().sorted().map(Role::id).collect(Collectors.joining(","));
  }
}
