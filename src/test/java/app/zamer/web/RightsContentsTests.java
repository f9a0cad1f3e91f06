package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.editions.Adoption;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/**
 * What no status code tells: that nothing of what a right opens stands on a page, in a list or in a
 * feed of somebody who lacks that right, however he came there.
 */
@ZamerTest
class RightsContentsTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Deals deals;
  @Autowired Editions editions;
  @Autowired JdbcClient jdbc;

  private String deal = "";
  private String client = "";
  private String phone = "";
  private Map<String, List<String>> marks = Map.of();

  @BeforeEach
  void aDealWithSomethingOfEverySource() {
    Person manager = people.hire(Role.MANAGER);
    Person caller = people.hire(Role.TECHNOLOGIST);
    phone = Fresh.phone();
    String title = mark("сделка");
    String message = mark("сообщение");
    String comment = mark("комментарий");
    String file = mark("чертёж");
    String lead = mark("лид");
    NewDeal wanted =
        new NewDeal("Ольга", Phone.of(phone), title, null, false, manager.actor().id());
    if (!(deals.open(manager.actor(), wanted) instanceof OpenOutcome.Opened(DealId opened))) {
      throw new AssertionError("a fresh phone has a deal");
    }
    deal = opened.toString();
    String path = "/api/v1/deals/" + deal;
    client = JsonPath.read(call(manager, HttpMethod.GET, path, ""), "$.client.id");
    call(manager, HttpMethod.POST, path + "/comments", text(comment));
    call(manager, HttpMethod.POST, path + "/chat/messages", text(message));
    assertThat(
            mvc.post()
                .uri(path + "/files?kind=other")
                .multipart()
                .file(
                    new MockMultipartFile(
                        "file", file + ".txt", "text/plain", "x".getBytes(StandardCharsets.UTF_8)))
                .header("Authorization", manager.bearer())
                .exchange())
        .hasStatus(201);
    jdbc.sql(
            """
            insert into call (phone, direction, started_at, duration, answered, person, deal_id, reported_at, reported_by)
            select p.phone, 'incoming', now(), 60, true, :caller, d.id, now(), 'exchange'
            from deal d join client_phone p on p.client_id = d.client_id where d.id = :deal
            """)
        .param("caller", caller.login())
        .param("deal", Long.valueOf(deal))
        .update();
    jdbc.sql(
            """
            with made as (
              insert into lead (title, phone, stage, result, deal_id, created_at, updated_at)
              select :title, p.phone, 'closed', 'converted', d.id, now(), now()
              from deal d join client_phone p on p.client_id = d.client_id where d.id = :deal
              returning id)
            insert into lead_change (lead_id, at, by, change)
            select id, now(), :by, '[{"field": "title", "before": null, "after": "x"}]'::jsonb from made
            """)
        .param("title", lead)
        .param("by", manager.login())
        .param("deal", Long.valueOf(deal))
        .update();
    marks =
        Map.of(
            "deal.read", List.of(title),
            "deal.story", List.of(comment),
            "chat.read", List.of(message),
            "file.read", List.of(file),
            "lead.read", List.of(lead),
            "call.read", List.of(caller.login()));
  }

  @Test
  void whatARightOpensStandsOnNoPageOfSomebodyWhoLacksIt() {
    Person head = people.hire(Role.HEAD_OF_SALES);
    Browser browser = new Browser(mvc);
    browser.signIn(head.login(), People.PASSWORD);
    String file = file();
    Map<String, String> before = everything(head, browser);
    String all = String.join("\n", before.values());
    marks.values().forEach(words -> assertThat(all).contains(words.getFirst()));
    List<String> wrong = new ArrayList<>();
    try {
      marks.forEach(
          (right, words) -> {
            adopt(
                file.replaceFirst(
                    "(?m)^  " + right.replace(".", "\\.") + ": .*$", "  " + right + ": {}"));
            everything(head, browser)
                .forEach(
                    (address, body) -> {
                      if (words.stream().anyMatch(body::contains)) {
                        wrong.add("without " + right + ": " + address);
                      }
                    });
          });
    } finally {
      adopt(file);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whoHasNoRightToCallsSeesNoneOfAClient() {
    List<String> words = Objects.requireNonNull(marks.get("call.read"));
    for (Role role : List.of(Role.TECHNOLOGIST, Role.COMMUNICATIONS_MANAGER)) {
      Person person = people.hire(role);
      Browser browser = new Browser(mvc);
      browser.signIn(person.login(), People.PASSWORD);
      assertThat(everything(person, browser).values())
          .noneMatch(body -> words.stream().anyMatch(body::contains));
    }
  }

  /** By its address what is shown there; nothing where he may not go. */
  private Map<String, String> everything(Person person, Browser browser) {
    var shown = new LinkedHashMap<String, String>();
    for (String page :
        List.of(
            "/deals/" + deal,
            "/deals/" + deal + "/timeline",
            "/deals/" + deal + "/pinned",
            "/deals/" + deal + "/sections/about",
            "/deals/" + deal + "/chat",
            "/deals/" + deal + "/files",
            "/clients/" + client,
            "/board/sales",
            "/board/sales/cards?stage=estimate",
            "/search?q=" + phone,
            "/day",
            "/day/round",
            "/notices",
            "/calls/all",
            "/leads",
            "/stamps",
            "/ledger")) {
      shown.put(page, body(browser.get(page)));
    }
    for (String path :
        List.of(
            "",
            "/timeline",
            "/history",
            "/comments",
            "/moves",
            "/plan",
            "/activities",
            "/calls",
            "/files",
            "/chat/messages")) {
      String address = "/api/v1/deals/" + deal + path;
      shown.put(
          address,
          body(mvc.get().uri(address).header("Authorization", person.bearer()).exchange()));
    }
    for (String address : List.of("/api/v1/board", "/api/v1/telephony/calls", "/api/v1/notices")) {
      shown.put(
          address,
          body(mvc.get().uri(address).header("Authorization", person.bearer()).exchange()));
    }
    return shown;
  }

  private static String body(MvcTestResult answer) {
    // whom one may choose is no secret
    return answer.getResponse().getStatus() == 200
        ? Browser.body(answer).replaceAll("(?s)<option.*?</option>", "")
        : "";
  }

  private static String mark(String what) {
    return what + Fresh.phone().replaceAll("\\D", "");
  }

  private static String text(String text) {
    return "{\"text\": \"" + text + "\"}";
  }

  private String call(Person person, HttpMethod method, String uri, String json) {
    MvcTestResult answer =
        mvc.method(method)
            .uri(uri)
            .header("Authorization", person.bearer())
            .contentType("application/json")
            .content(json)
            .exchange();
    assertThat(answer.getResponse().getStatus()).isLessThan(300);
    return Browser.body(answer);
  }

  private String file() {
    return call(people.hire(Role.ADMINISTRATOR), HttpMethod.GET, "/api/v1/regulation/file", "");
  }

  private void adopt(String text) {
    assertThat(editions.adopt(people.hire(Role.ADMINISTRATOR).actor(), text))
        .isInstanceOf(Adoption.Adopted.class);
  }
}
