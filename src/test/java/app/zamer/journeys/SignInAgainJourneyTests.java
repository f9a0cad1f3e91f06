package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** A page that is left open while its session ends, or while somebody signs in anew. */
class SignInAgainJourneyTests extends BrowserJourney {
  private static final String TEXT = "#comment-text";
  private static final String PINNED = ".comment-add [name=pinned]";
  private static final String ADD = ".comment-add button:not([name])";
  private static final String ASKED = "#sign-in";

  private final Deal deal = bare();
  private final Page page = at("anna");

  @Test
  void afterTheSamePersonHasSignedInAnewAnOldTabGoesOnByItself() {
    types("Звонила в обед");
    Page other = signsOut();
    signIn(other, "anna");

    page.click(ADD);

    assertThat(page.locator(".timeline, #content").first()).containsText("Звонила в обед");
    assertThat(page.locator(TEXT)).hasValue("");
    assertThat(page.locator(ASKED)).hasCount(0);
    assertThat(comments()).contains("Звонила в обед");
  }

  @Test
  void whatWasTypedIsSentAfterTheSignInThatIsAskedForOverThePage() {
    types("Просит матовый фасад");
    signsOut();
    page.click(PINNED);
    assertThat(page.locator(ASKED)).isVisible();
    page.fill("#here-password", "wrong");
    page.press("#here-password", "Enter");
    assertThat(page.locator(ASKED + " [role=alert]")).isVisible();
    assertThat(comments()).doesNotContain("Просит матовый фасад");

    page.fill("#here-password", PASSWORD);
    page.press("#here-password", "Enter");

    assertThat(page.locator(ASKED)).hasCount(0);
    assertThat(page.locator(TEXT)).hasValue("");
    // by the button that was pressed
    assertThat(comments()).contains("Просит матовый фасад", "\"pinned\":true");
  }

  @Test
  void nothingIsSentWhenSomebodyElseHasSignedInThere() {
    types("Скидка только ей");
    Page other = signsOut();
    page.click(ADD);
    assertThat(page.locator(ASKED)).isVisible();
    page.fill("#here-login", "boris");
    page.fill("#here-password", PASSWORD);
    page.press("#here-password", "Enter");
    assertThat(page.locator("#notes .alert-danger")).containsText("Борис Ким");
    assertThat(page.locator(TEXT)).hasValue("Скидка только ей");

    // nor when he has done so in another tab
    other.reload();
    page.click(ADD);
    assertThat(page.locator("#notes .alert-danger")).hasCount(2);
    assertThat(comments()).doesNotContain("Скидка только ей");
  }

  @Test
  void aFormThatLeadsToAnotherPageIsSentAfterTheSignInToo() {
    open(page, "/account");
    page.fill("#tokens [name=name]", "Выгрузка за ночь");
    page.fill("#tokens [name=password]", PASSWORD);
    signsOut();
    page.click("#tokens .btn-primary");
    assertThat(page.locator(ASKED)).isVisible();
    page.fill("#here-password", PASSWORD);
    page.press("#here-password", "Enter");

    assertThat(page.locator(".secret")).containsText("zamer_");
    page.click("#tokens li:has-text('Выгрузка за ночь') button");
    assertThat(page.locator("#tokens li:has-text('Выгрузка за ночь')")).hasCount(0);
  }

  private void types(String text) {
    open(page, deal.path());
    page.fill(TEXT, text);
  }

  /** The session of the page ends in another tab. */
  private Page signsOut() {
    Page other = page.context().newPage();
    open(other, "/account");
    other.evaluate("document.querySelector('form[action=\"/logout\"]').requestSubmit()");
    other.waitForURL(address -> address.contains("/login"));
    return other;
  }

  private String comments() {
    return zamer.as("olga").get(deal.path() + "/comments").ok().body();
  }
}
