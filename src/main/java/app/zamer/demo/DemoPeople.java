package app.zamer.demo;

import app.zamer.users.Actor;
import app.zamer.users.Extensions;
import app.zamer.users.NewUser;
import app.zamer.users.Role;
import app.zamer.users.Tokens;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * The people of the demo: every password is {@code zamer-demo}, every token {@code demo-<login>}.
 */
@Component
@Profile("demo")
class DemoPeople {
  static final Actor ANNA = actor("anna", Role.MANAGER);
  static final Actor BORIS = actor("boris", Role.MANAGER);
  static final Actor TANYA = actor("tanya", Role.TECHNOLOGIST);
  static final Actor KIRA = actor("kira", Role.COMMUNICATIONS_MANAGER);
  static final Actor EGOR = actor("egor", Role.ENGINEER);
  static final Actor OLGA = actor("olga", Role.HEAD_OF_SALES);

  private static final String PASSWORD = "zamer-demo";

  private final Extensions extensions;
  private final Users users;
  private final Tokens tokens;

  DemoPeople(Users users, Tokens tokens, Extensions extensions) {
    this.extensions = extensions;
    this.users = users;
    this.tokens = tokens;
  }

  /** Makes the people who are not there yet. */
  void arrive() {
    arrive(ANNA, "Анна Соколова");
    arrive(BORIS, "Борис Ким");
    arrive(TANYA, "Татьяна Власова");
    arrive(KIRA, "Кира Белова");
    arrive(EGOR, "Егор Зимин");
    arrive(OLGA, "Ольга Мельник");
    arrive(actor("admin", Role.ADMINISTRATOR), "Администратор");
    extensions.set(Actor.SYSTEM, ANNA.id(), "101");
    extensions.set(Actor.SYSTEM, BORIS.id(), "102");
  }

  private void arrive(Actor person, String name) {
    UserId id = person.id();
    if (users.find(id).isEmpty()) {
      users.create(Actor.SYSTEM, new NewUser(id.value(), name, person.roles(), PASSWORD));
      tokens.createKnown(id, "demo", "demo-" + id);
    }
  }

  static List<Actor> managers() {
    return List.of(ANNA, BORIS);
  }

  private static Actor actor(String login, Role role) {
    return new Actor(new UserId(login), Set.of(role));
  }
}
