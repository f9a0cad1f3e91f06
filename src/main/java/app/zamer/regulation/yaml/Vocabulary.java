package app.zamer.regulation.yaml;

import app.zamer.regulation.Case;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealFacts.Loss;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.Rulebook;
import app.zamer.regulation.StageId;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words that expressions of a regulation file may use for a deal's facts, with their types:
 * texts and numbers as they are, everything that may be missing as an optional, amounts in kopecks.
 */
final class Vocabulary {
  static final CelType DATE = OpaqueType.create("date");

  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType MAYBE_DATE = OptionalType.create(DATE);
  private static final CelType MAYBE_MOMENT = OptionalType.create(SimpleType.TIMESTAMP);
  private static final CelType MAYBE_AMOUNT = OptionalType.create(SimpleType.INT);

  /** What an activity can be completed with. */
  static final Set<String> RESULTS = Set.of("confirmed", "moved", "refused", "done");

  /** One word: its type and where its value is found. */
  record Word(CelType type, Function<Case, Object> value) {}

  private final Map<String, Word> words = new LinkedHashMap<>();

  /**
   * @param reasons what the file says of the reason of a loss; null if it, being older than that,
   *     takes the reason as it was said
   */
  Vocabulary(
      ZoneId zone,
      Collection<StageId> openStages,
      Collection<StageId> irreversible,
      Rulebook.@Nullable Field reasons) {
    List<String> barring = irreversible.stream().map(StageId::toString).toList();
    word("now", SimpleType.TIMESTAMP, Case::now);
    word("today", DATE, Case::today);
    word("to", TEXT, c -> c.to().toString());
    fact("stage", TEXT, f -> f.stage().toString());
    fact("pipeline", TEXT, f -> f.stage().pipeline());
    fact("open", SimpleType.BOOL, f -> openStages.contains(f.stage()));
    fact(
        "reached",
        ListType.create(TEXT),
        f -> f.reached().stream().map(StageId::toString).toList());
    word("irreversible", ListType.create(TEXT), c -> barring);
    fact("address.city", TEXT, f -> f.address().city());
    fact("address.street", TEXT, f -> f.address().street());
    fact("address.house", TEXT, f -> f.address().house());
    fact("address.apartment", TEXT, f -> f.address().apartment());
    fact("address.entrance", TEXT, f -> f.address().entrance());
    fact("address.floor", TEXT, f -> f.address().floor());
    fact("address.intercom", TEXT, f -> f.address().intercom());
    fact("estimate.amount", MAYBE_AMOUNT, f -> kopecks(f.estimate().amount()));
    fact("estimate.stampedAt", MAYBE_MOMENT, f -> Optional.ofNullable(f.estimate().stampedAt()));
    fact("estimate.returnedAt", MAYBE_MOMENT, f -> Optional.ofNullable(f.estimate().returnedAt()));
    fact(
        "estimate.returnedOn",
        MAYBE_DATE,
        f ->
            Optional.ofNullable(f.estimate().returnedAt())
                .map(at -> LocalDate.ofInstant(at, zone)));
    fact("estimate.stampedBy", TEXT, f -> f.estimate().stampedBy());
    fact("measurement.date", MAYBE_DATE, f -> Optional.ofNullable(f.measurement().date()));
    fact("measurement.dateKind", TEXT, f -> f.measurement().dateKind());
    fact(
        "measurement.decidedOn", MAYBE_DATE, f -> Optional.ofNullable(f.measurement().decidedOn()));
    fact(
        "measurement.videoAllowed",
        OptionalType.create(SimpleType.BOOL),
        f -> Optional.ofNullable(f.measurement().videoAllowed()));
    fact("measurement.status", TEXT, f -> f.measurement().status());
    fact("visit.exists", SimpleType.BOOL, f -> f.visit() != null);
    fact("visit.engineer", TEXT, f -> ofVisit(f, Visit::engineer).orElse(""));
    fact(
        "visit.day",
        MAYBE_DATE,
        f -> ofVisit(f, Visit::startsAt).map(at -> LocalDate.ofInstant(at, zone)));
    fact("visit.startsAt", MAYBE_MOMENT, f -> ofVisit(f, Visit::startsAt));
    fact("visit.plannedAt", MAYBE_MOMENT, f -> ofVisit(f, Visit::plannedAt));
    fact("visit.confirmedAt", MAYBE_MOMENT, f -> ofVisit(f, Visit::confirmedAt));
    fact("visit.outcome", TEXT, f -> ofVisit(f, Visit::outcome).orElse(""));
    fact("visit.outcomeAt", MAYBE_MOMENT, f -> ofVisit(f, Visit::outcomeAt));
    fact("visit.repeat", SimpleType.BOOL, f -> ofVisit(f, Visit::repeat).orElse(false));
    fact("visitsHeld", SimpleType.INT, f -> (long) f.visitsHeld());
    fact("contract.number", TEXT, f -> f.contract().number());
    fact("contract.amount", MAYBE_AMOUNT, f -> kopecks(f.contract().amount()));
    fact("contract.discount", MAYBE_AMOUNT, f -> kopecks(f.contract().discount()));
    fact("contract.clientName", TEXT, f -> f.contract().clientName());
    fact("contract.taken", SimpleType.BOOL, DealFacts::contractTaken);
    fact("loss.result", TEXT, f -> f.loss().result());
    fact(
        "loss.reason",
        TEXT,
        f ->
            reasons == null && !f.loss().remark().isEmpty()
                ? f.loss().remark()
                : f.loss().reason());
    fact("loss.remark", TEXT, f -> f.loss().remark());
    fact("loss.words", ListType.create(TEXT), f -> words(f.loss(), reasons));
    fact("nextContactOn", MAYBE_DATE, f -> Optional.ofNullable(f.nextContactOn()));
    fact("pinned", ListType.create(TEXT), DealFacts::pinned);
    fact(
        "planned",
        ListType.create(DATE),
        f -> f.planned().stream().map(DealFacts.Planned::dueOn).toList());
    word("activities", SimpleType.INT, c -> (long) c.activities());
    fact("completed", MapType.create(TEXT, TEXT), Vocabulary::results);
    fact("chat.roles", ListType.create(TEXT), f -> List.copyOf(f.chat().roles()));
    fact("chat.managerWroteAt", MAYBE_MOMENT, f -> Optional.ofNullable(f.chat().managerWroteAt()));
    fact("files.estimateSheets", SimpleType.INT, f -> (long) f.files().estimateSheets());
    fact("files.measurementSheets", SimpleType.INT, f -> (long) f.files().measurementSheets());
  }

  Map<String, Word> words() {
    return words;
  }

  /** The key under which {@link #results} keeps a completed activity's result. */
  static String key(String rule, String anchor) {
    return rule + " " + anchor;
  }

  void word(String name, CelType type, Function<Case, Object> value) {
    words.put(name, new Word(type, value));
  }

  private void fact(String name, CelType type, Function<DealFacts, Object> value) {
    word(name, type, question -> value.apply(question.facts()));
  }

  private static Map<String, String> results(DealFacts facts) {
    return facts.completed().stream()
        .collect(
            Collectors.toMap(
                done -> key(done.rule(), done.anchor()),
                DealFacts.Completed::result,
                (first, second) -> second));
  }

  /** Every way to say a reason: as it was said, and as the file calls it in both languages. */
  private static List<String> words(Loss loss, Rulebook.@Nullable Field reasons) {
    Rulebook.Word word =
        reasons == null || (loss.reason().equals(reasons.ownWords()) && !loss.remark().isEmpty())
            ? null
            : reasons.words().get(loss.reason());
    return Stream.concat(
            Stream.of(loss.remark()),
            word == null ? Stream.empty() : Stream.of(word.text().ru(), word.text().en()))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Optional<Long> kopecks(@Nullable BigDecimal amount) {
    return Optional.ofNullable(amount).map(rubles -> rubles.movePointRight(2).longValue());
  }

  private static <T> Optional<T> ofVisit(DealFacts facts, Function<Visit, @Nullable T> part) {
    Visit visit = facts.visit();
    return visit == null ? Optional.empty() : Optional.ofNullable(part.apply(visit));
  }

  /** A moment of a day by the clock on the wall. */
  static Instant at(LocalDate day, String time, ZoneId zone) {
    return day.atTime(LocalTime.parse(time)).atZone(zone).toInstant();
  }

  /** The last second of a day. */
  static Instant endOf(LocalDate day, ZoneId zone) {
    return at(day, "23:59:59", zone);
  }
}
