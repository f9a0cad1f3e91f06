package app.zamer;

import app.zamer.clients.Phone;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.NewUser;
import app.zamer.users.Role;
import app.zamer.users.Tokens;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.util.Set;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Users and deals for tests of the modules below the deals. */
public final class DealFixture {
  public static final Actor ANNA = new Actor(new UserId("test-anna"), Set.of(Role.MANAGER));
  public static final Actor EGOR = new Actor(new UserId("test-egor"), Set.of(Role.ENGINEER));
  public static final Actor ADMIN = new Actor(new UserId("test-admin"), Set.of(Role.ADMINISTRATOR));

  private DealFixture() {}

  /** Makes the rows that the tests hang their own on. */
  @Fixture
  public record SampleDeals(Deals deals, Users users, Tokens tokens) {
    public DealId deal() {
      user(ANNA, true);
      var wanted =
          new NewDeal("Пётр Ильин", Phone.of(Fresh.phone()), "Кухня", null, false, ANNA.id());
      return switch (deals.open(Actor.SYSTEM, wanted)) {
        case OpenOutcome.Opened(DealId id) -> id;
        case OpenOutcome.Duplicate _ -> throw new IllegalStateException("a fresh phone has a deal");
      };
    }

    public Actor user(Actor user, boolean active) {
      String login = user.id().value();
      users.create(
          Actor.SYSTEM, new NewUser(login, "Имя " + login, user.roles(), "correct horse battery"));
      if (!active) users.deactivate(Actor.SYSTEM, user.id());
      return user;
    }

    /** A personal token of a user, who is made if he is not there yet. */
    public String token(Actor user) {
      String token = "token-of-" + user(user, true).id();
      tokens.createKnown(user.id(), "test", token);
      return token;
    }

    /** A caller of the API on this machine with a token of this user. */
    public RestTestClient api(int port, Actor user) {
      return RestTestClient.bindToServer()
          .baseUrl("http://localhost:" + port + "/api/v1")
          .defaultHeader("Authorization", "Bearer " + token(user))
          .build();
    }
  }
}
