package app.zamer;

import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

/**
 * Users and deals for tests of the modules below the deals, and rights that are simple enough to be
 * seen at a glance.
 */
@TestConfiguration(proxyBeanMethods = false)
public class DealFixture {
  public static final Actor ANNA = new Actor(new UserId("test-anna"), Set.of(Role.MANAGER));
  public static final Actor EGOR = new Actor(new UserId("test-egor"), Set.of(Role.ENGINEER));
  public static final Actor ADMIN = new Actor(new UserId("test-admin"), Set.of(Role.ADMINISTRATOR));

  /**
   * Managers and the program may do everything, engineers may read, nobody else may do anything.
   */
  @Bean
  @Primary
  DealAccess simpleAccess(JdbcClient jdbc) {
    return (actor, deal, right) -> {
      if (jdbc.sql("select 1 from deal where id = ?")
          .param(deal.value())
          .query()
          .listOfRows()
          .isEmpty()) {
        throw new NotFound("deal " + deal);
      }
      boolean allowed =
          actor.isSystem()
              || actor.is(Role.MANAGER)
              || actor.is(Role.ENGINEER) && right.endsWith(".read");
      if (!allowed) throw new AccessDeniedException(right);
    };
  }

  @Bean
  SampleDeals sampleDeals(JdbcClient jdbc) {
    return new SampleDeals(jdbc);
  }

  /** Makes the rows that the tests hang their own on. */
  public record SampleDeals(JdbcClient jdbc) {
    public DealId deal() {
      user(ANNA, true);
      long client =
          jdbc.sql(
                  "insert into client (name, created_at) values ('Пётр Ильин', now()) returning id")
              .query(Long.class)
              .single();
      long deal =
          jdbc.sql(
                  """
              insert into deal (client_id, owner, title, pipeline, stage, status, reached, stage_since, created_at, updated_at)
              values (:client, :owner, 'Кухня', 'sales', 'estimate', 'open', '{sales/estimate}', now(), now(), now())
              returning id
              """)
              .param("client", client)
              .param("owner", ANNA.id().value())
              .query(Long.class)
              .single();
      return new DealId(deal);
    }

    public Actor user(Actor user, boolean active) {
      jdbc.sql(
              """
              insert into app_user (login, name, roles, password, active, created_at)
              values (:login, :login, :roles, '{noop}no', :active, now()) on conflict do nothing
              """)
          .param("login", user.id().value())
          .param("roles", user.roles().stream().map(Role::id).toArray(String[]::new))
          .param("active", active)
          .update();
      return user;
    }

    /** A mobile phone that nobody has. */
    public static String freshPhone() {
      return "+7999%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));
    }
  }
}
