package app.zamer.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.users.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of calls: who sees what, and what is wrong with what is typed. */
@ZamerTest
class CallPageTests extends CallDesk {
  private Browser desk;

  @BeforeEach
  void annaSignsIn() {
    desk = browser(anna);
  }

  @Test
  void who_has_no_calls_gets_no_list_of_them() {
    for (Role role :
        List.of(Role.ENGINEER, Role.TECHNOLOGIST, Role.COMMUNICATIONS_MANAGER, Role.EXCHANGE)) {
      Browser other = browser(people.hire(role));
      for (String page : List.of("/calls", "/calls/missed", "/calls/all", "/calls/all/lines")) {
        assertThat(other.get(page)).as(role + page).hasStatus(403);
      }
      assertThat(Browser.body(other.get("/account"))).doesNotContain("href=\"/calls\"");
    }
    assertThat(Browser.body(desk.get("/calls"))).contains("href=\"/calls\"");
  }

  @Test
  void an_administrator_looks_and_does_nothing() {
    happens(event("ended"));
    Browser admin = browser(people.hire(Role.ADMINISTRATOR));
    String page = Browser.body(admin.get("/calls"));

    assertThat(page).contains(Phone.of(phone).shown()).doesNotContain("/settle");
    assertThat(admin.post("/calls/missed/" + missedId() + "/settle", Map.of())).hasStatus(403);
  }

  @Test
  void a_missed_call_is_taken_off_the_list_by_a_click() {
    happens(event("ended"));
    assertThat(Browser.body(desk.get("/calls"))).contains(Phone.of(phone).shown());

    MvcTestResult done = desk.post("/calls/missed/" + missedId() + "/settle", Map.of());

    assertThat(done).hasStatus(204);
    assertThat(done.getResponse().getHeader("HX-Trigger")).contains("calls-changed");
    assertThat(Browser.body(desk.get("/calls/missed"))).doesNotContain(Phone.of(phone).shown());
  }

  @Test
  void all_calls_are_found_by_the_last_digits_and_a_day_that_is_none_is_said() {
    happens(event("ended"));
    String found = Browser.body(desk.get("/calls/all?phone=" + phone.substring(8)));
    assertThat(found).contains(Phone.of(phone).shown()).contains("пропущен");
    assertThat(Browser.body(desk.get("/calls/all?phone=letters"))).contains("Таких звонков нет");

    MvcTestResult wrong = desk.get("/calls/all?day=31.02.2026&phone=4543");
    assertThat(wrong).hasStatus(422);
    assertThat(Browser.body(wrong)).contains("is-invalid").contains("value=\"4543\"");
    assertThat(desk.get("/calls/all?direction=up&user=nobody&before=x.y")).hasStatusOk();
  }

  @Test
  void a_long_list_goes_on_by_key_and_shows_every_call_once() {
    Instant began = now();
    for (int i = 0; i < 60; i++) {
      callId = callId + i;
      Map<String, Object> ended = event("ended", "at", began.minusSeconds(i / 2).toString());
      happens(ended);
    }
    String first = Browser.body(desk.get("/calls/all?phone=" + phone.substring(1)));
    String next = first.replaceAll("(?s).*/calls/all/lines\\?before=([0-9.]+)\".*", "$1");
    String second =
        Browser.body(desk.get("/calls/all/lines?phone=" + phone.substring(1) + "&before=" + next));

    assertThat(lines(first)).isEqualTo(50);
    assertThat(lines(second)).isEqualTo(10);
    assertThat(second).doesNotContain("before=");
  }

  @Test
  void what_rings_is_shown_with_the_client_and_the_deal_and_as_text_only() {
    String deal = deal().toString();
    jdbc.sql(
            "update client set name = '<b>Ильин</b>' where id = (select client_id from deal where"
                + " id = ?)")
        .param(Long.parseLong(deal))
        .update();
    String id = happens(event("ringing")).get("call").stringValue();

    String ring = Browser.body(desk.get("/calls/ringing"));

    assertThat(ring)
        .contains("Входящий звонок")
        .contains("&lt;b", "Ильин")
        .doesNotContain("<b>")
        .contains("href=\"/deals/" + deal + "\"")
        .contains("role=\"alert\"")
        .doesNotContain("/calls/" + id + "/lead");
  }

  @Test
  void of_a_deal_of_somebody_else_no_more_is_said_than_that_there_is_one() {
    String deal = deal().toString();
    Person boris = people.hire(Role.MANAGER);
    String other = Fresh.extension();
    assertThat(extensions.set(app.zamer.users.Actor.SYSTEM, boris.actor().id(), other)).isEmpty();
    happens(event("ringing", "extension", other));

    assertThat(Browser.body(browser(boris).get("/calls/ringing")))
        .contains("Сделка № " + deal + " другого менеджера")
        .doesNotContain("Кухня", "href=\"/deals/" + deal);
  }

  @Test
  void a_stranger_becomes_a_lead_of_the_one_who_asks_and_only_one() {
    String id = happens(event("ringing")).get("call").stringValue();
    assertThat(Browser.body(desk.get("/calls/ringing"))).contains("/calls/" + id + "/lead");

    desk.get("/account");
    String made =
        desk.post("/calls/" + id + "/lead", Map.of()).getResponse().getHeader("HX-Redirect");
    String again =
        desk.post("/calls/" + id + "/lead", Map.of()).getResponse().getHeader("HX-Redirect");

    assertThat(made).matches("/leads/\\d+").isEqualTo(again);
    String lead = happens(event("ended")).get("lead").stringValue();
    assertThat(made).isEqualTo("/leads/" + lead);
    assertThat(desk.post("/calls/999999999/lead", Map.of())).hasStatus(404);
  }

  @Test
  void a_hidden_number_makes_no_lead_by_a_click_either() {
    String id = happens(event("ringing", "phone", "")).get("call").stringValue();
    assertThat(Browser.body(desk.get("/calls/ringing"))).contains("Номер скрыт");

    desk.get("/account");
    assertThat(desk.post("/calls/" + id + "/lead", Map.of())).hasStatus(404);
    Browser tanya = browser(people.hire(Role.TECHNOLOGIST));
    assertThat(tanya.post("/calls/" + id + "/lead", Map.of())).hasStatus(403);
  }

  @Test
  void who_hides_a_call_does_not_see_it_any_more() {
    String id = happens(event("ringing")).get("call").stringValue();
    desk.get("/account");

    assertThat(Browser.body(desk.post("/calls/" + id + "/hide", Map.of()))).doesNotContain("ring-");
    assertThat(Browser.body(desk.get("/calls/ringing"))).doesNotContain("ring-");
  }

  @Test
  void a_recording_is_a_link_to_the_web_and_never_a_script() {
    Map<String, Object> ended = event("ended", "recordUrl", "https://pbx.example/1.wav");
    ended.put("answered", true);
    String lead = happens(ended).get("lead").stringValue();
    jdbc.sql("update call set record_url = 'javascript:alert(1)' where call_id = ?")
        .param(callId + "-old")
        .update();

    String link =
        "href=\"https://pbx.example/1.wav\" target=\"_blank\" rel=\"noopener noreferrer\"";
    assertThat(Browser.body(desk.get("/calls/all"))).contains(link);
    assertThat(Browser.body(desk.get("/leads/" + lead))).contains(link);
    jdbc.sql("update call set record_url = 'javascript:alert(1)' where call_id = ?")
        .param(callId)
        .update();
    assertThat(Browser.body(desk.get("/calls/all"))).doesNotContain("javascript:");
    assertThat(Browser.body(desk.get("/leads/" + lead))).doesNotContain("javascript:");
  }

  @Test
  void an_extension_is_ones_own_and_the_administrators_to_give_and_nobody_elses() {
    String number = Fresh.extension();
    desk.get("/account");
    assertThat(desk.post("/account/extension", Map.of("extension", number))).hasStatus(204);
    assertThat(extensions.of(anna.actor().id())).contains(number);

    for (String wrong : List.of("1", "1234567", "12a", "+101")) {
      MvcTestResult answer = desk.post("/account/extension", Map.of("extension", wrong));
      assertThat(answer).as(wrong).hasStatus(422);
      assertThat(Browser.body(answer)).contains("value=\"" + wrong + "\"", "от 2 до 6 цифр");
    }
    Person boris = people.hire(Role.MANAGER);
    MvcTestResult taken = browser(boris).get("/account");
    assertThat(taken).hasStatusOk();
    Browser his = browser(boris);
    assertThat(Browser.body(his.post("/account/extension", Map.of("extension", number))))
        .contains("уже у сотрудника");
    assertThat(his.post("/admin/users/" + anna.login() + "/extension", Map.of("extension", "")))
        .hasStatus(403);
    assertThat(
            send(
                HttpMethod.PUT,
                boris,
                "/users/" + anna.login() + "/extension",
                Map.of("extension", "77")))
        .hasStatus(403);

    Browser admin = browser(people.hire(Role.ADMINISTRATOR));
    assertThat(Browser.body(admin.get("/admin/users/" + anna.login() + "/extension")))
        .contains(number);
    assertThat(admin.post("/admin/users/" + anna.login() + "/extension", Map.of("extension", "")))
        .hasStatus(204);
    assertThat(extensions.of(anna.actor().id())).isEmpty();
    assertThat(admin.post("/admin/users/nobody-at-all/extension", Map.of())).hasStatus(404);
  }

  private Browser browser(Person person) {
    Browser browser = new Browser(mvc);
    browser.signIn(person.login(), People.PASSWORD);
    return browser;
  }

  private String missedId() {
    return missed(anna).getFirst().get("id").stringValue();
  }

  private static int lines(String page) {
    return page.split("class=\"call-line\"", -1).length - 1;
  }
}
