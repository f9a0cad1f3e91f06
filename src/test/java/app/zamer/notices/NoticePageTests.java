package app.zamer.notices;

import static app.zamer.Browser.body;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class NoticePageTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Office office;
  @Autowired Notices notices;

  private Person anna;
  private Person olga;
  private Browser browser;

  @BeforeEach
  void somebodyAtABrowser() {
    anna = people.hire(Role.MANAGER);
    olga = people.hire(Role.HEAD_OF_SALES);
    browser = signedIn(anna);
  }

  @Test
  void theBellSaysInWordsAndAsANumberHowManyAreUnread() {
    assertThat(body(browser.get("/notices/bell")))
        .contains("aria-label=\"Уведомления, новых нет\"")
        .doesNotContain("bell-count");

    told(3);

    assertThat(body(browser.get("/notices/bell")))
        .contains("aria-label=\"Уведомления, непрочитанных: 3\"", "aria-hidden=\"true\">3</span>");
    assertThat(body(browser.get("/account")))
        .contains(
            "<div id=\"bell\" class=\"shell-part\" hx-get=\"/notices/bell\" hx-trigger=\"load,"
                + " live:notices from:body, live:refresh from:body\">");
  }

  @Test
  void aHundredAndMoreAreNotCounted() {
    told(101);

    assertThat(body(browser.get("/notices/bell"))).contains(">99+</span>", "непрочитанных: 99+");
  }

  @Test
  void whereThereIsNothingThePageSaysSo() {
    assertThat(body(browser.get("/notices")))
        .contains("Уведомлений пока нет")
        .doesNotContain("Все прочитаны");
    assertThat(body(browser.get("/notices?kind=visit&unread=true")))
        .contains("Таких уведомлений нет", "Показать все");
    assertThat(body(browser.get("/notices?kind=nonsense"))).contains("Уведомлений пока нет");
  }

  @Test
  void aNoticeLeadsToItsDealAndIsRead() {
    DealId deal = told(1);
    long notice = office.notices(anna.actor()).getFirst().id();
    assertThat(body(browser.get("/notices")))
        .contains("Вам передали сделку", "Сделка № " + deal, "/notices/" + notice, "новое");

    assertThat(browser.get("/notices/" + notice)).hasRedirectedUrl("/deals/" + deal);

    assertThat(body(browser.get("/notices"))).doesNotContain("новое");
  }

  @Test
  void aNoticeOfSomebodyElseIsNotThere() {
    told(1);
    long notice = office.notices(anna.actor()).getFirst().id();
    Browser other = signedIn(olga);

    assertThat(other.get("/notices/" + notice)).hasStatus(404);
    assertThat(other.post("/notices/" + notice + "/read", Map.of())).hasStatus(404);
    assertThat(body(other.get("/notices"))).contains("Уведомлений пока нет");
    assertThat(office.notices(anna.actor()).getFirst().read()).isFalse();
  }

  @Test
  void theListIsPagedByKey() {
    told(32);
    List<Notice> all = office.notices(anna.actor());
    String first = body(browser.get("/notices"));
    assertThat(first)
        .contains("id=\"notice-" + all.get(29).id() + "\"", "Показать ещё")
        .doesNotContain("id=\"notice-" + all.get(30).id() + "\"");

    String more = body(browser.get("/notices/more?before=" + all.get(29).id()));

    assertThat(more)
        .contains("id=\"notice-" + all.get(31).id() + "\"")
        .doesNotContain("Показать ещё", "<html");
  }

  @Test
  void whatHasComeSinceIsOfferedAndPushesNothingAway() {
    told(1);
    long seen = office.notices(anna.actor()).getFirst().id();
    assertThat(body(browser.get("/notices/news?after=" + seen))).isBlank();
    told(2);

    assertThat(body(browser.get("/notices/news?after=" + seen)))
        .contains("Новых уведомлений: 2. Показать");
  }

  @Test
  void oneOrAllAreMarkedAsRead() {
    told(3);
    long notice = office.notices(anna.actor()).getFirst().id();
    browser.get("/notices");

    assertThat(body(browser.post("/notices/" + notice + "/read", Map.of())))
        .contains("id=\"notice-" + notice + "\"")
        .doesNotContain("новое");
    assertThat(body(browser.get("/notices/bell"))).contains("непрочитанных: 2");

    assertThat(browser.post("/notices/read", Map.of())).hasStatus(204).containsHeader("HX-Refresh");
    assertThat(body(browser.get("/notices/bell"))).contains("новых нет");
  }

  @Test
  void nothingIsMarkedWithoutTheProtectionToken() {
    told(1);
    assertThat(browser.send(HttpMethod.POST, "/notices/read", Map.of("_csrf", "other"), Map.of()))
        .hasStatus(403);
    assertThat(office.notices(anna.actor()).getFirst().read()).isFalse();
  }

  @Test
  void everybodyChoosesAmongTheKindsOfHisRoles() {
    assertThat(body(browser.get("/account/notices")))
        .contains("Передали сделку или лид", "name=\"chat.push\"", "С 21:00 до 08:00")
        .doesNotContain("Сроки, пропущенные другими");
    assertThat(body(signedIn(olga).get("/account/notices"))).contains("Сроки, пропущенные другими");
    assertThat(body(signedIn(people.hire(Role.ENGINEER)).get("/account/notices")))
        .contains("Выезды", "Утренняя сводка")
        .doesNotContain("Передали сделку", "Пропущенные звонки");
    assertThat(body(signedIn(people.hire(Role.ADMINISTRATOR)).get("/account/notices")))
        .contains("Передача дел")
        .doesNotContain("Передали сделку", "Пропущенные звонки");
  }

  @Test
  void mailIsNotOfferedWhereTheCompanyHasNoServerForIt() {
    assertThat(body(browser.get("/account/notices")))
        .doesNotContain("письмом", "name=\"email\"", "digest.mail");
  }

  @Test
  void whatIsChosenIsKeptAndShownAndObeyed() {
    browser.get("/account/notices");
    MvcTestResult saved =
        browser.post("/account/notices", Map.of("chat.program", "true", "language", "en"));

    assertThat(saved).hasStatusOk();
    assertThat(body(saved)).contains("Сохранено.");
    String page = body(browser.get("/account/notices"));
    assertThat(page)
        .contains("name=\"chat.program\" value=\"true\" checked")
        .doesNotContain("name=\"assigned.program\" value=\"true\" checked");
    told(1);
    assertThat(office.notices(anna.actor())).isEmpty();
  }

  @Test
  void aBrowserIsConnectedOnlyThroughAKnownPushService() {
    browser.get("/account/notices");
    Map<String, String> subscription = new LinkedHashMap<>();
    subscription.put("endpoint", "https://169.254.169.254/latest");
    try (var receiver = new PushReceiver()) {
      subscription.put("p256dh", receiver.p256dh());
      subscription.put("auth", receiver.auth());
      MvcTestResult refused = browser.post("/account/notices/browsers", subscription);
      assertThat(refused).hasStatus(422);
      assertThat(body(refused)).contains("программа не знает");

      subscription.put("endpoint", "https://fcm.googleapis.com/fcm/send/" + anna.login());
      MvcTestResult taken = browser.post("/account/notices/browsers", subscription);
      assertThat(taken).hasStatusOk();
      assertThat(body(taken)).contains("Отключить");

      String gone =
          body(
              browser.post(
                  "/account/notices/browsers/remove",
                  Map.of("endpoint", subscription.get("endpoint"))));
      assertThat(gone).contains("Ни один браузер не подключён");
    }
  }

  @Test
  void aLinkOfConfirmationThatIsNoneSaysSo() {
    assertThat(browser.get("/account/notices/email/nonsense"))
        .hasRedirectedUrl("/account/notices?note=stale");
    assertThat(body(browser.get("/account/notices?note=stale")))
        .contains("Эта ссылка уже не действует");
  }

  @Test
  void overTheApiOnesOwnNoticesAreListedAndRead() {
    DealId deal = told(2);
    Notice newest = office.notices(anna.actor()).getFirst();

    assertThat(api(HttpMethod.GET, "/api/v1/notices?unread=true&size=1", anna, null))
        .hasStatusOk()
        .bodyJson()
        .satisfies(
            json -> {
              assertThat(json).extractingPath("$.total").isEqualTo(2);
              assertThat(json).extractingPath("$.items[0].kind").isEqualTo("assigned");
              assertThat(json).extractingPath("$.items[0].deal").isEqualTo(deal.toString());
              assertThat(json).extractingPath("$.items[0].link").isEqualTo("/deals/" + deal);
              assertThat(json).extractingPath("$.items[0].read").isEqualTo(false);
            });
    assertThat(api(HttpMethod.GET, "/api/v1/notices?kind=nonsense", anna, null)).hasStatus(422);
    assertThat(mvc.get().uri("/api/v1/notices")).hasStatus(401);
    assertThat(api(HttpMethod.POST, "/api/v1/notices/" + newest.id() + "/read", olga, null))
        .hasStatus(404);
    assertThat(api(HttpMethod.POST, "/api/v1/notices/" + newest.id() + "/read", anna, null))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.read")
        .isEqualTo(true);
    assertThat(api(HttpMethod.POST, "/api/v1/notices/read", anna, null)).hasStatus(204);
    assertThat(api(HttpMethod.GET, "/api/v1/notices?unread=true", anna, null))
        .bodyJson()
        .extractingPath("$.total")
        .isEqualTo(0);
  }

  @Test
  void overTheApiEverythingThatIsWrongWithAChoiceIsSaidAtOnce() {
    assertThat(
            api(
                HttpMethod.PUT,
                "/api/v1/notices/choices",
                anna,
                """
                {"language": "fr", "channels": {"escalation": ["program"], "chat": ["pigeon"]}}
                """))
        .hasStatus(422)
        .bodyJson()
        .extractingPath("$.violations[*].field")
        .asArray()
        .containsExactlyInAnyOrder("language", "channels.escalation", "channels.chat");

    assertThat(
            api(
                HttpMethod.PUT,
                "/api/v1/notices/choices",
                anna,
                """
                {"language": "en", "channels": {"chat": ["program", "push"]}}
                """))
        .hasStatusOk()
        .bodyJson()
        .satisfies(
            json -> {
              assertThat(json).extractingPath("$.language").isEqualTo("en");
              assertThat(json)
                  .extractingPath("$.channels.chat")
                  .asArray()
                  .containsExactly("program", "push");
              assertThat(json).extractingPath("$.channels.visit").asArray().isEmpty();
            });
  }

  /** Tells Anna of as many deals; the last of them. */
  private DealId told(int count) {
    List<DealId> deals =
        IntStream.range(0, count).mapToObj(i -> office.deal(anna.actor())).toList();
    deals.forEach(
        deal ->
            notices.tell(
                Told.ofDeal(
                    Kind.ASSIGNED,
                    "deal-assigned",
                    deal,
                    "test",
                    Notices.detail("by", olga.actor().id()),
                    StoppedClock.START),
                List.of(anna.actor().id())));
    return deals.getLast();
  }

  private Browser signedIn(Person person) {
    Browser signing = new Browser(mvc);
    signing.signIn(person.login(), People.PASSWORD);
    return signing;
  }

  private MvcTestResult api(HttpMethod method, String uri, Person person, String json) {
    var request = mvc.method(method).uri(uri).header("Authorization", person.bearer());
    if (json != null) {
      request = request.contentType(MediaType.APPLICATION_JSON).content(json);
    }
    return request.exchange();
  }
}
