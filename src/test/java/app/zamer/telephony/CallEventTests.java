package app.zamer.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls as they go on, over the API. */
@ZamerTest
class CallEventTests extends CallDesk {
  private @Nullable Person olga;

  @Test
  void a_call_rings_at_the_one_whose_telephone_rings_until_it_is_over() {
    Person boris = people.hire(Role.MANAGER);
    String id = happens(event("ringing")).get("call").stringValue();

    assertThat(ringing(anna)).containsExactly(id + " ringing");
    assertThat(ringing(boris)).isEmpty();
    happens(event("ended"));
    assertThat(ringing(anna)).isEmpty();
  }

  @Test
  void the_first_event_makes_the_call_and_the_next_ones_are_of_it() {
    assertThat(post(exchange, "/telephony/events", event("ringing"))).hasStatus(201);
    assertThat(post(exchange, "/telephony/events", event("ringing"))).hasStatus(200);
    assertThat(post(exchange, "/telephony/events", event("answered"))).hasStatus(200);
    assertThat(post(exchange, "/telephony/calls", finalReport(30))).hasStatus(200);
  }

  @Test
  void an_answered_call_leaves_the_screens_of_the_others_and_has_its_lead_at_once() {
    Person boris = people.hire(Role.MANAGER);
    String other = Fresh.extension();
    assertThat(extensions.set(Actor.SYSTEM, boris.actor().id(), other)).isEmpty();
    happens(event("ringing"));
    String id = happens(event("ringing", "extension", other)).get("call").stringValue();
    assertThat(ringing(anna)).containsExactly(id + " ringing");
    assertThat(ringing(boris)).containsExactly(id + " ringing");

    JsonNode answered = happens(event("answered", "extension", other));

    assertThat(ringing(anna)).isEmpty();
    assertThat(ringing(boris)).containsExactly(id + " answered");
    String lead = answered.get("lead").stringValue();
    assertThat(json(get(boris, "/telephony/ringing")).get(0).get("lead").stringValue())
        .isEqualTo(lead);
    assertThat(json(get(boris, "/leads/" + lead)).get("owner").stringValue())
        .isEqualTo(boris.login());
  }

  static List<List<String>> orders() {
    List<List<String>> orders = new ArrayList<>();
    List<String> all = List.of("ringing", "answered", "ended");
    for (String first : all) {
      for (String second : all) {
        for (String third : all) {
          for (String fourth : all) {
            List<String> order = List.of(first, second, third, fourth);
            if (order.contains("ended") && order.contains("answered")) {
              orders.add(order);
            }
          }
        }
      }
    }
    return orders;
  }

  @ParameterizedTest
  @MethodSource("orders")
  void in_whatever_order_and_however_often_it_is_told_a_call_comes_to_the_same(List<String> order) {
    String began = now().toString();
    String spoke = now().plusSeconds(10).toString();
    String ended = now().plusSeconds(70).toString();
    later(80);
    String id = "";
    for (String state : order) {
      Map<String, Object> event = event(state, "startedAt", began);
      event.put("at", state.equals("ringing") ? began : state.equals("answered") ? spoke : ended);
      if (state.equals("ended")) {
        event.put("answered", true);
        event.put("duration", 60);
      }
      id = happens(event).get("call").stringValue();
    }

    JsonNode call = call(anna, id);
    assertThat(call.get("state").stringValue()).isEqualTo("ended");
    assertThat(call.get("answered").booleanValue()).isTrue();
    assertThat(call.get("duration").intValue()).isEqualTo(60);
    assertThat(call.get("user").stringValue()).isEqualTo(anna.login());
    JsonNode lead = json(get(anna, "/leads/" + call.get("lead").stringValue()));
    assertThat(lead.get("attempts").intValue()).isZero();
    assertThat(missed(anna)).isEmpty();
    assertThat(ringing(anna)).isEmpty();
  }

  /**
   * Every order of what an exchange may say, some of it twice, with moments that differ or are the
   * same, with the length said or left to be counted.
   */
  @ParameterizedTest
  @CsvSource({"10, 70, -1", "10, 70, 55", "0, 0, -1", "10, 10, -1", "0, 70, -1"})
  void every_order_of_the_events_gives_the_call_that_the_right_order_gives(
      long spoke, long ended, int said) {
    Instant began = now();
    later(200);
    String other = Fresh.extension();
    Person boris = people.hire(Role.MANAGER);
    assertThat(extensions.set(Actor.SYSTEM, boris.actor().id(), other)).isEmpty();
    List<Map<String, Object>> events = new ArrayList<>();
    events.add(at(began, event("ringing")));
    events.add(at(began.plusSeconds(Math.min(1, spoke)), event("ringing", "extension", other)));
    events.add(at(began.plusSeconds(spoke), event("answered", "extension", other)));
    Map<String, Object> end = at(began.plusSeconds(ended), event("ended", "answered", true));
    end.remove("extension");
    if (said >= 0) {
      end.put("duration", said);
    }
    events.add(end);

    Set<JsonNode> calls = new HashSet<>();
    int nth = 0;
    for (List<Map<String, Object>> order : permutations(events)) {
      calls.add(told(order, order.get(nth++ % order.size())));
    }

    assertThat(calls)
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.get("state").stringValue()).isEqualTo("ended");
              assertThat(call.get("answered").booleanValue()).isTrue();
              assertThat(call.get("duration").longValue())
                  .isEqualTo(said >= 0 ? said : ended - spoke);
              assertThat(call.get("user").stringValue()).isEqualTo(boris.login());
              assertThat(Instant.parse(call.get("startedAt").stringValue())).isEqualTo(began);
            });
  }

  @Test
  void every_order_gives_the_same_missed_call() {
    Instant began = now();
    later(200);
    Set<JsonNode> calls = new HashSet<>();
    for (List<Map<String, Object>> order :
        permutations(
            List.of(
                at(began, event("ringing")),
                at(began.plusSeconds(20), event("unknown")),
                at(began.plusSeconds(30), event("ended", "extension", ""))))) {
      calls.add(told(order, order.getFirst()));
      assertThat(missed(anna)).hasSize(1);
    }
    assertThat(calls)
        .singleElement()
        .satisfies(call -> assertThat(call.get("user").stringValue()).isEqualTo(anna.login()));
  }

  /**
   * The call that these events come to, told to the end with one of them again, and without ids.
   */
  private JsonNode told(List<Map<String, Object>> order, Map<String, Object> again) {
    callId = UUID.randomUUID().toString();
    phone = Fresh.phone();
    String id = "";
    List<Map<String, Object>> all = new ArrayList<>(order);
    all.add(again);
    for (Map<String, Object> event : all) {
      event.put("callId", callId);
      event.put("phone", phone);
      id = happens(event).get("call").stringValue();
    }
    ObjectNode call = (ObjectNode) call(olga(), id).deepCopy();
    JsonNode lead = json(get(olga(), "/leads/" + call.get("lead").stringValue()));
    assertThat(lead.get("owner").stringValue()).isEqualTo(call.get("user").stringValue());
    return call.without(List.of("id", "callId", "phone", "lead"));
  }

  private Person olga() {
    if (olga == null) {
      olga = people.hire(Role.HEAD_OF_SALES);
    }
    return olga;
  }

  private static Map<String, Object> at(Instant moment, Map<String, Object> event) {
    event.put("at", moment.toString());
    return event;
  }

  private static <T> List<List<T>> permutations(List<T> all) {
    if (all.isEmpty()) {
      return List.of(List.of());
    }
    List<List<T>> orders = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      List<T> others = new ArrayList<>(all);
      T first = others.remove(i);
      for (List<T> rest : permutations(others)) {
        List<T> order = new ArrayList<>(List.of(first));
        order.addAll(rest);
        orders.add(order);
      }
    }
    return orders;
  }

  @Test
  void the_length_is_counted_when_the_exchange_does_not_say_it() {
    happens(event("ringing"));
    later(5);
    happens(event("answered"));
    later(95);
    String id = happens(event("ended", "answered", true)).get("call").stringValue();

    assertThat(call(anna, id).get("duration").intValue()).isEqualTo(95);
  }

  @Test
  void a_report_of_the_whole_call_ends_one_that_rings() {
    String id = happens(event("ringing")).get("call").stringValue();

    MvcTestResult answer = post(exchange, "/telephony/calls", finalReport(30));

    assertThat(json(answer).get("call").stringValue()).isEqualTo(id);
    assertThat(json(answer).has("lead")).isTrue();
    assertThat(ringing(anna)).isEmpty();
    assertThat(call(anna, id).get("duration").intValue()).isEqualTo(30);
  }

  @Test
  void a_call_whose_end_nobody_reports_does_not_ring_for_ever() {
    String id = happens(event("ringing")).get("call").stringValue();
    later(4 * 60);
    watch.wake();
    assertThat(ringing(anna)).containsExactly(id + " ringing");

    later(61);
    assertThat(ringing(anna)).as("before the clock has looked").isEmpty();
    watch.wake();
    watch.wake();

    assertThat(call(anna, id).get("state").stringValue()).isEqualTo("unknown");
    assertThat(missed(anna)).hasSize(1);
    assertThat(missed(anna).getFirst().get("times").intValue()).isOne();
  }

  @Test
  void what_the_exchange_says_after_all_is_believed() {
    String id = happens(event("ringing")).get("call").stringValue();
    later(301);
    watch.wake();
    assertThat(missed(anna)).hasSize(1);

    Map<String, Object> ended = event("ended", "answered", true);
    ended.put("duration", 100);
    happens(ended);

    assertThat(call(anna, id).get("state").stringValue()).isEqualTo("ended");
    assertThat(call(anna, id).get("duration").intValue()).isEqualTo(100);
    assertThat(missed(anna)).isEmpty();
  }

  @Test
  void a_conversation_ends_too_and_was_one() {
    happens(event("ringing"));
    String id = happens(event("answered")).get("call").stringValue();
    later(4 * 3600 + 1);
    watch.wake();

    assertThat(call(anna, id).get("state").stringValue()).isEqualTo("unknown");
    assertThat(call(anna, id).get("answered").booleanValue()).isTrue();
    assertThat(ringing(anna)).isEmpty();
    assertThat(missed(anna)).isEmpty();
  }

  @Test
  void an_exchange_may_say_itself_that_it_does_not_know_the_end() {
    String id = happens(event("ringing")).get("call").stringValue();
    happens(event("unknown"));

    assertThat(call(anna, id).get("state").stringValue()).isEqualTo("unknown");
    assertThat(missed(anna)).hasSize(1);
  }

  @Test
  void a_call_for_nobody_in_particular_rings_at_every_manager_who_does_not_speak() {
    Person boris = people.hire(Role.MANAGER);
    Person kira = people.hire(Role.COMMUNICATIONS_MANAGER);
    happens(event("answered"));
    callId += "-2";
    phone = Fresh.phone();
    String second = happens(event("ringing", "extension", "")).get("call").stringValue();

    assertThat(ringing(boris)).contains(second + " ringing");
    assertThat(ringing(anna)).doesNotContain(second + " ringing");
    assertThat(ringing(kira)).isEmpty();
    // as soon as the exchange says whose it is, it is his alone
    happens(event("ringing"));
    assertThat(ringing(anna)).contains(second + " ringing");
    assertThat(ringing(boris)).doesNotContain(second + " ringing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "anonymous", "Anonymous", "<unknown>", "Restricted", "unavailable"})
  void a_hidden_number_rings_and_makes_no_lead(String hidden) {
    JsonNode answer = happens(event("ringing", "phone", hidden));
    assertThat(ringing(anna)).hasSize(1);
    assertThat(json(get(anna, "/telephony/ringing")).get(0).get("phone").isNull()).isTrue();

    Map<String, Object> ended = event("ended", "phone", hidden);
    assertThat(happens(ended).has("lead")).isFalse();
    assertThat(ringing(anna)).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from missed_call where person = ?")
                .param(anna.login())
                .query(Long.class)
                .single())
        .isZero();
    assertThat(answer.has("lead")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "101, внутренний или короткий",
    "112, внутренний или короткий",
    "8-800-FLOWERS, только цифры",
    "+7 999 1234, не хватает цифр",
    "+999 123 456 789, Такого телефона не бывает",
    "'+7 (999) 123-45-67; drop', только цифры",
  })
  void a_number_that_is_none_is_refused_with_what_is_wrong(String number, String why) {
    MvcTestResult answer = post(exchange, "/telephony/events", event("ringing", "phone", number));

    assertThat(answer).hasStatus(422);
    assertThat(Browser.body(answer)).contains("\"field\":\"phone\"").contains(why);
    assertThat(ringing(anna)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+4915112345678", "0049 151 12345678", "+375 29 123-45-67", "+1 212 555 0123"})
  void a_foreign_number_is_a_number(String foreign) {
    MvcTestResult answer = post(exchange, "/telephony/events", event("ringing", "phone", foreign));
    if (foreign.startsWith("00")) {
      // Russians dial 8~10, so this is no number here, and the exchange is told so
      assertThat(answer).hasStatus(422);
      return;
    }
    assertThat(answer).hasStatus(201);
    assertThat(ringing(anna)).hasSize(1);
  }

  @Test
  void everything_that_is_wrong_with_an_event_is_said_at_once() {
    Map<String, Object> wrong = new HashMap<>();
    wrong.put("state", "singing");
    wrong.put("phone", "12ab");
    wrong.put("direction", "sideways");
    wrong.put("at", "yesterday");
    wrong.put("startedAt", "1999-01-01T00:00:00Z");
    wrong.put("extension", "1 0 1");
    wrong.put("user", "nobody-at-all");
    wrong.put("duration", -1);
    wrong.put("recordUrl", "javascript:alert(1)");

    String body = Browser.body(post(exchange, "/telephony/events", wrong));

    assertThat(body)
        .contains("\"callId\"", "\"state\"", "\"phone\"", "\"direction\"", "\"at\"")
        .contains("\"startedAt\"", "\"extension\"", "\"user\"", "\"duration\"", "\"recordUrl\"");
  }

  @Test
  void an_end_has_to_say_whether_anybody_spoke_and_nothing_is_of_the_future() {
    Map<String, Object> ended = event("ended");
    ended.remove("answered");
    ended.put("at", now().plusSeconds(3600).toString());

    assertThat(Browser.body(post(exchange, "/telephony/events", ended)))
        .contains("\"answered\"", "\"at\"");
  }

  @Test
  void an_exchange_reports_and_sees_nothing() {
    happens(event("ringing"));

    for (String path :
        List.of("/telephony/calls", "/telephony/missed", "/leads", "/clients?q=1", "/admin")) {
      assertThat(get(exchange, path).getResponse().getStatus()).as(path).isIn(401, 403, 404);
    }
    assertThat(get(exchange, "/telephony/ringing")).hasStatus(401);
  }

  @Test
  void who_has_nothing_to_do_with_the_telephone_reports_nothing() {
    for (Role role : List.of(Role.ENGINEER, Role.TECHNOLOGIST)) {
      assertThat(post(people.hire(role), "/telephony/events", event("ringing"))).hasStatus(403);
    }
    assertThat(
            mvc.post()
                .uri("/api/v1/telephony/events")
                .contentType("application/json")
                .content("{}")
                .exchange())
        .hasStatus(401);
  }

  @Test
  void the_calls_are_listed_for_those_whose_they_are_by_what_is_asked() {
    Person boris = people.hire(Role.MANAGER);
    Person olga = people.hire(Role.HEAD_OF_SALES);
    happens(event("answered"));
    String id = happens(event("ended", "answered", true)).get("call").stringValue();
    String of = "/telephony/calls?phone=" + phone.substring(5);

    assertThat(json(get(anna, of)).get("total").intValue()).isOne();
    assertThat(json(get(olga, of)).get("items").get(0).get("id").stringValue()).isEqualTo(id);
    assertThat(json(get(boris, of)).get("total").intValue()).isZero();
    assertThat(json(get(olga, of + "&missed=true")).get("total").intValue()).isZero();
    assertThat(json(get(olga, of + "&direction=outgoing")).get("total").intValue()).isZero();
    assertThat(json(get(olga, of + "&day=2026-03-10")).get("total").intValue()).isOne();
    assertThat(json(get(olga, of + "&day=2026-03-11")).get("total").intValue()).isZero();
    assertThat(json(get(olga, of + "&user=" + anna.login())).get("total").intValue()).isOne();
    assertThat(get(olga, of + "&direction=up")).hasStatus(422);
    assertThat(get(olga, of + "&day=never")).hasStatus(400);
  }

  private Map<String, Object> finalReport(int duration) {
    Map<String, Object> report = new HashMap<>();
    report.put("callId", callId);
    report.put("phone", phone);
    report.put("direction", "incoming");
    report.put("startedAt", now().toString());
    report.put("duration", duration);
    report.put("answered", true);
    report.put("user", anna.login());
    return report;
  }
}
