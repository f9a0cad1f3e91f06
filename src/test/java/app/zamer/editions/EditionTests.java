package app.zamer.editions;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.users.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class EditionTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Editions editions;

  private String original = "";
  private Person admin;
  private Person manager;

  @BeforeEach
  void readTheEditionInForce() {
    original = editions.text();
    admin = people.hire(Role.ADMINISTRATOR);
    manager = people.hire(Role.MANAGER);
  }

  @AfterEach
  void putItBack() {
    if (!editions.text().equals(original)) {
      editions.adopt(admin.actor(), original);
    }
  }

  @Test
  void aSoundEditionComesIntoForceAndIsShown() {
    String longer = original.replace("farDays: 32 ", "farDays: 45 ");
    assertThat(put(admin, longer)).hasStatusOk();
    assertThat(editions.inForce().parameters()).containsEntry("farDays", 45);
    assertThat(mvc.get().uri("/api/v1/regulation").header("Authorization", manager.bearer()))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.parameters.farDays")
        .isEqualTo(45);
  }

  @Test
  void onlyAdministratorsHaveAFileLookedThroughAndOneAtATimeWhileOthersWork() throws Exception {
    assertThat(check(manager)).hasStatus(403);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var checks = Stream.generate(() -> threads.submit(() -> check(admin))).limit(12).toList();
      long since = System.nanoTime();
      assertThat(mvc.get().uri("/api/v1/me").header("Authorization", manager.bearer()))
          .hasStatusOk();
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
      List<Integer> answers = new ArrayList<>();
      for (var check : checks) {
        answers.add(check.get().getResponse().getStatus());
        if (answers.getLast() == 429) {
          assertThat(check.get()).containsHeader("Retry-After");
        }
      }
      assertThat(answers).contains(200, 429).containsOnly(200, 429);
    }
    assertThat(check(admin)).hasStatusOk();
  }

  private MvcTestResult check(Person who) {
    return mvc.post()
        .uri("/api/v1/regulation/check")
        .header("Authorization", who.bearer())
        .contentType("application/yaml")
        .content(original)
        .exchange();
  }

  @Test
  void aBrokenEditionIsRefusedWithThePlaceOfEveryErrorAndTheOneInForceStays() {
    String version = editions.inForce().version();
    String broken =
        original
            .replace("holds: \"!pointOfNoReturn\"", "holds: \"!pointOfNoRetrun\"")
            .replace("start: sales/estimate", "start: sales/nowhere");
    MvcTestResult answer = put(admin, broken);
    assertThat(answer)
        .hasStatus(422)
        .bodyJson()
        .extractingPath("$.violations.length()")
        .isEqualTo(2);
    assertThat(answer)
        .bodyJson()
        .extractingPath("$.violations[0].field")
        .asString()
        .matches("sales\\.yaml:\\d+:\\d+");
    assertThat(editions.inForce().version()).isEqualTo(version);
  }

  @Test
  void anEditionOfBeforeLeadsComesIntoForceWithTheLeadsOfTheProgram() {
    String older = app.zamer.regulation.LeadRulesTests.older(original);
    assertThat(older).doesNotContain("\nleads:", "lead.read", "workFrom");
    assertThat(put(admin, older)).hasStatusOk();
    assertThat(editions.inForce().leads().start()).isNotEmpty();
    assertThat(mvc.get().uri("/api/v1/leads").header("Authorization", manager.bearer()))
        .hasStatusOk();
  }

  @Test
  void anEditionWithoutAStageThatLeadsStandInIsRefused() {
    mvc.post()
        .uri("/api/v1/leads")
        .header("Authorization", manager.bearer())
        .contentType("application/json")
        .content("{\"phone\": \"%s\"}".formatted(Fresh.phone()))
        .exchange();
    String renamed =
        original
            .replace("    new: {ru: Новый лид", "    fresh: {ru: Новый лид")
            .replace("  start: new\n", "  start: fresh\n");
    assertThat(put(admin, renamed)).hasStatus(422).bodyText().contains("leads stand in stage new");
  }

  @Test
  void onlyWhoHasTheRightBringsAnEditionIntoForceOrLooksOneThrough() {
    assertThat(put(manager, original)).hasStatus(403);
    assertThat(
            mvc.post()
                .uri("/api/v1/regulation/check")
                .header("Authorization", manager.bearer())
                .contentType("application/yaml")
                .content(original))
        .hasStatus(403);
  }

  @Test
  void anEditionCanBeLookedThroughWithoutComingIntoForce() {
    String version = editions.inForce().version();
    String other = original + "\n# looked through\n";
    assertThat(
            mvc.post()
                .uri("/api/v1/regulation/check")
                .header("Authorization", admin.bearer())
                .contentType("application/yaml")
                .content(other))
        .hasStatusOk();
    assertThat(editions.inForce().version()).isEqualTo(version);
  }

  private MvcTestResult put(Person by, String text) {
    return mvc.put()
        .uri("/api/v1/regulation/file")
        .header("Authorization", by.bearer())
        .contentType("application/yaml")
        .content(text)
        .exchange();
  }
}
