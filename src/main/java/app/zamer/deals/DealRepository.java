package app.zamer.deals;

import app.zamer.activities.Standing;
import app.zamer.activities.SubjectKind;
import app.zamer.clients.Client;
import app.zamer.clients.ClientId;
import app.zamer.clients.Phone;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Address;
import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import app.zamer.users.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Deals as rows. One query reads a deal with everything the regulation looks at, whichever module's
 * tables hold it.
 */
@Repository
class DealRepository {
  private static final String ROWS =
      """
      select d.id, d.version, d.revision, d.owner, d.title, d.source, d.created_at, d.updated_at,
        d.pipeline, d.stage, d.reached, d.city, d.street, d.house, d.apartment, d.entrance, d.floor, d.intercom,
        d.next_contact_on, d.loss_result, d.loss_reason, d.loss_remark,
        c.id as client, c.name as client_name, c.version as client_version,
        array(select phone from client_phone p where p.client_id = c.id order by position) as phones,
        m.planned_on, m.date_kind, m.decided_on, m.video_allowed, m.status as measurement_status,
        m.estimate_amount, m.stamped_at, m.stamped_by, m.estimate_returned_at,
        m.contract_number, m.contract_amount, m.contract_discount, m.contract_client_name,
        v.engineer, v.starts_at, v.ends_at, v.planned_at, v.confirmed_at, v.outcome, v.outcome_at, v.repeat,
        (select count(*) from visit h where h.deal_id = d.id and h.outcome <> '' and h.called_off_at is null) as visits_held,
        %s as engineers,
        array(select text from deal_comment k where k.deal_id = d.id and k.pinned_at is not null order by k.id) as pinned,
        array(
          select distinct unnest(u.roles) from chat_participant p join app_user u on u.login = p.user_login
          where p.deal_id = d.id and u.active) as chat_roles,
        (select max(at) from chat_message t where t.deal_id = d.id and t.author = d.owner) as manager_wrote_at,
        (select count(*) from file f where f.deal_id = d.id and f.kind = 'estimate-sheet' and f.removed_at is null) as estimate_sheets,
        (select count(*) from file f
         where f.deal_id = d.id and f.kind = 'measurement-sheet' and f.removed_at is null
         and (not coalesce(v.repeat, false) or f.uploaded_at >= v.starts_at)) as measurement_sheets,
        %s as standing
      from deal d
      join client c on c.id = d.client_id
      join measurement m on m.deal_id = d.id
      left join lateral (
        select * from visit l where l.deal_id = d.id and l.called_off_at is null order by l.id desc limit 1) v on true
      """
          .formatted(DealRights.ENGINEERS, Standing.sql(SubjectKind.DEAL, "d.id"));

  static final String SELECT = ROWS + "where d.id = ?";

  private final JdbcClient jdbc;

  DealRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Deal> find(DealId id) {
    return jdbc.sql(SELECT).param(id.value()).query((row, n) -> deal(row)).optional();
  }

  /** These deals, in the order of their ids; who does not exist is absent. */
  List<Deal> findAll(Collection<DealId> ids) {
    return jdbc.sql(ROWS + "where d.id = any(?) order by d.id")
        .param(ids.stream().map(DealId::value).toArray(Long[]::new))
        .query((row, n) -> deal(row))
        .list();
  }

  /** The open deals that were changed last. */
  List<Deal> open(int most) {
    return jdbc.sql(
            ROWS
                + "where d.id in (select id from deal where status = 'open' order by updated_at"
                + " desc limit ?)")
        .param(most)
        .query((row, n) -> deal(row))
        .list();
  }

  /** Open deals behind one, by their ids. */
  List<Deal> open(long after, int most) {
    return jdbc.sql(
            ROWS
                + "where d.id in (select id from deal where status = 'open' and id > ? order by id"
                + " limit ?)")
        .params(after, most)
        .query((row, n) -> deal(row))
        .list();
  }

  long countOpen() {
    return jdbc.sql("select count(*) from deal where status = 'open'").query(Long.class).single();
  }

  /** Keeps other changes of the deal waiting until the transaction ends. */
  boolean lock(DealId id) {
    return jdbc.sql("select 1 from deal where id = ? for no key update")
        .param(id.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  DealId insert(
      ClientId client, UserId owner, String title, String source, StageId stage, Instant now) {
    return new DealId(
        jdbc.sql(
                """
                insert into deal (client_id, owner, title, source, pipeline, stage, status, reached, stage_since, created_at, updated_at)
                values (?, ?, ?, ?, ?, ?, 'open', array[?], ?, ?, ?)
                returning id
                """)
            .params(
                client.value(),
                owner.value(),
                title,
                source,
                stage.pipeline(),
                stage.stage(),
                stage.toString(),
                at(now),
                at(now),
                at(now))
            .query(Long.class)
            .single());
  }

  /**
   * Writes the deal's own row, and what history says about it, in one statement.
   *
   * @param status null if it stays what it is
   * @param nextDueAt when the first of the planned activities is due; null if there is none
   * @param lines from {@link DealHistory#lines}
   * @return false if somebody has changed the deal since it was read
   */
  boolean update(
      Deal before,
      Deal after,
      @Nullable String status,
      @Nullable Instant nextDueAt,
      Instant now,
      DealHistory.Lines lines) {
    DealFacts facts = after.facts();
    Address address = facts.address();
    boolean moved = !before.facts().stage().equals(facts.stage());
    return jdbc.sql(
                """
                with changed as (
                update deal set
                  owner = ?, title = ?, source = ?, pipeline = ?, stage = ?, status = coalesce(?, status), reached = ?,
                  stage_since = case when ? then ? else stage_since end,
                  city = ?, street = ?, house = ?, apartment = ?, entrance = ?, floor = ?, intercom = ?,
                  next_contact_on = ?, next_due_at = ?, loss_result = ?, loss_reason = ?, loss_remark = ?, updated_at = ?, version = ?,
                  revision = revision + 1
                where id = ? and revision = ?
                returning id
                ), told as (
                %s
                )
                select count(*) from changed
                """
                    .formatted(DealHistory.ADD.formatted("changed")))
            .params(
                Arrays.asList(
                    after.owner().value(),
                    after.title(),
                    after.source(),
                    facts.stage().pipeline(),
                    facts.stage().stage(),
                    status,
                    facts.reached().stream().map(StageId::toString).toArray(String[]::new),
                    moved,
                    at(now),
                    address.city(),
                    address.street(),
                    address.house(),
                    address.apartment(),
                    address.entrance(),
                    address.floor(),
                    address.intercom(),
                    facts.nextContactOn(),
                    nextDueAt == null ? null : at(nextDueAt),
                    facts.loss().result(),
                    facts.loss().reason(),
                    facts.loss().remark(),
                    at(now),
                    after.version(),
                    after.id().value(),
                    before.revision(),
                    at(now),
                    lines.regulation(),
                    lines.json()))
            .query(Integer.class)
            .single()
        == 1;
  }

  long countOf(ClientId client) {
    return jdbc.sql("select count(*) from deal where client_id = ?")
        .param(client.value())
        .query(Long.class)
        .single();
  }

  /**
   * Gives deals to another client.
   *
   * @param some which ones; null for all
   */
  List<DealClients.Given> giveTo(
      ClientId from, ClientId to, @Nullable Collection<Long> some, Instant now) {
    return jdbc.sql(
            """
            update deal set client_id = ?, version = version + 1, revision = revision + 1, updated_at = ?
            where client_id = ? and (? or id = any(?))
            returning id, owner
            """)
        .params(
            to.value(),
            at(now),
            from.value(),
            some == null,
            some == null ? new Long[0] : some.toArray(Long[]::new))
        .query(
            (row, n) ->
                new DealClients.Given(
                    new DealId(row.getLong("id")), new UserId(row.getString("owner"))))
        .list();
  }

  /** Writes when the first of the planned activities is due, where that came out only later. */
  void updateNextDue(DealId id, @Nullable Instant nextDueAt) {
    jdbc.sql("update deal set next_due_at = ? where id = ?")
        .params(Arrays.asList(nextDueAt == null ? null : at(nextDueAt), id.value()))
        .update();
  }

  /**
   * Keeps a contract number for a deal until the transaction ends, if no other deal bears it. The
   * deal's row is locked before the number, as it is by everybody who writes a deal.
   *
   * @return false if another deal bears the number
   */
  boolean claimContract(DealId deal, String number) {
    lock(deal);
    // Of two who enter one number at once the second waits here, and then sees the first one's.
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('contract ' || ?, 0))")
        .param(number)
        .query((row, n) -> true)
        .single();
    return !contractTaken(deal, number);
  }

  /** Whether another deal bears this contract number now; nobody waits for the answer. */
  boolean contractTaken(DealId deal, String number) {
    return jdbc.sql(
            "select exists (select 1 from measurement where contract_number = ? and contract_number"
                + " <> '' and deal_id <> ?)")
        .params(number, deal.value())
        .query(Boolean.class)
        .single();
  }

  /** The newest open deal of the client whose phone this is. */
  Optional<DealId> openDealOf(Phone phone) {
    return jdbc.sql(
            """
            select d.id from deal d join client_phone p on p.client_id = d.client_id
            where p.phone = ? and d.status = 'open' order by d.id desc limit 1
            """)
        .param(phone.e164())
        .query(Long.class)
        .optional()
        .map(DealId::new);
  }

  /**
   * The open deal that a call of this phone belongs to: its own before those of extensions behind
   * the same number, the newest first.
   */
  Optional<DealId> openDealReachedBy(Phone phone) {
    return jdbc.sql(
            """
            select d.id from deal d join client_phone p on p.client_id = d.client_id
            where %s and d.status = 'open' order by p.phone = :phone desc, d.id desc limit 1
            """
                .formatted(phone.reaches("p.phone")))
        .param("phone", phone.e164())
        .query(Long.class)
        .optional()
        .map(DealId::new);
  }

  /** The newest open deal of a client. */
  Optional<DealId> openDealOf(ClientId client) {
    return jdbc.sql(
            "select id from deal where client_id = ? and status = 'open' order by id desc limit 1")
        .param(client.value())
        .query(Long.class)
        .optional()
        .map(DealId::new);
  }

  /**
   * Keeps two people from opening a deal for one phone at the same moment; the lock ends with the
   * transaction.
   */
  void lockPhone(Phone phone) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param(phone.number().e164())
        .query((row, n) -> true)
        .single();
  }

  private static Deal deal(ResultSet row) throws SQLException {
    Standing standing = Standing.parse(row.getString("standing"));
    return new Deal(
        new DealId(row.getLong("id")),
        row.getLong("version"),
        row.getLong("revision"),
        new UserId(row.getString("owner")),
        new Client(
            new ClientId(row.getLong("client")),
            row.getString("client_name"),
            texts(row, "phones").stream().map(Phone::new).toList(),
            row.getLong("client_version")),
        row.getString("title"),
        row.getString("source"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("updated_at").toInstant(),
        DealRights.engineers(row),
        facts(row, standing),
        standing,
        standing.hasPlanned());
  }

  private static DealFacts facts(ResultSet row, Standing standing) throws SQLException {
    return new DealFacts(
        new StageId(row.getString("pipeline"), row.getString("stage")),
        stages(row),
        new Address(
            row.getString("city"),
            row.getString("street"),
            row.getString("house"),
            row.getString("apartment"),
            row.getString("entrance"),
            row.getString("floor"),
            row.getString("intercom")),
        new DealFacts.Estimate(
            row.getBigDecimal("estimate_amount"),
            instant(row, "stamped_at"),
            row.getString("stamped_by"),
            instant(row, "estimate_returned_at")),
        new DealFacts.Measurement(
            row.getObject("planned_on", LocalDate.class),
            row.getString("date_kind"),
            row.getObject("decided_on", LocalDate.class),
            row.getObject("video_allowed", Boolean.class),
            row.getString("measurement_status")),
        visit(row),
        row.getInt("visits_held"),
        new DealFacts.Contract(
            row.getString("contract_number"),
            row.getBigDecimal("contract_amount"),
            row.getBigDecimal("contract_discount"),
            row.getString("contract_client_name")),
        false,
        new DealFacts.Loss(
            row.getString("loss_result"),
            row.getString("loss_reason"),
            row.getString("loss_remark")),
        row.getObject("next_contact_on", LocalDate.class),
        texts(row, "pinned"),
        standing.plannedByHand().stream()
            .map(activity -> new DealFacts.Planned(activity.dueOn()))
            .toList(),
        standing.completed().stream().map(DealRepository::completed).toList(),
        new DealFacts.Chat(Set.copyOf(texts(row, "chat_roles")), instant(row, "manager_wrote_at")),
        new DealFacts.Files(row.getInt("estimate_sheets"), row.getInt("measurement_sheets")));
  }

  private static DealFacts.@Nullable Visit visit(ResultSet row) throws SQLException {
    String engineer = row.getString("engineer");
    return engineer == null
        ? null
        : new DealFacts.Visit(
            engineer,
            row.getTimestamp("starts_at").toInstant(),
            row.getTimestamp("ends_at").toInstant(),
            row.getTimestamp("planned_at").toInstant(),
            instant(row, "confirmed_at"),
            row.getString("outcome"),
            instant(row, "outcome_at"),
            row.getBoolean("repeat"));
  }

  private static Set<StageId> stages(ResultSet row) throws SQLException {
    var stages = new LinkedHashSet<StageId>();
    texts(row, "reached").forEach(stage -> stages.add(StageId.parse(stage)));
    return stages;
  }

  private static DealFacts.Completed completed(Standing.StandingActivity activity) {
    return new DealFacts.Completed(
        Objects.requireNonNull(activity.rule()),
        Objects.requireNonNull(activity.anchor()),
        Objects.requireNonNull(activity.result()).id());
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return Arrays.asList((String[]) row.getArray(column).getArray());
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
