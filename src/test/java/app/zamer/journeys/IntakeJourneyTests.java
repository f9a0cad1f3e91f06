package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People without an account: a visitor of the company's site, a client with a link. */
class IntakeJourneyTests extends BrowserJourney {
  private static final String SAVE = "#dialog .modal-footer .btn-primary";

  private final List<HttpServer> sites = new ArrayList<>();

  @AfterEach
  void noSiteIsLeft() {
    sites.forEach(site -> site.stop(0));
  }

  @Test
  void aRequestFromTheCompanysSiteIsAtOnceOnTheManagersLeads() throws IOException {
    String phone = zamer.phone();
    StringBuilder place = new StringBuilder();
    String site = site(place);
    Page admin = at("admin");
    open(admin, "/admin/intake");
    admin.click(".admin-head .btn-primary");
    admin.fill("#name", "Главная " + phone);
    admin.fill("#source", "Сайт " + phone);
    admin.fill("#wishes", "Кухня\nБалкон");
    admin.fill("#origins", site);
    admin.click(SAVE);
    admin.click("button[aria-label='Код для сайта: Главная " + phone + "']");
    place.append(admin.inputValue("#site-script"));
    assertThat(admin.frameLocator(".intake-preview").locator("h1"))
        .containsText("Оставьте заявку на замер");

    Page manager = at("anna");
    open(manager, "/leads");
    assertThat(manager.locator("body")).not().containsText("Пётр " + phone);

    Page visitor = stranger(PHONE);
    visitor.navigate(site);
    FrameLocator form = visitor.frameLocator("iframe");
    form.locator("#name").fill("Пётр " + phone);
    form.locator("#phone").fill("8 999 12");
    form.locator("#wish").selectOption("Балкон");
    form.locator("[name=consent]").check();
    clock(TODAY, 9, 1);
    form.locator("button").click();
    assertThat(form.locator("#phone-more")).containsText("не хватает цифр");
    assertThat(form.locator("#name")).hasValue("Пётр " + phone);
    form.locator("#phone").fill(phone);
    form.locator("button").click();
    assertThat(form.locator("h1")).containsText("Спасибо, заявка принята");
    assertThat(visitor.context().cookies()).isEmpty();

    assertThat(manager.locator("main")).containsText("Пётр " + phone);
    manager
        .locator("main a", new Page.LocatorOptions().setHasText("Пётр " + phone))
        .first()
        .click();
    assertThat(manager.locator("main")).containsText("Нужно: Балкон");
    assertThat(manager.locator("main")).containsText("Сайт " + phone);
  }

  @Test
  void anotherSiteCannotShowTheForm() throws IOException {
    String key =
        zamer
            .as("admin")
            .post(
                "/intake-forms",
                "name",
                "Своя",
                "title",
                "Заявка",
                "source",
                "Сайт",
                "consent",
                "Согласен")
            .is(201)
            .text("key");
    StringBuilder place = new StringBuilder();
    String site = site(place);
    place
        .append("<iframe src=\"")
        .append(zamer.url())
        .append("/intake/form/")
        .append(key)
        .append("\"></iframe>");
    // the browser complains, and that is what is wanted
    try (BrowserContext browser = Chromium.open(DESK, ColorScheme.LIGHT)) {
      Page page = browser.newPage();
      page.waitForConsoleMessage(
          new Page.WaitForConsoleMessageOptions()
              .setPredicate(message -> message.text().contains("frame-ancestors")),
          () -> page.navigate(site));
      assertThat(page.frameLocator("iframe").locator("#phone")).hasCount(0);
    }
  }

  @Test
  void aClientConfirmsByHisLinkAndTheManagerCompletesTheActivityWithOneClick() {
    Deal deal = preMeasurement(in(10));
    clock(in(7), 10, 0);
    Page manager = at("anna");
    open(manager, deal.path());
    manager.click("#deal-booking button");
    assertThat(manager.locator(".booking-qr svg")).isVisible();
    String link = manager.inputValue("#booking-address");
    assertThat(manager.inputValue("#booking-text")).contains(link, "Геннадий Петров");
    manager.click(SAVE);

    Page client = stranger(PHONE);
    client.navigate(link);
    assertThat(client.locator(".booking-facts")).containsText("Москва, Лесная, 7");
    assertThat(manager.locator("#deal-booking")).containsText("открыли");
    client.click("button:has-text('Подтверждаю')");
    assertThat(client.locator("main")).containsText("Вы подтвердили замер");
    assertThat(client.context().cookies()).isEmpty();

    assertThat(manager.locator("#deal-booking")).containsText("Клиент подтвердил по ссылке");
    assertThat(deal.openActivities()).isNotEmpty();
    manager.click("#deal-booking .btn-primary");
    assertThat(manager.locator("#deal-booking")).containsText("учтено, Анна");
    assertThat(deal.dueOn("PRE-5")).isEmpty();
    assertThat(manager.locator("#deal-head")).containsText("Дата подтверждена");
    client.reload();
    assertThat(client.locator("main")).containsText("Мы уже учли ваш ответ");
  }

  @Test
  void aClientAsksForAnotherDayAndTheManagerMovesTheVisitThere() {
    Deal deal = preMeasurement(in(10));
    clock(in(7), 10, 0);
    Page manager = at("anna");
    open(manager, deal.path());
    manager.click("#deal-booking button");
    String link = manager.inputValue("#booking-address");
    manager.click(SAVE);

    Page client = stranger(PHONE);
    client.navigate(link);
    client.click("summary:has-text('Нужен другой день')");
    client.fill("#wished1", in(12).toString());
    client.fill("#comment-move", "После обеда");
    client.click("button:has-text('Попросить')");
    assertThat(client.locator("main")).containsText("Вы попросили перенести замер");

    manager.click("#deal-booking .btn-primary");
    assertThat(manager.locator("#newDate")).hasValue(in(12).toString());
    assertThat(manager.locator("#comment")).hasValue(Pattern.compile(".*После обеда"));
    manager.click("#dialog button[type=submit]");
    assertThat(manager.locator("#deal-booking")).containsText("ответ не считается");
    assertThat(deal.text("measurement.date")).isEqualTo(in(12).toString());
    agrees(deal);
    client.reload();
    assertThat(client.locator("button:has-text('Подтверждаю')")).isVisible();
  }

  /** A site of its own, on another port, with a page that says what it is told by then. */
  private String site(StringBuilder place) throws IOException {
    HttpServer site =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] page =
              ("<!doctype html><html lang=ru><meta charset=utf-8><link rel=icon href=data:,>"
                      + "<title>Окна</title><body><h1>Окна</h1>"
                      + place
                      + "</body></html>")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    site.start();
    sites.add(site);
    return "http://127.0.0.1:" + site.getAddress().getPort();
  }
}
