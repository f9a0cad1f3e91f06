package app.zamer.editions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the regulation file says is law on every way, what it does not say is no word anywhere, and
 * an edition that cannot be worked out stops nobody.
 */
@ZamerTest
class LawsTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Editions editions;
  @Autowired EditionRepository repository;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  private String original = "";
  private Person admin;
  private Person anna;
  private Person olga;

  @BeforeEach
  void hire() {
    original = editions.text();
    admin = people.hire(Role.ADMINISTRATOR);
    anna = people.hire(Role.MANAGER);
    olga = people.hire(Role.HEAD_OF_SALES);
  }

  @AfterEach
  void putTheEditionBack() {
    if (!editions.text().equals(original)) {
      assertThat(editions.adopt(admin.actor(), original)).isInstanceOf(Adoption.Adopted.class);
    }
  }

  // ---- the status of a measurement

  @ParameterizedTest
  @CsvSource({
    "refused-before, LOST-5",
    "refused-after, LOST-6",
    "contract, WIN-4",
    "x, INPUT",
    "no sheet, INPUT",
  })
  void noDoorSetsAStatusThatDisagreesWithItsDeal(String status, String rule) {
    String deal = booked();
    assertThat(patch(olga, "/deals/" + deal, "{\"measurement\": {\"status\": \"%s\"}}", status))
        .hasStatus(422)
        .bodyText()
        .contains(rule, "\"measurement.status\"");
    MvcTestResult ledger =
        patch(olga, "/ledger/measurements/" + deal, "{\"status\": \"%s\"}", status);
    assertThat(ledger).hasStatus(422).bodyText().contains(rule, "\"status\"");
    MvcTestResult request =
        post(
            anna,
            "/ledger/measurements/" + deal + "/status-requests",
            "{\"status\": \"%s\"}",
            status);
    if (rule.equals("WIN-4")) {
      assertThat(request).as("the number may still come").hasStatus(201);
      String asked = text(request, "$.id");
      assertThat(post(olga, "/ledger/status-requests/" + asked + "/grant", ""))
          .hasStatus(422)
          .bodyText()
          .contains(rule);
    } else {
      assertThat(request).hasStatus(422).bodyText().contains(rule);
    }
    assertThat(text(get(olga, "/deals/" + deal), "$.measurement.status")).isEqualTo("planned");
    nothingDisagrees();
  }

  @Test
  void theStatusOfAClosedDealIsHowItEnded() {
    String lost = lost("дорого", "Клиенту дорого");
    String won = won();
    for (String status : List.of("planned", "done", "cancelled", "refused-after", "contract")) {
      assertThat(patch(olga, "/deals/" + lost, "{\"measurement\": {\"status\": \"%s\"}}", status))
          .hasStatus(422);
    }
    for (String status : List.of("planned", "refused-before", "cancelled")) {
      assertThat(patch(olga, "/deals/" + won, "{\"measurement\": {\"status\": \"%s\"}}", status))
          .hasStatus(422);
    }
    assertThat(patch(olga, "/deals/" + won, "{\"measurement\": {\"status\": null}}"))
        .hasStatus(422);
    assertThat(patch(olga, "/deals/" + lost, "{\"measurement\": {\"status\": null}}"))
        .hasStatus(422);
    nothingDisagrees();
  }

  @Test
  void aWordThatTheFileDoesNotHaveIsRefusedByTheDatabaseAndShownWhereItIsStored() {
    String deal = booked();
    assertThatThrownBy(() -> status(deal, "y")).isInstanceOf(DataAccessException.class);
    jdbc.sql("insert into field_word (field, word) values ('measurement.status', 'y')").update();
    status(deal, "y");
    jdbc.sql("delete from field_word where word = 'y'").update();
    assertThat(look(olga, "/ledger?q=" + phone.substring(1)))
        .hasStatusOk()
        .bodyText()
        .contains(">y<");
    assertThat(look(olga, "/ledger/" + deal + "/edit")).hasStatusOk();
    assertThat(look(olga, "/deals/" + deal)).hasStatusOk();
    assertThat(get(olga, "/deals/" + deal)).hasStatusOk();
    status(deal, "planned");
  }

  @Test
  void anEffectWritesNoWordThatTheFileDoesNotHave() {
    String effect = "{at: [sales/won], set: measurement.status, to: \"'contract'\"}";
    assertThat(original).contains(effect);
    assertThat(put(original.replace(effect, effect.replace("'contract'", "'signed'"))))
        .hasStatus(422)
        .bodyText()
        .containsPattern("sales.yaml:\\d+:\\d+")
        .contains("is never 'signed'");
  }

  @Test
  void anEditionWithoutAWordThatDealsHoldIsRefused() {
    lost("дорого", "Клиенту дорого");
    String less = original.replace("      expensive: {ru: Дорого, en: Too expensive}\n", "");
    assertThat(less).isNotEqualTo(original);
    assertThat(put(less)).hasStatus(422).bodyText().contains("expensive", "loss.reason");
    String more =
        original.replace(
            "      other: {ru: Другое, en: Other}\n",
            "      weather: {ru: Погода, en: The weather}\n      other: {ru: Другое, en: Other}\n");
    assertThat(put(more)).hasStatusOk();
    String deal = lost("погода", "Погода подвела");
    assertThat(reason(deal)).isEqualTo("weather");
    // or the program's own edition could not come into force again
    jdbc.sql("update deal set loss_reason = 'other' where loss_reason = 'weather'").update();
  }

  // ---- why deals are lost

  @ParameterizedTest
  @CsvSource({
    "дорого, expensive, Клиенту слишком дорого",
    "Дорого, expensive, ДОРОГО!",
    "Too expensive, expensive, Клиенту дорого",
    "competitor, competitor, Купил мебель у конкурентов",
    "муж против, other, Её муж против кухни",
    "ёлки, other, говорит елки",
  })
  void aReasonIsOneOfTheFilesOrSaidInOwnWords(String said, String reason, String comment) {
    String deal = lost(said, comment);
    assertThat(reason(deal)).isEqualTo(reason);
    assertThat(text(get(olga, "/deals/" + deal), "$.loss.reason"))
        .isEqualTo(said.equals("competitor") ? "Купил у конкурентов" : said);
    MvcTestResult same =
        patch(
            olga,
            "/deals/" + deal,
            "{\"loss\": {\"reason\": \"%s\"}}",
            text(get(olga, "/deals/" + deal), "$.loss.reason"));
    assertThat(same).hasStatusOk();
    assertThat(reason(deal)).isEqualTo(reason);
  }

  @Test
  void theWindowOffersTheReasonsOfTheFile() {
    String deal = booked();
    assertThat(look(anna, "/deals/" + deal + "/move?to=sales/lost"))
        .hasStatusOk()
        .bodyText()
        .contains("Купил у конкурентов", "list=\"f-loss-reason-words\"");
  }

  // ---- one number, one deal

  @Test
  void ofTwoWhoEnterOneContractNumberAtOnceTheSecondIsToldSoOnEveryWay() throws Exception {
    String number = Fresh.number() + "Ш";
    List<String> deals = IntStream.range(0, 6).mapToObj(n -> booked()).toList();
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService pool = Executors.newFixedThreadPool(deals.size())) {
      List<Future<MvcTestResult>> answers =
          IntStream.range(0, deals.size())
              .mapToObj(
                  n ->
                      pool.submit(
                          () -> {
                            start.await();
                            return n % 2 == 0
                                ? patch(
                                    olga,
                                    "/deals/" + deals.get(n),
                                    "{\"contract\": {\"number\": \"%s\"}}",
                                    number)
                                : post(
                                    anna,
                                    "/deals/" + deals.get(n) + "/moves",
                                    "{\"to\": \"sales/won\", \"contract\": {\"number\": \"%s\","
                                        + " \"amount\": 1000, \"discount\": 0, \"clientName\":"
                                        + " \"Пётр\"}}",
                                    number);
                          }))
              .toList();
      start.countDown();
      int taken = 0;
      for (Future<MvcTestResult> answer : answers) {
        MvcTestResult result = answer.get();
        int status = result.getResponse().getStatus();
        assertThat(status).isIn(200, 422);
        if (status == 200) {
          taken++;
        } else {
          assertThat(result).bodyText().contains("WIN-2", "contract.number");
        }
      }
      assertThat(taken).isOne();
    }
  }

  @Test
  void whoEntersANumberWaitsForTheDealBeforeHeKeepsTheNumberFromOthers() throws Exception {
    String deal = booked();
    String number = Fresh.number() + "Ш";
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      Future<MvcTestResult> entered =
          new TransactionTemplate(transactions)
              .execute(
                  status -> {
                    jdbc.sql("select 1 from deal where id = ? for no key update")
                        .param(Long.valueOf(deal))
                        .query(Integer.class)
                        .single();
                    int me = jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
                    Future<MvcTestResult> answer =
                        pool.submit(
                            () ->
                                patch(
                                    olga,
                                    "/deals/" + deal,
                                    "{\"contract\": {\"number\": \"%s\"}}",
                                    number));
                    await()
                        .until(
                            () ->
                                jdbc.sql(
                                        "select exists (select 1 from pg_stat_activity where ? ="
                                            + " any (pg_blocking_pids(pid)))")
                                    .param(me)
                                    .query(Boolean.class)
                                    .single());
                    assertThat(
                            jdbc.sql(
                                    "select pg_try_advisory_xact_lock(hashtextextended('contract '"
                                        + " || ?, 0))")
                                .param(number)
                                .query(Boolean.class)
                                .single())
                        .as("the number is free while the deal is waited for")
                        .isTrue();
                    return answer;
                  });
      assertThat(entered.get()).hasStatusOk();
    }
  }

  // ---- the right of a field, and an edition that leaves a deal without its stage

  @Test
  void theRightThatAFieldAsksIsAskedOnEveryWay() {
    String deal = booked();
    String field = "  measurement.dateKind:\n";
    assertThat(original).contains(field);
    assertThat(put(original.replace(field, field + "    right: ledger.status\n"))).hasStatusOk();
    assertThat(patch(anna, "/deals/" + deal, "{\"measurement\": {\"dateKind\": \"approximate\"}}"))
        .hasStatus(403);
    assertThat(patch(anna, "/ledger/measurements/" + deal, "{\"dateKind\": \"approximate\"}"))
        .hasStatus(403);
    assertThat(patch(anna, "/ledger/measurements/" + deal, "{\"estimateAmount\": 2000}"))
        .hasStatusOk();
    assertThat(patch(olga, "/ledger/measurements/" + deal, "{\"dateKind\": \"approximate\"}"))
        .hasStatusOk();
  }

  @Test
  void aDealWhoseStageIsGoneIsShownAndChangedAndCanGoOn() {
    String deal = booked();
    jdbc.sql("update deal set stage = 'gone' where id = ?").param(Long.valueOf(deal)).update();
    try {
      assertThat(get(olga, "/deals/" + deal)).hasStatusOk();
      assertThat(get(olga, "/deals/" + deal + "/moves")).hasStatusOk();
      assertThat(patch(olga, "/deals/" + deal, "{\"title\": \"Шкаф\"}")).hasStatusOk();
      assertThat(
              post(anna, "/deals/" + deal + "/moves", "{\"to\": \"sales/measurement\"}")
                  .getResponse()
                  .getStatus())
          .isIn(200, 422);
    } finally {
      jdbc.sql("update deal set stage = 'estimate' where id = ?")
          .param(Long.valueOf(deal))
          .update();
    }
  }

  // ---- an edition that cannot be worked out

  @ParameterizedTest
  @CsvSource({
    "1 / (size(pinned) - size(pinned)) == 1",
    "'[1, 2][size(pinned) + 2] == 1'",
    "estimate.stampedAt.value() < now",
    "pinned.all(p, pinned.all(q, [1].all(z, timestamp(p) < now))) && timestamp('x') < now",
  })
  void anEditionThatCannotBeWorkedOutForSomeDealIsRefusedAtItsPlace(String expression) {
    booked();
    assertThat(put(failing(expression)))
        .hasStatus(422)
        .bodyText()
        .containsPattern("sales.yaml:\\d+:\\d+");
  }

  @Test
  void anEditionInForceThatCannotBeWorkedOutStopsNobodyAndIsTakenBack() throws Exception {
    String deal = booked();
    String text =
        failing("1 / (size(pinned) - size(pinned)) == 1")
            .replace(
                "      - when: open && activities == 0\n",
                "      - when: estimate.stampedAt.value() < now\n");
    force(text);

    assertThat(get(olga, "/deals/" + deal)).hasStatusOk();
    assertThat(get(olga, "/deals/" + deal + "/moves"))
        .hasStatusOk()
        .bodyText()
        .contains("PRE-3", "не вычисляется");
    assertThat(get(olga, "/deals/" + deal + "/plan"))
        .hasStatusOk()
        .bodyText()
        .contains("не вычисляется");
    assertThat(post(anna, "/deals/" + deal + "/moves", "{\"to\": \"sales/measurement\"}"))
        .hasStatus(422)
        .bodyText()
        .contains("не вычисляется");
    assertThat(post(anna, "/deals/" + deal + "/comments", "{\"text\": \"Звонил\"}")).hasStatus(201);
    assertThat(patch(olga, "/deals/" + deal, "{\"title\": \"Кухня\"}")).hasStatusOk();
    for (String page : List.of("/deals/" + deal, "/board", "/day", "/day/round", "/regulation")) {
      assertThat(look(anna, page))
          .as(page)
          .satisfies(answer -> assertThat(answer.getResponse().getStatus()).isLessThan(400));
    }
    assertThat(look(admin, "/admin/regulation/failures"))
        .hasStatusOk()
        .bodyText()
        .contains("не вычисляется");
    assertThat(look(admin, "/admin/regulation")).hasStatusOk();

    assertThat(put(original)).hasStatusOk();
    assertThat(get(olga, "/deals/" + deal + "/moves")).bodyText().doesNotContain("не вычисляется");
  }

  private String failing(String expression) {
    String guard = "        required: [measurement.videoAllowed]\n        lasting: true\n";
    assertThat(original).contains(guard);
    return original.replace(
        guard,
        "        holds: \"%s\"\n        field: measurement.videoAllowed\n        lasting: true\n"
            .formatted(expression));
  }

  /** Brings an edition into force that nobody has tried, as an older program may have done. */
  private void force(String text) {
    assertThat(put(original + "\n# so that every node looks again\n")).hasStatusOk();
    repository.add("broken", text, admin.actor().id(), StoppedClock.START);
    assertThat(editions.text()).isEqualTo(text);
  }

  // ---- doing things

  private String phone = "";

  private String booked() {
    phone = Fresh.phone();
    MvcTestResult opened =
        post(anna, "/deals", "{\"clientName\": \"Пётр Ильин\", \"phone\": \"%s\"}", phone);
    assertThat(opened).hasStatus(201);
    String deal = text(opened, "$.id");
    assertThat(
            patch(
                olga,
                "/deals/" + deal,
                "{\"estimate\": {\"amount\": 1000}, \"measurement\": {\"date\": \"2026-03-20\"}}"))
        .hasStatusOk();
    return deal;
  }

  private String lost(String reason, String comment) {
    String deal = booked();
    assertThat(
            post(
                anna,
                "/deals/" + deal + "/comments",
                "{\"text\": \"%s\", \"pinned\": true}",
                comment))
        .hasStatus(201);
    assertThat(
            post(
                anna,
                "/deals/" + deal + "/moves",
                "{\"to\": \"sales/lost\", \"loss\": {\"result\": \"refused-before-measurement\","
                    + " \"reason\": \"%s\"}}",
                reason))
        .hasStatusOk();
    return deal;
  }

  private String won() {
    String deal = booked();
    assertThat(
            post(
                anna,
                "/deals/" + deal + "/moves",
                "{\"to\": \"sales/won\", \"contract\": {\"number\": \"%sШ\", \"amount\": 1000,"
                    + " \"discount\": 0, \"clientName\": \"Пётр\"}}",
                Fresh.number()))
        .hasStatusOk();
    return deal;
  }

  private void status(String deal, String status) {
    jdbc.sql("update measurement set status = ? where deal_id = ?")
        .params(status, Long.valueOf(deal))
        .update();
  }

  private String reason(String deal) {
    return jdbc.sql("select loss_reason from deal where id = ?")
        .param(Long.valueOf(deal))
        .query(String.class)
        .single();
  }

  private void nothingDisagrees() {
    List<String> deals =
        jdbc.sql("select id::text from deal where owner = ?")
            .param(anna.login())
            .query(String.class)
            .list();
    List<String> differing =
        JsonPath.read(body(get(anna, "/ledger/reconciliation?size=200")), "$.items[*].deal");
    assertThat(differing).doesNotContainAnyElementsOf(deals);
  }

  private MvcTestResult get(Person by, String path) {
    return mvc.get().uri("/api/v1" + path).header("Authorization", by.bearer()).exchange();
  }

  private MvcTestResult post(Person by, String path, String json, Object... values) {
    return send(HttpMethod.POST, by, path, json.formatted(values));
  }

  private MvcTestResult patch(Person by, String path, String json, Object... values) {
    return send(HttpMethod.PATCH, by, path, json.formatted(values));
  }

  private MvcTestResult send(HttpMethod method, Person by, String path, String json) {
    var request =
        mvc.method(method)
            .uri("/api/v1" + path)
            .header("Authorization", by.bearer())
            .contentType("application/json")
            .content(json.getBytes(StandardCharsets.UTF_8));
    return method == HttpMethod.PATCH
        ? request.header("If-Match", version(by, path)).exchange()
        : request.exchange();
  }

  private String version(Person by, String path) {
    MvcTestResult read = get(by, path);
    String tag = read.getResponse().getHeader("ETag");
    return tag == null ? "*" : tag;
  }

  private MvcTestResult put(String text) {
    return mvc.put()
        .uri("/api/v1/regulation/file")
        .header("Authorization", admin.bearer())
        .contentType("application/yaml")
        .content(text.getBytes(StandardCharsets.UTF_8))
        .exchange();
  }

  private MvcTestResult look(Person by, String path) {
    Browser browser = new Browser(mvc);
    browser.signIn(by.login(), People.PASSWORD);
    return browser.get(path);
  }

  private static String text(MvcTestResult answer, String path) {
    Object value = JsonPath.read(body(answer), path);
    return String.valueOf(value);
  }

  private static String body(MvcTestResult answer) {
    try {
      return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
