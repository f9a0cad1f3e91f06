package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.Office;
import app.zamer.People;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What holds of every kind of record alike: which version a change is of, and who reaches it. */
@ZamerTest
class ChangeableRecordTests {
  private static final String API = "/api/v1";

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Office office;
  @Autowired CompanyClock clock;

  @Test
  void everyRecordIsChangedWhateverItsVersionAndNoneOfAnother() {
    People.Person head = people.hire(Role.HEAD_OF_SALES, Role.ADMINISTRATOR);
    People.Person anna = people.hire(Role.MANAGER);
    DealId deal = office.booked(anna.actor(), clock.today().plusDays(2));
    String client = read(head, API + "/deals/" + deal, "$.client.id");
    MvcTestResult lead =
        mvc.post()
            .uri(API + "/leads")
            .header(HttpHeaders.AUTHORIZATION, anna.bearer())
            .contentType("application/json")
            .content("{\"phone\": \"%s\", \"title\": \"Кухня\"}".formatted(Fresh.phone()))
            .exchange();
    assertThat(lead).hasStatus(201);
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("/deals/" + deal, "{\"title\": \"Шкаф\"}");
    changes.put("/ledger/measurements/" + deal, "{\"estimateAmount\": 120000}");
    changes.put("/clients/" + client, "{\"name\": \"Ильин Пётр\"}");
    changes.put(
        "/leads/" + JsonPath.read(Browser.body(lead), "$.id"), "{\"title\": \"Шкаф-купе\"}");
    changes.put("/users/" + anna.login(), "{\"name\": \"Анна\"}");

    changes.forEach(
        (record, change) -> {
          assertThat(patch(head, record, "\"987654\"", change)).as(record).hasStatus(412);
          assertThat(patch(head, record, null, change)).as(record).hasStatus(428);
          assertThat(patch(head, record, "*", change)).as(record).hasStatus2xxSuccessful();
        });
  }

  @Test
  void anEngineerReachesTheDealOfHisVisitForFourteenDaysAfterItsResult() {
    People.Person anna = people.hire(Role.MANAGER);
    People.Person egor = people.hire(Role.ENGINEER);
    People.Person kira = people.hire(Role.COMMUNICATIONS_MANAGER);
    LocalDate day = clock.today().plusDays(2);
    DealId deal = office.booked(anna.actor(), day);
    office.stamp(deal, office.hire(Role.TECHNOLOGIST));
    office.plan(deal, day, kira.actor(), egor.actor());
    office.confirm(anna.actor(), deal, kira.actor());
    List<String> reached =
        List.of(
            API + "/deals/" + deal,
            API + "/deals/" + deal + "/files",
            API + "/ledger/measurements/" + deal);
    clock.stopAt(clock.instant().plus(Duration.ofDays(40)));
    assertThat(statuses(egor, reached)).as("the result is still to be given").containsOnly(200);
    office.report(deal, egor.actor(), "no-contract");
    Instant result = clock.instant();

    clock.stopAt(result.plus(Duration.ofDays(14)).minusSeconds(60));
    assertThat(statuses(egor, reached)).containsOnly(200);

    clock.stopAt(result.plus(Duration.ofDays(14)).plusSeconds(60));
    assertThat(statuses(egor, reached)).containsOnly(403);
    assertThat(get(egor, API + "/ledger/measurements?size=200"))
        .hasStatusOk()
        .bodyText()
        .doesNotContain("\"" + deal + "\"");
    assertThat(statuses(anna, reached)).containsOnly(200);
  }

  private List<Integer> statuses(People.Person who, List<String> uris) {
    return uris.stream().map(uri -> get(who, uri).getResponse().getStatus()).toList();
  }

  private MvcTestResult get(People.Person who, String uri) {
    return mvc.get().uri(uri).header(HttpHeaders.AUTHORIZATION, who.bearer()).exchange();
  }

  private String read(People.Person who, String uri, String path) {
    return JsonPath.read(Browser.body(get(who, uri)), path).toString();
  }

  private MvcTestResult patch(People.Person who, String record, String version, String change) {
    var request =
        mvc.patch()
            .uri(API + record)
            .header(HttpHeaders.AUTHORIZATION, who.bearer())
            .contentType("application/merge-patch+json")
            .content(change);
    return (version == null ? request : request.header(HttpHeaders.IF_MATCH, version)).exchange();
  }
}
