package app.zamer.measurements;

import static app.zamer.measurements.SomeFacts.at;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Address;
import app.zamer.regulation.DealFacts.Chat;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Files;
import app.zamer.regulation.DealFacts.Loss;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Deals as far as the measurement's tests need them: rows to hang a measurement on, rights that can
 * be seen at a glance, and a gate that keeps facts, history and version, and refuses what a test
 * tells it to.
 */
@TestConfiguration(proxyBeanMethods = false)
class DealStandIn {
  static final Actor ANNA = new Actor(new UserId("m-anna"), Set.of(Role.MANAGER));
  static final Actor BORIS = new Actor(new UserId("m-boris"), Set.of(Role.MANAGER));
  static final Actor TANYA = new Actor(new UserId("m-tanya"), Set.of(Role.TECHNOLOGIST));
  static final Actor KIRA = new Actor(new UserId("m-kira"), Set.of(Role.COMMUNICATIONS_MANAGER));
  static final Actor EGOR = new Actor(new UserId("m-egor"), Set.of(Role.ENGINEER));
  static final Actor OLGA = new Actor(new UserId("m-olga"), Set.of(Role.HEAD_OF_SALES));
  static final Actor GONE = new Actor(new UserId("m-gone"), Set.of(Role.ENGINEER));

  private static final Set<Role> EVERYBODY = Set.of(Role.values());
  private static final Map<String, Set<Role>> RIGHTS =
      Map.of(
          "stamp", Set.of(Role.TECHNOLOGIST),
          "visit.plan", Set.of(Role.COMMUNICATIONS_MANAGER),
          "visit.confirm", Set.of(Role.COMMUNICATIONS_MANAGER),
          "visit.result", Set.of(Role.MANAGER, Role.ENGINEER, Role.HEAD_OF_SALES),
          "ledger.read", EVERYBODY,
          "ledger.edit", Set.of(Role.MANAGER, Role.COMMUNICATIONS_MANAGER, Role.HEAD_OF_SALES),
          "ledger.status", Set.of(Role.HEAD_OF_SALES),
          "ledger.status.request",
              Set.of(Role.MANAGER, Role.COMMUNICATIONS_MANAGER, Role.HEAD_OF_SALES));

  @Bean
  @Primary
  DealAccess accessForMeasurements(JdbcClient jdbc) {
    return (actor, deal, right) -> {
      String owner =
          jdbc.sql("select owner from deal where id = ?")
              .param(deal.value())
              .query(String.class)
              .optional()
              .orElseThrow(() -> new NotFound("deal " + deal));
      Set<Role> roles = RIGHTS.getOrDefault(right, Set.of());
      boolean own = !actor.is(Role.MANAGER) || actor.id().value().equals(owner);
      if (actor.roles().stream().noneMatch(roles::contains) || !own) {
        throw new AccessDeniedException(right);
      }
    };
  }

  @Bean
  @Primary
  Gate gateForMeasurements(
      JdbcClient jdbc,
      DealAccess access,
      Measurements measurements,
      CompanyClock clock,
      JsonMapper json) {
    return new Gate(jdbc, access, measurements, clock, json);
  }

  @Bean
  Deals dealsForMeasurements(JdbcClient jdbc, Gate gate) {
    return new Deals(jdbc, gate);
  }

  static class Gate implements DealGate {
    private final JdbcClient jdbc;
    private final DealAccess access;
    private final Measurements measurements;
    private final CompanyClock clock;
    private final JsonMapper json;
    private final Map<String, List<Violation>> against = new ConcurrentHashMap<>();

    Gate(
        JdbcClient jdbc,
        DealAccess access,
        Measurements measurements,
        CompanyClock clock,
        JsonMapper json) {
      this.jdbc = jdbc;
      this.access = access;
      this.measurements = measurements;
      this.clock = clock;
      this.json = json;
    }

    /** From now on the regulation has this against the action. */
    void refuse(String action, Violation violation) {
      against.put(action, List.of(violation));
    }

    void allowAll() {
      against.clear();
    }

    @Override
    @Transactional
    public Outcome change(
        Actor actor,
        DealId deal,
        String right,
        @Nullable String action,
        @Nullable Long expectedVersion,
        UnaryOperator<DealFacts> change) {
      access.require(actor, deal, right);
      long version =
          jdbc.sql("select version from deal where id = ? for update")
              .param(deal.value())
              .query(Long.class)
              .single();
      if (expectedVersion != null && expectedVersion != version) {
        return new Outcome.Stale(version);
      }
      Instant now = clock.instant();
      DealFacts before = facts(deal);
      DealFacts after =
          Measurements.consistent(
              before, change.apply(before), LocalDate.ofInstant(now, clock.getZone()));
      List<Violation> violations =
          action == null ? List.of() : against.getOrDefault(action, List.of());
      if (!violations.isEmpty()) {
        return new Outcome.Refused(violations);
      }
      List<DealFacts.Change> changes = before.changesTo(after);
      if (changes.isEmpty()) {
        return new Outcome.Done(after, version);
      }
      DealFacts stored = measurements.save(deal, before, after, now, actor);
      write(deal, actor, now, changes);
      return new Outcome.Done(stored, version + 1);
    }

    private void write(DealId deal, Actor actor, Instant now, List<DealFacts.Change> changes) {
      var shown = new ArrayList<Map<String, @Nullable Object>>();
      for (DealFacts.Change change : changes) {
        var each = new HashMap<String, @Nullable Object>();
        each.put("field", change.field());
        each.put(
            "after", change.after() instanceof BigDecimal ? change.after() : text(change.after()));
        shown.add(each);
      }
      jdbc.sql(
              "insert into deal_change (deal_id, at, by, regulation, change) values (?, ?, ?,"
                  + " 'test', ?::jsonb)")
          .params(
              deal.value(),
              now.atOffset(ZoneOffset.UTC),
              actor.id().value(),
              json.writeValueAsString(shown))
          .update();
      jdbc.sql("update deal set version = version + 1 where id = ?").param(deal.value()).update();
    }

    private static @Nullable String text(@Nullable Object value) {
      return value == null ? null : value.toString();
    }

    /** The facts as they are stored. */
    DealFacts facts(DealId deal) {
      return jdbc.sql(
              """
              select m.*, v.engineer, v.starts_at, v.ends_at, v.planned_at, v.confirmed_at, v.outcome, v.outcome_at,
                v.repeat, d.pipeline, d.stage,
                (select count(*) from visit h where h.deal_id = d.id and h.outcome <> '') as held
              from deal d join measurement m on m.deal_id = d.id
              left join lateral (
                select * from visit l where l.deal_id = d.id and l.called_off_at is null order by l.id desc limit 1) v on true
              where d.id = ?\
              """)
          .param(deal.value())
          .query((row, n) -> facts(row))
          .single();
    }

    private static DealFacts facts(ResultSet row) throws SQLException {
      var stage = new StageId(row.getString("pipeline"), row.getString("stage"));
      return new DealFacts(
          stage,
          Set.of(stage),
          new Address("", "", "", "", "", "", ""),
          new Estimate(
              row.getBigDecimal("estimate_amount"),
              instant(row, "stamped_at"),
              row.getString("stamped_by")),
          new Measurement(
              row.getObject("planned_on", LocalDate.class),
              row.getString("date_kind"),
              row.getObject("decided_on", LocalDate.class),
              row.getObject("video_allowed", Boolean.class),
              row.getString("status")),
          visit(row),
          row.getInt("held"),
          new Contract(
              row.getString("contract_number"),
              row.getBigDecimal("contract_amount"),
              row.getBigDecimal("contract_discount"),
              row.getString("contract_client_name")),
          false,
          new Loss("", ""),
          null,
          List.of(),
          List.of(),
          List.of(),
          new Chat(Set.of(), null),
          new Files(0, 0));
    }

    private static @Nullable Visit visit(ResultSet row) throws SQLException {
      String engineer = row.getString("engineer");
      return engineer == null
          ? null
          : new Visit(
              engineer,
              row.getTimestamp("starts_at").toInstant(),
              row.getTimestamp("ends_at").toInstant(),
              row.getTimestamp("planned_at").toInstant(),
              instant(row, "confirmed_at"),
              row.getString("outcome"),
              instant(row, "outcome_at"),
              row.getBoolean("repeat"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
      Timestamp at = row.getTimestamp(column);
      return at == null ? null : at.toInstant();
    }
  }

  /** Makes deals. */
  static class Deals {
    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime() / 1000 % 90_000_000);
    private final JdbcClient jdbc;
    private final Gate gate;

    Deals(JdbcClient jdbc, Gate gate) {
      this.jdbc = jdbc;
      this.gate = gate;
    }

    /** A deal of Anna's of whose measurement nothing is known. */
    DealId open() {
      return open(ANNA);
    }

    DealId open(Actor owner) {
      List.of(ANNA, BORIS, TANYA, KIRA, EGOR, OLGA).forEach(user -> user(user, true));
      user(GONE, false);
      long client =
          jdbc.sql(
                  "insert into client (name, created_at) values ('Пётр Ильин', now()) returning id")
              .query(Long.class)
              .single();
      jdbc.sql("insert into client_phone (phone, client_id, position) values (?, ?, 1)")
          .params("+7999" + number(), client)
          .update();
      long deal =
          jdbc.sql(
                  """
                  insert into deal (client_id, owner, title, pipeline, stage, status, reached, stage_since, created_at, updated_at)
                  values (?, ?, 'Кухня', 'sales', 'measurement', 'open', '{sales/measurement}', now(), now(), now())
                  returning id\
                  """)
              .params(client, owner.id().value())
              .query(Long.class)
              .single();
      jdbc.sql("insert into measurement (deal_id) values (?)").param(deal).update();
      return new DealId(deal);
    }

    /**
     * A deal of Anna's whose measurement is agreed for {@link SomeFacts#VISIT_DAY}, with a stamped
     * estimate.
     */
    DealId agreed() {
      DealId deal = open();
      change(
          deal,
          facts ->
              facts.with(SomeFacts.agreed().estimate()).with(SomeFacts.agreed().measurement()));
      return deal;
    }

    /** {@link #agreed} with a visit that Egor makes on that day from 12 to 14. */
    DealId visited() {
      DealId deal = agreed();
      change(
          deal,
          facts ->
              facts.with(
                  new Visit(
                      EGOR.id().value(),
                      at(SomeFacts.VISIT_DAY, "12:00"),
                      at(SomeFacts.VISIT_DAY, "14:00"),
                      at(SomeFacts.TODAY, "08:00"),
                      null,
                      "",
                      null,
                      false),
                  0));
      return deal;
    }

    void change(DealId deal, UnaryOperator<DealFacts> change) {
      String owner =
          jdbc.sql("select owner from deal where id = ?")
              .param(deal.value())
              .query(String.class)
              .single();
      gate.change(
          new Actor(new UserId(owner), Set.of(Role.MANAGER)),
          deal,
          "ledger.edit",
          null,
          null,
          change);
    }

    DealFacts facts(DealId deal) {
      return gate.facts(deal);
    }

    long version(DealId deal) {
      return jdbc.sql("select version from deal where id = ?")
          .param(deal.value())
          .query(Long.class)
          .single();
    }

    void close(DealId deal, String status) {
      jdbc.sql("update deal set status = ? where id = ?").params(status, deal.value()).update();
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
      return "%08d".formatted(NUMBERS.incrementAndGet() % 100_000_000);
    }

    private static String number() {
      return digits().substring(1);
    }

    private void user(Actor user, boolean active) {
      jdbc.sql(
              """
              insert into app_user (login, name, roles, password, active, created_at)
              values (?, ?, ?, '{noop}no', ?, now()) on conflict do nothing\
              """)
          .params(
              user.id().value(),
              user.id().value(),
              user.roles().stream().map(Role::id).toArray(String[]::new),
              active)
          .update();
    }
  }
}
