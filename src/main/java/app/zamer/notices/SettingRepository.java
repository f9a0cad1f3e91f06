package app.zamer.notices;

import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whom there is to tell, and what each has chosen. */
@Repository
class SettingRepository {
  private static final String SETTINGS =
      """
      select u.login, u.roles, coalesce(p.language, 'ru') as language, p.email_confirmed_at is not null as mail,
        array(select c.kind || ' ' || c.channel || ' ' || c.wanted from notice_choice c where c.person = u.login) as chosen,
        array(select s.id from push_subscription s where s.person = u.login order by s.id) as browsers
      from app_user u left join notice_person p on p.person = u.login
      where u.active\
      """;

  private final JdbcClient jdbc;

  SettingRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of these people who are active, each once, in a fixed order. */
  List<Setting> of(Collection<UserId> people) {
    return people.isEmpty()
        ? List.of()
        : jdbc.sql(SETTINGS + " and u.login in (:people) order by u.login")
            .param("people", people.stream().map(UserId::value).distinct().toList())
            .query(SettingRepository::setting)
            .list();
  }

  /** Everybody who is active. */
  List<Setting> all() {
    return jdbc.sql(SETTINGS + " order by u.login").query(SettingRepository::setting).list();
  }

  /** The active people with one of these roles. */
  List<UserId> holders(Set<String> roles) {
    return jdbc.sql("select login from app_user where active and roles && cast(:roles as text[])")
        .param("roles", roles.toArray(String[]::new))
        .query((row, n) -> new UserId(row.getString("login")))
        .list();
  }

  /**
   * What a person has set for all kinds.
   *
   * @param email empty if he has given none
   * @param confirmed whether he has opened the link that was sent there
   */
  record Contact(Locale language, String email, boolean confirmed) {}

  Optional<Contact> contact(UserId person) {
    return jdbc.sql(
            "select language, email, email_confirmed_at is not null as confirmed from notice_person"
                + " where person = ?")
        .param(person.value())
        .query(
            (row, n) ->
                new Contact(
                    Locale.of(row.getString("language")),
                    row.getString("email"),
                    row.getBoolean("confirmed")))
        .optional();
  }

  void language(UserId person, Locale language) {
    jdbc.sql(
            """
            insert into notice_person (person, language) values (:person, :language)
            on conflict (person) do update set language = excluded.language
            """)
        .param("person", person.value())
        .param("language", language.getLanguage())
        .update();
  }

  /** Another address, which counts for nothing until it is confirmed. */
  void email(UserId person, String email, byte @Nullable [] code) {
    jdbc.sql(
            """
            insert into notice_person (person, email, email_code) values (:person, :email, :code)
            on conflict (person) do update
            set email = excluded.email, email_code = excluded.email_code, email_confirmed_at = null
            """)
        .param("person", person.value())
        .param("email", email)
        .param("code", code)
        .update();
  }

  /** False if this is not what was sent to the person's address. */
  boolean confirm(UserId person, byte[] code, Instant now) {
    return jdbc.sql(
                """
                update notice_person set email_confirmed_at = :now, email_code = null
                where person = :person and email_code = :code
                """)
            .param("person", person.value())
            .param("code", code)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void choose(UserId person, Kind kind, Channel channel, boolean wanted) {
    jdbc.sql(
            """
            insert into notice_choice (person, kind, channel, wanted) values (:person, :kind, :channel, :wanted)
            on conflict (person, kind, channel) do update set wanted = excluded.wanted
            """)
        .param("person", person.value())
        .param("kind", kind.id())
        .param("channel", channel.id())
        .param("wanted", wanted)
        .update();
  }

  private static Setting setting(ResultSet row, int number) throws SQLException {
    Map<String, Boolean> chosen = new HashMap<>();
    for (String line : (String[]) row.getArray("chosen").getArray()) {
      int last = line.lastIndexOf(' ');
      chosen.put(line.substring(0, last), line.endsWith(" true"));
    }
    return new Setting(
        new Actor(
            new UserId(row.getString("login")),
            Arrays.stream((String[]) row.getArray("roles").getArray())
                .map(Role::of)
                .collect(Collectors.toUnmodifiableSet())),
        Map.copyOf(chosen),
        Locale.of(row.getString("language")),
        row.getBoolean("mail"),
        List.of((Long[]) row.getArray("browsers").getArray()));
  }
}
