package app.zamer.reports;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Regulation;
import app.zamer.web.Messages;
import app.zamer.web.Shown;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The numbers of the reports but for the deadlines, each over the rows of its {@link Figure}. */
@Component
public class FigureQuery {
  /** How many reasons of loss are told apart; the rest is counted together. */
  static final int MOST_REASONS = 30;

  private static final String REASON = DealField.LOSS_REASON.id();

  private final JdbcClient jdbc;
  private final CompanyClock clock;
  private final Editions editions;

  FigureQuery(JdbcClient jdbc, CompanyClock clock, Editions editions) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.editions = editions;
  }

  /**
   * @param name null if the person is no user any more
   */
  public record Person(String login, @Nullable String name) {
    public String shown() {
      return name == null ? login : name;
    }
  }

  public record Sum(long count, BigDecimal amount) {
    public static final Sum NOTHING = new Sum(0, BigDecimal.ZERO);

    public Sum {
      amount = amount.setScale(2, RoundingMode.HALF_UP);
    }

    /** The money as people read it; nothing if there is nothing to pay for. */
    public String money() {
      return count == 0 ? "" : Shown.rubles(amount);
    }

    public Sum plus(Sum other) {
      return new Sum(count + other.count, amount.add(other.amount));
    }
  }

  /**
   * @param since since when the deal that has waited longest is in its stage
   */
  public record Idle(Person person, long count, Instant since) {}

  /**
   * @param reached deals that have ever been there
   * @param passed deals that have come as far or further; nothing beside the way to a contract
   * @param standing deals that are there now
   */
  public record StepCount(Sum reached, Sum passed, Sum standing) {}

  public record FunnelCount(Sum opened, List<StepCount> steps) {}

  /**
   * @param key what deals of this reason have in common, for their list; null for all reasons that
   *     are not told apart
   */
  public record Loss(@Nullable String key, String said, Sum before, Sum after) {
    public Sum all() {
      return before.plus(after);
    }
  }

  public record Missed(Person person, Map<Figure, Long> counts) {}

  /**
   * @param week its Monday
   */
  public record Contracts(
      LocalDate week, Person person, long count, BigDecimal amount, BigDecimal discount) {}

  List<Idle> idle(Filter filter) {
    return jdbc.sql(
            """
            select s.owner, u.name, s.deals, s.since from (
              select owner, count(*) as deals, min(at) as since from (%s) f where %s group by owner) s
            left join app_user u on u.login = s.owner
            order by s.deals desc, u.name collate russian
            """
                .formatted(Figure.IDLE.rows(), filter.of("owner")))
        .params(params(filter))
        .query(
            (row, n) ->
                new Idle(
                    person(row),
                    row.getLong("deals"),
                    row.getObject("since", OffsetDateTime.class).toInstant()))
        .list();
  }

  // Deals that have been in the same stages and stand in the same one are counted once, and only
  // these kinds of deals, some hundreds, are compared with the steps.
  FunnelCount funnel(Filter filter, List<Funnel.Step> steps) {
    Map<String, @Nullable Object> params = params(filter);
    params.put("stages", steps.stream().map(Funnel.Step::stageId).toArray(String[]::new));
    params.put("pipelines", steps.stream().map(Funnel.Step::pipeline).toArray(String[]::new));
    params.put("onTheWay", steps.stream().map(Funnel.Step::onTheWay).toArray(Boolean[]::new));
    List<StepCount> counts = new ArrayList<>();
    Sum[] opened = {Sum.NOTHING};
    jdbc.sql(
            """
            with kinds as materialized (
              select reached, pipeline, stage, count(*) as deals, coalesce(sum(amount), 0) as amount
              from (%s) f where %s group by reached, pipeline, stage
            ), steps as (
              select * from unnest(cast(:stages as text[]), cast(:pipelines as text[]), cast(:onTheWay as boolean[]))
                with ordinality s (stage, pipeline, on_the_way, place)
            ), known as materialized (
              select k.*, (select max(s.place) from steps s where s.on_the_way and s.stage = any (k.reached)) as furthest
              from kinds k
            ), marked as (
              select s.place, k.deals, k.amount,
                case when s.stage = '' then exists (select from unnest(k.reached) r where starts_with(r, s.pipeline || '/'))
                  else s.stage = any (k.reached) end as reached,
                s.on_the_way and coalesce(k.furthest >= s.place, false) as passed,
                k.pipeline = s.pipeline and (s.stage = '' or s.stage = k.pipeline || '/' || k.stage) as standing
              from steps s cross join known k
            )
            select s.place,
              count(m.deals) as kinds, coalesce(sum(m.deals), 0) as opened, coalesce(sum(m.amount), 0) as opened_amount,
              coalesce(sum(m.deals) filter (where m.reached), 0) as reached,
              coalesce(sum(m.amount) filter (where m.reached), 0) as reached_amount,
              coalesce(sum(m.deals) filter (where m.passed), 0) as passed,
              coalesce(sum(m.amount) filter (where m.passed), 0) as passed_amount,
              coalesce(sum(m.deals) filter (where m.standing), 0) as standing,
              coalesce(sum(m.amount) filter (where m.standing), 0) as standing_amount
            from steps s left join marked m on m.place = s.place
            group by s.place order by s.place
            """
                .formatted(Figure.REACHED.rows(), filter.of("owner")))
        .params(params)
        .query(
            (ResultSet row) -> {
              opened[0] = sum(row, "opened");
              counts.add(
                  new StepCount(sum(row, "reached"), sum(row, "passed"), sum(row, "standing")));
            });
    return new FunnelCount(opened[0], counts);
  }

  /** The most frequent first, and last those that are not told apart. */
  List<Loss> losses(Filter filter) {
    Regulation regulation = editions.inForce();
    return jdbc.sql(
            """
            with reasons as (
              select reason, min(detail) as said,
                count(*) filter (where result = any (:before)) as before,
                coalesce(sum(amount) filter (where result = any (:before)), 0) as before_amount,
                count(*) filter (where result <> all (:before)) as after,
                coalesce(sum(amount) filter (where result <> all (:before)), 0) as after_amount,
                least(row_number() over (order by count(*) desc, reason), :most + 1) as place
              from (%s) f where %s group by reason)
            select place, case when count(*) = 1 then min(reason) end as reason, min(said) as said,
              sum(before) as before, sum(before_amount) as before_amount,
              sum(after) as after, sum(after_amount) as after_amount
            from reasons group by place order by place
            """
                .formatted(Figure.LOST.rows(), filter.of("owner")))
        .params(params(filter))
        .param("most", MOST_REASONS)
        .query(
            (row, n) -> {
              String reason = row.getString("reason");
              return new Loss(
                  reason,
                  reason != null && regulation.knows(REASON, reason)
                      ? regulation.word(REASON, reason).text().in(Messages.language())
                      : row.getString("said").strip(),
                  sum(row, "before"),
                  sum(row, "after"));
            })
        .list();
  }

  /** By person, the one with most of them first. */
  List<Missed> missed(Filter filter, List<Figure> figures) {
    String all =
        String.join(
            "\nunion all\n",
            figures.stream()
                .map(
                    figure ->
                        "select '%s' as figure, owner from (%s) f"
                            .formatted(figure.id(), figure.rows()))
                .toList());
    Map<Person, Map<Figure, Long>> people = new LinkedHashMap<>();
    jdbc.sql(
            """
            select s.owner, u.name, s.figure, s.number, sum(s.number) over (partition by s.owner) as most from (
              select owner, figure, count(*) as number from (%s) a where %s group by owner, figure) s
            left join app_user u on u.login = s.owner
            order by most desc, u.name collate russian, s.owner
            """
                .formatted(all, filter.of("owner")))
        .params(params(filter))
        .query(
            (ResultSet row) -> {
              people
                  .computeIfAbsent(person(row), person -> new HashMap<>())
                  .put(Figure.find(row.getString("figure")).orElseThrow(), row.getLong("number"));
            });
    return people.entrySet().stream()
        .map(each -> new Missed(each.getKey(), each.getValue()))
        .toList();
  }

  List<Contracts> contracts(Filter filter) {
    return jdbc.sql(
            """
            select s.*, u.name from (
              select date_trunc('week', day)::date as week, owner, count(*) as number,
                coalesce(sum(amount), 0) as amount, coalesce(sum(discount), 0) as discount
              from (%s) f where %s group by 1, owner) s
            left join app_user u on u.login = s.owner
            order by s.week, u.name collate russian, s.owner
            """
                .formatted(Figure.CONTRACTS.rows(), filter.of("owner")))
        .params(params(filter))
        .query(
            (row, n) ->
                new Contracts(
                    row.getObject("week", LocalDate.class),
                    person(row),
                    row.getLong("number"),
                    row.getBigDecimal("amount"),
                    row.getBigDecimal("discount")))
        .list();
  }

  /** Those whose deals there may be. */
  List<Person> people() {
    return jdbc.sql(
            """
            select login as owner, name from app_user u
            where exists (select from deal d where d.owner = u.login)
            order by name collate russian, login
            """)
        .query((row, n) -> person(row))
        .list();
  }

  private static Sum sum(ResultSet row, String column) throws SQLException {
    return new Sum(row.getLong(column), row.getBigDecimal(column + "_amount"));
  }

  private static Person person(ResultSet row) throws SQLException {
    return new Person(row.getString("owner"), row.getString("name"));
  }

  private String[] words(DealField field, Meaning meaning) {
    return editions.inForce().words(field.id(), Set.of(meaning)).toArray(String[]::new);
  }

  /** The parameters of the rows of every figure. */
  Map<String, @Nullable Object> params(Filter filter) {
    ZoneId zone = clock.getZone();
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("from", filter.period().begin(zone));
    params.put("until", filter.period().end(zone));
    params.put("first", filter.period().from());
    params.put("last", filter.period().to());
    params.put("zone", zone.getId());
    Regulation regulation = editions.inForce();
    params.put("ownWords", regulation.reasons().ownWords());
    params.put("stampRules", regulation.deadlinesOf("stamp").toArray(String[]::new));
    params.put("sheetRules", regulation.deadlinesOf("file.add").toArray(String[]::new));
    params.put("notHeld", words(DealField.MEASUREMENT_STATUS, Meaning.CANCELLED));
    params.put("before", words(DealField.LOSS_RESULT, Meaning.BEFORE_MEASUREMENT));
    params.put("now", clock.instant().atOffset(ZoneOffset.UTC));
    filter.into(params);
    return params;
  }
}
