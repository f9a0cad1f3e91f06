package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What api.md promises of every resource. */
class ApiTests extends Journey {
  private static final List<String> STAGES =
      Stream.concat(
              Stream.of(
                      "estimate",
                      "postponed",
                      "pre-measurement",
                      "measurement",
                      "no-sheet",
                      "after-measurement",
                      "repeat-measurement",
                      "pre-contract",
                      "signing",
                      "won",
                      "lost")
                  .map(stage -> "sales/" + stage),
              IntStream.rangeClosed(1, 12).mapToObj("deferred/month-%02d"::formatted))
          .toList();

  private static void problem(Answer answer) {
    assertThat(answer.contentType()).as(answer.toString()).startsWith("application/problem+json");
    assertThat(answer.json().path("status").asInt())
        .as(answer.toString())
        .isEqualTo(answer.status());
    assertThat(answer.text("title")).as(answer.toString()).isNotEmpty();
    assertThat(answer.body())
        .doesNotContain("Exception", "org.springframework", "java.lang", "SQL");
  }

  private String phoneOf(Deal deal) {
    return deal.json().path("client").path("phones").path(0).asString();
  }

  @Nested
  class ANewDeal {
    @Test
    void isInEstimateAndItsMakersOwn() {
      String phone = zamer.phone();
      Answer made =
          anna.post(
                  "/deals",
                  "clientName",
                  "Геннадий",
                  "phone",
                  phone,
                  "title",
                  "Кухня",
                  "source",
                  "сайт")
              .is(201);
      Deal deal = new Deal(zamer, "anna", "anna", made.text("id"));
      JsonNode json = deal.json();
      assertThat(json.path("id").isString()).isTrue();
      assertThat(Json.text(json, "title")).isEqualTo("Кухня");
      assertThat(deal.stage()).isEqualTo("sales/estimate");
      assertThat(Json.text(json, "status")).isEqualTo("open");
      assertThat(Json.text(json, "owner")).isEqualTo("anna");
      assertThat(Json.text(json, "client.name")).isEqualTo("Геннадий");
      assertThat(json.path("client").path("phones").valueStream().map(JsonNode::asString))
          .containsExactly(phone);
    }

    @Test
    void ofAPhoneWithAnOpenDealIsRefusedWithThatDealsId() {
      Deal first = bare();
      String phone = phoneOf(first);
      String typed =
          "8 (%s) %s-%s-%s"
              .formatted(
                  phone.substring(2, 5),
                  phone.substring(5, 8),
                  phone.substring(8, 10),
                  phone.substring(10));
      Answer conflict = anna.post("/deals", "clientName", "Тот же", "phone", typed).is(409);
      problem(conflict);
      assertThat(conflict.text("id")).isEqualTo(first.id);
      assertThat(boris.post("/deals", "clientName", "Тот же", "phone", typed).is(409).text("id"))
          .isEqualTo(first.id);
      Answer second =
          anna.post("/deals", "clientName", "Тот же", "phone", typed, "allowDuplicate", true)
              .is(201);
      assertThat(second.text("id")).isNotEqualTo(first.id);
    }

    @Test
    void ofAPhoneWhoseDealIsClosedIsNoDuplicate() {
      Deal first = estimate().pinned("Дорого");
      first.moved(
          "sales/lost", "loss.result", "refused-before-measurement", "loss.reason", "дорого");
      anna.post("/deals", "clientName", "Снова он", "phone", phoneOf(first)).is(201);
    }

    @Test
    void madeTwiceAtOnceIsMadeOnce() throws Exception {
      String phone = zamer.phone();
      List<Answer> answers =
          atOnce(
              () -> anna.post("/deals", "clientName", "Один", "phone", phone),
              () -> boris.post("/deals", "clientName", "Другой", "phone", phone));
      assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
    }

    @ParameterizedTest
    @CsvSource({"8, ' (', ') ', -", "+7, ' ', ' ', ' '", "7, '', '', ''", "8, -, -, -"})
    void hasItsPhoneInOneFormHoweverItWasTyped(
        String country, String open, String close, String dash) {
      String phone = zamer.phone();
      String typed =
          country
              + open
              + phone.substring(2, 5)
              + close
              + phone.substring(5, 8)
              + dash
              + phone.substring(8, 10)
              + dash
              + phone.substring(10);
      Answer made = anna.post("/deals", "clientName", "Геннадий", "phone", typed).is(201);
      assertThat(made.json().path("client").path("phones").path(0).asString()).isEqualTo(phone);
      assertThat(anna.get("/deals?phone=" + phone.substring(1)).items())
          .extracting(deal -> Json.text(deal, "id"))
          .containsExactly(made.text("id"));
      assertThat(anna.get("/deals?phone=8" + phone.substring(2)).items()).hasSize(1);
      assertThat(anna.get("/deals?phone=%2B" + phone.substring(1)).items()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "12", "телефон", "+7999123456789012345", "null"})
    void needsAPhoneThatCanBeCalled(String phone) {
      Answer refused = anna.post("/deals", "clientName", "Геннадий", "phone", phone);
      assertThat(refused.refused()).anyMatch(violation -> violation.endsWith("phone"));
    }

    @Test
    void needsAClientAndAPhone() {
      assertThat(anna.post("/deals").refused())
          .anyMatch(violation -> violation.endsWith("phone"))
          .anyMatch(violation -> violation.endsWith("clientName"));
    }

    @Test
    void isFoundByWhatIsKnownOfIt() {
      Deal deal = bare();
      assertThat(
              anna.get(
                      "/deals?pipeline=sales&stage=estimate&status=open&owner=anna&phone=%2B"
                          + phoneOf(deal).substring(1))
                  .items())
          .extracting(found -> Json.text(found, "id"))
          .containsExactly(deal.id);
      assertThat(
              anna.get("/deals?stage=measurement&phone=%2B" + phoneOf(deal).substring(1)).items())
          .isEmpty();
      assertThat(anna.get("/deals?q=" + phoneOf(deal).substring(1)).items()).hasSize(1);
    }
  }

  @Nested
  class Concurrency {
    @Test
    void aPatchNamesTheVersionItChanges() {
      Deal deal = bare();
      Answer seen = anna.get(deal.path());
      assertThat(seen.header("ETag")).contains(seen.text("version"));
      problem(changingNothing(deal, () -> anna.patch(deal.path(), "title", "Кухня")).is(428));
      Answer changed =
          anna.with("If-Match", seen.header("ETag")).patch(deal.path(), "title", "Кухня").is(200);
      assertThat(changed.header("ETag"))
          .isNotEqualTo(seen.header("ETag"))
          .isEqualTo(anna.get(deal.path()).header("ETag"));
      assertThat(changed.text("title")).isEqualTo("Кухня");
      problem(
          changingNothing(
                  deal,
                  () ->
                      anna.with("If-Match", seen.header("ETag"))
                          .patch(deal.path(), "title", "Шкаф"))
              .is(412));
    }

    @Test
    void aPatchMayBeCalledPlainJson() {
      Deal deal = bare();
      anna.with("If-Match", anna.get(deal.path()).header("ETag"))
          .sendText("PATCH", deal.path(), "application/json", "{\"title\": \"Кухня\"}")
          .is(200);
    }

    @Test
    void aPatchLeavesWhatItDoesNotNameAndEmptiesWhatIsNull() {
      Deal deal = estimate();
      deal.set("address.floor", null, "address.house", "9");
      assertThat(deal.text("address.floor")).isEmpty();
      assertThat(deal.text("address.house")).isEqualTo("9");
      assertThat(deal.text("address.city")).isEqualTo("Москва");
    }

    @Test
    void theLedgerHasVersionsToo() {
      Deal deal = preMeasurement(in(10));
      String record = deal.ledgerPath();
      anna.patch(record, "estimateAmount", 1000).is(428);
      String etag = anna.get(record).is(200).header("ETag");
      anna.with("If-Match", etag).patch(record, "estimateAmount", 1000).is(200);
      anna.with("If-Match", etag).patch(record, "estimateAmount", 2000).is(412);
    }

    @Test
    void ofTwoWhoMoveOneDealAtOnceOneWins() throws Exception {
      for (int round = 0; round < 10; round++) {
        Deal deal = estimate(in(10));
        String etag = anna.get(deal.path()).header("ETag");
        int history = deal.history().size();
        List<Answer> answers =
            atOnce(
                () ->
                    anna.with("If-Match", etag)
                        .post(deal.path() + "/moves", "to", "sales/postponed"),
                () ->
                    olga.with("If-Match", etag)
                        .post(deal.path() + "/moves", "to", "sales/pre-measurement"));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
        Answer won = answers.stream().filter(Answer::succeeded).findFirst().orElseThrow();
        Answer lost =
            answers.stream().filter(answer -> !answer.succeeded()).findFirst().orElseThrow();
        problem(lost.is(409, 412));
        assertThat(deal.text("stage")).isEqualTo(won.text("stage"));
        assertThat(deal.history()).hasSize(history + 1);
        assertThat(deal.dueOn("PRE-5"))
            .hasSize(deal.text("stage").equals("pre-measurement") ? 1 : 0);
      }
    }
  }

  private static List<Answer> atOnce(Callable<Answer> one, Callable<Answer> other)
      throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (var threads = Executors.newFixedThreadPool(2)) {
      List<Future<Answer>> futures = new ArrayList<>();
      for (Callable<Answer> each : List.of(one, other)) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return each.call();
                }));
      }
      start.countDown();
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> future : futures) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  @Nested
  class Idempotency {
    @Test
    void aRepeatedPostAnswersAsTheFirstTimeAndDoesNothingTwice() {
      String phone = zamer.phone();
      Caller sure = anna.with("Idempotency-Key", "deal-" + phone);
      Answer first = sure.post("/deals", "clientName", "Геннадий", "phone", phone).is(201);
      Answer second = sure.post("/deals", "clientName", "Геннадий", "phone", phone).is(201);
      assertThat(second.json()).isEqualTo(first.json());
      assertThat(anna.get("/deals?phone=%2B" + phone.substring(1)).items()).hasSize(1);
    }

    @Test
    void aRepeatedMoveIsMadeOnce() {
      Deal deal = bare();
      Caller sure = anna.with("Idempotency-Key", "move-" + deal.id);
      Answer first = sure.post(deal.path() + "/moves", "to", "sales/postponed").is(200);
      int history = deal.history().size();
      Answer second = sure.post(deal.path() + "/moves", "to", "sales/postponed").is(200);
      assertThat(second.json()).isEqualTo(first.json());
      assertThat(deal.history()).hasSize(history);
    }

    @Test
    void aKeyIsItsUsersOwn() {
      String key = "key-" + zamer.phone();
      Answer hers =
          anna.with("Idempotency-Key", key)
              .post("/deals", "clientName", "Её", "phone", zamer.phone())
              .is(201);
      Answer his =
          boris
              .with("Idempotency-Key", key)
              .post("/deals", "clientName", "Его", "phone", zamer.phone())
              .is(201);
      assertThat(his.text("id")).isNotEqualTo(hers.text("id"));
    }

    @Test
    void aKeySentTwiceAtOnceDoesOneThing() throws Exception {
      String phone = zamer.phone();
      Caller sure = anna.with("Idempotency-Key", "twice-" + phone);
      List<Answer> answers =
          atOnce(
              () ->
                  sure.post(
                      "/deals", "clientName", "Геннадий", "phone", phone, "allowDuplicate", true),
              () ->
                  sure.post(
                      "/deals", "clientName", "Геннадий", "phone", phone, "allowDuplicate", true));
      assertThat(answers).allSatisfy(answer -> answer.is(201, 409));
      assertThat(anna.get("/deals?phone=%2B" + phone.substring(1)).items()).hasSize(1);
    }
  }

  @Nested
  class Problems {
    @Test
    void aPathThatDoesNotExist() {
      problem(anna.get("/nothing/here").is(404));
      problem(anna.post("/nothing/here").is(404));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/deals/999999999",
          "/deals/abc",
          "/deals/99999999999999999999",
          "/deals/-1",
          "/deals/0"
        })
    void aDealThatDoesNotExist(String path) {
      problem(anna.get(path).is(400, 404));
      problem(anna.get(path + "/moves").is(400, 404));
      problem(anna.post(path + "/moves", "to", "sales/postponed").is(400, 404));
      problem(anna.with("If-Match", "\"1\"").patch(path, "title", "Кухня").is(400, 404));
    }

    @Test
    void aMethodThatDoesNotExist() {
      problem(anna.delete(bare().path()).is(405));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{",
          "",
          "[]",
          "\"text\"",
          "{\"clientName\": }",
          "null",
          "{\"phone\": [1]}",
          "{\"clientName\": {\"a\": 1}}"
        })
    void jsonThatIsNone(String text) {
      problem(anna.sendText("POST", "/deals", "application/json", text).is(400, 422));
    }

    @Test
    void malformedJsonIs400() {
      problem(anna.sendText("POST", "/deals", "application/json", "{\"clientName\": \"Ге").is(400));
      Deal deal = bare();
      problem(
          changingNothing(
                  deal,
                  () -> anna.sendText("POST", deal.path() + "/moves", "application/json", "{to"))
              .is(400));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"estimate\": {\"amount\": \"много\"}}",
          "{\"estimate\": {\"amount\": -1}}",
          "{\"estimate\": {\"amount\": 1e400}}",
          "{\"estimate\": {\"amount\": 100000000000000000000}}",
          "{\"estimate\": {\"amount\": {}}}",
          "{\"estimate\": 5}",
          "{\"address\": \"Москва\"}",
          "{\"address\": {\"city\": [\"Москва\"]}}",
          "{\"measurement\": {\"videoAllowed\": \"может быть\"}}",
          "{\"measurement\": {\"dateKind\": \"maybe\"}}",
          "{\"nextContactOn\": \"завтра\"}",
          "{\"title\": \"a\\u0000b\"}",
          "[]",
          "5"
        })
    void valuesOfAWrongKind(String patch) {
      Deal deal = bare();
      String etag = anna.get(deal.path()).header("ETag");
      problem(
          changingNothing(
                  deal,
                  () ->
                      anna.with("If-Match", etag)
                          .sendText("PATCH", deal.path(), "application/merge-patch+json", patch))
              .is(400, 422));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "id",
          "version",
          "measurement.decidedOn",
          "estimate.stampedAt",
          "estimate.stampedBy"
        })
    void whatTheProgramWritesNobodyElseDoes(String field) {
      Deal deal = estimate(in(10));
      String before = deal.text(field);
      deal.patch(field, "2026-01-01");
      assertThat(deal.text(field))
          .isIn(before, String.valueOf(deal.json().path("version").asInt()));
      assertThat(deal.json().path("id").asString()).isEqualTo(deal.id);
    }

    @Test
    void aTextWithoutEndIsNotTaken() {
      problem(
          anna.post("/deals", "clientName", "я".repeat(100_000), "phone", zamer.phone())
              .is(400, 413, 422));
    }

    @Test
    void aFileThatIsTooLarge() {
      Deal deal = bare();
      byte[] tooMuch = new byte[20 * 1024 * 1024 + 1];
      problem(
          anna.upload(
                  deal.path() + "/files?kind=other",
                  "large.bin",
                  "application/octet-stream",
                  tooMuch)
              .is(413));
      assertThat(anna.get(deal.path() + "/files").items()).isEmpty();
    }

    @Test
    void aFileOfTwentyMegabytesIsKeptByteForByte() {
      Deal deal = bare();
      byte[] much = new byte[20 * 1024 * 1024];
      Arrays.fill(much, (byte) 'z');
      Answer kept =
          anna.upload(deal.path() + "/files?kind=other", "large.txt", "text/plain", much).is(201);
      Answer file = anna.get("/files/" + kept.text("id")).is(200);
      assertThat(file.body())
          .hasSize(much.length)
          .matches(text -> text.chars().allMatch(each -> each == 'z'));
    }

    @Test
    void aFileOfNoKind() {
      Deal deal = bare();
      problem(
          anna.upload(deal.path() + "/files?kind=poem", "a.txt", "text/plain", new byte[] {65})
              .is(400, 422));
      problem(
          anna.upload(deal.path() + "/files", "a.txt", "text/plain", new byte[] {65}).is(400, 422));
    }

    @Test
    void aBodyOfAnotherMediaType() {
      problem(anna.sendText("POST", "/deals", "text/plain", "Геннадий").is(415));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "sales/close",
          "sales/nowhere",
          "measurement",
          "",
          "deferred/month-13",
          "sales/",
          "/",
          "a/b/c"
        })
    void aStageThatDoesNotExist(String to) {
      Deal deal = estimate();
      problem(changingNothing(deal, () -> deal.move(to)).is(400, 404, 422));
    }

    @Test
    void aMoveToNowhere() {
      Deal deal = estimate();
      problem(changingNothing(deal, () -> anna.post(deal.path() + "/moves")).is(400, 422));
    }

    @ParameterizedTest
    @ValueSource(strings = {"size=201", "size=0", "size=-1", "size=many", "page=-1", "page=first"})
    void pagesThatCannotBe(String query) {
      for (String list : List.of("/deals", "/activities", "/ledger/measurements", "/deadlines")) {
        problem(anna.get(list + "?" + query).is(400, 422));
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/deals?status=asleep",
          "/deals?stage=nowhere",
          "/deadlines?state=asleep",
          "/activities?due=someday",
          "/ledger/measurements?from=yesterday",
          "/ledger/reports/contracts?from=2026-02-30",
          "/deals?sort=nothing",
          "/deals?page=2147483647&size=200",
          "/deals?q=%25%27%3B--",
          "/deals?phone=%00",
          "/ledger/measurements?deal=abc"
        })
    void oddQuestionsAreAnsweredOrRefusedButBreakNothing(String path) {
      Answer answer = olga.get(path);
      assertThat(answer.status()).as(answer.toString()).isBetween(200, 499);
      if (!answer.succeeded()) {
        problem(answer);
      }
    }

    @Test
    void areInTheCallersLanguage() {
      Deal deal = bare();
      assertThat(messages(anna.post(deal.path() + "/moves", "to", "sales/pre-measurement")))
          .isNotEmpty()
          .allMatch(message -> message.matches("(?s).*[а-яё].*"));
      assertThat(
              messages(
                  anna.with("Accept-Language", "en")
                      .post(deal.path() + "/moves", "to", "sales/pre-measurement")))
          .isNotEmpty()
          .noneMatch(message -> message.matches("(?s).*[а-яёА-ЯЁ].*"));
      assertThat(
              messages(
                  anna.with("Accept-Language", "de")
                      .post(deal.path() + "/moves", "to", "sales/pre-measurement")))
          .allMatch(message -> message.matches("(?s).*[а-яё].*"));
    }

    private static List<String> messages(Answer refused) {
      refused.is(422);
      return refused
          .json()
          .path("violations")
          .valueStream()
          .map(violation -> Json.text(violation, "message"))
          .toList();
    }
  }

  @Nested
  class Rights {
    @Test
    void aStrangerIsAskedWhoHeIs() {
      Deal deal = bare();
      problem(zamer.stranger().get(deal.path()).is(401));
      problem(zamer.stranger().get("/deals").is(401));
      problem(zamer.stranger().with("Authorization", "Bearer demo-nobody").get("/deals").is(401));
      problem(zamer.stranger().with("Authorization", "Bearer ").get("/deals").is(401));
      problem(
          zamer.stranger().post("/deals", "clientName", "Чужой", "phone", zamer.phone()).is(401));
      problem(zamer.stranger().get("/nothing/here").is(401, 404));
    }

    @Test
    void anotherManagerNeitherSeesNorChangesTheDeal() {
      Deal deal = preMeasurement(in(10)).pinned("Важное");
      String etag = anna.get(deal.path()).header("ETag");
      for (String part :
          List.of(
              "",
              "/moves",
              "/plan",
              "/history",
              "/comments",
              "/activities",
              "/files",
              "/chat/messages")) {
        problem(boris.get(deal.path() + part).is(403));
      }
      for (Answer answer :
          List.of(
              boris.with("If-Match", etag).patch(deal.path(), "title", "Моё"),
              boris.post(deal.path() + "/moves", "to", "sales/measurement"),
              boris.post(deal.path() + "/comments", "text", "Моё"),
              boris.post(deal.path() + "/activities", "subject", "Моё", "dueOn", in(1)),
              boris.post(deal.path() + "/chat/messages", "text", "Моё"),
              boris.post(deal.path() + "/chat/participants", "user", "boris"),
              deal.by("boris").attach("other"),
              deal.by("boris").complete("PRE-5", "confirmed"),
              deal.by("boris").patchLedger("estimateAmount", 1))) {
        problem(answer.is(403));
      }
      assertThat(boris.get("/deals?q=" + phoneOf(deal).substring(1)).items()).isEmpty();
      assertThat(boris.get("/ledger/measurements?deal=" + deal.id).is(200, 403).body())
          .doesNotContain("115973");
      assertThat(boris.get("/deadlines?deal=" + deal.id).is(200, 403).body())
          .doesNotContain("PRE-6");
      assertThat(anna.get(deal.path()).header("ETag")).isEqualTo(etag);
    }

    @Test
    void theHeadOfSalesSeesAndChangesEveryDeal() {
      Deal deal = estimate(in(10));
      deal.by("olga").set("title", "Кухня для Геннадия").moved("sales/pre-measurement");
      assertThat(deal.text("owner")).isEqualTo("anna");
    }

    @Test
    void anEngineerSeesOnlyDealsOfHisVisitsAndDoesNotChangeThem() {
      Deal deal = confirmed(in(3));
      Deal other = measurement(in(3));
      zamer.as("egor").get(deal.path()).is(200);
      zamer.as("egor").get(other.path()).is(403);
      changingNothing(deal, () -> deal.by("egor").patch("title", "Моё")).is(403);
      changingNothing(deal, () -> deal.by("egor").move("sales/signing")).is(403);
      assertThat(zamer.as("egor").get("/deals?size=200").items())
          .extracting(found -> Json.text(found, "id"))
          .contains(deal.id)
          .doesNotContain(other.id);
    }
  }

  @Nested
  class Moves {
    private void everyStageOnce(Deal deal) {
      assertThat(deal.moves())
          .extracting(move -> Json.text(move, "to"))
          .containsExactlyInAnyOrderElementsOf(STAGES);
    }

    @Test
    void nameEveryStageThatExistsWithAllThatStandsInTheWay() {
      Deal deal = bare();
      everyStageOnce(deal);
      assertThat(deal.moves())
          .allSatisfy(
              move -> {
                boolean allowed = move.path("allowed").asBoolean();
                assertThat(Answer.violations(move).isEmpty())
                    .as(move.toString())
                    .isEqualTo(allowed);
              });
      everyStageOnce(preMeasurement(in(10)));
      everyStageOnce(
          bare()
              .moved(
                  "sales/won",
                  "contract.number",
                  zamer.contractNumber(),
                  "contract.amount",
                  1,
                  "contract.discount",
                  0,
                  "contract.clientName",
                  "Г. П."));
    }

    private void keepTheirWord(Supplier<Deal> made) {
      Deal deal = made.get();
      for (JsonNode promise : deal.moves()) {
        String to = Json.text(promise, "to");
        if (promise.path("allowed").asBoolean()) {
          Deal twin = made.get();
          assertThat(twin.move(to).is(200).text("id")).isEqualTo(twin.id);
          continue;
        }
        Answer refused = changingNothing(deal, () -> deal.move(to));
        refused.is(422);
        assertThat(refused.violations()).as(to).isEqualTo(Answer.violations(promise));
      }
    }

    @Test
    void keepTheirWordFromEstimate() {
      keepTheirWord(ApiTests.this::bare);
      keepTheirWord(ApiTests.this::estimate);
      keepTheirWord(() -> estimate(in(3)));
      keepTheirWord(() -> estimate(in(4)));
      keepTheirWord(() -> estimate(in(33)));
    }

    @Test
    void keepTheirWordFromPreMeasurementAndMeasurement() {
      keepTheirWord(() -> preMeasurement(in(10)));
      keepTheirWord(() -> measurement(in(2)));
      keepTheirWord(
          () -> {
            monday();
            return visited(in(3), "no-contract");
          });
      keepTheirWord(
          () -> {
            monday();
            return visited(in(3), "repeat", "date", in(20), "dateKind", "exact")
                .moved("sales/repeat-measurement");
          });
    }

    @Test
    void keepTheirWordFromDeferredAndClosedDeals() {
      keepTheirWord(
          () -> {
            Deal deal = estimate().pinned("Потом");
            deal.plan("Связаться", in(60)).ok();
            return deal.set("nextContactOn", in(60)).moved("deferred/month-05");
          });
      keepTheirWord(
          () ->
              estimate()
                  .pinned("Дорого")
                  .moved(
                      "sales/lost",
                      "loss.result",
                      "refused-before-measurement",
                      "loss.reason",
                      "дорого"));
    }
  }

  @Nested
  class Things {
    @Test
    void moneyIsANumberWithTwoDecimals() {
      Deal deal = estimate().set("estimate.amount", 99500.5);
      assertThat(anna.get(deal.path()).body()).containsPattern("\"amount\"\\s*:\\s*99500\\.50\\b");
    }

    @Test
    void aListIsAPage() {
      Answer page = anna.get("/deals?page=0&size=1").is(200);
      assertThat(page.json().path("items").size()).isLessThanOrEqualTo(1);
      assertThat(page.json().path("page").asInt()).isZero();
      assertThat(page.json().path("size").asInt()).isEqualTo(1);
      assertThat(page.json().path("total").isNumber()).isTrue();
      assertThat(anna.get("/deals").json().path("size").asInt()).isEqualTo(50);
      anna.get("/deals?size=200").is(200);
    }

    @Test
    void anActivityIsPlannedAndDoneOnce() {
      Deal deal = bare();
      Answer made = deal.plan("Позвонить после шести", in(1)).is(201);
      assertThat(made.text("dueOn")).isEqualTo(in(1).toString());
      assertThat(made.text("subject")).isEqualTo("Позвонить после шести");
      assertThat(anna.get("/activities?owner=anna&due=planned&size=200").items())
          .anyMatch(activity -> Json.text(activity, "id").equals(made.text("id")));
      anna.post(
              "/activities/" + made.text("id") + "/complete",
              "result",
              "done",
              "comment",
              "дозвонилась")
          .is(200);
      anna.post("/activities/" + made.text("id") + "/complete", "result", "done").is(409, 422);
      assertThat(deal.openActivities()).isEmpty();
    }

    @Test
    void anActivityIsDueTodayAndThenOverdue() {
      Deal deal = bare();
      String id = deal.plan("Позвонить", in(1)).text("id");
      assertThat(ids("today")).doesNotContain(id);
      clock(in(1), 9, 0);
      assertThat(ids("today")).contains(id);
      assertThat(ids("overdue")).doesNotContain(id);
      clock(in(2), 9, 0);
      assertThat(ids("overdue")).contains(id);
      assertThat(ids("today")).doesNotContain(id);
    }

    private List<String> ids(String due) {
      return anna.get("/activities?owner=anna&size=200&due=" + due).items().stream()
          .map(activity -> Json.text(activity, "id"))
          .toList();
    }

    @Test
    void anActivityNeedsASubjectAndADay() {
      Deal deal = bare();
      assertThat(changingNothing(deal, () -> anna.post(deal.path() + "/activities")).refused())
          .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aCommentIsWrittenAndPinned() {
      Deal deal = bare();
      Answer made = deal.comment("Просил не звонить до обеда", false).is(201);
      anna.put(deal.path() + "/comments/" + made.text("id") + "/pin").is(200, 204);
      assertThat(anna.get(deal.path() + "/comments").items())
          .anyMatch(
              comment ->
                  comment.path("pinned").asBoolean()
                      && Json.text(comment, "text").startsWith("Просил"));
      assertThat(changingNothing(deal, () -> deal.comment("  ", true)).refused()).isNotEmpty();
      anna.put(deal.path() + "/comments/999999999/pin").is(404);
    }

    @Test
    void aFileComesBackAsItWas() {
      Deal deal = bare();
      String text = "Эскиз кухни";
      Answer kept =
          anna.upload(
                  deal.path() + "/files?kind=other",
                  "эскиз.txt",
                  "text/plain",
                  text.getBytes(StandardCharsets.UTF_8))
              .is(201);
      Answer file = anna.get("/files/" + kept.text("id")).is(200);
      assertThat(file.body()).isEqualTo(text);
      boris.get("/files/" + kept.text("id")).is(403);
      assertThat(anna.get(deal.path() + "/files").items())
          .anyMatch(
              each ->
                  Json.text(each, "id").equals(kept.text("id"))
                      && Json.text(each, "kind").equals("other"));
    }

    @Test
    void theApiDescribesItself() {
      Answer description = anna.get("//v3/api-docs").is(200);
      assertThat(description.text("openapi")).startsWith("3.1");
      assertThat(description.json().path("paths").propertyNames())
          .contains(
              "/api/v1/deals", "/api/v1/deals/{id}/moves", "/api/v1/ledger/measurements/{id}");
      zamer.stranger().get("//actuator/health/readiness").is(200);
    }

    @Test
    void theClockOfTheDemoDoesNotGoBackUnlessReset() {
      clock(in(1), 9, 0);
      zamer.as("admin").post("/demo/clock", "now", "2026-03-02T09:00:00+03:00").is(409, 422);
      zamer.as("admin").post("/demo/clock", "now", "half past nine").is(400, 422);
      zamer.as("admin").post("/demo/clock").is(400, 422);
    }
  }
}
