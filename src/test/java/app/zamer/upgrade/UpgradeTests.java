package app.zamer.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.ZamerTest;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.webmvc.test.autoconfigure.SpringBootMockMvcBuilderCustomizer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.setup.DefaultMockMvcBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

/**
 * Whoever worked with a released version goes on with this one: the program starts on its data,
 * makes the same database of it as of an empty one, deal and ledger agree, and every page that
 * leads on from the first one opens for everybody.
 */
@ZamerTest
class UpgradeTests {
  private static final Pattern LINK = Pattern.compile("\\b(href|hx-get)=\"(/[^\"]*)\"");
  private static final Pattern NO_PAGE =
      Pattern.compile("^/(assets|webjars|v3|swagger-ui|actuator)/.*|.*\\.(xlsx|csv)(\\?.*)?$");
  private static final List<String> PEOPLE =
      List.of("anna", "tanya", "kira", "egor", "olga", "admin");

  /** Of pages that differ by nothing but a number. */
  private static final int ALIKE = 2;

  @Autowired JdbcConnectionDetails server;
  @Autowired JdbcClient fresh;

  @ParameterizedTest
  @CsvSource("0.1.0, 2026-12-01T07:00:00Z")
  void theProgramGoesOnWithTheDataOf(String version, Instant now) throws IOException, SQLException {
    Path dump = Path.of("src/test/resources/released", version + ".sql.xz");
    try (Upgraded upgraded = Upgraded.start(server, dump, now)) {
      assertThat(Schema.of(upgraded.program.getBean(JdbcClient.class)))
          .containsExactlyElementsOf(Schema.of(fresh));
      MockMvcTester mvc = mvc((WebApplicationContext) upgraded.program);
      assertThat(differences(mvc)).isEmpty();
      for (String person : PEOPLE) {
        var browser = new Browser(mvc);
        assertThat(browser.signIn(person, "zamer-demo")).hasStatus(302);
        assertThat(brokenPages(browser)).as("pages that do not open for %s", person).isEmpty();
      }
    }
  }

  private static MockMvcTester mvc(WebApplicationContext program) {
    DefaultMockMvcBuilder builder = MockMvcBuilders.webAppContextSetup(program);
    new SpringBootMockMvcBuilderCustomizer(program).customize(builder);
    return MockMvcTester.create(builder.build());
  }

  private static List<Object> differences(MockMvcTester mvc) {
    MvcTestResult answer =
        mvc.get()
            .uri("/api/v1/ledger/reconciliation")
            .header("Authorization", "Bearer demo-olga")
            .exchange();
    assertThat(answer).hasStatusOk();
    return JsonPath.read(Browser.body(answer), "$.items");
  }

  /** Follows what a page leads to; a part of a page may want more than its address says. */
  private static List<String> brokenPages(Browser browser) {
    var broken = new ArrayList<String>();
    var next = new ArrayDeque<>(List.of("href /"));
    Map<String, Integer> alike = new HashMap<>();
    Set<String> seen = new HashSet<>(next);
    int pages = 0;
    while (!next.isEmpty()) {
      String[] link = next.remove().split(" ", 2);
      MvcTestResult answer = browser.get(UriUtils.decode(link[1], StandardCharsets.UTF_8));
      int status = answer.getResponse().getStatus();
      boolean opens = link[0].equals("href") ? status == 200 || status / 100 == 3 : status < 500;
      if (!opens) {
        broken.add(status + " " + link[1]);
      }
      pages++;
      String location = answer.getResponse().getHeader("Location");
      if (location != null && location.startsWith("/") && seen.add("href " + location)) {
        next.add("href " + location);
      }
      for (MatchResult found : LINK.matcher(Browser.body(answer)).results().toList()) {
        String address = HtmlUtils.htmlUnescape(found.group(2)).replaceFirst("#.*", "");
        if (NO_PAGE.matcher(address).matches()) {
          continue;
        }
        String kind = address.replaceAll("\\d+", "0").replaceAll("=[^&]*", "=");
        if (seen.add(found.group(1) + " " + address)
            && alike.merge(kind, 1, Integer::sum) <= ALIKE) {
          next.add(found.group(1) + " " + address);
        }
      }
    }
    assertThat(pages).isGreaterThan(20);
    return broken;
  }
}
