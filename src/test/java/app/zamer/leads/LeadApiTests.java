package app.zamer.leads;

import static app.zamer.leads.LeadsFixture.ADMIN;
import static app.zamer.leads.LeadsFixture.ANNA;
import static app.zamer.leads.LeadsFixture.BORIS;
import static app.zamer.leads.LeadsFixture.EGOR;
import static app.zamer.leads.LeadsFixture.KIRA;
import static app.zamer.leads.LeadsFixture.OLGA;
import static app.zamer.leads.LeadsFixture.PBX;
import static app.zamer.leads.LeadsFixture.TANYA;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Fresh;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.users.Actor;
import app.zamer.users.Tokens;
import app.zamer.users.Users;
import com.jayway.jsonpath.JsonPath;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class LeadApiTests {
  @Autowired MockMvcTester mvc;
  @Autowired Users users;
  @Autowired Tokens tokens;
  @Autowired CompanyClock clock;

  @BeforeEach
  void it_is_ten_in_the_morning() {
    LeadsFixture.employ(users, tokens);
    clock.stopAt(Instant.parse("2026-03-10T07:00:00Z"));
  }

  @AfterEach
  void the_clock_ticks_on() {
    clock.set(Instant.now());
  }

  @Test
  void a_call_becomes_a_lead_and_the_lead_a_deal() {
    String phone = Fresh.phone();

    MvcTestResult called = call(ANNA, phone, "outgoing", false, "");
    assertThat(called).hasStatus(201);
    String lead = read(called, "$.lead");
    assertThat((Object) read(called, "$.call")).isNotNull();
    assertThat(called).bodyJson().doesNotHavePath("$.deal");

    MvcTestResult shown = get(ANNA, "/leads/" + lead);
    assertThat(shown).hasStatusOk().hasHeader("ETag", "\"2\"");
    assertThat(shown)
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"id": "%s", "title": "%s - Исходящий звонок", "phone": "%s", "clientName": null, "source": null,
             "stage": "no-answer", "result": null, "reason": null, "owner": "leads-anna", "attempts": 1,
             "nextAttemptAt": "2026-03-10T12:00:00+03:00", "deal": null, "createdAt": "2026-03-10T10:00:00+03:00",
             "version": 2}
            """
                .formatted(lead, phone.substring(1), phone));
    assertThat(get(ANNA, "/leads/" + lead + "/activities"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.items[0].rule")
        .isEqualTo("LEAD-2");
    assertThat(get(ANNA, "/leads/" + lead + "/calls"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.items[0].phone")
        .isEqualTo(phone);
    assertThat(get(ANNA, "/leads/" + lead + "/history"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"total": 2, "items": [
              {"at": "2026-03-10T10:00:00+03:00", "by": "leads-anna", "rule": "LEAD-2", "change": [
                {"field": "stage", "before": "new", "after": "no-answer"},
                {"field": "attempts", "before": 0, "after": 1},
                {"field": "nextAttemptAt", "before": null, "after": "2026-03-10T12:00:00+03:00"}]},
              {"rule": "LEAD-1"}]}
            """);

    MvcTestResult converted =
        post(ANNA, "/leads/" + lead + "/convert", "{\"clientName\": \"Ирина Белова\"}");
    assertThat(converted).hasStatusOk();
    assertThat(converted)
        .bodyJson()
        .isLenientlyEqualTo("{\"stage\": \"closed\", \"result\": \"converted\"}");
    String deal = read(converted, "$.deal");
    assertThat(get(ANNA, "/deals/" + deal))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"title": "%s - Исходящий звонок", "stage": "estimate", "pipeline": "sales", "owner": "leads-anna",
             "client": {"name": "Ирина Белова", "phones": ["%s"]}}
            """
                .formatted(phone.substring(1), phone));
    assertThat(get(ANNA, "/deals/" + deal + "/calls"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.total")
        .isEqualTo(1);

    MvcTestResult again = post(ANNA, "/leads/" + lead + "/convert", null);
    assertThat(again).hasStatus(409).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(again)
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"id\": \"%s\", \"deal\": \"%s\", \"lead\": \"%s\"}".formatted(deal, deal, lead));

    MvcTestResult next = call(PBX, phone, "incoming", true, "");
    assertThat(next).hasStatus(201).bodyJson().extractingPath("$.deal").isEqualTo(deal);
    assertThat(next).bodyJson().doesNotHavePath("$.lead");
  }

  @Test
  void files_of_a_lead_become_those_of_its_deal() throws Exception {
    String lead =
        read(
            post(ANNA, "/leads", "{\"phone\": \"%s\"}".formatted(Phone.of(Fresh.phone()))), "$.id");
    String file = read(attach(ANNA, "/leads/" + lead, 201), "$.id");
    attach(BORIS, "/leads/" + lead, 403);
    attach(ANNA, "/leads/999999999", 404);
    assertThat(get(BORIS, "/files/" + file)).hasStatus(403);
    assertThat(get(ANNA, "/leads/" + lead + "/history"))
        .bodyText()
        .contains("{\"field\":\"file\",\"before\":null,\"after\":\"plan.txt\"}");
    assertThat(get(ANNA, "/leads/" + lead + "/conversion"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo("{\"client\": null, \"openDeal\": null}");

    String deal = read(post(ANNA, "/leads/" + lead + "/convert", "{}"), "$.deal");
    for (String path : List.of("/deals/" + deal, "/leads/" + lead)) {
      assertThat(get(ANNA, path + "/files"))
          .bodyJson()
          .isLenientlyEqualTo("{\"total\": 1, \"items\": [{\"id\": \"%s\"}]}".formatted(file));
    }
    assertThat(get(ANNA, "/files/" + file)).hasStatusOk();
    attach(ANNA, "/leads/" + lead, 403);
  }

  private MvcTestResult attach(Actor actor, String path, int status) {
    MvcTestResult answer =
        mvc.post()
            .uri("/api/v1" + path + "/files?kind=other")
            .multipart()
            .file(
                new org.springframework.mock.web.MockMultipartFile(
                    "file", "plan.txt", "text/plain", new byte[] {72, 105}))
            .header("Authorization", "Bearer test-" + actor.id())
            .exchange();
    assertThat(answer).hasStatus(status);
    return answer;
  }

  @Test
  void a_call_reported_twice_by_its_id_is_one_call() {
    String phone = Fresh.phone();
    String id = ", \"callId\": \"" + phone + "\"";

    MvcTestResult first = call(PBX, phone, "incoming", false, id);
    MvcTestResult second =
        call(PBX, phone, "incoming", false, id + ", \"recordUrl\": \"https://pbx.example/1.mp3\"");

    assertThat(first).hasStatus(201);
    assertThat(second).hasStatus(200);
    assertThat((Object) read(second, "$.call")).isEqualTo(read(first, "$.call"));
    assertThat((Object) read(second, "$.lead")).isEqualTo(read(first, "$.lead"));
    assertThat(get(OLGA, "/leads/" + read(first, "$.lead") + "/calls"))
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"total\": 1, \"items\": [{\"recordUrl\": \"https://pbx.example/1.mp3\","
                + " \"answered\": false}]}");
  }

  @Test
  void a_lead_by_hand_is_made_once_a_number() {
    String phone = Fresh.phone();
    String body =
        "{\"phone\": \"8%s\", \"clientName\": \"Пётр\", \"source\": \"Сайт\"}"
            .formatted(phone.substring(2));

    MvcTestResult made = post(ANNA, "/leads", body);
    String lead = read(made, "$.id");
    assertThat(made)
        .hasStatus(201)
        .hasHeader("Location", "/api/v1/leads/" + lead)
        .hasHeader("ETag", "\"1\"");
    assertThat(made)
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"phone\": \"%s\", \"title\": \"Пётр\", \"source\": \"Сайт\", \"stage\": \"new\"}"
                .formatted(phone));

    assertThat(post(BORIS, "/leads", body))
        .hasStatus(409)
        .bodyJson()
        .isLenientlyEqualTo("{\"id\": \"%s\", \"lead\": \"%s\"}".formatted(lead, lead));
    String deal = read(post(ANNA, "/leads/" + lead + "/convert", "{}"), "$.deal");
    assertThat(post(BORIS, "/leads", body))
        .hasStatus(409)
        .bodyJson()
        .isLenientlyEqualTo("{\"id\": \"%s\", \"deal\": \"%s\"}".formatted(deal, deal));
  }

  @Test
  void a_change_is_a_merge_patch_of_a_version() {
    String lead =
        read(
            post(ANNA, "/leads", "{\"phone\": \"%s\"}".formatted(Phone.of(Fresh.phone()))), "$.id");

    assertThat(patch(ANNA, lead, null, "{\"title\": \"Кухня\"}")).hasStatus(428);
    assertThat(patch(ANNA, lead, "\"1\"", "{\"title\": \"Кухня\", \"clientName\": \"Пётр\"}"))
        .hasStatusOk()
        .hasHeader("ETag", "\"2\"")
        .bodyJson()
        .isLenientlyEqualTo("{\"title\": \"Кухня\", \"clientName\": \"Пётр\"}");
    assertThat(patch(ANNA, lead, "\"1\"", "{\"title\": \"Шкаф\"}"))
        .hasStatus(412)
        .hasHeader("ETag", "\"2\"");
    assertThat(patch(ANNA, lead, "\"2\"", "{\"clientName\": null, \"owner\": null}"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo("{\"clientName\": null, \"owner\": null, \"title\": \"Кухня\"}");
    assertThat(patch(BORIS, lead, "\"3\"", "{\"owner\": \"leads-boris\"}")).hasStatusOk();
    assertThat(patch(ANNA, lead, "\"4\"", "{\"owner\": \"leads-anna\"}")).hasStatus(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"title\": null}             | title",
        "{\"title\": \" \"}            | title",
        "{\"title\": 5}                | title",
        "{\"clientName\": [\"a\"]}     | clientName",
        "{\"owner\": \"leads-kira\"}   | owner",
        "{\"owner\": \"ghost\"}        | owner",
        "{\"phone\": \"+79912084543\"} | phone",
        "{\"stage\": \"closed\"}       | stage",
        "{\"attempts\": 0}             | attempts",
      })
  void a_patch_that_cannot_be_is_refused_naming_the_field(String patch, String field) {
    String lead =
        read(
            post(ANNA, "/leads", "{\"phone\": \"%s\"}".formatted(Phone.of(Fresh.phone()))), "$.id");
    assertThat(patch(ANNA, lead, "\"1\"", patch))
        .hasStatus(422)
        .bodyJson()
        .extractingPath("$.violations[0].field")
        .isEqualTo(field);
    assertThat(get(ANNA, "/leads/" + lead)).hasHeader("ETag", "\"1\"");
  }

  @Test
  void disqualifying_needs_a_reason_and_happens_once() {
    String lead =
        read(
            post(ANNA, "/leads", "{\"phone\": \"%s\"}".formatted(Phone.of(Fresh.phone()))), "$.id");
    for (String body :
        new @Nullable String[] {null, "{}", "{\"reason\": null}", "{\"reason\": \"  \"}"}) {
      MvcTestResult refused = post(ANNA, "/leads/" + lead + "/disqualify", body);
      assertThat(refused)
          .hasStatus(422)
          .bodyJson()
          .isLenientlyEqualTo("{\"violations\": [{\"rule\": \"LEAD-3\", \"field\": \"reason\"}]}");
    }
    assertThat(post(ANNA, "/leads/" + lead + "/disqualify", "{\"reason\": \"Не наш город\"}"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"stage\": \"closed\", \"result\": \"disqualified\", \"reason\": \"Не наш город\","
                + " \"deal\": null}");
    assertThat(post(ANNA, "/leads/" + lead + "/disqualify", "{\"reason\": \"Ещё\"}"))
        .hasStatus(409);
    assertThat(post(ANNA, "/leads/" + lead + "/convert", "{}")).hasStatus(409);
  }

  @Test
  void refusals_speak_the_language_of_the_reader() {
    String body = "{\"phone\": \"101\", \"direction\": \"sideways\"}";
    assertThat(
            request(ANNA, HttpMethod.POST, "/telephony/calls", body)
                .header("Accept-Language", "en")
                .exchange())
        .hasStatus(422)
        .bodyText()
        .contains("internal or short number", "not «sideways»");
    assertThat(request(ANNA, HttpMethod.POST, "/telephony/calls", body).exchange())
        .hasStatus(422)
        .bodyText()
        .contains("внутренний или короткий номер", "startedAt", "duration", "answered");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST | /leads                 | {\"phone\": \"101\"}               | 422",
        "POST | /leads                 | {}                                 | 422",
        "POST | /leads                 | {\"phone\": 79912084543}           | 400",
        "POST | /leads                 | {\"phone\"                         | 400",
        "POST | /leads                 | []                                 | 400",
        "POST | /leads/x/convert       | {}                                 | 400",
        "POST | /leads/0/convert       | {}                                 | 404",
        "POST | /leads/0/disqualify    | {\"reason\": \"Нет\"}              | 404",
        "PATCH | /leads/0              | {}                                 | 404",
        "GET  | /leads/0               |                                    | 404",
        "GET  | /leads/0/history       |                                    | 404",
        "GET  | /leads/0/calls         |                                    | 404",
        "GET  | /leads/0/activities    |                                    | 404",
        "GET  | /deals/0/calls         |                                    | 404",
        "GET  | /leads?stage=open      |                                    | 422",
        "GET  | /leads?phone=101       |                                    | 422",
        "POST | /telephony/calls       | {\"phone\": {}}                    | 400",
        "POST | /telephony/calls       | {\"duration\": 1.5}                | 400",
        "POST | /telephony/calls       | {\"answered\": \"yes\"}            | 400",
        "POST | /telephony/calls       | {}                                 | 422",
        "POST | /telephony/calls       |                                    | 400",
      })
  void bad_input_is_a_problem_and_never_an_error_of_ours(
      String method, String path, @Nullable String body, int status) {
    MvcTestResult result = request(OLGA, HttpMethod.valueOf(method), path, body).exchange();
    assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void rights_are_those_of_the_roles() {
    String phone = Fresh.phone();
    String lead = read(post(ANNA, "/leads", "{\"phone\": \"%s\"}".formatted(phone)), "$.id");

    for (Actor actor : List.of(ANNA, OLGA, ADMIN)) {
      for (String path : List.of("", "/history", "/calls", "/activities")) {
        assertThat(get(actor, "/leads/" + lead + path)).hasStatusOk();
      }
      assertThat(get(actor, "/leads?phone=" + phone.substring(1)))
          .bodyJson()
          .extractingPath("$.total")
          .isEqualTo(1);
    }
    assertThat(get(BORIS, "/leads?phone=" + phone.substring(1)))
        .bodyJson()
        .extractingPath("$.total")
        .isEqualTo(0);
    for (Actor actor : List.of(BORIS, KIRA, EGOR, TANYA)) {
      for (String path : List.of("", "/history", "/calls", "/activities")) {
        assertThat(get(actor, "/leads/" + lead + path)).hasStatus(403);
      }
    }
    for (Actor actor : List.of(KIRA, EGOR, TANYA)) {
      assertThat(get(actor, "/leads")).hasStatus(403);
    }
    for (Actor actor : List.of(KIRA, EGOR, TANYA, ADMIN)) {
      assertThat(post(actor, "/leads", "{\"phone\": \"%s\"}".formatted(Phone.of(Fresh.phone()))))
          .hasStatus(403);
      assertThat(post(actor, "/leads/" + lead + "/convert", "{}")).hasStatus(403);
      assertThat(post(actor, "/leads/" + lead + "/disqualify", "{}")).hasStatus(403);
      assertThat(patch(actor, lead, "\"1\"", "{}")).hasStatus(403);
    }
    for (Actor actor : List.of(EGOR, TANYA)) {
      assertThat(call(actor, Fresh.phone(), "incoming", true, "")).hasStatus(403);
    }
    for (Actor actor : List.of(OLGA, KIRA, ADMIN)) {
      assertThat(call(actor, Fresh.phone(), "incoming", true, "")).hasStatus(201);
    }
    assertThat(mvc.get().uri("/api/v1/leads").exchange()).hasStatus(401);
  }

  @Test
  void an_activity_of_a_lead_is_planned_and_completed_like_any_other() {
    String lead =
        read(
            post(ANNA, "/leads", "{\"phone\": \"%s\"}".formatted(Phone.of(Fresh.phone()))), "$.id");

    MvcTestResult planned =
        post(
            ANNA,
            "/leads/" + lead + "/activities",
            "{\"subject\": \"Отправить каталог\", \"dueOn\": \"2026-03-11\"}");
    assertThat(planned).hasStatus(201);
    assertThat(
            post(
                BORIS,
                "/leads/" + lead + "/activities",
                "{\"subject\": \"Чужое\", \"dueOn\": \"2026-03-11\"}"))
        .hasStatus(403);
    assertThat(
            post(
                ANNA,
                "/activities/" + read(planned, "$.id") + "/complete",
                "{\"result\": \"done\"}"))
        .hasStatusOk();
    assertThat(get(ANNA, "/leads/" + lead + "/history"))
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items": [
              {"change": [{"field": "activity", "before": "Отправить каталог", "after": "done"}]},
              {"change": [{"field": "activity", "before": null, "after": "Отправить каталог"}]},
              {}]}
            """);
  }

  private MvcTestResult call(
      Actor actor, String phone, String direction, boolean answered, String more) {
    return post(
        actor,
        "/telephony/calls",
        """
        {"phone": "%s", "direction": "%s", "startedAt": "2026-03-10T10:00:00+03:00", "duration": 7, "answered": %s%s}
        """
            .formatted(phone, direction, answered, more));
  }

  private MvcTestResult get(Actor actor, String path) {
    return request(actor, HttpMethod.GET, path, null).exchange();
  }

  private MvcTestResult post(Actor actor, String path, @Nullable String body) {
    return request(actor, HttpMethod.POST, path, body).exchange();
  }

  private MvcTestResult patch(Actor actor, String lead, @Nullable String ifMatch, String body) {
    MockMvcTester.MockMvcRequestBuilder request =
        request(actor, HttpMethod.PATCH, "/leads/" + lead, body);
    return (ifMatch == null ? request : request.header("If-Match", ifMatch)).exchange();
  }

  private MockMvcTester.MockMvcRequestBuilder request(
      Actor actor, HttpMethod method, String path, @Nullable String body) {
    MockMvcTester.MockMvcRequestBuilder request =
        mvc.method(method)
            .uri("/api/v1" + path)
            .header("Authorization", "Bearer test-" + actor.id());
    return body == null ? request : request.contentType(MediaType.APPLICATION_JSON).content(body);
  }

  private static String read(MvcTestResult result, String path) {
    try {
      return JsonPath.read(result.getResponse().getContentAsString(), path);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
