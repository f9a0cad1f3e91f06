package app.zamer.measurements;

import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The row of a deal's measurement and the rows of its visits. */
@Repository
class MeasurementRepository {
  private static final String CALL_OFF =
      """
      update visit set called_off_at = :now
      where id = (select id from visit
                  where deal_id = :deal and planned_at = :wasPlannedAt and called_off_at is null
                  order by id desc limit 1)\
      """;
  private static final String PLAN =
      """
      insert into visit (deal_id, engineer, starts_at, ends_at, planned_at, planned_by, confirmed_at, confirmed_by,
                         outcome, outcome_at, outcome_by, repeat)
      values (:deal, :engineer, :startsAt, :endsAt, :plannedAt, :by, :confirmedAt, :confirmedBy,
              :outcome, :outcomeAt, :outcomeBy, :repeat)\
      """;
  private static final String FOLLOW =
      """
      update visit set
        confirmed_by = case when confirmed_at is not distinct from :confirmedAt then confirmed_by else :confirmedBy end,
        confirmed_at = :confirmedAt,
        outcome_by = case when outcome = :outcome and outcome_at is not distinct from :outcomeAt
                          then outcome_by else :outcomeBy end,
        outcome = :outcome,
        outcome_at = :outcomeAt,
        repeat = :repeat
      where id = (select id from visit
                  where deal_id = :deal and planned_at = :wasPlannedAt and called_off_at is null
                  order by id desc limit 1)\
      """;
  private static final String ESTIMATE =
      "estimate_amount = :estimateAmount, stamped_at = :stampedAt, stamped_by = :stampedBy,"
          + " estimate_returned_at = :returnedAt";
  private static final String MEASUREMENT =
      """
      planned_on = :plannedOn, date_kind = :dateKind, decided_on = :decidedOn, video_allowed = :videoAllowed,
        status = :status\
      """;
  private static final String CONTRACT =
      """
      contract_number = :number, contract_amount = :contractAmount, contract_discount = :discount,
        contract_client_name = :clientName,
        contract_on = case when :number = '' then null else coalesce(contract_on, :today) end\
      """;

  private final JdbcClient jdbc;

  MeasurementRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void open(DealId deal) {
    jdbc.sql("insert into measurement (deal_id) values (:deal)")
        .param("deal", deal.value())
        .update();
  }

  void save(
      DealId deal, DealFacts before, DealFacts after, Instant now, LocalDate today, Actor by) {
    Map<String, @Nullable Object> params = new HashMap<>();
    List<String> statements = new ArrayList<>(visit(before.visit(), after.visit(), params, by));
    List<String> columns = row(before, after, today, params);
    if (!columns.isEmpty()) {
      statements.add(
          "update measurement set " + String.join(",\n  ", columns) + "\nwhere deal_id = :deal");
    }
    if (statements.isEmpty()) {
      return;
    }
    params.put("deal", deal.value());
    params.put("now", at(now));
    if (jdbc.sql(oneStatement(statements)).params(params).update() != 1) {
      throw new IllegalStateException(
          "the measurement of deal " + deal + " is not stored as it was read");
    }
  }

  /** The latest visit that was not called off. */
  Optional<Visit> visitThatCounts(DealId deal) {
    return jdbc.sql(
            """
            select engineer, starts_at, ends_at, planned_at, confirmed_at, outcome, outcome_at, repeat
            from visit where deal_id = :deal and called_off_at is null order by id desc limit 1\
            """)
        .param("deal", deal.value())
        .query(
            (row, number) ->
                new Visit(
                    row.getString("engineer"),
                    row.getTimestamp("starts_at").toInstant(),
                    row.getTimestamp("ends_at").toInstant(),
                    row.getTimestamp("planned_at").toInstant(),
                    instant(row.getTimestamp("confirmed_at")),
                    row.getString("outcome"),
                    instant(row.getTimestamp("outcome_at")),
                    row.getBoolean("repeat")))
        .optional();
  }

  private static List<String> visit(
      @Nullable Visit before,
      @Nullable Visit after,
      Map<String, @Nullable Object> params,
      Actor by) {
    if (Objects.equals(before, after)) {
      return List.of();
    }
    List<String> statements = new ArrayList<>();
    boolean same = Facts.sameVisit(before, after);
    if (before != null) {
      params.put("wasPlannedAt", at(before.plannedAt()));
      if (!same && (after == null || before.outcome().isEmpty())) {
        statements.add(CALL_OFF);
      }
    }
    if (after != null) {
      params.put("confirmedAt", at(after.confirmedAt()));
      params.put("confirmedBy", after.confirmedAt() == null ? null : by.id().value());
      params.put("outcome", after.outcome());
      params.put("outcomeAt", at(after.outcomeAt()));
      params.put("outcomeBy", after.outcome().isEmpty() ? null : by.id().value());
      params.put("repeat", after.repeat());
      if (same) {
        statements.add(FOLLOW);
      } else {
        params.put("engineer", after.engineer());
        params.put("startsAt", at(after.startsAt()));
        params.put("endsAt", at(after.endsAt()));
        params.put("plannedAt", at(after.plannedAt()));
        params.put("by", by.id().value());
        statements.add(PLAN);
      }
    }
    return statements;
  }

  private static List<String> row(
      DealFacts before, DealFacts after, LocalDate today, Map<String, @Nullable Object> params) {
    List<String> columns = new ArrayList<>();
    if (!Facts.same(before.estimate(), after.estimate())) {
      columns.add(ESTIMATE);
      params.put("estimateAmount", after.estimate().amount());
      params.put("stampedAt", at(after.estimate().stampedAt()));
      params.put("stampedBy", after.estimate().stampedBy());
      params.put("returnedAt", at(after.estimate().returnedAt()));
    }
    if (!before.measurement().equals(after.measurement())) {
      columns.add(MEASUREMENT);
      params.put("plannedOn", after.measurement().date());
      params.put("dateKind", after.measurement().dateKind());
      params.put("decidedOn", after.measurement().decidedOn());
      params.put("videoAllowed", after.measurement().videoAllowed());
      params.put("status", after.measurement().status());
    }
    if (!Facts.same(before.contract(), after.contract())) {
      columns.add(CONTRACT);
      params.put("number", after.contract().number());
      params.put("contractAmount", after.contract().amount());
      params.put("discount", after.contract().discount());
      params.put("clientName", after.contract().clientName());
      params.put("today", today);
    }
    return columns;
  }

  /**
   * All of them in one round trip; how many rows the last of them changed is what the database
   * answers.
   */
  private static String oneStatement(List<String> statements) {
    if (statements.size() == 1) {
      return statements.getFirst();
    }
    var sql = new StringBuilder("with ");
    for (int i = 0; i < statements.size() - 1; i++) {
      sql.append(i == 0 ? "" : ",\n")
          .append("step_")
          .append(i)
          .append(" as (\n")
          .append(statements.get(i))
          .append(")");
    }
    return sql.append("\n").append(statements.getLast()).toString();
  }

  private static @Nullable Instant instant(@Nullable Timestamp moment) {
    return moment == null ? null : moment.toInstant();
  }

  /** The database keeps microseconds and would round what is finer up, into the future. */
  private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** Puts a remark on record with which an estimate was given back. */
  void addReturn(DealId deal, String remark, Actor by, Instant now) {
    jdbc.sql(
            "insert into stamp_return (deal_id, remark, returned_by, returned_at) values (?, ?, ?,"
                + " ?)")
        .params(deal.value(), remark, by.id().value(), now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
