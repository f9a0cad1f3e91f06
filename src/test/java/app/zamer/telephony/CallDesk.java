package app.zamer.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Extensions;
import app.zamer.users.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A manager with a telephone of his own, an exchange that reports, and what both see. */
abstract class CallDesk {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Extensions extensions;
  @Autowired Deals deals;
  @Autowired CallWatch watch;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;

  Person anna;
  Person exchange;
  String extension;
  String phone;
  String callId;

  @BeforeEach
  void somebodySitsAtTheTelephone() {
    anna = people.hire(Role.MANAGER);
    exchange = people.hire(Role.EXCHANGE);
    extension = Fresh.extension();
    assertThat(extensions.set(Actor.SYSTEM, anna.actor().id(), extension)).isEmpty();
    phone = Fresh.phone();
    callId = UUID.randomUUID().toString();
  }

  /** A call to Anna's telephone from the phone. */
  Map<String, Object> event(String state) {
    Map<String, Object> event = new HashMap<>();
    event.put("callId", callId);
    event.put("state", state);
    event.put("phone", phone);
    event.put("direction", "incoming");
    event.put("at", clock.instant().toString());
    event.put("extension", extension);
    if (state.equals("ended")) {
      event.put("answered", false);
    }
    return event;
  }

  Map<String, Object> event(String state, String field, Object value) {
    Map<String, Object> event = event(state);
    event.put(field, value);
    return event;
  }

  MvcTestResult post(Person by, String path, Object body) {
    return send(HttpMethod.POST, by, path, body);
  }

  MvcTestResult send(HttpMethod method, Person by, String path, Object body) {
    return mvc.method(method)
        .uri("/api/v1" + path)
        .header("Authorization", by.bearer())
        .contentType(MediaType.APPLICATION_JSON)
        .content(JSON.writeValueAsString(body))
        .exchange();
  }

  JsonNode happens(Map<String, Object> event) {
    MvcTestResult answer = post(exchange, "/telephony/events", event);
    assertThat(answer.getResponse().getStatus()).as(Browser.body(answer)).isIn(200, 201);
    return json(answer);
  }

  MvcTestResult get(Person by, String path) {
    return mvc.get().uri("/api/v1" + path).header("Authorization", by.bearer()).exchange();
  }

  static JsonNode json(MvcTestResult answer) {
    return JSON.readTree(Browser.body(answer));
  }

  /** What rings on somebody's screen, as {@code id state}. */
  List<String> ringing(Person person) {
    List<String> ringing = new ArrayList<>();
    json(get(person, "/telephony/ringing"))
        .forEach(
            call ->
                ringing.add(call.get("id").stringValue() + " " + call.get("state").stringValue()));
    return ringing;
  }

  /** The numbers of the phone that somebody has to call back. */
  List<JsonNode> missed(Person person) {
    List<JsonNode> missed = new ArrayList<>();
    json(get(person, "/telephony/missed"))
        .forEach(
            line -> {
              if (line.get("phone").stringValue().equals(phone)) {
                missed.add(line);
              }
            });
    return missed;
  }

  JsonNode call(Person by, String id) {
    for (JsonNode call :
        json(get(by, "/telephony/calls?size=200&phone=" + phone.substring(1))).get("items")) {
      if (call.get("id").stringValue().equals(id)) {
        return call;
      }
    }
    throw new AssertionError("no call " + id);
  }

  /** An open deal of Anna's with the phone. */
  DealId deal() {
    var wanted =
        new NewDeal("Пётр Ильин", Phone.of(phone), "Кухня", null, false, anna.actor().id());
    return switch (deals.open(Actor.SYSTEM, wanted)) {
      case OpenOutcome.Opened(DealId id) -> id;
      case OpenOutcome.Duplicate _ -> throw new IllegalStateException("a fresh phone has a deal");
    };
  }

  void later(long seconds) {
    clock.stopAt(clock.instant().plusSeconds(seconds));
  }

  Instant now() {
    return clock.instant();
  }
}
