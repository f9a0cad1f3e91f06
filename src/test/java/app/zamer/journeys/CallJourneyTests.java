package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The telephone rings: on the screen, into a lead and a deal, and what is missed is called back.
 */
class CallJourneyTests extends BrowserJourney {
  /** Within a second or so, on a machine that does other things meanwhile. */
  private static final LocatorAssertions.IsVisibleOptions AT_ONCE =
      new LocatorAssertions.IsVisibleOptions().setTimeout(3000);

  private final String call = UUID.randomUUID().toString();
  private int minute;
  private final Caller exchange = zamer.exchange();

  @Test
  void aCallRingsOnEveryWindowOfTheManagerAndLeadsToTheDealOfTheClient() {
    Deal deal = bare();
    Page page = at("anna");
    open(page, "/day");
    Page window = page.context().newPage();
    open(window, "/ledger");
    Page elsewhere = at("boris");
    page.locator("#shell-q").focus();
    page.keyboard().type("сосед");

    clock(TODAY, 9, 2);
    minute = 2;
    happens("ringing", phone(deal));

    assertThat(ring(page)).isVisible(AT_ONCE);
    assertThat(ring(page)).containsText("Геннадий Петров");
    assertThat(ring(page)).containsText("Просчёт");
    assertThat(ring(window)).isVisible(AT_ONCE);
    assertThat(elsewhere.locator(".ring")).hasCount(0);
    // whoever was typing types on
    assertThat(page.locator("#shell-q")).isFocused();
    page.keyboard().type("ка");
    assertThat(page.locator("#shell-q")).hasValue("соседка");

    page.keyboard().press("F8");
    assertThat(ring(page).locator(".btn-primary")).isFocused();
    page.keyboard().press("Enter");
    page.waitForURL("**/deals/" + deal.id);
    assertThat(ring(page)).isVisible();

    happens("answered", phone(deal));
    assertThat(ring(page)).containsText("Разговор");
    assertThat(page.locator(".entry-call")).containsText("разговаривают сейчас");
    happens("ended", phone(deal), "answered", true);
    assertThat(page.locator(".ring")).hasCount(0);
    assertThat(window.locator(".ring")).hasCount(0);
    assertThat(page.locator(".entry-call").first()).containsText("Входящий звонок");
    assertThat(page.locator(".entry-call").first()).containsText("разговор 0 с");
    assertThat(page.locator(".entry-call")).hasCount(1);
  }

  @Test
  void aCallThatIsHiddenIsHiddenInEveryWindowAndRingsOnWithTheOthers() {
    Page page = at("anna");
    Page window = page.context().newPage();
    open(window, "/board");
    Page boris = at("boris");
    String phone = zamer.phone();
    happens("ringing", phone);
    happens("ringing", phone, "extension", "102");
    assertThat(ring(window)).isVisible(AT_ONCE);

    page.keyboard().press("F8");
    page.keyboard().press("Escape");

    assertThat(page.locator(".ring")).hasCount(0);
    assertThat(window.locator(".ring")).hasCount(0);
    assertThat(ring(boris)).isVisible();
    happens("answered", phone);
    assertThat(boris.locator(".ring")).hasCount(0);
    happens("ended", phone, "answered", true);
  }

  @Test
  void aCallRingsAboveAnOpenDialogAndIsReachedThere() {
    Deal deal = bare();
    Page page = at("anna");
    open(page, "/leads");
    page.locator("[hx-get='/leads/new']").first().click();
    assertThat(page.locator("#dialog")).isVisible();

    happens("ringing", phone(deal));

    assertThat(ring(page)).isVisible(AT_ONCE);
    ring(page).locator(".btn-primary").click();
    page.waitForURL("**/deals/" + deal.id);
    happens("ended", phone(deal), "answered", true);
  }

  @Test
  void aStrangerWhoCallsBecomesALeadAndADeal() {
    String phone = zamer.phone();
    Page page = at("anna");
    open(page, "/board");
    happens("ringing", phone);
    assertThat(ring(page)).containsText("Незнакомый номер");

    ring(page).locator("button.btn-primary").click();
    page.waitForURL(Pattern.compile(".*/leads/\\d+$"));
    assertThat(page.locator("h1")).containsText(phone.substring(1) + " - Входящий звонок");
    happens("answered", phone);
    happens("ended", phone, "answered", true);

    page.locator("[hx-get$='/convert']").first().click();
    page.fill("dialog #clientName", "Мария Лебедева");
    page.locator("dialog button.btn-primary").click();
    assertThat(page.locator("dialog[open]")).hasCount(0);
    assertThat(anna.get("/deals?phone=%2B" + phone.substring(1)).items()).hasSize(1);
  }

  @Test
  void aMissedCallIsPlannedToBeCalledBackAndLeavesTheListWhenItIs() {
    Deal deal = bare();
    Page page = at("anna");
    open(page, "/calls");
    happens("ringing", phone(deal));
    happens("ended", phone(deal), "answered", false);

    Locator line = page.locator(".call-waiting", new Page.LocatorOptions().setHasText(shown(deal)));
    assertThat(line).isVisible();
    assertThat(line).containsText("Геннадий Петров");
    assertThat(line).containsText("перезвонить до 02.03.2026 09:30");
    assertThat(line.locator(".btn-primary")).hasAttribute("href", "tel:" + phone(deal));
    Page card = page.context().newPage();
    open(card, "/deals/" + deal.id);
    assertThat(card.locator(".deal-plan")).containsText("Перезвонить: пропущен звонок");

    happens(
        "ended", phone(deal), "callId", call + "-back", "direction", "outgoing", "answered", true);

    assertThat(line).hasCount(0);
    assertThat(card.locator(".deal-plan")).not().containsText("Перезвонить: пропущен звонок");
  }

  private void happens(String state, String phone, @Nullable Object... more) {
    Object[] pairs = new Object[12 + more.length];
    Object[] event = {
      "callId",
      call,
      "state",
      state,
      "phone",
      phone,
      "direction",
      "incoming",
      "at",
      TODAY.atTime(9, minute).atZone(Zamer.ZONE).toOffsetDateTime().toString(),
      "extension",
      "101"
    };
    System.arraycopy(event, 0, pairs, 0, event.length);
    System.arraycopy(more, 0, pairs, event.length, more.length);
    Answer answer = exchange.post("/telephony/events", pairs);
    assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
  }

  private static String phone(Deal deal) {
    return deal.json().get("client").get("phones").get(0).stringValue();
  }

  private static String shown(Deal deal) {
    String phone = phone(deal);
    return "+7 %s %s-%s-%s"
        .formatted(
            phone.substring(2, 5),
            phone.substring(5, 8),
            phone.substring(8, 10),
            phone.substring(10));
  }

  private static Locator ring(Page page) {
    return page.locator(".ring").first();
  }
}
