package app.zamer.deals;

import static app.zamer.Browser.body;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.activities.Activities;
import app.zamer.activities.Result;
import app.zamer.activities.SubjectKind;
import app.zamer.clients.Phone;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import app.zamer.users.Role;
import app.zamer.web.Shown;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class BoardPageTests {
  private static final Pattern CARD = Pattern.compile("id=\"deal-(\\d+)\"");
  private static final Map<String, String> HTMX = Map.of("HX-Request", "true");

  @Autowired Deals deals;
  @Autowired Activities activities;
  @Autowired People people;
  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired app.zamer.company.CompanyClock clock;

  @Test
  void an_engineer_has_no_board() {
    Browser egor = browserOf(people.hire(Role.ENGINEER));
    for (String path :
        List.of("/board", "/board/deferred", "/board/sales/changed?ids=1", "/deals/new")) {
      assertThat(egor.get(path)).as(path).hasStatus(403);
    }
    assertThat(body(egor.get("/account"))).doesNotContain("href=\"/board\"");
  }

  @Test
  void a_manager_sees_only_his_own_deals_whatever_the_address_says() {
    Person anna = people.hire(Role.MANAGER);
    Person boris = people.hire(Role.MANAGER);
    DealId annas = opened(anna, "Кухня");
    DealId boriss = opened(boris, "Шкаф");
    Browser browser = browserOf(anna);

    assertThat(cards(browser.get("/board"))).containsExactly(annas.toString());
    assertThat(cards(browser.get("/board?who=mine"))).containsExactly(annas.toString());
    assertThat(cards(browser.get("/board/sales/changed?ids=" + annas + "," + boriss)))
        .containsExactly(annas.toString());
    assertThat(cards(browser.get("/board/sales/cards?stage=estimate")))
        .containsExactly(annas.toString());
    for (String who : List.of("all", boris.login())) {
      assertThat(browser.get("/board?who=" + who)).as(who).hasStatus(403);
    }
    assertThat(browser.get("/board/deals/" + boriss + "/moves")).hasStatus(403);
    assertThat(browser.get("/board/deals/" + boriss + "/menu")).hasStatus(403);
  }

  @Test
  void the_head_of_sales_chooses_whose_deals_he_sees() {
    Person anna = people.hire(Role.MANAGER);
    Person boris = people.hire(Role.MANAGER);
    DealId annas = opened(anna, "Кухня");
    DealId boriss = opened(boris, "Шкаф");
    Browser olga = browserOf(people.hire(Role.HEAD_OF_SALES));

    assertThat(cards(olga.get("/board"))).contains(annas.toString(), boriss.toString());
    assertThat(cards(olga.get("/board?who=" + anna.login()))).containsExactly(annas.toString());
    assertThat(cards(olga.get("/board?who=mine"))).isEmpty();
  }

  @Test
  void who_may_not_move_a_deal_gets_cards_that_stay() {
    DealId deal = opened(people.hire(Role.MANAGER), "Кухня");
    Browser tanya = browserOf(people.hire(Role.TECHNOLOGIST));

    String shown = body(tanya.get("/board/sales/changed?ids=" + deal));
    assertThat(shown).contains("id=\"deal-" + deal).doesNotContain("data-movable");
    assertThat(tanya.get("/board/deals/" + deal + "/moves")).hasStatus(403);
    assertThat(body(tanya.get("/board"))).doesNotContain("/deals/new");
  }

  @Test
  void an_empty_board_says_so_and_what_to_do() {
    Browser browser = browserOf(people.hire(Role.MANAGER));
    assertThat(body(browser.get("/board"))).contains("Сделок здесь пока нет", "Новая сделка");
    assertThat(body(browser.get("/board?q=нет-такого")))
        .contains("По этим условиям сделок нет", "Сбросить отбор");
  }

  @Test
  void a_filter_that_cannot_be_is_named_and_left_out() {
    Person anna = people.hire(Role.MANAGER);
    DealId deal = opened(anna, "Кухня");
    Browser browser = browserOf(anna);
    for (var wrong :
        Map.of(
                "due=soon", "Отбора «soon» нет",
                "engineer=nobody", "Сотрудника «nobody» нет",
                "from=завтра", "Дата пишется как",
                "from=2026-03-10&to=2026-03-01", "Последний день раньше первого")
            .entrySet()) {
      MvcTestResult answer = browser.get("/board?" + wrong.getKey());
      assertThat(answer).as(wrong.getKey()).hasStatus(422);
      assertThat(body(answer)).contains(wrong.getValue());
      if (!wrong.getKey().contains("to=")) {
        assertThat(cards(answer)).containsExactly(deal.toString());
      }
    }
    assertThat(browser.get("/board/nowhere")).hasStatus(404);
    assertThat(browser.get("/board/sales/cards?stage=nowhere")).hasStatus(404);
    assertThat(browser.get("/board/sales/cards?stage=estimate&after=x")).hasStatus(404);
    assertThat(cards(browser.get("/board/sales/changed?ids=1;drop"))).isEmpty();
  }

  @Test
  void late_due_and_idle_deals_are_counted_and_filtered() {
    Person anna = people.hire(Role.MANAGER);
    LocalDate today = clock.today();
    DealId idle = opened(anna, "Без дела");
    DealId todays = opened(anna, "Сегодня");
    DealId later = opened(anna, "Потом");
    activities.plan(anna.actor(), SubjectKind.DEAL, todays.value(), "Звонок", today, null);
    activities.plan(
        anna.actor(), SubjectKind.DEAL, later.value(), "Звонок", today.plusDays(3), null);
    Browser browser = browserOf(anna);

    assertThat(cards(browser.get("/board?due=none"))).containsExactly(idle.toString());
    assertThat(cards(browser.get("/board?due=today"))).containsExactly(todays.toString());
    assertThat(cards(browser.get("/board?due=late"))).isEmpty();

    jdbc.sql("update activity set due_at = ? where kind = 'DEAL' and subject = ?")
        .params(today.minusDays(1).atStartOfDay(clock.getZone()).toOffsetDateTime(), later.value())
        .update();
    deals.edit(anna.actor(), later, title("Опоздали"), null);

    MvcTestResult late = browser.get("/board?due=late");
    assertThat(cards(late)).containsExactly(later.toString());
    assertThat(body(late).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "))
        .contains("Просрочено 1", "На сегодня 1", "Без дела 1");
  }

  @Test
  void a_deal_whose_activity_is_done_has_none_any_more() {
    Person anna = people.hire(Role.MANAGER);
    DealId deal = opened(anna, "Кухня");
    Browser browser = browserOf(anna);
    deals.edit(
        anna.actor(),
        deal,
        DealEdit.of(Map.of(DealField.NEXT_CONTACT_ON, clock.today().plusDays(2))),
        null);
    assertThat(cards(browser.get("/board?due=none"))).isEmpty();

    long activity =
        activities.standing(SubjectKind.DEAL, deal.value()).activities().getFirst().id();
    activities.complete(anna.actor(), activity, Result.DONE, null, null);

    assertThat(cards(browser.get("/board?due=none"))).containsExactly(deal.toString());
  }

  @Test
  void what_the_regulation_wants_next_is_read_in_the_language_of_the_reader() {
    Person anna = people.hire(Role.MANAGER);
    DealId deal = opened(anna, "Кухня");
    Browser browser = browserOf(anna);
    Map<String, String> fields = new HashMap<>();
    for (String part :
        List.of("city", "street", "house", "apartment", "entrance", "floor", "intercom")) {
      fields.put("address." + part, "1");
    }
    fields.put("to", "sales/pre-measurement");
    fields.put("sure", "sales/pre-measurement");
    fields.put("estimate.amount", "115973");
    fields.put("measurement.date", Shown.day(clock.today().plusDays(10)));
    fields.put("measurement.videoAllowed", "true");
    assertThat(browser.post("/deals/" + deal + "/move", fields)).hasStatus(204);
    assertThat(body(browser.get("/board"))).contains("Связаться с клиентом");
    assertThat(body(browser.get("/board?lang=en")))
        .contains("Contact the client")
        .doesNotContain("Связаться с клиентом");
  }

  @Test
  void the_sum_of_a_stage_follows_the_estimates() {
    Person anna = people.hire(Role.MANAGER);
    for (int amount : List.of(100_000, 15_973)) {
      deals.edit(
          anna.actor(),
          opened(anna, "Кухня"),
          DealEdit.of(Map.of(DealField.ESTIMATE_AMOUNT, BigDecimal.valueOf(amount))),
          null);
    }
    assertThat(body(browserOf(anna).get("/board")).replace('\u00a0', ' ')).contains("115 973 ₽");
  }

  @Test
  void the_day_of_the_measurement_is_a_filter() {
    Person anna = people.hire(Role.MANAGER);
    LocalDate day = clock.today().plusDays(5);
    DealId deal = opened(anna, "Кухня");
    opened(anna, "Шкаф");
    deals.edit(anna.actor(), deal, DealEdit.of(Map.of(DealField.MEASUREMENT_DATE, day)), null);
    Browser browser = browserOf(anna);

    assertThat(cards(browser.get("/board?from=" + day + "&to=" + day)))
        .containsExactly(deal.toString());
    assertThat(cards(browser.get("/board?from=" + day.plusDays(1)))).isEmpty();
    assertThat(cards(browser.get("/board?from=" + day + "&due=none")))
        .containsExactly(deal.toString());
  }

  @Test
  void the_search_of_the_board_leaves_what_fits() {
    Person anna = people.hire(Role.MANAGER);
    DealId deal = opened(anna, "Гардеробная Орёл под лестницей");
    opened(anna, "Шкаф");
    Browser browser = browserOf(anna);
    for (String typed : List.of("ГАРДЕРОБ", "орел\u00a0гардеробная", "Под\u200b-лестницей")) {
      assertThat(cards(browser.get("/board?q=" + typed)))
          .as(typed)
          .containsExactly(deal.toString());
      assertThat(body(browser.get("/search?q=" + typed))).as(typed).contains("Гардеробная Орёл");
    }
  }

  @Test
  void a_column_goes_on_where_it_was_left_in_either_order() {
    Person anna = people.hire(Role.MANAGER);
    for (int i = 0; i < 22; i++) {
      DealId deal = opened(anna, "Кухня " + i);
      activities.plan(anna.actor(), SubjectKind.DEAL, deal.value(), "Звонок", clock.today(), null);
    }
    Browser browser = browserOf(anna);
    for (String address : List.of("/board", "/board?due=today")) {
      String shown = body(browser.get(address));
      List<String> first = cards(shown);
      assertThat(first).as(address).hasSize(20);
      var more = Pattern.compile("hx-get=\"(/board/sales/cards[^\"]+)\"").matcher(shown);
      assertThat(more.find()).isTrue();
      List<String> rest = cards(browser.get(more.group(1).replace("&amp;", "&")));
      assertThat(rest).hasSize(2).doesNotContainAnyElementsOf(first);
    }
  }

  @Test
  void a_held_deal_is_told_where_it_may_go_and_why_not() {
    Person anna = people.hire(Role.MANAGER);
    DealId deal = opened(anna, "Кухня");
    MvcTestResult answer = browserOf(anna).get("/board/deals/" + deal + "/moves");
    assertThat(answer).hasStatusOk();
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.ways[0].targets[?(@.to=='sales/postponed')].state")
        .asArray()
        .containsExactly("allowed");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.ways[0].targets[?(@.to=='sales/measurement')].state")
        .asArray()
        .containsExactly("missing");
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.ways[0].targets[?(@.to=='sales/signing')].state")
        .asArray()
        .containsExactly("refused");
    assertThat(body(answer)).contains("Не хватает: Город, Улица, Дом, Квартира и ещё");
  }

  @Test
  void a_moved_deal_is_in_its_new_column() {
    Person anna = people.hire(Role.MANAGER);
    DealId deal = opened(anna, "Кухня");
    deals.move(anna.actor(), deal, MoveDeal.to(new StageId("sales", "postponed")));
    assertThat(body(browserOf(anna).get("/board/sales/changed?ids=" + deal)))
        .contains("data-stage=\"sales/postponed\" data-place");
  }

  @Test
  void a_new_deal_keeps_what_was_typed_until_everything_is_right() {
    Person anna = people.hire(Role.MANAGER);
    Browser browser = browserOf(anna);
    MvcTestResult refused =
        browser.send(
            HttpMethod.POST,
            "/deals/new",
            Map.of("clientName", "", "phone", "12", "title", "Кухня <1>", "_csrf", browser.csrf()),
            HTMX);
    assertThat(refused).hasStatus(422);
    assertThat(body(refused))
        .contains("Укажите имя клиента", "value=\"12\"", "Кухня &lt;1>", "aria-invalid=\"true\"");

    MvcTestResult made =
        browser.post(
            "/deals/new", Map.of("clientName", "Пётр Ильин", "phone", phone(), "title", "Кухня"));
    assertThat(made).hasStatus(204);
    assertThat(made.getResponse().getHeader("HX-Redirect")).matches("/deals/\\d+");
  }

  @Test
  void a_second_open_deal_of_a_phone_is_refused_and_made_all_the_same_if_wanted() {
    Person anna = people.hire(Role.MANAGER);
    Person boris = people.hire(Role.MANAGER);
    String phone = phone();
    Browser first = browserOf(anna);
    Map<String, String> typed = Map.of("clientName", "Пётр Ильин", "phone", phone);
    String made = first.post("/deals/new", typed).getResponse().getHeader("HX-Redirect");

    MvcTestResult again = first.post("/deals/new", typed);
    assertThat(again).hasStatus(409);
    assertThat(body(again)).contains("href=\"" + made + "\"", "Всё равно создать", phone);
    assertThat(body(first.get("/clients/known?phone=" + phone.substring(1))))
        .contains("Этот телефон уже записан", "Пётр Ильин", "href=\"" + made + "\"");
    assertThat(body(first.get("/clients/known?phone=928"))).doesNotContain("alert");

    Browser second = browserOf(boris);
    assertThat(body(second.post("/deals/new", typed)))
        .contains("Открытая сделка", "Имя " + anna.login())
        .doesNotContain("href=\"" + made + "\"");
    assertThat(
            second.post(
                "/deals/new",
                Map.of("clientName", "Пётр Ильин", "phone", phone, "allowDuplicate", "true")))
        .hasStatus(204);
  }

  @Test
  void a_deal_is_found_by_whatever_is_remembered_of_it() {
    Person anna = people.hire(Role.MANAGER);
    Browser browser = browserOf(anna);
    String phone = "79995" + Fresh.extension();
    DealId deal = opened(anna, "Лоджия", phone);
    deals.edit(
        anna.actor(),
        deal,
        DealEdit.of(
            Map.of(
                DealField.STREET,
                "Верхнезаречная",
                DealField.CONTRACT_NUMBER,
                phone.substring(4) + "Ш")),
        null);
    String local = phone.substring(1);
    for (String q :
        List.of(
            "лоджия",
            "верхнезареч",
            "+" + phone,
            "8 (" + local.substring(0, 3) + ") " + local.substring(3, 6) + "-" + local.substring(6),
            local.substring(6),
            phone.substring(4) + "ш")) {
      MvcTestResult found = browser.send(HttpMethod.GET, "/search", Map.of("q", q), Map.of());
      assertThat(body(found)).as(q).contains("href=\"/deals/" + deal + "\"", "Просчёт");
    }
  }

  @Test
  void a_search_finds_no_deals_that_one_may_not_see() {
    Person anna = people.hire(Role.MANAGER);
    DealId deal = opened(anna, "Тайная комната");
    for (Role role : List.of(Role.MANAGER, Role.ENGINEER)) {
      Browser other = browserOf(people.hire(role));
      assertThat(body(other.send(HttpMethod.GET, "/search", Map.of("q", "тайная"), Map.of())))
          .contains("ничего не найдено")
          .doesNotContain("/deals/" + deal + "\"");
    }
  }

  @Test
  void a_search_for_nothing_or_for_too_much_is_answered() {
    Browser browser = browserOf(people.hire(Role.MANAGER));
    assertThat(body(browser.get("/search"))).contains("Поиск сделок").doesNotContain("не найдено");
    assertThat(
            body(browser.send(HttpMethod.GET, "/search", Map.of("q", "а".repeat(101)), Map.of())))
        .contains("Не больше 100");
    assertThat(body(browser.send(HttpMethod.GET, "/search", Map.of("q", "100%_\\"), Map.of())))
        .contains("ничего не найдено");
  }

  @Test
  void a_long_search_goes_on_after_its_last_deal() {
    Person anna = people.hire(Role.MANAGER);
    for (int i = 0; i < DealSearch.SIZE + 2; i++) {
      opened(anna, "Веранда " + i);
    }
    Browser browser = browserOf(anna);
    String first = body(browser.send(HttpMethod.GET, "/search", Map.of("q", "веранда"), Map.of()));
    var more = Pattern.compile("hx-get=\"(/search[^\"]+)\"").matcher(first);
    assertThat(more.find()).isTrue();
    String rest =
        body(
            browser.send(
                HttpMethod.GET,
                "/search",
                Map.of("q", "веранда", "after", more.group(1).replaceAll(".*after=", "")),
                HTMX));
    assertThat(rest.split("search-title", -1)).hasSize(3);
    assertThat(rest).doesNotContain("<html", "Показать ещё");
  }

  private Browser browserOf(Person person) {
    var browser = new Browser(mvc);
    browser.signIn(person.login(), People.PASSWORD);
    return browser;
  }

  private DealId opened(Person manager, String title) {
    return opened(manager, title, phone());
  }

  private DealId opened(Person manager, String title, String phone) {
    var deal =
        new NewDeal(
            "Геннадий Петров",
            Phone.of("+" + phone.replaceFirst("^\\+", "")),
            title,
            null,
            true,
            null);
    return ((OpenOutcome.Opened) deals.open(manager.actor(), deal)).id();
  }

  private static DealEdit title(String title) {
    return new DealEdit(Map.of(), title, null, null);
  }

  private static String phone() {
    return Fresh.phone();
  }

  private static List<String> cards(MvcTestResult answer) {
    return cards(body(answer));
  }

  private static List<String> cards(String html) {
    return CARD.matcher(html).results().map((MatchResult card) -> card.group(1)).toList();
  }
}
