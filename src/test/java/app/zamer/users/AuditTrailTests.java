package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What people take out and what they are refused stands in the journal. */
@ZamerTest
class AuditTrailTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;

  private Person olga;
  private Person anna;
  private Browser browser;

  @BeforeEach
  void somebodyAtABrowser() {
    olga = people.hire(Role.HEAD_OF_SALES);
    anna = people.hire(Role.MANAGER);
    browser = new Browser(mvc);
  }

  @Test
  void aTableThatIsTakenOutIsNotedWithTheNamesOfItsFiltersAlone() {
    browser.signIn(olga.login(), People.PASSWORD);
    assertThat(browser.get("/ledger.xlsx?q=79990001122")).hasStatusOk();

    assertThat(journal(olga, "exported"))
        .singleElement()
        .asString()
        .contains("/ledger.xlsx", "q")
        .doesNotContain("79990001122");
  }

  @Test
  void whatIsRefusedForWantOfARightIsNotedOnceAMinuteOnPagesAndInTheApi() {
    for (int i = 0; i < 5; i++) {
      assertThat(get("/api/v1/audit", anna)).hasStatus(403);
    }
    browser.signIn(anna.login(), People.PASSWORD);
    assertThat(browser.get("/admin/users")).hasStatus(403);

    assertThat(journal(anna, "right.refused"))
        .hasSize(2)
        .anySatisfy(line -> assertThat(line.toString()).contains("/api/v1/audit"))
        .anySatisfy(line -> assertThat(line.toString()).contains("/admin/users"));
  }

  @Test
  void whatComesWithoutThePagesTokenIsNotedAsThatOnPagesAndInTheApi() {
    browser.signIn(anna.login(), People.PASSWORD);
    assertThat(browser.send(HttpMethod.POST, "/account/tokens", Map.of(), Map.of())).hasStatus(403);
    assertThat(browser.send(HttpMethod.DELETE, "/api/v1/tokens/1", Map.of(), Map.of()))
        .hasStatus(403);

    assertThat(journal(anna, "csrf.failed")).hasSize(2);
    assertThat(journal(anna, "right.refused")).isEmpty();
  }

  private List<Map<String, Object>> journal(Person by, String what) {
    MvcTestResult answer =
        get("/api/v1/audit?by=" + by.login() + "&what=" + what, people.hire(Role.ADMINISTRATOR));
    assertThat(answer).hasStatusOk();
    return JsonPath.read(Browser.body(answer), "$.items");
  }

  private MvcTestResult get(String uri, Person who) {
    return mvc.get().uri(uri).header("Authorization", who.bearer()).exchange();
  }
}
