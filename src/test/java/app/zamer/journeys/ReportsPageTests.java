package app.zamer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The head of sales looks at the figures, and comes from each to the deals behind it. */
class ReportsPageTests extends BrowserJourney {
  @Test
  void olgaOpensANumberAndGetsToTheDeal() {
    Deal deal = bare();
    Page olga = at("olga");
    open(olga, "/reports?period=week&person=anna");

    olga.locator("#idle tbody a.number").click();

    assertThat(olga.locator("h1")).hasText("Сделки без дела");
    Locator link = readOn(olga, "a[href='" + deal.path() + "']", ".reports-more a");
    assertThat(link).hasText("Геннадий Петров");
    link.click();
    assertThat(olga).hasURL(zamer.url() + deal.path());
  }

  @Test
  void aMissIsFoundInTheMatrixByPersonAndClause() {
    LocalDate day = in(10);
    Deal deal = preMeasurement(day);
    clock(day.minusDays(2), 9, 0);
    Page olga = at("olga");
    open(olga, "/reports?person=anna");

    olga.locator("#late a.number[href*='state=open'][href*='clause=PRE-6']").first().click();

    assertThat(olga.locator("#reports-clause")).hasValue("PRE-6");
    assertThat(olga.locator("#reports-person")).hasValue("anna");
    Locator row =
        olga.locator("tr")
            .filter(
                new Locator.FilterOptions().setHas(olga.locator("a[href='" + deal.path() + "']")));
    assertThat(row).containsText("Связаться в этот день");
    assertThat(row.locator("time.late")).containsText("опоздание");
  }

  @Test
  void picturesAreDrawnInBothThemesAndTheTableStandsBesideThem() {
    preMeasurement(in(10));
    Page olga = at("olga");
    open(olga, "/reports?period=week&person=anna");

    assertThat(olga.locator("#funnel .chart canvas")).isVisible();
    assertThat(olga.locator("#funnel-table tbody tr").first()).containsText("Просчёт");
    olga.evaluate("document.documentElement.dataset.bsTheme = 'dark'");
    assertThat(olga.locator("#funnel .chart canvas")).isVisible();
  }
}
