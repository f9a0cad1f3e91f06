package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One deal in somebody's hands. What is done is done by him; what is only looked at is looked at by
 * the deal's manager, so that rights do not get in the way of a question.
 */
final class Deal {
  private static final byte[] PDF =
      "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Zamer zamer;
  private final String manager;
  private final String hands;
  final String id;

  Deal(Zamer zamer, String manager, String hands, String id) {
    this.zamer = zamer;
    this.manager = manager;
    this.hands = hands;
    this.id = id;
  }

  /** The same deal in other hands. */
  Deal by(String user) {
    return new Deal(zamer, manager, user, id);
  }

  private Caller me() {
    return zamer.as(hands);
  }

  private Caller looking() {
    return zamer.as(manager);
  }

  String path() {
    return "/deals/" + id;
  }

  // ---- looking

  JsonNode json() {
    return looking().get(path()).ok().json();
  }

  String text(String path) {
    return Json.text(json(), path);
  }

  /** {@code pipeline/stage}. */
  String stage() {
    JsonNode deal = json();
    return Json.text(deal, "pipeline") + "/" + Json.text(deal, "stage");
  }

  List<JsonNode> moves() {
    return looking().get(path() + "/moves").items();
  }

  JsonNode moveTo(String to) {
    return moves().stream()
        .filter(move -> Json.text(move, "to").equals(to))
        .findFirst()
        .orElseThrow(() -> new AssertionError("moves do not name " + to + ": " + moves()));
  }

  List<JsonNode> plan() {
    return looking().get(path() + "/plan").items();
  }

  /** The state in the plan of everything that one clause asks for. */
  List<String> planned(String rule) {
    return plan().stream()
        .filter(item -> Json.text(item, "rule").equals(rule))
        .map(item -> Json.text(item, "state"))
        .toList();
  }

  /** Newest first. */
  List<JsonNode> history() {
    return looking().get(path() + "/history?size=200").items();
  }

  List<JsonNode> activities() {
    return looking().get(path() + "/activities?size=200").items();
  }

  /** Activities that are still to be done. */
  List<JsonNode> openActivities() {
    return activities().stream().filter(Deal::isOpen).toList();
  }

  private static boolean isOpen(JsonNode activity) {
    String state = Json.text(activity, "state");
    boolean still = state.isEmpty() || state.equals("planned") || state.equals("overdue");
    return still && Json.text(activity, "result").isEmpty();
  }

  /** The days on which the activities of one clause are due that are still to be done. */
  List<LocalDate> dueOn(String rule) {
    return open(rule).map(activity -> LocalDate.parse(Json.text(activity, "dueOn"))).toList();
  }

  private Stream<JsonNode> open(String rule) {
    return openActivities().stream().filter(activity -> Json.text(activity, "rule").equals(rule));
  }

  /** The deal's record in the ledger. */
  JsonNode ledger() {
    return ledgerRecord()
        .orElseThrow(() -> new AssertionError("the ledger has no record of deal " + id));
  }

  Optional<JsonNode> ledgerRecord() {
    List<JsonNode> records = looking().get("/ledger/measurements?deal=" + id).items();
    assertThat(records).as("records of deal " + id).hasSizeLessThanOrEqualTo(1);
    return records.stream().findFirst();
  }

  String ledgerPath() {
    return "/ledger/measurements/" + Json.text(ledger(), "id");
  }

  /**
   * The clauses whose deadlines of this deal are in a state: {@code running}, {@code met} or {@code
   * missed}.
   */
  List<String> deadlines(String state) {
    return looking().get("/deadlines?size=200&state=" + state + "&deal=" + id).items().stream()
        .map(deadline -> Json.text(deadline, "rule"))
        .toList();
  }

  /** Everything about the deal that a refused request must leave as it was. */
  List<String> everything() {
    List<String> all = new ArrayList<>();
    for (String part :
        List.of("", "/history?size=200", "/activities?size=200", "/comments?size=200", "/files")) {
      all.add(looking().get(path() + part).ok().body());
    }
    all.add(looking().get("/ledger/measurements?deal=" + id).ok().body());
    return all;
  }

  // ---- doing

  /** A change against the version of this moment. */
  Answer patch(@Nullable Object... pairs) {
    return me().with("If-Match", looking().get(path()).ok().header("ETag")).patch(path(), pairs);
  }

  Deal set(@Nullable Object... pairs) {
    patch(pairs).ok();
    return this;
  }

  Answer move(String to, @Nullable Object... more) {
    List<@Nullable Object> pairs = new ArrayList<>();
    pairs.add("to");
    pairs.add(to);
    for (Object each : more) {
      pairs.add(each);
    }
    return me().post(path() + "/moves", pairs.toArray());
  }

  Deal moved(String to, @Nullable Object... more) {
    move(to, more).is(200);
    return this;
  }

  Answer comment(String text, boolean pinned) {
    return me().post(path() + "/comments", "text", text, "pinned", pinned);
  }

  Deal pinned(String text) {
    comment(text, true).ok();
    return this;
  }

  Answer plan(String subject, LocalDate dueOn) {
    return me().post(path() + "/activities", "subject", subject, "dueOn", dueOn);
  }

  /** Completes the one activity of a clause that is to be done. */
  Answer complete(String rule, String result, @Nullable Object... more) {
    List<JsonNode> found = open(rule).toList();
    assertThat(found).as("activities of " + rule + " to be done, among " + activities()).hasSize(1);
    List<@Nullable Object> pairs = new ArrayList<>();
    pairs.add("result");
    pairs.add(result);
    for (Object each : more) {
      pairs.add(each);
    }
    return me().post(
            "/activities/" + Json.text(found.getFirst(), "id") + "/complete", pairs.toArray());
  }

  Deal invited(String user) {
    me().post(path() + "/chat/participants", "user", user).ok();
    return this;
  }

  Answer say(String text) {
    return me().post(path() + "/chat/messages", "text", text);
  }

  Answer attach(String kind) {
    return me().upload(path() + "/files?kind=" + kind, kind + ".pdf", "application/pdf", PDF);
  }

  Deal attached(String kind) {
    attach(kind).ok();
    return this;
  }

  Answer stamp() {
    return me().post(path() + "/stamp");
  }

  Answer unstamp() {
    return me().delete(path() + "/stamp");
  }

  /** A visit of two hours from noon on. */
  Answer visit(LocalDate day) {
    return visit(day + "T12:00:00+03:00", day + "T14:00:00+03:00");
  }

  Answer visit(String startsAt, String endsAt) {
    return me().post(path() + "/visit", "engineer", "egor", "startsAt", startsAt, "endsAt", endsAt);
  }

  Answer confirm() {
    return me().post(path() + "/visit/confirm");
  }

  Answer result(String outcome, @Nullable Object... more) {
    List<@Nullable Object> pairs = new ArrayList<>();
    pairs.add("outcome");
    pairs.add(outcome);
    for (Object each : more) {
      pairs.add(each);
    }
    return me().post(path() + "/visit/result", pairs.toArray());
  }

  /** A change on the ledger's side, against the version of this moment. */
  Answer patchLedger(@Nullable Object... pairs) {
    String record = ledgerPath();
    return me().with("If-Match", looking().get(record).ok().header("ETag")).patch(record, pairs);
  }
}
