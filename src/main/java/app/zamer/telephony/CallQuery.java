package app.zamer.telephony;

import static app.zamer.telephony.CallRepository.at;
import static app.zamer.telephony.CallRepository.instant;

import app.zamer.clients.Phone;
import app.zamer.clients.PhonePart;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.leads.CallDirection;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.StageId;
import app.zamer.telephony.CallView.Line;
import app.zamer.telephony.CallView.Of;
import app.zamer.telephony.CallView.Ringing;
import app.zamer.telephony.CallView.Waiting;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import app.zamer.web.Messages;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Calls as lists and screens show them, with whom they belong to. */
@Component
class CallQuery {
  static final int PAGE = 50;

  /** Whose number {@code r.phone} is: of an office, everybody's who has an extension there. */
  private static final String PARTIES =
      """
      left join lateral (
        select array_agg(k.id) as ids, case when count(distinct k.id) = 1 then min(k.id) end as id,
          string_agg(distinct k.name, ' / ') as name
        from client_phone p join client k on k.id = p.client_id
        where split_part(p.phone, ';', 1) = r.phone or p.phone = r.phone) k on true
      """;

  private static final String OPEN =
      """
      left join lateral (
        select id, title, pipeline, stage, owner from deal
        where client_id = any (k.ids) and status = 'open' order by id desc limit 1) d on true
      left join lateral (
        select id, title, owner from lead
        where (split_part(phone, ';', 1) = r.phone or phone = r.phone) and result = ''
        order by phone = r.phone desc, id desc limit 1) l on d.id is null
      """;

  private static final String PUT =
      """
      left join deal d on d.id = r.deal_id
      left join lead l on l.id = r.lead_id and r.deal_id is null
      """;

  private static final String PARTY_COLUMNS =
      """
      k.id as client_id, k.name as client_name, d.id as of_deal, d.title as deal_title, d.owner as deal_owner,
      l.id as of_lead, l.title as lead_title, l.owner as lead_owner, o.name as owner_name\
      """;

  private static final String OWNER =
      "left join app_user o on o.login = coalesce(d.owner, l.owner)\n";

  private final JdbcClient jdbc;
  private final Rights records;
  private final Editions editions;
  private final CallRules rules;
  private final CompanyClock clock;
  private final CallRights rights;

  CallQuery(
      JdbcClient jdbc,
      Rights records,
      Editions editions,
      CallRules rules,
      CompanyClock clock,
      CallRights rights) {
    this.jdbc = jdbc;
    this.records = records;
    this.editions = editions;
    this.rules = rules;
    this.clock = clock;
    this.rights = rights;
  }

  /**
   * What a list of calls is narrowed to.
   *
   * @param direction null for both
   * @param missed only those that clients made in vain
   * @param user login of who spoke or would have; empty for anybody
   * @param day in the company's time zone; null for any
   * @param phone a part of the number as a person types it; empty for any
   */
  record Filter(
      @Nullable CallDirection direction,
      boolean missed,
      String user,
      @Nullable LocalDate day,
      String phone) {}

  /** What rings on the screens of somebody, and what he has answered, the oldest first. */
  List<Ringing> ringing(Actor actor) {
    Instant now = clock.instant();
    Reach deals = records.reach(actor, "deal.read");
    Reach leads = records.reach(actor, "lead.read");
    return jdbc.sql(
            """
            select r.id, r.direction, r.state, r.phone, r.started_at, %s, d.pipeline, d.stage
            from call r
            %s %s %s
            where r.state in ('ringing', 'answered')
              and (r.state = 'ringing' and :me = any (r.rung) and r.started_at > :ringing
                or r.state = 'answered' and r.person = :me and r.started_at > :speaking)
              and not :me = any (r.hidden)
            order by r.started_at, r.id
            """
                .formatted(PARTY_COLUMNS, PARTIES, OPEN, OWNER))
        .param("me", actor.id().value())
        .param("ringing", at(now.minus(rules.ringsAtMost())))
        .param("speaking", at(now.minus(rules.speaksAtMost())))
        .query(
            (row, n) -> {
              Of of = of(row, actor, deals, leads);
              return new Ringing(
                  row.getLong("id"),
                  row.getString("direction").equals(CallDirection.INCOMING.id()),
                  row.getString("state").equals(CallState.ANSWERED.id()),
                  phone(row),
                  client(row),
                  clientHref(row, of),
                  of,
                  of == null || of.href() == null ? "" : stage(row),
                  Objects.requireNonNull(instant(row, "started_at")));
            })
        .list();
  }

  /** The numbers that are to be called back, the latest call first. */
  List<Waiting> waiting(Actor actor, @Nullable Key before, int size) {
    Reach deals = records.reach(actor, "deal.read");
    Reach leads = records.reach(actor, "lead.read");
    Instant now = clock.instant();
    Map<String, Object> params = new HashMap<>();
    return jdbc.sql(
            """
            select r.id, r.phone, r.last_at, r.times, r.tries, coalesce(d.owner, l.owner, r.person) as whose,
              w.name as person_name, coalesce(a.due_at, l.next_attempt_at) as call_back_at, %s
            from missed_call r
            %s %s %s
            left join app_user w on w.login = r.person
            left join activity a on a.id = r.activity_id
            where r.settled_at is null %s
              %s
            order by r.last_at desc, r.id desc limit :size
            """
                .formatted(
                    PARTY_COLUMNS,
                    PARTIES,
                    PUT,
                    OWNER,
                    WAITS,
                    narrowed(actor, before, "r.last_at", "r.person", params)))
        .params(params)
        .param("size", size)
        .query(
            (row, n) -> {
              Instant lastAt = Objects.requireNonNull(instant(row, "last_at"));
              Instant callBackAt = instant(row, "call_back_at");
              Of of = of(row, actor, deals, leads);
              return new Waiting(
                  row.getLong("id"),
                  Objects.requireNonNull(phone(row)),
                  client(row),
                  clientHref(row, of),
                  of,
                  Objects.requireNonNullElse(row.getString("person_name"), ""),
                  lastAt,
                  ago(Duration.between(lastAt, now)),
                  row.getInt("times"),
                  row.getInt("tries"),
                  callBackAt,
                  callBackAt != null && callBackAt.isBefore(now),
                  actor.id().value().equals(row.getString("whose")));
            })
        .list();
  }

  /** Nobody has done by hand what is to be done: the call-back is planned still. */
  private static final String WAITS =
      """
      and (r.activity_id is null or a.state = 'PLANNED')
      and (r.deal_id is not null or l.id is null or l.result = '' and l.next_attempt_at is not null)\
      """;

  /** How many numbers wait to be called back; it is not counted beyond a thousand. */
  int waiting(Actor actor) {
    Map<String, Object> params = new HashMap<>();
    return jdbc.sql(
            """
            select count(*) from (
              select 1 from missed_call r %s
              left join activity a on a.id = r.activity_id
              where r.settled_at is null %s %s limit 1000) found
            """
                .formatted(PUT, WAITS, narrowed(actor, null, "r.last_at", "r.person", params)))
        .params(params)
        .query(Integer.class)
        .single();
  }

  /** Where a list goes on: the moment of its last line, and its id. */
  record Key(Instant at, long id) {
    static @Nullable Key of(@Nullable String text) {
      if (text == null || !text.matches("\\d{1,17}\\.\\d{1,18}")) {
        return null;
      }
      String[] parts = text.split("\\.");
      long micros = Long.parseLong(parts[0]);
      return new Key(
          Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1000),
          Long.parseLong(parts[1]));
    }

    @Override
    public String toString() {
      return (at.getEpochSecond() * 1_000_000 + at.getNano() / 1000) + "." + id;
    }
  }

  /** Calls, the latest first. */
  List<Line> lines(Actor actor, Filter filter, @Nullable Key before, int size) {
    Map<String, Object> params = new HashMap<>();
    String where = where(actor, filter, before, params);
    return lines(actor, where, params, "limit :size", Map.of("size", size));
  }

  /** The same by pages with a number, for programs. */
  Page<Line> page(Actor actor, Filter filter, PageRequest page) {
    Map<String, Object> params = new HashMap<>();
    String where = where(actor, filter, null, params);
    long total =
        jdbc.sql("select count(*) from call r " + PUT + " where true " + where)
            .params(params)
            .query(Long.class)
            .single();
    List<Line> found =
        lines(
            actor,
            where,
            params,
            "limit :size offset :offset",
            Map.of("size", page.size(), "offset", page.offset()));
    return Page.of(found, page, total);
  }

  private List<Line> lines(
      Actor actor,
      String where,
      Map<String, Object> params,
      String limit,
      Map<String, Object> more) {
    Reach deals = records.reach(actor, "deal.read");
    Reach leads = records.reach(actor, "lead.read");
    return jdbc.sql(
            """
            select r.*, w.name as person_name, %s
            from (
              select r.* from call r %s where true %s
              order by r.started_at desc, r.id desc %s) r
            %s %s %s
            left join app_user w on w.login = r.person
            order by r.started_at desc, r.id desc
            """
                .formatted(PARTY_COLUMNS, PUT, where, limit, PARTIES, PUT, OWNER))
        .params(params)
        .params(more)
        .query(
            (row, n) -> {
              Call call = CallRepository.call(row, n);
              Of of = of(row, actor, deals, leads);
              return new Line(
                  call,
                  Objects.requireNonNullElse(
                      row.getString("person_name"), call.user() == null ? "" : call.user().value()),
                  client(row),
                  clientHref(row, of),
                  of);
            })
        .list();
  }

  private String where(
      Actor actor, Filter filter, @Nullable Key before, Map<String, Object> params) {
    List<String> conditions = new ArrayList<>();
    if (filter.direction() != null) {
      conditions.add("r.direction = :direction");
      params.put("direction", filter.direction().id());
    }
    if (filter.missed()) {
      conditions.add(
          "r.direction = 'incoming' and not r.answered and r.state in ('unknown', 'ended')");
    }
    if (!filter.user().isEmpty()) {
      conditions.add("r.person = :user");
      params.put("user", filter.user());
    }
    LocalDate day = filter.day();
    if (day != null) {
      conditions.add("r.started_at >= :from and r.started_at < :to");
      params.put("from", at(day.atStartOfDay(clock.getZone()).toInstant()));
      params.put("to", at(day.plusDays(1).atStartOfDay(clock.getZone()).toInstant()));
    }
    if (!filter.phone().isBlank()) {
      PhonePart part = PhonePart.of(filter.phone());
      conditions.add(
          part.isNone()
              ? "false"
              : "(r.phone like :inside or r.phone >= :start and r.phone < :end)");
      params.put("inside", part.inside());
      params.put("start", part.from());
      params.put("end", part.to());
    }
    String narrowed = narrowed(actor, before, "r.started_at", "r.person", params);
    return (conditions.isEmpty() ? "" : " and " + String.join(" and ", conditions)) + narrowed;
  }

  private String narrowed(
      Actor actor, @Nullable Key before, String moment, String person, Map<String, Object> params) {
    String narrowed = "";
    Reach reach = rights.reach(actor);
    if (!reach.isAll()) {
      narrowed = " and " + reach.ofCalls("d.owner", "l.owner", person);
      params.putAll(reach.params());
    }
    if (before != null) {
      narrowed += " and (%s, r.id) < (:beforeAt, :beforeId)".formatted(moment);
      params.put("beforeAt", at(before.at()));
      params.put("beforeId", before.id());
    }
    return narrowed;
  }

  private static @Nullable Phone phone(ResultSet row) throws SQLException {
    String phone = row.getString("phone");
    return phone == null ? null : new Phone(phone);
  }

  private static String client(ResultSet row) throws SQLException {
    return Objects.requireNonNullElse(row.getString("client_name"), "");
  }

  private static @Nullable String clientHref(ResultSet row, @Nullable Of of) throws SQLException {
    Long client = CallRepository.id(row, "client_id");
    return client == null || of != null && of.href() == null ? null : "/clients/" + client;
  }

  private @Nullable Of of(ResultSet row, Actor actor, Reach deals, Reach leads)
      throws SQLException {
    String me = actor.id().value();
    String owner = Objects.requireNonNullElse(row.getString("owner_name"), "");
    Long deal = CallRepository.id(row, "of_deal");
    if (deal != null) {
      boolean reads = deals.isAll() || deals.isOwn() && me.equals(row.getString("deal_owner"));
      return new Of(
          true,
          deal,
          reads ? Objects.requireNonNull(row.getString("deal_title")) : "",
          reads ? "/deals/" + deal : null,
          reads ? owner : "");
    }
    Long lead = CallRepository.id(row, "of_lead");
    if (lead == null) {
      return null;
    }
    String leadOwner = row.getString("lead_owner");
    boolean reads = leads.isAll() || leads.isOwn() && (leadOwner == null || leadOwner.equals(me));
    return new Of(
        false,
        lead,
        reads ? Objects.requireNonNull(row.getString("lead_title")) : "",
        reads ? "/leads/" + lead : null,
        reads ? owner : "");
  }

  private String stage(ResultSet row) throws SQLException {
    String pipeline = row.getString("pipeline");
    return pipeline == null
        ? ""
        : editions
            .inForce()
            .stage(new StageId(pipeline, Objects.requireNonNull(row.getString("stage"))))
            .map(Stage::name)
            .map(name -> name.in(Messages.language()))
            .orElse("");
  }

  private static String ago(Duration since) {
    long minutes = Math.max(0, since.toMinutes());
    if (minutes < 1) {
      return Messages.get("calls.ago.now");
    }
    if (minutes < 60) {
      return Messages.get("calls.ago.minutes", minutes);
    }
    return minutes < 24 * 60
        ? Messages.get("calls.ago.hours", minutes / 60, minutes % 60)
        : Messages.get("calls.ago.days", minutes / (24 * 60));
  }
}
