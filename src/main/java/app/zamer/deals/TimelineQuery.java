package app.zamer.deals;

import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.TimelineEntry.Change;
import app.zamer.deals.TimelineEntry.Kind;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Everything that happened with a deal, whichever module keeps it, newest first, page by page: each
 * page is one query, and where it goes on is said by the last entry and not by a number of pages.
 */
@Component
class TimelineQuery {
  static final int PAGE = 30;

  /** So much of it is read anew at once while somebody looks at it. */
  static final int MOST = 200;

  /** Fields whose values are logins. */
  private static final Set<String> PEOPLE = Set.of("owner", "visit", "estimate.stampedBy");

  private static final Map<Kind, String> SOURCES =
      Map.of(
          Kind.COMMENT,
              """
              select 0 as kind, id, created_at as at, author as by, text, '' as detail, '' as href, pinned_at is not null as flag, null::text as rule, null::text as change
              from deal_comment where deal_id = :deal\
              """,
          Kind.ACTIVITY,
              """
              select 1, id, done_at, coalesce(done_by, ''), text, lower(coalesce(result, '')) || chr(10) || coalesce(comment, ''), '', true, rule, null
              from activity where kind = 'DEAL' and subject = :deal and state = 'DONE' and done_at is not null\
              """,
          Kind.CALL,
              """
              select 2, r.id, r.started_at, coalesce(r.person, ''), r.direction, r.state || ' ' || r.duration, r.record_url, r.answered, null, coalesce(r.phone, '')
              from call r join deal d on d.id = r.deal_id where r.deal_id = :deal\
              """,
          Kind.MESSAGE,
              """
              select 3, r.id, r.at, r.author, r.text, '', '', false, null, null
              from chat_message r join deal d on d.id = r.deal_id where r.deal_id = :deal\
              """,
          Kind.FILE,
              """
              select 4, r.id, r.uploaded_at, r.uploaded_by, r.name, r.kind, case when r.removed_at is null then r.id::text else '' end, r.removed_at is null, null, null
              from file r join deal d on d.id = r.deal_id where r.deal_id = :deal\
              """,
          // a comment tells of itself
          Kind.CHANGE,
              """
              select 5, id, at, by, '', '', '', false, rule, change::text
              from deal_change where deal_id = :deal
                and not (change -> 0 ->> 'field' in ('comments', 'comments.pinned') and change -> 0 ->> 'before' is null)\
              """,
          Kind.LEAD,
              """
              select 6, c.id, c.at, c.by, l.title, '', '/leads/' || l.id, false, c.rule, c.change::text
              from lead l join lead_change c on c.lead_id = l.id where l.deal_id = :deal\
              """);

  private final JdbcClient jdbc;
  private final DealRights rights;
  private final DealHistory history;
  private final DealInputs inputs;
  private final Editions editions;
  private final Users users;
  private final CompanyClock clock;

  TimelineQuery(
      JdbcClient jdbc,
      DealRights rights,
      DealHistory history,
      DealInputs inputs,
      Editions editions,
      Users users,
      CompanyClock clock) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.history = history;
    this.inputs = inputs;
    this.editions = editions;
    this.users = users;
    this.clock = clock;
  }

  /**
   * @param earlier where it goes on; null if this is all
   */
  record Page(List<TimelineEntry> entries, @Nullable String earlier) {}

  /** A row of any of the tables. */
  private record Row(
      Kind kind,
      long id,
      Instant at,
      String by,
      @Nullable String name,
      String text,
      String detail,
      String href,
      boolean flag,
      @Nullable String rule,
      @Nullable String change,
      List<DealFacts.Change> changes) {}

  /**
   * The entries before one, newest first.
   *
   * <p>There is no question for what is newer than an entry: what is reported late, or by a clock
   * that goes ahead, has its place anywhere.
   *
   * @param actor who may read the deal's story; of the kinds he gets what their own rights reach
   */
  Page before(Actor actor, DealId deal, Collection<Kind> kinds, @Nullable String before, int size) {
    List<TimelineEntry> found = entries(actor, deal, kinds, before, size + 1);
    boolean more = found.size() > size;
    List<TimelineEntry> entries = more ? found.subList(0, size) : found;
    return new Page(entries, more ? entries.getLast().cursor() : null);
  }

  /** Those of the kinds of which somebody may see anything at all. */
  List<Kind> readable(Actor actor, Collection<Kind> kinds) {
    return kinds.stream().filter(kind -> !reach(actor, kind).isNothing()).toList();
  }

  private Reach reach(Actor actor, Kind kind) {
    return rights.reach(actor, kind.right());
  }

  /** What of a source somebody may see; of a deal's own story all, as that was asked before. */
  private String readable(Actor actor, Kind kind) {
    Reach reach = reach(actor, kind);
    return switch (kind) {
      case CALL -> " and " + reach.ofCalls("d.owner", "r.person");
      case MESSAGE, FILE -> " and " + reach.ofDeals("d");
      case LEAD -> " and " + reach.ofLeads("l");
      case COMMENT, ACTIVITY, CHANGE -> reach.isNothing() ? " and false" : "";
    };
  }

  private List<TimelineEntry> entries(
      Actor actor, DealId deal, Collection<Kind> kinds, @Nullable String cursor, int size) {
    if (kinds.isEmpty()) {
      return List.of();
    }
    List<String> sources = new ArrayList<>();
    for (Kind kind : kinds) {
      sources.add(Objects.requireNonNull(SOURCES.get(kind)) + readable(actor, kind));
    }
    if (!kinds.contains(Kind.COMMENT)) {
      // the first source names the columns
      sources.addFirst(SOURCES.get(Kind.COMMENT) + " and false");
    }
    long[] from = parse(cursor);
    List<Row> rows =
        jdbc.sql(
                """
                select e.*, u.name from (
                  select * from (
                %s
                  ) e
                  where %s
                  order by e.at desc, e.kind desc, e.id desc limit :size) e
                left join app_user u on u.login = e.by
                order by e.at desc, e.kind desc, e.id desc
                """
                    .formatted(
                        String.join("\nunion all\n", sorted(sources)),
                        from == null
                            ? "true"
                            : "(e.at, e.kind, e.id) < (:at::timestamptz, :kind, :id)"))
            .params(reach(actor, Kind.CHANGE).params())
            .param("deal", deal.value())
            .param("size", size)
            .param(
                "at",
                from == null
                    ? null
                    : Instant.ofEpochSecond(from[0] / 1_000_000, from[0] % 1_000_000 * 1000)
                        .atOffset(ZoneOffset.UTC))
            .param("kind", from == null ? 0 : (int) from[1])
            .param("id", from == null ? 0L : from[2])
            .query((row, n) -> row(row))
            .list();
    Map<UserId, String> names = users.names(people(rows));
    return rows.stream().map(row -> entry(row, names)).toList();
  }

  /** The one with the names of the columns first. */
  private static List<String> sorted(List<String> sources) {
    return sources.stream()
        .sorted((a, b) -> Boolean.compare(b.contains(" as kind"), a.contains(" as kind")))
        .toList();
  }

  private static long @Nullable [] parse(@Nullable String cursor) {
    if (cursor == null || !cursor.matches("\\d{1,18}\\.\\d\\.\\d{1,18}")) {
      return null;
    }
    String[] parts = cursor.split("\\.");
    return new long[] {
      Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2])
    };
  }

  private Row row(ResultSet row) throws SQLException {
    Kind kind = Kind.values()[row.getInt("kind")];
    String change = row.getString("change");
    return new Row(
        kind,
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("by"),
        row.getString("name"),
        row.getString("text"),
        row.getString("detail"),
        row.getString("href"),
        row.getBoolean("flag"),
        row.getString("rule"),
        change,
        (kind == Kind.CHANGE || kind == Kind.LEAD) && change != null
            ? history.read(change)
            : List.of());
  }

  private static Set<UserId> people(List<Row> rows) {
    var people = new HashSet<UserId>();
    for (Row row : rows) {
      for (DealFacts.Change change : row.changes()) {
        if (PEOPLE.contains(change.field())) {
          Optional.ofNullable(change.before())
              .ifPresent(login -> people.add(new UserId(login.toString())));
          Optional.ofNullable(change.after())
              .ifPresent(login -> people.add(new UserId(login.toString())));
        }
      }
    }
    return people;
  }

  private TimelineEntry entry(Row row, Map<UserId, String> names) {
    String by =
        row.by().isEmpty()
            ? ""
            : row.by().equals("system")
                ? Messages.get("card.system")
                : Objects.requireNonNullElse(row.name(), row.by());
    String text = row.text();
    String detail = row.detail();
    String href = row.href();
    switch (row.kind()) {
      case ACTIVITY -> {
        String[] parts = detail.split("\n", 2);
        String result = parts[0].isEmpty() ? "" : Messages.get("card.result." + parts[0]);
        detail =
            parts[1].isBlank() ? result : result.isEmpty() ? parts[1] : result + ". " + parts[1];
      }
      case CALL -> {
        String phone = Objects.requireNonNullElse(row.change(), "");
        text =
            Messages.get(
                "card.call." + row.text(),
                phone.isEmpty() ? Messages.get("card.call.hidden") : new Phone(phone).shown());
        String[] parts = detail.split(" ", 2);
        detail =
            switch (parts[0]) {
              case "ended" ->
                  row.flag()
                      ? Messages.get("card.call.spoken", Shown.length(Long.parseLong(parts[1])))
                      : Messages.get("card.call.unanswered");
              case "unknown" ->
                  Messages.get(row.flag() ? "card.call.unknown.spoken" : "card.call.unknown");
              default -> Messages.get("card.call." + parts[0]);
            };
      }
      case FILE -> {
        detail = Messages.get("card.file." + detail);
        href = href.isEmpty() ? "" : "/api/v1/files/" + href + "?inline=true";
      }
      case LEAD -> text = Messages.get("card.lead", text);
      default -> {}
    }
    return new TimelineEntry(
        row.kind(),
        row.id(),
        row.at(),
        by,
        text,
        detail,
        href,
        row.flag(),
        inputs.quoted(row.rule()),
        row.changes().stream()
            .map(change -> row.kind() == Kind.LEAD ? ofLead(change, names) : change(change, names))
            .toList());
  }

  /** A change of the lead, in the words of leads. */
  private Change ofLead(DealFacts.Change change, Map<UserId, String> names) {
    return new Change(
        Messages.get("leads.field." + change.field()),
        ofLead(change.field(), change.before(), names),
        ofLead(change.field(), change.after(), names));
  }

  private String ofLead(String field, @Nullable Object value, Map<UserId, String> names) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    LeadRules rules = editions.inForce().leads();
    return switch (field) {
      case "stage" -> rules.name(text).in(Messages.language());
      case "result" ->
          rules.results().getOrDefault(text, new Text(text, text)).in(Messages.language());
      case "reason" -> rules.reason(text).in(Messages.language());
      case "owner" -> names.getOrDefault(new UserId(text), text);
      case "nextAttemptAt" ->
          new Moments(clock.getZone()).show(OffsetDateTime.parse(text).toInstant());
      case "attempt" -> Messages.get("leads.attempt.by-hand");
      default -> text;
    };
  }

  /** The lead that a deal was made of, if somebody may see it. */
  Optional<Lead> lead(Actor actor, DealId deal) {
    Reach reach = reach(actor, Kind.LEAD);
    return jdbc.sql(
            "select l.id, l.title from lead l where l.deal_id = :deal and "
                + reach.ofLeads("l")
                + " order by l.id limit 1")
        .params(reach.params())
        .param("deal", deal.value())
        .query((row, n) -> new Lead(row.getLong("id"), row.getString("title")))
        .optional();
  }

  record Lead(long id, String title) {}

  private Change change(DealFacts.Change change, Map<UserId, String> names) {
    return new Change(
        inputs.label(change.field()),
        shown(change.field(), change.before(), names),
        shown(change.field(), change.after(), names));
  }

  private String shown(String field, @Nullable Object value, Map<UserId, String> names) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (PEOPLE.contains(field)) {
      return names.getOrDefault(new UserId(text), text);
    }
    if (field.equals("stage")) {
      return stage(text);
    }
    if (field.equals("visit.outcome")) {
      return Messages.get("card.outcome." + text);
    }
    Class<?> type = DealField.find(field).<Class<?>>map(DealField::type).orElse(String.class);
    try {
      if (type.equals(LocalDate.class)) {
        return inputs.shown(field, LocalDate.parse(text));
      }
      if (type.equals(Instant.class)) {
        return new Moments(clock.getZone()).show(OffsetDateTime.parse(text).toInstant());
      }
      if (type.equals(BigDecimal.class)) {
        return inputs.shown(field, new BigDecimal(text));
      }
    } catch (DateTimeParseException | NumberFormatException e) {
      return text; // written by an older program: better as it is than not at all
    }
    return inputs.shown(field, value);
  }

  private String stage(String id) {
    try {
      return editions
          .inForce()
          .stage(StageId.parse(id))
          .map(stage -> stage.name().in(Messages.language()))
          .orElse(id);
    } catch (IllegalArgumentException e) {
      return id;
    }
  }

  /** The pinned comments, newest first. */
  List<TimelineEntry> pinned(DealId deal) {
    return jdbc.sql(
            """
            select k.id, k.created_at, k.author, coalesce(u.name, k.author) as name, k.text
            from deal_comment k left join app_user u on u.login = k.author
            where k.deal_id = ? and k.pinned_at is not null order by k.id desc
            """)
        .param(deal.value())
        .query(
            (row, n) ->
                new TimelineEntry(
                    Kind.COMMENT,
                    row.getLong("id"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getString("name"),
                    row.getString("text"),
                    "",
                    "",
                    true,
                    null,
                    List.of()))
        .list();
  }
}
