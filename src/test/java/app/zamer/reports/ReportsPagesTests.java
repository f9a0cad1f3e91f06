package app.zamer.reports;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Office;
import app.zamer.People;
import app.zamer.ZamerTest;
import app.zamer.measurements.StatusRequests;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class ReportsPagesTests {
  private static final LocalDate TOMORROW = LocalDate.of(2026, 3, 11);
  private static final Map<String, String> HTMX = Map.of("HX-Request", "true");
  private static final List<String> ADDRESSES =
      List.of(
          "/reports",
          "/reports/missed-deadlines",
          "/reports/requests",
          "/reports/idle",
          "/reports/funnel",
          "/reports/losses",
          "/reports/missed",
          "/reports/contracts",
          "/reports/late",
          "/reports/list?what=idle");

  @Autowired MockMvcTester mvc;
  @Autowired Office office;
  @Autowired StatusRequests statusRequests;

  @ParameterizedTest
  @EnumSource(names = {"HEAD_OF_SALES", "ADMINISTRATOR"})
  void theHeadOfSalesAndTheAdministratorReadThem(Role role) {
    Browser browser = signedIn(office.hire(role));
    for (String address : ADDRESSES) {
      assertThat(browser.get(address)).as(address).hasStatusOk();
    }
    assertThat(Browser.body(browser.get("/reports"))).contains("href=\"/reports\"", "Отчёты");
  }

  @ParameterizedTest
  @EnumSource(names = {"MANAGER", "TECHNOLOGIST", "COMMUNICATIONS_MANAGER", "ENGINEER"})
  void nobodyElseDoes(Role role) {
    Browser browser = signedIn(office.hire(role));
    for (String address : ADDRESSES) {
      assertThat(browser.get(address)).as(address).hasStatus(403);
    }
    assertThat(Browser.body(browser.get("/account"))).doesNotContain("href=\"/reports\"");
  }

  @Test
  void whoHasNotSignedInIsLedToTheSignInPage() {
    assertThat(new Browser(mvc).get("/reports")).hasStatus(302).hasRedirectedUrl("/login");
  }

  @ParameterizedTest
  @CsvSource({
    "period=yesterday, Выберите период из списка",
    "period=custom, Заполните это поле",
    "period=custom&from=2026-03-10&to=, Заполните это поле",
    "period=custom&from=31.02.2026&to=2026-03-10, Дата пишется как",
    "period=custom&from=2026-03-10&to=2026-03-09, Последний день раньше первого",
    "period=custom&from=2020-01-01&to=2026-03-09, не больше 3 лет",
    "period=custom&from=1999-12-31&to=2026-03-09, Год — от 2000 до 2099",
    "period=custom&from=2026-01-01&to=2100-01-01, Год — от 2000 до 2099",
    "period=custom&from=0001-01-01&to=2026-03-09, Дата пишется как",
    "period=custom&from=2026-01-01&to=9999-12-31, Дата пишется как",
    "person=nobody-like-that, Такого сотрудника нет"
  })
  void whatIsWrongWithAPeriodStandsBesideIt(String query, String said) {
    Browser olga = signedIn(office.hire(Role.HEAD_OF_SALES));
    for (String address : List.of("/reports?", "/reports/late?", "/reports/list?what=lost&")) {
      MvcTestResult page = olga.get(address + query);
      assertThat(page).as(address).hasStatus(422);
      assertThat(Browser.body(page))
          .as(address)
          .contains(said, "aria-invalid=\"true\"", "<main")
          .doesNotContain("aria-busy");
    }
    MvcTestResult part = olga.send(HttpMethod.GET, "/reports/losses?" + query, Map.of(), HTMX);
    assertThat(part).hasStatus(422);
    assertThat(Browser.body(part)).contains(said).doesNotContain("<main");
  }

  @Test
  void whatWasTypedIsKept() {
    Browser olga = signedIn(office.hire(Role.HEAD_OF_SALES));
    assertThat(Browser.body(olga.get("/reports?period=custom&from=2026-03-10&to=2026-03-09")))
        .contains("value=\"2026-03-10\"", "value=\"2026-03-09\"")
        .contains("<option value=\"custom\" selected>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/reports/list",
        "/reports/list?what=everything",
        "/reports/list?what=reached&stage=nowhere/at-all",
        "/reports/list?what=reached&stage=nonsense",
        "/reports/list?what=reached&pipeline=nowhere",
        "/reports/list?what=passed",
        "/reports/list?what=lost&result=refused",
        "/reports/list?what=contracts&week=2026-03-10",
        "/reports/list?what=contracts&week=soon",
        "/reports/list?what=idle&after=there",
        "/reports/late?state=tomorrow",
        "/reports/late?after=1"
      })
  void whatDoesNotExistIsNotFound(String address) {
    assertThat(signedIn(office.hire(Role.HEAD_OF_SALES)).get(address)).hasStatus(404);
  }

  @Test
  void aPeriodWithoutAnythingSaysSo() {
    Browser olga = signedIn(office.hire(Role.HEAD_OF_SALES));
    String nothing = "?period=last-week&person=" + office.hire(Role.MANAGER).id();
    assertThat(Browser.body(olga.get("/reports/missed-deadlines" + nothing)))
        .contains("Просроченного нет.", "За период никто ничего не пропустил.");
    assertThat(Browser.body(olga.get("/reports/requests" + nothing))).contains("Запросов нет.");
    assertThat(Browser.body(olga.get("/reports/idle" + nothing))).contains("есть дело");
    assertThat(Browser.body(olga.get("/reports/funnel" + nothing))).contains("не открыто");
    assertThat(Browser.body(olga.get("/reports/losses" + nothing)))
        .contains("За период нет отказов.");
    assertThat(Browser.body(olga.get("/reports/missed" + nothing))).contains("всё вовремя");
    assertThat(Browser.body(olga.get("/reports/contracts" + nothing)))
        .contains("За период нет договоров.");
    assertThat(Browser.body(olga.get("/reports/list" + nothing + "&what=lost")))
        .contains("Таких сделок нет.");
  }

  @Test
  void aNumberLeadsToTheListOfItsDeals() {
    Actor anna = office.hire(Role.MANAGER);
    DealId deal = office.open(anna, 1000);
    office.lose(anna, deal, "Дорого & <долго>", "refused-before-measurement");
    Browser olga = signedIn(office.hire(Role.HEAD_OF_SALES));

    String block = Browser.body(olga.get("/reports/losses?period=week&person=" + anna.id()));
    assertThat(block).contains("Дорого &amp; &lt;долго&gt;");
    Matcher link = Pattern.compile("href=\"(/reports/list[^\"]*reason[^\"]*)\"").matcher(block);
    assertThat(link.find()).isTrue();
    String list = Browser.body(follow(olga, link.group(1), Map.of()));

    assertThat(list)
        .contains("href=\"/deals/" + deal + "\"", "Пётр Ильин", "Строк: 1, сумма 1")
        .contains("Отказ 10.03.2026: Дорого &amp; &lt;долго&gt;", "Имя " + anna.id());
  }

  @Test
  void theRestOfAListComesAsRows() {
    Actor anna = office.hire(Role.MANAGER);
    for (int i = 0; i < ListQuery.PAGE + 1; i++) {
      office.open(anna);
    }
    Browser olga = signedIn(office.hire(Role.HEAD_OF_SALES));
    String first = Browser.body(olga.get("/reports/list?what=idle&person=" + anna.id()));
    Matcher more = Pattern.compile("hx-get=\"(/reports/[^\"]+)\"").matcher(first);
    assertThat(more.find()).isTrue();

    String rest = Browser.body(follow(olga, more.group(1), HTMX));

    assertThat(rest).contains("/deals/").doesNotContain("<main", "hx-get");
    assertThat(rest.split("/deals/", -1)).hasSize(2);
    assertThat(Browser.body(follow(olga, more.group(1), Map.of()))).contains("<main", "/deals/");
  }

  @Test
  void theHeadOfSalesGrantsARequestInOneClick() {
    Actor anna = office.hire(Role.MANAGER);
    DealId deal = office.booked(anna, TOMORROW);
    long request = statusRequests.ask(anna, deal, "cancelled", "Заболел").id();
    Browser olga = signedIn(office.hire(Role.HEAD_OF_SALES));
    String only = "?person=" + anna.id();
    assertThat(Browser.body(olga.get("/reports/requests" + only)))
        .contains("/reports/requests/" + request + "/grant", "Не состоялся", "Заболел");

    MvcTestResult granted = grant(olga, request, only);
    assertThat(granted).hasStatusOk().containsHeader("HX-Trigger");
    assertThat(Browser.body(granted)).contains("Запросов нет.");
    MvcTestResult again = grant(olga, request, only);
    assertThat(again).hasStatusOk().containsHeader("HX-Trigger");
    assertThat(grant(olga, 999_999_999L, only)).hasStatus(404);
  }

  @Test
  void aRequestThatTheRegulationRefusesStaysWithTheReason() {
    Actor anna = office.hire(Role.MANAGER);
    DealId deal = office.booked(anna, TOMORROW);
    long request = statusRequests.ask(anna, deal, "contract", "").id();
    Browser olga = signedIn(office.hire(Role.HEAD_OF_SALES));

    MvcTestResult refused = grant(olga, request, "?person=" + anna.id());

    assertThat(refused).hasStatus(422);
    assertThat(Browser.body(refused))
        .contains("Сначала внесите номер договора", "#WIN-4", "/" + request + "/grant")
        .doesNotContain("<main");
  }

  @Test
  void nobodyGrantsWithoutTheRight() {
    Actor anna = office.hire(Role.MANAGER);
    long request = statusRequests.ask(anna, office.booked(anna, TOMORROW), "cancelled", "").id();
    Browser admin = signedIn(office.hire(Role.ADMINISTRATOR));
    String only = "?person=" + anna.id();
    assertThat(Browser.body(admin.get("/reports/requests" + only)))
        .contains("Не состоялся")
        .doesNotContain("/grant");

    assertThat(grant(admin, request, only)).hasStatus(403);
    assertThat(grant(signedIn(anna), request, only)).hasStatus(403);
    assertThat(Browser.body(admin.get("/reports/requests" + only))).contains("Не состоялся");
  }

  @Test
  void theyAreReadInEnglishAsWell() {
    Browser olga = signedIn(office.hire(Role.HEAD_OF_SALES));
    assertThat(Browser.body(olga.get("/reports?lang=en"))).contains("Last 30 days", "Everybody");
    assertThat(Browser.body(olga.get("/reports/late?lang=en"))).contains("Missed deadlines");
  }

  private MvcTestResult grant(Browser browser, long request, String query) {
    return browser.send(
        HttpMethod.POST,
        "/reports/requests/" + request + "/grant" + query,
        Map.of("_csrf", browser.csrf()),
        HTMX);
  }

  private Browser signedIn(Actor actor) {
    Browser browser = new Browser(mvc);
    browser.signIn(actor.id().value(), People.PASSWORD);
    return browser;
  }

  /** Follows a link as it stands in a page. */
  private static MvcTestResult follow(Browser browser, String link, Map<String, String> headers) {
    String[] parts = link.replace("&amp;", "&").split("\\?", 2);
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : parts[1].split("&")) {
      String[] pair = parameter.split("=", 2);
      parameters.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return browser.send(HttpMethod.GET, parts[0], parameters, headers);
  }
}
