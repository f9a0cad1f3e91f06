package app.zamer.deals;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Regulation;
import app.zamer.users.UserId;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Who changed what of a deal, when, and by which clause; lines are only ever added (ALL-3). */
@Component
class DealHistory {
  /**
   * Adds {@link Lines} for the deal whose {@code id} a query has, the name of which goes in; its
   * parameters are the moment, the regulation's version and the lines' JSON.
   */
  static final String ADD =
      """
      insert into deal_change (deal_id, at, by, rule, regulation, change)
      select d.id, ?, line.by, line.rule, ?, line.change
      from %s d,
        rows from (jsonb_to_recordset(?::jsonb) as (by text, rule text, change jsonb)) with ordinality as line (by, rule, change, place)
      order by line.place\
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final ObjectReader changes;
  private final ZoneId zone;

  DealHistory(JdbcClient jdbc, JsonMapper json, CompanyClock clock) {
    this.jdbc = jdbc;
    this.json = json;
    // money keeps its two decimals
    this.changes =
        json.readerFor(new TypeReference<List<DealFacts.Change>>() {})
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    this.zone = clock.getZone();
  }

  /**
   * @param rule the clause the change followed; null if it was a plain edit
   * @param regulation the version of the regulation that was in force
   */
  record Line(
      OffsetDateTime at,
      String by,
      @Nullable String rule,
      String regulation,
      List<DealFacts.Change> change) {}

  /** What differs between two states of a deal that people see. */
  static List<DealFacts.Change> changes(Deal before, Deal after) {
    var changes = new ArrayList<DealFacts.Change>();
    add(changes, "title", before.title(), after.title());
    add(changes, "source", before.source(), after.source());
    add(changes, "owner", before.owner().value(), after.owner().value());
    changes.addAll(before.facts().changesTo(after.facts()));
    return changes;
  }

  /**
   * Lines to be written, none of them without a change.
   *
   * @param json an array of them, in the order in which they happened
   */
  record Lines(String regulation, String json, boolean isEmpty) {}

  private record NewLine(String by, @Nullable String rule, List<DealFacts.Change> change) {}

  Lines lines(Regulation regulation, List<DealChanges.Entry> entries) {
    List<NewLine> lines =
        entries.stream()
            .map(
                entry ->
                    new NewLine(
                        entry.by().value(),
                        entry.rule(),
                        shown(changes(entry.before(), entry.after()))))
            .filter(line -> !line.change().isEmpty())
            .toList();
    return new Lines(regulation.version(), json.writeValueAsString(lines), lines.isEmpty());
  }

  private List<DealFacts.Change> shown(List<DealFacts.Change> changes) {
    return changes.stream()
        .map(
            change ->
                new DealFacts.Change(change.field(), value(change.before()), value(change.after())))
        .filter(change -> !Objects.equals(change.before(), change.after()))
        .toList();
  }

  /** Adds a line; none if nothing changed. */
  void add(
      DealId deal,
      Instant now,
      UserId by,
      @Nullable String rule,
      Regulation regulation,
      List<DealFacts.Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    jdbc.sql(
            "insert into deal_change (deal_id, at, by, rule, regulation, change) values (?, ?, ?, ?, ?, ?::jsonb)")
        .params(
            Arrays.asList(
                deal.value(),
                now.atOffset(ZoneOffset.UTC),
                by.value(),
                rule,
                regulation.version(),
                json.writeValueAsString(shown(changes))))
        .update();
  }

  /** The changes of a line as it is stored. */
  List<DealFacts.Change> read(String change) {
    return changes.readValue(change);
  }

  /** Newest first. */
  Page<Line> of(DealId deal, PageRequest page) {
    List<Line> lines =
        jdbc.sql(
                """
                select at, by, rule, regulation, change from deal_change
                where deal_id = ? order by id desc limit ? offset ?
                """)
            .params(deal.value(), page.size(), page.offset())
            .query(
                (row, n) ->
                    new Line(
                        row.getTimestamp("at").toInstant().atZone(zone).toOffsetDateTime(),
                        row.getString("by"),
                        row.getString("rule"),
                        row.getString("regulation"),
                        changes.readValue(row.getString("change"))))
            .list();
    long total =
        jdbc.sql("select count(*) from deal_change where deal_id = ?")
            .param(deal.value())
            .query(Long.class)
            .single();
    return Page.of(lines, page, total);
  }

  /** A value as the API shows it. */
  private @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text when text.isEmpty() -> null;
      case BigDecimal amount -> amount.setScale(2, RoundingMode.HALF_UP);
      case Instant moment -> moment.atZone(zone).toOffsetDateTime().toString();
      case LocalDate day -> day.toString();
      default -> value;
    };
  }

  private static void add(
      List<DealFacts.Change> changes, String field, String before, String after) {
    if (!Objects.equals(before, after)) {
      changes.add(new DealFacts.Change(field, before, after));
    }
  }
}
