package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What people are told of without looking: the bell, what it leads to, and what they choose. */
class NoticeJourneyTests extends BrowserJourney {
  private static final double A_SECOND = 1000;
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PUSHED =
      """
      {"title": "Срок в 10:15", "body": "Сделка № 7", "tag": "notice-1", "path": "/notices/1"}
      """;

  @Test
  void theBellRisesInAnotherBrowserAndLeadsToTheChat() {
    Deal deal = bare().invited("anna").invited("olga");
    Page page = at("anna");
    open(page, "/notices");
    readAll(page);
    open(page, "/board");
    assertThat(bell(page)).hasAttribute("data-unread", "0");
    page.waitForFunction("document.documentElement.dataset.connected === 'yes'");

    deal.by("olga").say("Что говорит клиент?").ok();

    assertThat(bell(page)).hasAttribute("data-unread", "1", within(5 * A_SECOND));
    assertThat(bell(page)).hasAttribute("aria-label", "Уведомления, непрочитанных: 1");
    bell(page).click();
    Locator line = page.locator(".notice-line").first();
    assertThat(line).containsText("Новые сообщения в чате: 1");
    assertThat(line).containsText("Сделка № " + deal.id);
    line.locator(".notice-link").click();
    assertThat(page).hasURL(zamer.url() + deal.path() + "/chat");
    assertThat(bell(page)).hasAttribute("data-unread", "0");
  }

  @Test
  void whatComesWhileTheListIsOpenIsOfferedAndTheBellFollowsInEveryWindow() {
    Deal deal = bare().invited("anna");
    Page page = at("anna");
    open(page, "/notices");
    readAll(page);
    Page second = page.context().newPage();
    open(second, "/day");
    page.waitForFunction("document.documentElement.dataset.connected === 'yes'");

    deal.by("olga").say("Посмотрите, пожалуйста").ok();

    assertThat(page.locator("#notices-news")).containsText("Новых уведомлений: 1");
    assertThat(bell(second)).hasAttribute("data-unread", "1");
    page.locator("#notices-news a").click();
    page.locator(".notice-line").first().locator(".notice-read").click();
    assertThat(page.locator(".notice-line").first().locator(".badge")).hasCount(0);
    assertThat(bell(page)).hasAttribute("data-unread", "0");
    assertThat(bell(second)).hasAttribute("data-unread", "0");
  }

  @Test
  void choicesAreKept() {
    Page page = at("boris");
    open(page, "/account/notices");
    Locator chat = page.locator("[name='chat.program']");
    chat.check();
    save(page);

    chat.uncheck();
    page.selectOption("#language", "en");
    save(page);
    open(page, "/account/notices");
    assertThat(chat).not().isChecked();
    assertThat(page.locator("#language")).hasValue("en");
    assertThat(page.locator("[name='visit.program']")).isChecked();

    chat.check();
    page.selectOption("#language", "ru");
    save(page);
  }

  private static void save(Page page) {
    page.waitForResponse(
        answer -> answer.request().method().equals("POST"),
        () -> page.locator("#choices .btn-primary").click());
    assertThat(page.locator("#choices [role=status]")).hasText("Сохранено.");
  }

  /** The push service itself is out of reach here; its place in the browser is taken. */
  @Test
  void aBrowserIsConnectedShowsWhatIsPushedAndIsDisconnected() throws Exception {
    Page page = at("boris");
    page.context().grantPermissions(List.of("notifications"));
    page.addInitScript(
        """
        let has = null;
        const made = {
          endpoint: "https://fcm.googleapis.com/fcm/send/journey",
          toJSON: () => ({ endpoint: made.endpoint, keys: {
            p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            auth: "BTBZMqHH6r4Tts7J_aSIgg" } }),
          unsubscribe: async () => { has = null; } };
        PushManager.prototype.subscribe = async () => has = made;
        PushManager.prototype.getSubscription = async () => has;
        """);
    open(page, "/account/notices");
    page.locator("#push-on").click();
    assertThat(page.locator("#push-browsers")).containsText("Chrome");
    assertThat(page.locator("#push-off")).isVisible();

    push(page, PUSHED);
    push(page, PUSHED);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        page.evaluate(
                            """
                            async () => (await (await navigator.serviceWorker.getRegistration()).getNotifications())
                              .map(shown => shown.title + " · " + shown.body + " → " + shown.data.path)
                            """))
                    .isEqualTo(List.of("Срок в 10:15 · Сделка № 7 → /notices/1")));

    page.locator("#push-off").click();
    assertThat(page.locator("#push-browsers")).containsText("Ни один браузер не подключён");
  }

  @Test
  void thePeopleOfAVisitHearOfItFromThePlanToTheMissedResult() {
    Deal deal = staffed(in(1));
    deal.by("tanya").stamp().ok();
    told("anna", deal, "Печать технолога поставлена · Татьяна Власова");
    deal.by("kira").visit(in(1)).ok();
    told("egor", deal, "Назначен выезд: 03.03 12:00");
    told("anna", deal, "Назначен выезд: 03.03 12:00");
    deal.by("kira").confirm().ok();
    told("egor", deal, "Выезд подтверждён: 03.03 12:00");

    clock(in(2), 10, 14);
    assertThat(texts("anna", deal)).noneMatch(text -> text.contains("10:45"));
    clock(in(2), 10, 50);

    told(
        "anna",
        deal,
        "Срок в 10:45: Получить от инженера результат замера",
        "Срок 10:45 пропущен: Получить от инженера результат замера",
        "Срок в 11:00: Поставить сделку на стадию по результату замера");
    told(
        "olga", deal, "Срок 10:45 пропущен · Анна Соколова: Получить от инженера результат замера");
    assertThat(texts("boris", deal)).isEmpty();
  }

  private void told(String user, Deal deal, String... texts) {
    await().atMost(SOON).untilAsserted(() -> assertThat(texts(user, deal)).contains(texts));
  }

  private List<String> texts(String user, Deal deal) {
    return zamer.as(user).get("/notices?size=200").items().stream()
        .filter(notice -> Json.text(notice, "deal").equals(deal.id))
        .map(notice -> Json.text(notice, "text"))
        .toList();
  }

  private static void push(Page page, String message) throws Exception {
    CDPSession devtools = page.context().newCDPSession(page);
    var registration = new CompletableFuture<String>();
    devtools.on(
        "ServiceWorker.workerRegistrationUpdated",
        event ->
            event
                .getAsJsonArray("registrations")
                .forEach(
                    one ->
                        registration.complete(
                            one.getAsJsonObject().get("registrationId").getAsString())));
    devtools.send("ServiceWorker.enable");
    page.waitForCondition(registration::isDone);
    var delivery = new JsonObject();
    delivery.addProperty("origin", page.url().replaceAll("(https?://[^/]+).*", "$1"));
    delivery.addProperty("registrationId", registration.get(1, TimeUnit.SECONDS));
    delivery.addProperty("data", message);
    devtools.send("ServiceWorker.deliverPushMessage", delivery);
    devtools.detach();
  }

  private static void readAll(Page page) {
    Locator all = page.locator("[hx-post='/notices/read']");
    if (all.count() > 0) {
      all.click();
      assertThat(all).hasCount(0);
    }
  }

  private static Locator bell(Page page) {
    return page.locator("#bell a");
  }

  private static LocatorAssertions.HasAttributeOptions within(double millis) {
    return new LocatorAssertions.HasAttributeOptions().setTimeout(millis);
  }
}
