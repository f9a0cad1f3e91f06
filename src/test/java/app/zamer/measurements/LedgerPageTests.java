package app.zamer.measurements;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.ChangeOutcome;
import app.zamer.deals.DealEdit;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.util.HtmlUtils;

@ZamerTest
class LedgerPageTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Deals deals;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;

  private Person anna;
  private Browser browser;
  private String client;
  private DealId deal;

  @BeforeEach
  void aRecordOfAnnas() {
    anna = people.hire(Role.MANAGER);
    browser = signedIn(anna);
    client = "=Клиент " + UUID.randomUUID();
    deal = record(anna, client, clock.today().plusDays(10));
  }

  @Test
  void aManagerSeesHisOwnRecordsOnly() {
    Browser boris = signedIn(people.hire(Role.MANAGER));

    assertThat(page(browser, "/ledger")).contains(client, "115\u00a0973,00\u00a0₽", "Назначен");
    assertThat(page(boris, "/ledger")).doesNotContain(client).contains("Записей пока нет");
    assertThat(boris.get("/ledger/" + deal + "/edit")).hasStatus(403);
    assertThat(Browser.body(boris.get("/ledger/" + deal + "/row"))).isEmpty();
  }

  @Test
  void aTechnologistSeesAndMayNotEdit() {
    Browser tanya = signedIn(people.hire(Role.TECHNOLOGIST));

    assertThat(page(tanya, "/ledger?q=" + word()))
        .contains(client)
        .doesNotContain("/ledger/" + deal + "/edit");
    assertThat(tanya.get("/ledger/" + deal + "/edit")).hasStatus(403);
    assertThat(tanya.post("/ledger/" + deal + "/edit", form("87000"))).hasStatus(403);
    assertThat(tanya.get("/ledger/" + deal + "/status-request")).hasStatus(403);
  }

  @Test
  void anEngineerHasNoLineInTheMenuAndSeesNoOthersRecords() {
    Browser egor = signedIn(people.hire(Role.ENGINEER));

    assertThat(page(egor, "/account")).doesNotContain("href=\"/ledger\"");
    assertThat(page(egor, "/ledger")).doesNotContain(client);
    assertThat(egor.get("/clients/1")).hasStatus(403);
  }

  @Test
  void conditionsFindAndStayInTheForm() {
    String day = clock.today().plusDays(10).toString();

    assertThat(page(browser, "/ledger?q=" + word() + "&status=planned&from=" + day + "&to=" + day))
        .contains(client, "value=\"" + word() + "\"", "value=\"" + day + "\"", "Найдено: 1");
    assertThat(page(browser, "/ledger?q=\u00a0КЛИЕНТ,\u200b " + word().replace('-', '\u2011')))
        .contains(client);
    for (String other :
        new String[] {
          "status=done", "q=нетакого", "visit=with", "engineer=nobody", "to=2020-01-01"
        }) {
      assertThat(page(browser, "/ledger?" + other))
          .doesNotContain(client)
          .contains("Ничего не нашлось");
    }
    assertThat(page(browser, "/ledger?visit=without&order=asc")).contains(client);
    assertThat(page(browser, "/ledger?from=вчера&status=почти"))
        .contains("Дата пишется как", "Такого статуса нет");
  }

  @Test
  void theRestIsAppendedByItsKey() {
    for (int i = 0; i < 55; i++) {
      record(anna, "Ещё " + i, clock.today().plusDays(11));
    }
    String first = page(browser, "/ledger");
    assertThat(first).contains("Найдено: 56").doesNotContain(client);
    String next = first.replaceAll("(?s).*hx-get=\"(/ledger/more[^\"]*)\".*", "$1");
    assertThat(page(browser, next.replace("&amp;", "&")))
        .contains(client)
        .doesNotContain("<html", "/ledger/more");
  }

  @Test
  void whatIsWrongStandsBesideWhatWasTyped() {
    Map<String, String> form = form("сто рублей");
    form.put("contract.number", "не номер");
    MvcTestResult answer = browser.post("/ledger/" + deal + "/edit", form);

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains("value=\"сто рублей\"", "value=\"не номер\"", "Сумма — число", "WIN-2")
        .doesNotContain("PRE-4");
    assertThat(amount()).isEqualByComparingTo("115973");
  }

  @Test
  void anEditIsOneOfTheDealAndAStaleOneShowsWhatIsThere() {
    Map<String, String> form = form("87000");
    assertThat(browser.post("/ledger/" + deal + "/edit", form)).hasStatus(204);
    assertThat(amount()).isEqualByComparingTo("87000");

    form.put("estimate.amount", "99000");
    MvcTestResult stale = browser.post("/ledger/" + deal + "/edit", form);
    assertThat(stale).hasStatus(412);
    assertThat(Browser.body(stale))
        .contains("value=\"99000\"", "Сейчас в записи: 87000,00", "Сохранить моё");
    assertThat(amount()).isEqualByComparingTo("87000");
  }

  @Test
  void whoMayNotChangeTheStatusAsksAndSeesWhatCameOfIt() {
    Map<String, String> form = form("87000");
    form.put("status", "cancelled");
    assertThat(browser.post("/ledger/" + deal + "/edit", form)).hasStatus(403);
    assertThat(page(browser, "/ledger/" + deal + "/edit")).contains("Попросить руководителя");

    MvcTestResult nothing =
        browser.post("/ledger/" + deal + "/status-request", Map.of("comment", "Стены"));
    assertThat(nothing).hasStatus(422);
    assertThat(Browser.body(nothing)).contains("Выберите статус", "Стены");
    Map<String, String> request = Map.of("status", "repeat-visit", "comment", "Стены не готовы");
    assertThat(browser.post("/ledger/" + deal + "/status-request", request)).hasStatus(204);
    assertThat(Browser.body(browser.post("/ledger/" + deal + "/status-request", request)))
        .contains("вы уже попросили");
    assertThat(page(browser, "/ledger/requests")).contains("Ждёт решения", "Стены не готовы");

    long id =
        jdbc.sql("select id from status_request where deal_id = ?")
            .param(deal.value())
            .query(Long.class)
            .single();
    assertThat(browser.post("/ledger/requests/" + id + "/grant", Map.of())).hasStatus(403);
    Person olga = people.hire(Role.HEAD_OF_SALES);
    Browser head = signedIn(olga);
    assertThat(page(head, "/ledger/requests")).contains("/ledger/requests/" + id + "/grant");
    assertThat(head.post("/ledger/requests/" + id + "/grant", Map.of())).hasStatus(204);
    assertThat(page(browser, "/ledger")).contains("Повторный выезд");
    assertThat(page(browser, "/ledger/requests")).contains("Выполнен: Имя " + olga.login());
  }

  @Test
  void aRequestTheRegulationRefusesSaysWhyAndStaysOpen() {
    browser.post("/ledger/" + deal + "/status-request", Map.of("status", "contract"));
    long id =
        jdbc.sql("select id from status_request where deal_id = ?")
            .param(deal.value())
            .query(Long.class)
            .single();
    MvcTestResult refused =
        signedIn(people.hire(Role.HEAD_OF_SALES))
            .post("/ledger/requests/" + id + "/grant", Map.of());
    assertThat(refused).hasStatus(422);
    assertThat(Browser.body(refused)).contains("WIN-4", "Сначала внесите номер договора");
    assertThat(page(browser, "/ledger/requests")).contains("Ждёт решения");
  }

  @Test
  void whoDeclinesARequestSaysWhyAndWhoAskedReadsIt() {
    browser.post("/ledger/" + deal + "/status-request", Map.of("status", "repeat-visit"));
    long id =
        jdbc.sql("select id from status_request where deal_id = ?")
            .param(deal.value())
            .query(Long.class)
            .single();
    String decline = "/ledger/requests/" + id + "/decline";
    assertThat(page(browser, "/ledger/requests")).doesNotContain(decline);
    assertThat(browser.get(decline)).hasStatus(403);
    assertThat(browser.post(decline, Map.of("reason", "Сам"))).hasStatus(403);
    Browser head = signedIn(people.hire(Role.HEAD_OF_SALES));
    assertThat(page(head, "/ledger/requests")).contains(decline);
    assertThat(head.post(decline, Map.of("reason", " "))).hasStatus(422);
    assertThat(head.post(decline, Map.of("reason", "Стены <b>готовы</b>"))).hasStatus(204);
    assertThat(page(browser, "/ledger/requests"))
        .contains("Отклонён: ", "Стены &lt;b&gt;готовы&lt;/b&gt;");
  }

  @Test
  void contractsOfAPeriodAreOnTheTabReports() {
    assertThat(page(browser, "/ledger/reports")).contains("Договоров за этот период нет");
    Map<String, String> form = form("115973");
    String number = ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999) + "Ш";
    form.put("contract.number", number);
    form.put("contract.amount", "200 000,50");
    form.put("contract.discount", "1000");
    form.put("contract.clientName", "Иванов Пётр");
    assertThat(browser.post("/ledger/" + deal + "/edit", form)).hasStatus(204);

    assertThat(page(browser, "/ledger/reports?period=week"))
        .contains(number, "Иванов Пётр", "200\u00a0000,50\u00a0₽");
    assertThat(page(browser, "/ledger/reports?period=last-week")).doesNotContain(number);
    assertThat(page(browser, "/ledger/reports?from=2030-01-01&to=2029-01-01"))
        .contains("Конец раньше начала");
    assertThat(page(signedIn(people.hire(Role.MANAGER)), "/ledger/reports?period=week"))
        .doesNotContain(number);
    assertThat(page(browser, "/ledger?q=" + number.substring(0, 6))).contains(client);
    assertThat(page(browser, "/ledger/reports/reconciliation")).contains("Всё сходится");
    assertThat(
            sheet(browser.get("/ledger/reports.xlsx?period=week")).get("xl/worksheets/sheet1.xml"))
        .contains(number, "<v>200000.5");
  }

  @Test
  void excelGetsTextsAsTextsAndDaysAndSumsAsNumbers() {
    Map<String, String> sheets = sheet(browser.get("/ledger.xlsx?q=" + word()));
    String rows = sheets.get("xl/worksheets/sheet1.xml");
    LocalDate epoch = LocalDate.of(1899, 12, 30);
    long serial = clock.today().plusDays(10).toEpochDay() - epoch.toEpochDay();

    assertThat(rows)
        .contains("t=\"inlineStr\"", client, "<v>115973", "<v>" + serial, "<autoFilter", "frozen")
        .doesNotContain("<f>");
    assertThat(sheets.get("xl/worksheets/sheet2.xml")).contains(word());
    assertThat(
            sheet(signedIn(people.hire(Role.MANAGER)).get("/ledger.xlsx"))
                .get("xl/worksheets/sheet1.xml"))
        .doesNotContain(client);
  }

  @Test
  void paperHasTheConditionsAndTheDayInItsHeading() {
    assertThat(page(browser, "/ledger/print?q=" + word()))
        .contains("Составлено", word(), client)
        .doesNotContain("/ledger/" + deal + "/edit", "hx-trigger=\"live");
  }

  @Test
  void theHeadingsSpeakEnglishToo() {
    assertThat(page(browser, "/ledger?lang=en")).contains("Client ledger", "Planned", "To Excel");
  }

  @Test
  void aClientHasAPageOfHisOwnDealsAndAnotherPhone() {
    long id =
        jdbc.sql("select client_id from deal where id = ?")
            .param(deal.value())
            .query(Long.class)
            .single();
    String path = "/clients/" + id;
    assertThat(page(browser, path)).contains(client, "Кухня", "Просчёт", "Имя " + anna.login());
    assertThat(signedIn(people.hire(Role.MANAGER)).get(path)).hasStatus(403);

    Browser tanya = signedIn(people.hire(Role.TECHNOLOGIST));
    assertThat(page(tanya, path)).doesNotContain(path + "/name");
    assertThat(tanya.post(path + "/name", Map.of("name", "Я", "version", "1"))).hasStatus(403);

    MvcTestResult wrong = browser.post(path + "/phones", Map.of("phone", "12 34"));
    assertThat(wrong).hasStatus(422);
    assertThat(Browser.body(wrong)).contains("value=\"12 34\"", "не хватает цифр");
    assertThat(browser.post(path + "/phones", Map.of("phone", phone()))).hasStatus(204);
    assertThat(browser.post(path + "/name", Map.of("name", " ", "version", "2"))).hasStatus(422);
    assertThat(browser.post(path + "/name", Map.of("name", "Иная", "version", "1"))).hasStatus(412);
    assertThat(browser.post(path + "/name", Map.of("name", "Иная", "version", "2"))).hasStatus(204);
    assertThat(page(browser, path)).contains("Иная", "добавлен телефон");
  }

  private DealId record(Person manager, String name, LocalDate day) {
    OpenOutcome opened =
        deals.open(
            manager.actor(),
            new NewDeal(name, Phone.of(phone()), "Кухня", null, false, manager.actor().id()));
    if (!(opened instanceof OpenOutcome.Opened(DealId id))) {
      throw new AssertionError(opened);
    }
    Map<DealField, Object> fields = new HashMap<>();
    fields.put(DealField.CITY, "Уфа");
    fields.put(DealField.STREET, "Лесная");
    fields.put(DealField.ESTIMATE_AMOUNT, new BigDecimal("115973.00"));
    fields.put(DealField.MEASUREMENT_DATE, day);
    ChangeOutcome filled = deals.edit(manager.actor(), id, DealEdit.of(fields), null);
    assertThat(filled).isInstanceOf(ChangeOutcome.Done.class);
    return id;
  }

  /** The form of the record as it is now, with another sum. */
  private Map<String, String> form(String amount) {
    Map<String, String> form = new HashMap<>();
    form.put(
        "version",
        jdbc.sql("select version from deal where id = ?")
            .param(deal.value())
            .query(String.class)
            .single());
    form.put("measurement.date", clock.today().plusDays(10).toString());
    form.put("estimate.amount", amount);
    return form;
  }

  private BigDecimal amount() {
    return jdbc.sql("select estimate_amount from measurement where deal_id = ?")
        .param(deal.value())
        .query(BigDecimal.class)
        .single();
  }

  private String word() {
    return client.substring(client.indexOf(' ') + 1);
  }

  private Browser signedIn(Person person) {
    var other = new Browser(mvc);
    other.signIn(person.login(), People.PASSWORD);
    return other;
  }

  private static String page(Browser browser, String path) {
    MvcTestResult answer = browser.send(HttpMethod.GET, path, Map.of(), Map.of());
    assertThat(answer).hasStatusOk();
    return Browser.body(answer);
  }

  private static Map<String, String> sheet(MvcTestResult answer) {
    assertThat(answer).hasStatusOk();
    Map<String, String> parts = new HashMap<>();
    // by its directory, as Excel reads it: what is streamed says sizes at the end only
    try {
      Path file = Files.createTempFile("ledger", ".xlsx");
      Files.write(file, answer.getResponse().getContentAsByteArray());
      try (var zip = new ZipFile(file.toFile())) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
          parts.put(
              entry.getName(),
              // Russian letters are written by their numbers
              HtmlUtils.htmlUnescape(
                  new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)));
        }
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return parts;
  }

  private static String phone() {
    return "+7999%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));
  }
}
