package app.zamer.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What people may report of calls themselves, and how far the exchange gets. */
@ZamerTest
class OwnCallsTests extends CallDesk {
  private Person boris;

  @BeforeEach
  void anotherManager() {
    boris = people.hire(Role.MANAGER);
  }

  @Test
  void a_call_with_anothers_client_is_nobodys_to_report_but_his_and_the_exchanges() {
    DealId deal = deal();
    happens(event("ended"));
    Person admin = people.hire(Role.ADMINISTRATOR);
    for (Person other : List.of(boris, admin, people.hire(Role.COMMUNICATIONS_MANAGER))) {
      assertThat(post(other, "/telephony/calls", report("outgoing", true))).hasStatus(403);
      for (String state : List.of("ringing", "answered", "ended", "unknown")) {
        assertThat(post(other, "/telephony/events", own(state))).as(state).hasStatus(403);
      }
      assertThat(ringing(other)).isEmpty();
    }

    assertThat(missed(anna)).hasSize(1);
    assertThat(planned(deal)).isOne();
    assertThat(json(get(anna, "/deals/" + deal + "/calls")).get("total").intValue()).isOne();
    assertThat(post(anna, "/telephony/calls", report("outgoing", true))).hasStatus(201);
    assertThat(missed(anna)).isEmpty();
    assertThat(planned(deal)).isZero();
  }

  @Test
  void anothers_lead_stays_as_it_is_and_a_free_one_is_called_by_whoever_calls_first() {
    String lead = happens(event("answered")).get("lead").stringValue();
    JsonNode before = json(get(anna, "/leads/" + lead));
    assertThat(before.get("owner").stringValue()).isEqualTo(anna.login());

    assertThat(post(boris, "/telephony/calls", report("outgoing", false))).hasStatus(403);
    assertThat(json(get(anna, "/leads/" + lead))).isEqualTo(before);

    phone = Fresh.phone();
    callId += "-free";
    happens(event("ended", "extension", ""));
    assertThat(post(boris, "/telephony/calls", report("outgoing", true))).hasStatus(201);
  }

  @Test
  void a_call_that_rang_at_another_is_settled_by_nobody_else() {
    happens(event("ringing"));
    happens(event("ended"));
    jdbc.sql("update lead set owner = null where phone = ?").param(phone).update();
    assertThat(missed(anna)).hasSize(1);

    assertThat(post(boris, "/telephony/calls", report("outgoing", true))).hasStatus(403);
    assertThat(post(boris, "/telephony/calls", report("incoming", false))).hasStatus(403);

    assertThat(missed(anna)).hasSize(1);
    assertThat(missed(anna).getFirst().get("times").intValue()).isOne();
  }

  @Test
  void the_client_of_anothers_closed_deal_is_his_as_well() {
    DealId deal = deal();
    jdbc.sql("update deal set status = 'lost', pipeline = 'sales', stage = 'lost' where id = ?")
        .param(deal.value())
        .update();

    assertThat(post(boris, "/telephony/calls", report("incoming", true))).hasStatus(403);
    assertThat(post(anna, "/telephony/calls", report("incoming", true))).hasStatus(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/telephony/calls", "/telephony/events"})
  void a_person_speaks_for_himself_and_puts_no_link_on_a_card(String path) {
    for (Person person : List.of(anna, people.hire(Role.HEAD_OF_SALES))) {
      Map<String, Object> body =
          path.endsWith("calls") ? report("incoming", true) : event("ended", "answered", true);
      body.put("user", boris.login());
      body.put("recordUrl", "https://pbx.example/1.mp3");

      MvcTestResult refused = post(person, path, body);

      assertThat(refused).hasStatus(422);
      assertThat(Browser.body(refused)).contains("\"user\"", "\"recordUrl\"");
    }
    Map<String, Object> mine =
        path.endsWith("calls") ? report("incoming", true) : event("ended", "answered", true);
    mine.put("user", anna.login());
    assertThat(post(anna, path, mine)).hasStatus(201);
  }

  @Test
  void what_a_person_says_rings_rings_at_himself_alone_whatever_extension_he_gives() {
    Map<String, Object> event = event("ringing");
    assertThat(post(boris, "/telephony/events", event)).hasStatus(201);
    assertThat(ringing(anna)).isEmpty();
    assertThat(ringing(boris)).hasSize(1);
  }

  @Test
  void with_an_id_of_the_exchange_a_person_reaches_no_call_of_the_exchange() {
    String id = happens(event("ringing", "phone", "")).get("call").stringValue();
    Map<String, Object> ended = event("ended", "answered", true);
    ended.put("duration", 900);

    MvcTestResult own = post(boris, "/telephony/events", ended);

    assertThat(own).hasStatus(201);
    assertThat(json(own).get("call").stringValue()).isNotEqualTo(id);
    assertThat(ringing(anna)).containsExactly(id + " ringing");
    // nor is he there before it
    callId += "-next";
    phone = Fresh.phone();
    assertThat(post(boris, "/telephony/events", event("ended"))).hasStatus(201);
    assertThat(happens(event("ringing")).get("call").stringValue()).isNotEmpty();
    assertThat(ringing(anna)).hasSize(2);
  }

  @Test
  void a_call_that_rings_tells_no_more_of_anothers_deal_than_that_there_is_one() {
    DealId deal = deal();
    Person kira = people.hire(Role.MANAGER);
    String extension = Fresh.extension();
    assertThat(extensions.set(Actor.SYSTEM, kira.actor().id(), extension)).isEmpty();
    happens(event("ringing", "extension", extension));

    String shown = Browser.body(browser(kira).get("/calls/ringing"));

    assertThat(shown)
        .contains("Сделка № " + deal + " другого менеджера")
        .doesNotContain("Кухня", "Просчёт", "Имя " + anna.login(), "href=\"/deals/" + deal);
    JsonNode call = json(get(kira, "/telephony/ringing")).get(0);
    assertThat(call.toString()).doesNotContain("Кухня", anna.login(), "estimate");
    happens(event("answered", "extension", extension));
    Map<String, Object> ended = event("ended", "answered", true);
    ended.put("extension", extension);
    happens(ended);
    assertThat(Browser.body(browser(kira).get("/calls/all")))
        .contains("Сделка № " + deal + " другого менеджера")
        .doesNotContain("Кухня");
  }

  @Test
  void a_lead_of_a_call_is_made_by_those_at_whom_it_rings() {
    String id = happens(event("ringing")).get("call").stringValue();
    assertThat(browser(boris).post("/calls/" + id + "/lead", Map.of())).hasStatus(404);
    assertThat(browser(anna).post("/calls/" + id + "/lead", Map.of())).hasStatus(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pbx.example/1.mp3",
        "https://evil.example/1.mp3",
        "https://pbx.example.evil.example/1.mp3",
        "https://pbx.example@evil.example/1.mp3"
      })
  void a_recording_from_elsewhere_is_left_out_and_the_exchange_is_told(String link) {
    JsonNode answer = happens(event("ended", "recordUrl", link));
    assertThat(answer.get("warnings").get(0).get("field").stringValue()).isEqualTo("recordUrl");
    String call = answer.get("call").stringValue();
    assertThat(call(anna, call).get("recordUrl").isNull()).isTrue();
    assertThat(happens(event("ended", "recordUrl", "https://pbx.example/1.mp3")).has("warnings"))
        .isFalse();
    assertThat(call(anna, call).get("recordUrl").stringValue())
        .isEqualTo("https://pbx.example/1.mp3");
  }

  @Test
  void the_account_of_an_exchange_opens_its_tokens_and_nothing_else() {
    Browser pbx = browser(exchange);
    assertThat(pbx.get("/account")).hasStatusOk();
    for (String page :
        List.of(
            "/board",
            "/deals",
            "/clients",
            "/leads",
            "/calls",
            "/calls/ringing",
            "/regulation",
            "/ledger",
            "/search?q=1",
            "/live",
            "/notices",
            "/api/v1/deals",
            "/api/v1/regulation",
            "/api/v1/telephony/ringing",
            "/api/v1/telephony/calls")) {
      assertThat(pbx.get(page)).as(page).hasStatus(403);
    }
    for (String path : List.of("/deals", "/me", "/regulation", "/telephony/ringing")) {
      assertThat(get(exchange, path).getResponse().getStatus()).as(path).isIn(401, 403);
    }
  }

  private Map<String, Object> report(String direction, boolean answered) {
    Map<String, Object> report = new HashMap<>();
    report.put("phone", Phone.of(phone).e164());
    report.put("direction", direction);
    report.put("startedAt", now().toString());
    report.put("duration", answered ? 30 : 0);
    report.put("answered", answered);
    return report;
  }

  private Map<String, Object> own(String state) {
    Map<String, Object> event = event(state);
    event.put("callId", callId + "-own");
    event.remove("extension");
    return event;
  }

  private long planned(DealId deal) {
    return jdbc.sql(
            "select count(*) from activity where kind = 'DEAL' and subject = ? and rule = 'LEAD-1'"
                + " and state = 'PLANNED'")
        .param(deal.value())
        .query(Long.class)
        .single();
  }

  private Browser browser(Person person) {
    Browser browser = new Browser(mvc);
    browser.signIn(person.login(), People.PASSWORD);
    return browser;
  }
}
