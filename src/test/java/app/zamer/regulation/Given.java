package app.zamer.regulation;

import app.zamer.regulation.DealFacts.Address;
import app.zamer.regulation.DealFacts.Chat;
import app.zamer.regulation.DealFacts.Completed;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Files;
import app.zamer.regulation.DealFacts.Loss;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Planned;
import app.zamer.regulation.DealFacts.Visit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A deal's facts written down in the names of {@link DealField}, as the cases do. What is not said
 * is empty, only that a measurement with a date was decided today and is planned. Besides the
 * fields there are {@code address: complete}, {@code reached}, {@code visit: {at, planned,
 * confirmed, outcome, outcomeAt, repeat}}, {@code visitsHeld}, {@code contract.taken}, {@code
 * pinned}, {@code planned} (days), {@code completed} ({@code PRE-5 +4 confirmed}), {@code chat}
 * (roles), {@code chat.managerWroteAt} and the two kinds of {@code files}.
 */
final class Given {
  private final Map<String, Object> words;
  private final When when;
  private final Set<String> heard = new HashSet<>();

  private Given(Map<String, Object> words, When when) {
    this.words = words;
    this.when = when;
  }

  static DealFacts facts(Map<String, Object> words, When when) {
    var given = new Given(words, when);
    DealFacts facts = given.facts();
    var unknown = new HashSet<>(words.keySet());
    unknown.removeAll(given.heard);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("no such facts: " + unknown);
    }
    return facts;
  }

  /** A deal in a stage of which nothing is known. */
  static DealFacts nothing(StageId stage, When when) {
    return facts(Map.of("stage", stage.toString()), when);
  }

  private DealFacts facts() {
    StageId stage = StageId.parse(text("stage", "sales/estimate"));
    Set<StageId> reached = new LinkedHashSet<>();
    texts("reached").forEach(earlier -> reached.add(StageId.parse(earlier)));
    reached.add(stage);
    Visit visit = visit();
    LocalDate date = day("measurement.date");
    Instant stampedAt = moment("estimate.stampedAt");
    int held = visit == null || visit.outcome().isEmpty() ? 0 : 1;
    return new DealFacts(
        stage,
        reached,
        address(),
        new Estimate(
            amount("estimate.amount"),
            stampedAt,
            stampedAt == null ? "" : text("estimate.stampedBy", "tanya"),
            moment("estimate.returnedAt")),
        new Measurement(
            date,
            text("measurement.dateKind", ""),
            words.containsKey("measurement.decidedOn")
                ? day("measurement.decidedOn")
                : date == null ? null : when.today(),
            flag("measurement.videoAllowed"),
            text("measurement.status", date == null ? "" : "planned")),
        visit,
        Integer.parseInt(
            text(
                "visitsHeld", Integer.toString(visit != null && visit.repeat() ? held + 1 : held))),
        new Contract(
            text("contract.number", ""),
            amount("contract.amount"),
            amount("contract.discount"),
            text("contract.clientName", "")),
        Boolean.TRUE.equals(flag("contract.taken")),
        RegulationFixture.regulation(RegulationFixture.MOSCOW)
            .reasons()
            .read(new Loss(text("loss.result", ""), text("loss.reason", ""), "")),
        day("nextContactOn"),
        texts("pinned"),
        texts("planned").stream().map(due -> new Planned(when.day(due))).toList(),
        texts("completed").stream().map(this::completed).toList(),
        new Chat(new LinkedHashSet<>(texts("chat")), moment("chat.managerWroteAt")),
        new Files(
            Integer.parseInt(text("files.estimateSheets", "0")),
            Integer.parseInt(text("files.measurementSheets", "0"))));
  }

  private Address address() {
    boolean complete = text("address", "").equals("complete");
    return new Address(
        text("address.city", complete ? "Санкт-Петербург" : ""),
        text("address.street", complete ? "Гороховая" : ""),
        text("address.house", complete ? "12" : ""),
        text("address.apartment", complete ? "7" : ""),
        text("address.entrance", complete ? "2" : ""),
        text("address.floor", complete ? "3" : ""),
        text("address.intercom", complete ? "7К" : ""));
  }

  private @Nullable Visit visit() {
    heard.add("visit");
    if (!(words.get("visit") instanceof Map<?, ?> map)) {
      return null;
    }
    Map<String, Object> parts = new HashMap<>();
    map.forEach((name, value) -> parts.put("visit." + name, value));
    var visit = new Given(parts, when);
    Instant startsAt = when.moment(visit.text("visit.at", "+0 12:00"));
    String outcome = visit.text("visit.outcome", "");
    Instant outcomeAt = visit.moment("visit.outcomeAt");
    var read =
        new Visit(
            visit.text("visit.engineer", "egor"),
            startsAt,
            startsAt.plusSeconds(7200),
            when.moment(visit.text("visit.planned", "-5 10:00")),
            visit.moment("visit.confirmed"),
            outcome,
            outcomeAt == null && !outcome.isEmpty() ? startsAt.plusSeconds(10_800) : outcomeAt,
            Boolean.TRUE.equals(visit.flag("visit.repeat")));
    if (!visit.heard.containsAll(parts.keySet())) {
      throw new IllegalArgumentException("a visit has no such parts: " + parts.keySet());
    }
    return read;
  }

  private Completed completed(String words) {
    String[] parts = words.split(" ", -1);
    return new Completed(parts[0], when.day(parts[1]).toString(), parts[2]);
  }

  private String text(String name, String otherwise) {
    heard.add(name);
    Object value = words.get(name);
    return value == null ? otherwise : value.toString();
  }

  private List<String> texts(String name) {
    heard.add(name);
    return words.get(name) instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }

  private @Nullable LocalDate day(String name) {
    String text = text(name, "");
    return text.isEmpty() ? null : when.day(text);
  }

  private @Nullable Instant moment(String name) {
    String text = text(name, "");
    return text.isEmpty() ? null : when.moment(text);
  }

  private @Nullable BigDecimal amount(String name) {
    String text = text(name, "");
    return text.isEmpty() ? null : new BigDecimal(text);
  }

  private @Nullable Boolean flag(String name) {
    String text = text(name, "");
    return text.isEmpty() ? null : Boolean.valueOf(text);
  }
}
