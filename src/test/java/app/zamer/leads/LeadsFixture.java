package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people and numbers of the tests of leads and calls. */
public final class LeadsFixture {
  public static final Actor ANNA = new Actor(new UserId("leads-anna"), Set.of(Role.MANAGER));
  public static final Actor BORIS = new Actor(new UserId("leads-boris"), Set.of(Role.MANAGER));
  public static final Actor OLGA = new Actor(new UserId("leads-olga"), Set.of(Role.HEAD_OF_SALES));
  public static final Actor KIRA =
      new Actor(new UserId("leads-kira"), Set.of(Role.COMMUNICATIONS_MANAGER));
  public static final Actor EGOR = new Actor(new UserId("leads-egor"), Set.of(Role.ENGINEER));
  public static final Actor TANYA = new Actor(new UserId("leads-tanya"), Set.of(Role.TECHNOLOGIST));
  public static final Actor ADMIN = new Actor(new UserId("leads-admin"), Set.of(Role.ADMINISTRATOR));
  public static final List<Actor> ALL = List.of(ANNA, BORIS, OLGA, KIRA, EGOR, TANYA, ADMIN);

  private LeadsFixture() {}

  /** Lets everybody work for the company, once a database. */
  public static void employ(JdbcClient jdbc) {
    for (Actor actor : ALL) {
      jdbc.sql("""
              insert into app_user (login, name, roles, password, active, created_at)
              values (:login, :login, :roles, '{noop}no', true, now()) on conflict do nothing
              """)
          .param("login", actor.id().value())
          .param("roles", actor.roles().stream().map(Role::id).toArray(String[]::new))
          .update();
    }
  }

  /** A mobile number that nobody has. */
  public static Phone freshPhone() {
    return Phone.of("+7991%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));
  }
}
