package app.zamer;

import app.zamer.users.Actor;
import app.zamer.users.NewUser;
import app.zamer.users.Role;
import app.zamer.users.TokenPurpose;
import app.zamer.users.Tokens;
import app.zamer.users.UserId;
import app.zamer.users.UserOutcome;
import app.zamer.users.Users;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes users, each with a login of his own, a known password and a token. */
@Fixture
public class People {
  public static final String PASSWORD = "correct horse";

  private final Users users;
  private final Tokens tokens;

  People(Users users, Tokens tokens) {
    this.users = users;
    this.tokens = tokens;
  }

  public record Person(Actor actor, String token) {
    public String login() {
      return actor.id().value();
    }

    /** The value of the header {@code Authorization}. */
    public String bearer() {
      return "Bearer " + token;
    }
  }

  public Person hire(Role... roles) {
    String login = "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    Set<Role> all = Arrays.stream(roles).collect(Collectors.toSet());
    UserOutcome outcome =
        users.create(Actor.SYSTEM, new NewUser(login, "Имя " + login, all, PASSWORD));
    if (!(outcome instanceof UserOutcome.Saved)) {
      throw new AssertionError(outcome);
    }
    TokenPurpose purpose = all.contains(Role.EXCHANGE) ? TokenPurpose.EXCHANGE : TokenPurpose.API;
    tokens.createKnown(new UserId(login), "test", purpose, "token-" + login);
    return new Person(new Actor(new UserId(login), all), "token-" + login);
  }
}
