package app.zamer.measurements;

import static app.zamer.measurements.SomeFacts.VISIT_DAY;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Fixture;
import app.zamer.Fresh;
import app.zamer.Office;
import app.zamer.chat.Chat;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.NewUser;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deals as far as their measurement has come, and the people who work at it. */
@Fixture
class MeasuredDeals {
  static final Actor ANNA = new Actor(new UserId("m-anna"), Set.of(Role.MANAGER));
  static final Actor BORIS = new Actor(new UserId("m-boris"), Set.of(Role.MANAGER));
  static final Actor TANYA = new Actor(new UserId("m-tanya"), Set.of(Role.TECHNOLOGIST));
  static final Actor KIRA = new Actor(new UserId("m-kira"), Set.of(Role.COMMUNICATIONS_MANAGER));
  static final Actor EGOR = new Actor(new UserId("m-egor"), Set.of(Role.ENGINEER));
  static final Actor OLGA = new Actor(new UserId("m-olga"), Set.of(Role.HEAD_OF_SALES));
  static final Actor GONE = new Actor(new UserId("m-gone"), Set.of(Role.ENGINEER));

  private final Office office;
  private final Users users;
  private final Chat chat;
  private final DealGate gate;
  private final JdbcClient jdbc;

  MeasuredDeals(Office office, Users users, Chat chat, DealGate gate, JdbcClient jdbc) {
    this.office = office;
    this.users = users;
    this.chat = chat;
    this.gate = gate;
    this.jdbc = jdbc;
  }

  /** A deal of Anna's of whose measurement nothing is known. */
  DealId open() {
    employ();
    return office.open(ANNA);
  }

  /**
   * A deal of Anna's whose measurement is agreed for {@link SomeFacts#VISIT_DAY}, stamped, and with
   * Kira in its chat.
   */
  DealId agreed() {
    employ();
    DealId deal = office.booked(ANNA, VISIT_DAY);
    office.fill(ANNA, deal, Map.of("estimate.amount", new BigDecimal("350000.00")));
    office.stamp(deal, TANYA);
    chat.invite(ANNA, deal, KIRA.id());
    return deal;
  }

  /** {@link #agreed} with a visit that Egor makes on that day from 12 to 14, not yet confirmed. */
  DealId visited() {
    DealId deal = agreed();
    office.plan(deal, VISIT_DAY, KIRA, EGOR);
    return deal;
  }

  /** {@link #visited}, and Kira has confirmed the visit. */
  DealId confirmed() {
    DealId deal = visited();
    office.confirm(ANNA, deal, KIRA);
    return deal;
  }

  /** Changes a deal as its owner may. */
  void change(DealId deal, UnaryOperator<DealFacts> change) {
    assertThat(gate.change(ANNA, deal, "deal.edit", null, null, change))
        .isInstanceOf(DealGate.Outcome.Done.class);
  }

  /** The facts as they are stored. */
  DealFacts facts(DealId deal) {
    var seen = new AtomicReference<DealFacts>();
    gate.change(
        Actor.SYSTEM,
        deal,
        "deal.read",
        null,
        null,
        facts -> {
          seen.set(facts);
          return facts;
        });
    return Objects.requireNonNull(seen.get());
  }

  long version(DealId deal) {
    return jdbc.sql("select version from deal where id = ?")
        .param(deal.value())
        .query(Long.class)
        .single();
  }

  /** Writes past the program that a deal is open, in measurement, or won or lost. */
  void close(DealId deal, String status) {
    jdbc.sql("update deal set status = ?, stage = ? where id = ?")
        .params(status, status.equals("open") ? "measurement" : status, deal.value())
        .update();
  }

  /** How many visits of the deal there are, those that were called off included. */
  long visits(DealId deal) {
    return jdbc.sql("select count(*) from visit where deal_id = ?")
        .param(deal.value())
        .query(Long.class)
        .single();
  }

  /** Eight digits that no other test has. */
  static String digits() {
    return Fresh.number();
  }

  private void employ() {
    for (Actor actor : List.of(ANNA, BORIS, TANYA, KIRA, EGOR, OLGA, GONE)) {
      String login = actor.id().value();
      if (users.find(actor.id()).isEmpty()) {
        users.create(
            Actor.SYSTEM, new NewUser(login, login, actor.roles(), "password of " + login));
      }
    }
    users.deactivate(Actor.SYSTEM, GONE.id());
  }
}
