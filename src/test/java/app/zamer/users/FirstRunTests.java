package app.zamer.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.Browser;
import app.zamer.ZamerTest;
import app.zamer.company.Site;
import app.zamer.web.NotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.util.FileSystemUtils;

@ZamerTest
// a database of its own, in which there is nobody
@TestPropertySource(properties = "zamer.data-dir=" + FirstRunTests.DATA)
@ContextConfiguration(initializers = FirstRunTests.EmptyDatabase.class)
class FirstRunTests {
  static final String DATA = "target/test-data-first-run";
  private static final String PASSWORD = "a long password";

  @Autowired MockMvcTester mvc;
  @Autowired Users users;
  @Autowired FirstRun firstRun;
  @Autowired Site site;
  @Autowired JdbcClient db;

  private Browser browser;

  static class EmptyDatabase
      implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      try {
        FileSystemUtils.deleteRecursively(Path.of(DATA, "pgdata"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @BeforeEach
  void nobodyHasAnAccount() {
    db.sql("truncate app_user cascade").update();
    firstRun.ready();
    browser = new Browser(mvc);
  }

  @Test
  void theLinkCreatesTheAdministratorOnceAndIsDeadThen() {
    String link = "/first-run?token=" + firstRun.token();
    assertThat(Browser.body(browser.get(link))).contains("Первый администратор");

    assertThat(browser.post(link, fields("olga", PASSWORD, PASSWORD))).hasStatus(302);

    assertThat(browser.get(link)).hasStatus(404);
    assertThat(browser.post(link, fields("boris", PASSWORD, PASSWORD))).hasStatus(404);
    assertThat(users.find(new UserId("olga")).orElseThrow().roles())
        .containsExactly(Role.ADMINISTRATOR);
    assertThat(browser.signIn("olga", PASSWORD)).hasStatus(302);
  }

  @Test
  void withoutTheTokenOfTheLinkThereIsNothing() {
    for (String uri : new String[] {"/first-run", "/first-run?token=", "/first-run?token=guess"}) {
      assertThat(browser.get(uri)).hasStatus(404);
    }
  }

  @Test
  void whatWasTypedStaysWhenSomethingIsWrong() {
    String link = "/first-run?token=" + firstRun.token();
    browser.get(link);
    MvcTestResult answer = browser.post(link, fields("Ольга", "short", "other"));

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer))
        .contains(
            "value=\"Ольга\"",
            "value=\"Ольга Мельник\"",
            "строчные латинские",
            "не короче 10",
            "не совпадают")
        .doesNotContain("value=\"short\"");
    assertThat(Browser.body(browser.get(link + "&lang=en")))
        .contains("The first administrator", "?token=" + firstRun.token() + "&amp;lang=ru");
    assertThat(users.none()).isTrue();
  }

  @Test
  void aPasswordFromTheEnvironmentCreatesTheAdministrator() {
    FirstRun unattended =
        new FirstRun(
            users, new MockEnvironment().withProperty("ZAMER_ADMIN_PASSWORD", PASSWORD), site);
    unattended.ready();
    unattended.ready();

    assertThat(unattended.token()).isNull();
    assertThat(browser.signIn("admin", PASSWORD)).hasStatus(302);
  }

  @Test
  void aPasswordFromTheEnvironmentThatIsTooShortStopsTheStart() {
    FirstRun unattended =
        new FirstRun(
            users, new MockEnvironment().withProperty("ZAMER_ADMIN_PASSWORD", "short"), site);

    assertThatThrownBy(unattended::ready)
        .hasMessageContaining("ZAMER_ADMIN_PASSWORD")
        .hasMessageContaining("10");
  }

  @Test
  void nobodyIsFirstAfterAnotherWas() {
    NewUser second = new NewUser("second", "Второй", Set.of(Role.ADMINISTRATOR), PASSWORD);
    firstRun.create(new NewUser("first", "Первый", Set.of(Role.ADMINISTRATOR), PASSWORD));

    assertThatThrownBy(() -> firstRun.create(second)).isInstanceOf(NotFound.class);
  }

  @Test
  void theLastAdministratorStays() {
    UserId only = new UserId("only");
    firstRun.create(
        new NewUser(only.value(), "Единственный", Set.of(Role.ADMINISTRATOR), PASSWORD));

    assertThat(users.deactivate(Actor.SYSTEM, only)).isInstanceOf(UserOutcome.Refused.class);
    assertThat(
            users.change(
                Actor.SYSTEM, only, null, new UserChange(null, Set.of(Role.MANAGER), null)))
        .isInstanceOf(UserOutcome.Refused.class);
    users.create(
        Actor.SYSTEM, new NewUser("other", "Другой", Set.of(Role.ADMINISTRATOR), PASSWORD));
    assertThat(users.deactivate(Actor.SYSTEM, only)).isInstanceOf(UserOutcome.Saved.class);
  }

  private static Map<String, String> fields(String login, String password, String repeated) {
    return Map.of(
        "login", login, "name", "Ольга Мельник", "password", password, "repeated", repeated);
  }
}
