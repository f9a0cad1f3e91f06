package app.zamer.leads;

import app.zamer.users.Actor;
import app.zamer.users.NewUser;
import app.zamer.users.Role;
import app.zamer.users.Tokens;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.util.List;
import java.util.Set;

/** The people and numbers of the tests of leads and calls. */
public final class LeadsFixture {
  public static final Actor ANNA = new Actor(new UserId("leads-anna"), Set.of(Role.MANAGER));
  public static final Actor BORIS = new Actor(new UserId("leads-boris"), Set.of(Role.MANAGER));
  public static final Actor OLGA = new Actor(new UserId("leads-olga"), Set.of(Role.HEAD_OF_SALES));
  public static final Actor KIRA =
      new Actor(new UserId("leads-kira"), Set.of(Role.COMMUNICATIONS_MANAGER));
  public static final Actor EGOR = new Actor(new UserId("leads-egor"), Set.of(Role.ENGINEER));
  public static final Actor TANYA = new Actor(new UserId("leads-tanya"), Set.of(Role.TECHNOLOGIST));
  public static final Actor ADMIN =
      new Actor(new UserId("leads-admin"), Set.of(Role.ADMINISTRATOR));
  public static final Actor PBX = new Actor(new UserId("leads-pbx"), Set.of(Role.EXCHANGE));
  public static final List<Actor> ALL = List.of(ANNA, BORIS, OLGA, KIRA, EGOR, TANYA, ADMIN, PBX);

  private LeadsFixture() {}

  /**
   * Lets everybody work for the company, once a database, each with the token {@code test-<login>}.
   */
  public static void employ(Users users, Tokens tokens) {
    for (Actor actor : ALL) {
      if (users.find(actor.id()).isEmpty()) {
        String login = actor.id().value();
        users.create(
            Actor.SYSTEM, new NewUser(login, login, actor.roles(), "password of " + login));
        tokens.createKnown(actor.id(), "test", "test-" + login);
      }
    }
  }
}
