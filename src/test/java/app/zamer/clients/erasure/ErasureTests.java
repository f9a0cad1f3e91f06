package app.zamer.clients.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.deals.ChangeOutcome;
import app.zamer.deals.DealEdit;
import app.zamer.deals.Deals;
import app.zamer.deals.MoveDeal;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A client lives through everything, demands the removal of his data, and is looked for. */
@ZamerTest
class ErasureTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Deals deals;
  @Autowired Audit audit;
  @Autowired Erasures erasures;
  @Autowired ErasureFile file;
  @Autowired JdbcClient jdbc;
  @Autowired JdbcTemplate template;

  private WholeDatabase database;
  private Person anna;
  private Person olga;

  @BeforeEach
  void people() {
    database = new WholeDatabase(jdbc, template);
    anna = people.hire(Role.MANAGER);
    olga = people.hire(Role.HEAD_OF_SALES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Щукозавр…ов Пимен",
        "Алёшечк…ина Фёкла Ильинична",
        "Мамин…-Сибир…ский",
        "Живак…аго Ли"
      })
  void nothingOfAClientWhoLivedThroughEverythingIsFoundAnywhere(String pattern) {
    Story story = new Story(pattern);
    story.live();
    assertThat(story.found())
        .as("what tells of him before")
        .contains(
            "activity.text",
            "api_token.name",
            "audit_log.detail",
            "call.phone",
            "chat_message.text",
            "client.name",
            "client_change.before",
            "client_merge.merged_name",
            "client_phone.phone",
            "deal.source",
            "deal.title",
            "deal_change.change",
            "deal_comment.text",
            "event_publication.serialized_event",
            "file.name",
            "file_chunk.bytes",
            "lead.source",
            "lead.title",
            "lead_change.change",
            "measurement.contract_client_name",
            "notice.detail",
            "notice.occasion",
            "spring_session_attributes.attribute_bytes");

    String preview = get(olga, "/clients/" + story.client + "/anonymisation");
    assertThat(JsonPath.<List<String>>read(preview, "$.obstacles")).isEmpty();
    assertThat(JsonPath.<List<String>>read(preview, "$.kept[*].what"))
        .contains("Договоры: номер, день и суммы");
    post(
        olga,
        "/clients/" + story.client + "/anonymisation",
        Map.of("confirm", JsonPath.read(get(olga, "/clients/" + story.client), "$.name")));

    assertThat(story.found()).as("what tells of him afterwards").isEmpty();
    assertThat(differences(story.othersDeal)).as("deal and ledger of another").isEmpty();
    assertThat(get(olga, "/deals/" + story.othersDeal))
        .contains("\"clientName\":\"[удалено] и Клим [удалено]\"", "у заказчика [удалено]");
    assertThat(JsonPath.<String>read(get(olga, "/deals/" + story.othersDeal), "$.client.name"))
        .isEqualTo("Ветров, брат [удалено]");
    assertThat(database.columnsWith(story.partnerRoot))
        .as("what tells of the one who was merged with him by mistake")
        .contains("client.name", "deal_comment.text");
    assertThat(
            JsonPath.<List<Object>>read(
                get(olga, "/clients/" + story.client + "/anonymisation"),
                "$.replaced[?(@.what =~ /.*истори.*|Упомин.*|Источники.*/)]"))
        .as("what is left for a second removal")
        .isEmpty();

    // whoever calls from there again is a new unknown
    String lead = post(people.hire(Role.EXCHANGE), "/telephony/events", call(story.phone, "again"));
    assertThat(get(anna, "/leads/" + JsonPath.<String>read(lead, "$.lead")))
        .contains("\"clientName\":null");
  }

  @Test
  void whatTheRegulationAsksForAndWhatOthersAreCalledStays() {
    Story story = new Story("Щукозавр…ов Пимен");
    story.live();
    String namesake = opened("Щукозавр" + root("") + "ов Пимен", Fresh.phone());
    post(
        anna,
        "/deals/" + namesake + "/comments",
        Map.of("text", "Пимен просит белый фасад, кв. 0401"));

    erase(story);

    assertThat(get(olga, "/deals/" + namesake + "/comments"))
        .contains("Пимен просит белый фасад, кв. 0401");
    assertThat(get(olga, "/deals/" + story.deal))
        .contains("\"number\":\"" + story.contract + "\"", "Лесосибирск");
    assertThat(
            jdbc.sql(
                    "select text from activity where kind = 'LEAD' and subject = ? and anchor is"
                        + " not null")
                .param(Long.valueOf(story.lead))
                .query(String.class)
                .list())
        .contains("Позвонить ещё раз: [удалено]");
    assertThat(get(olga, "/deals/" + story.othersDeal + "/comments"))
        .contains("посоветовал [удалено], тел. [удалено], квартира 12");
  }

  @Test
  void whatAnOlderBackupBringsBackIsRemovedAgainBeforeAnybodySeesIt() {
    Story story = new Story("Щукозавр…ов Пимен");
    story.live();
    Story bystander = new Story("Лосев…ов Антип");
    bystander.live();
    database.keep();
    try {
      erase(story);
      assertThat(story.found()).isEmpty();

      database.bringBack();
      assertThat(story.found()).contains("client.name", "lead.phone", "call.phone");
      erasures.start();

      assertThat(story.found()).as("what tells of him afterwards").isEmpty();
      assertThat(bystander.found())
          .as("what tells of another")
          .contains("client.name", "lead.phone");
      assertThat(
              jdbc.sql(
                      "select count(*) from audit_log where what = 'client.anonymised-again' and"
                          + " subject = ?")
                  .param("client-" + story.client)
                  .query(Long.class)
                  .single())
          .isEqualTo(1);
      erasures.start();
      assertThat(bystander.found()).contains("client.name");
    } finally {
      jdbc.sql("delete from event_publication where event_type = 'x'").update();
      database.forget();
    }
    assertThat(file.read().toString())
        .as("the journal has ids alone")
        .contains(story.client)
        .doesNotContain(story.root, story.phone.substring(2));
  }

  @Test
  void aFullNameAndAWholePhoneGoFromOthersHoweverElseTheWordsAreUsed() {
    String root = root("Хрюн");
    String phone = Fresh.phone();
    String deal = opened(root + "ов Пафнутий Ильич", phone);
    String client = clientOf(phone);
    lose(deal, "не подошло");
    String other = opened("Ветрова Нонна", Fresh.phone());
    post(
        anna,
        "/deals/" + other + "/comments",
        Map.of("text", "фасад как у " + root.toLowerCase(Locale.ROOT) + "ова"));
    post(
        anna,
        "/leads",
        Map.of("title", "Шкаф", "phone", Fresh.phone(), "clientName", root + "ова Мария"));
    String number = phone.substring(5) + "Ш";
    patch(
        anna,
        "/deals/" + other,
        Map.of(
            "contract", Map.of("clientName", "Пафнутий Ильич " + root + "ов", "number", number),
            "address", Map.of("street", "ул. " + root + "ова", "house", phone)));

    String before = get(olga, "/clients/" + client + "/anonymisation");
    assertThat(before).contains("Упоминания в чужих записях");
    post(
        olga,
        "/clients/" + client + "/anonymisation",
        Map.of("confirm", JsonPath.read(get(olga, "/clients/" + client), "$.name")));

    String card = get(olga, "/deals/" + other);
    assertThat(card)
        .contains("\"clientName\":\"[удалено]\"", number, "ул. " + root + "ова")
        .contains("\"house\":\"[удалено]\"");
    assertThat(get(olga, "/deals/" + other + "/history"))
        .contains(number, "ул. " + root + "ова")
        .doesNotContain("Пафнутий", phone);
    assertThat(differences(other)).isEmpty();
    assertThat(
            jdbc.sql("select address_key from deal where id = ?")
                .param(Long.valueOf(other))
                .query(String.class)
                .single())
        .contains("[удалено]")
        .doesNotContain(phone);
    assertThat(get(olga, "/deals/" + other + "/comments")).contains("фасад как у");
  }

  /** What disagrees between a deal and the ledger. */
  private List<Object> differences(String deal) {
    String all = get(olga, "/ledger/reconciliation?size=200");
    return JsonPath.read(all, "$.items[?(@.deal == '" + deal + "')]");
  }

  private void lose(String deal, String reason) {
    ChangeOutcome outcome =
        deals.move(
            Actor.SYSTEM,
            new DealId(Long.parseLong(deal)),
            new MoveDeal(
                StageId.parse("sales/lost"),
                DealEdit.of(
                    Map.of(
                        DealField.LOSS_RESULT,
                        "refused-before-measurement",
                        DealField.LOSS_REASON,
                        reason,
                        DealField.ESTIMATE_AMOUNT,
                        new BigDecimal("115973.00"))),
                null,
                reason + ", не подошло"));
    assertThat(outcome).isInstanceOf(ChangeOutcome.Done.class);
  }

  private void erase(Story story) {
    String name = JsonPath.read(get(olga, "/clients/" + story.client), "$.name");
    post(olga, "/clients/" + story.client + "/anonymisation", Map.of("confirm", name));
  }

  /** What a client may live through. */
  private class Story {
    final String name;
    // letters that nobody else's name has
    final String root = root("");
    final String phone = Fresh.phone();
    final String former = Fresh.phone();
    final String mergedRoot = root("Клёнов");
    final String mergedPhone = Fresh.phone();
    final String partnerRoot = root("Осин");
    final String contract = "Д-" + root("");
    String lead = "";
    String deal = "";
    String client = "";
    String othersDeal = "";

    Story(String pattern) {
      this.name = pattern.replace("…", root);
    }

    /** The name in another case. */
    String declined() {
      return name.split(" ")[0]
          .replaceAll("ов$", "ову")
          .replaceAll("ина$", "иной")
          .replaceAll("ский$", "скому");
    }

    void live() {
      asALead();
      asAClient();
      withOthers();
      inWhatIsKeptForAWhile();
      allLost();
    }

    private void asALead() {
      String called = post(people.hire(Role.EXCHANGE), "/telephony/events", call(phone, phone));
      lead = JsonPath.read(called, "$.lead");
      post(anna, "/leads/" + lead + "/take", null);
      post(anna, "/leads/" + lead + "/attempts", Map.of());
      patch(anna, "/leads/" + lead, Map.of("clientName", declined(), "source", "от " + declined()));
      deal =
          JsonPath.read(
              post(anna, "/leads/" + lead + "/convert", Map.of("clientName", name)), "$.deal");
      client = JsonPath.read(get(anna, "/deals/" + deal), "$.client.id");
    }

    private void asAClient() {
      String spaced =
          phone.substring(0, 2)
              + " ("
              + phone.substring(2, 5)
              + ") "
              + phone.substring(5, 8)
              + " "
              + phone.substring(8, 10)
              + " "
              + phone.substring(10);
      patch(anna, "/clients/" + client, Map.of("name", name + " старший"));
      post(anna, "/clients/" + client + "/phones", Map.of("phone", former));
      remove(anna, "/clients/" + client + "/phones/" + former);
      patch(
          anna,
          "/deals/" + deal,
          Map.of(
              "source", "рекомендация " + declined() + ", " + spaced,
              "title", "Кухня для " + declined(),
              "address",
                  Map.of(
                      "city",
                      "Лесосибирск",
                      "street",
                      "ул. " + name.split(" ")[0],
                      "house",
                      "1",
                      "apartment",
                      "2")));
      jdbc.sql(
              "update measurement set contract_client_name = ?, contract_number = ? where deal_id ="
                  + " ?")
          .params(name, contract, Long.valueOf(deal))
          .update();
      String comment =
          post(
              anna,
              "/deals/" + deal + "/comments",
              Map.of("text", "Звонил " + declined() + ", " + spaced, "pinned", true));
      assertThat(comment).contains(declined());
      String activity =
          post(
              anna,
              "/deals/" + deal + "/activities",
              Map.of("subject", "Позвонить " + declined(), "dueOn", "2026-03-11"));
      post(
          anna,
          "/activities/" + JsonPath.<String>read(activity, "$.id") + "/complete",
          Map.of("result", "done", "comment", declined() + " доволен"));
      post(
          anna,
          "/deals/" + deal + "/chat/messages",
          Map.of(
              "text",
              declined() + " ждёт на " + phone.substring(8, 10) + "-" + phone.substring(10)));
      attach();
      jdbc.sql("update call set record_url = ? where phone = ?")
          .params("https://records.example/" + phone, phone)
          .update();
      jdbc.sql(
              "insert into booking_link (deal_id, token, made_at, made_by, withdrawn_at, reason,"
                  + " comment) values (?, ?, now(), 'x', now(), ?, ?)")
          .params(Long.valueOf(deal), phone.getBytes(UTF_8).clone(), declined(), phone)
          .update();
      jdbc.sql("update booking_link set token = sha256(token) where deal_id = ?")
          .param(Long.valueOf(deal))
          .update();
    }

    private void attach() {
      assertThat(
              mvc.post()
                  .uri("/api/v1/deals/" + deal + "/files?kind=other")
                  .multipart()
                  .file(
                      new MockMultipartFile(
                          "file", declined() + ".txt", "text/plain", name.getBytes(UTF_8)))
                  .header("Authorization", anna.bearer())
                  .exchange())
          .hasStatus(201);
    }

    private void withOthers() {
      Person head = olga;
      opened(mergedRoot + "ов Карп", mergedPhone);
      String merged = clientOf(mergedPhone);
      post(head, "/clients/" + client + "/merge", Map.of("with", Long.valueOf(merged)));
      String partnerPhone = Fresh.phone();
      String partnersDeal = opened(partnerRoot + "ов Фома", partnerPhone);
      post(anna, "/deals/" + partnersDeal + "/comments", Map.of("text", partnerRoot + "ов ждёт"));
      String partner = clientOf(partnerPhone);
      String merge =
          post(head, "/clients/" + client + "/merge", Map.of("with", Long.valueOf(partner)));
      post(
          head,
          "/clients/" + client + "/merges/" + JsonPath.<String>read(merge, "$.id") + "/undo",
          null);
      othersDeal = opened("Ветров Назар", Fresh.phone());
      post(
          anna,
          "/deals/" + othersDeal + "/comments",
          Map.of(
              "text",
              "посоветовал "
                  + name.split(" ")[0]
                  + ", тел. 8 "
                  + phone.substring(2, 5)
                  + " "
                  + phone.substring(5)
                  + ", квартира 12"));
      inOthersRows();
      for (String table : List.of("deal", "lead")) {
        jdbc.sql(
                "insert into notice (person, kind, what, occasion, %s_id, detail, at, shown) values (?, 'deal', 'x', ?, ?, cast(? as jsonb), now(), true)"
                    .formatted(table))
            .params(
                anna.login(),
                UUID.randomUUID().toString(),
                Long.valueOf(table.equals("deal") ? deal : lead),
                "{\"client\": \"" + declined() + "\"}")
            .update();
      }
      audit.record(anna.actor(), "exported", "clients", Map.of("q", name, "phone", List.of(phone)));
    }

    /** Wherever somebody may have written of him in what is kept of others. */
    private void inOthersRows() {
      String apart =
          "8 (%s) – %s – %s – %s"
              .formatted(
                  phone.substring(2, 5),
                  phone.substring(5, 8),
                  phone.substring(8, 10),
                  phone.substring(10));
      String wide = former.substring(2).chars().mapToObj(Story::wide).collect(Collectors.joining());
      patch(
          anna,
          "/deals/" + othersDeal,
          Map.of(
              "contract",
              Map.of("clientName", name + " и Клим " + apart),
              "address",
              Map.of("street", "у заказчика " + apart, "house", "1", "intercom", apart)));
      patch(
          anna,
          "/clients/" + JsonPath.<String>read(get(anna, "/deals/" + othersDeal), "$.client.id"),
          Map.of("name", "Ветров, брат " + name + " " + apart));
      String lead =
          JsonPath.read(
              post(
                  anna,
                  "/leads",
                  Map.of("title", "Шкаф", "phone", Fresh.phone(), "clientName", "Клим " + apart)),
              "$.id");
      patch(anna, "/leads/" + lead, Map.of("clientName", "Жена " + name + ", " + apart));
      jdbc.sql("update lead set comment = comment || ? where id = ?")
          .params(" звонить " + wide, Long.valueOf(lead))
          .update();
      jdbc.sql(
              "insert into file (deal_id, kind, name, content_type, size, sha256, uploaded_by,"
                  + " uploaded_at) values (?, 'other', ?, 'text/plain', 1, ?, 'x', now())")
          .params(
              Long.valueOf(othersDeal),
              "договор " + name + " 8" + phone.substring(2) + ".txt",
              UUID.randomUUID().toString())
          .update();
      for (int twice = 0; twice < 2; twice++) {
        jdbc.sql(
                "insert into api_token (login, name, purpose, hash, created_at) values (?, ?,"
                    + " 'api', ?, now())")
            .params(anna.login(), "для " + name + " " + apart, Fresh.phone().getBytes(UTF_8))
            .update();
        jdbc.sql(
                "insert into notice (person, kind, what, occasion, detail, at, shown) values (?,"
                    + " 'security', 'token-created', ?, cast(? as jsonb), now(), true)")
            .params(
                anna.login(),
                "token-created " + (twice == 0 ? phone : apart),
                "{\"said\": \"" + apart + "\"}")
            .update();
      }
    }

    private static String wide(int digit) {
      return Character.toString(digit + '\uff10' - '0');
    }

    private void inWhatIsKeptForAWhile() {
      assertThat(
              mvc.post()
                  .uri("/api/v1/deals/" + deal + "/comments")
                  .contentType(MediaType.APPLICATION_JSON)
                  .content("{\"text\": \"" + name + "\"}")
                  .header("Authorization", anna.bearer())
                  .header("Idempotency-Key", "key-" + phone)
                  .exchange())
          .hasStatus(201);
      jdbc.sql(
              "insert into event_publication (id, listener_id, event_type, serialized_event,"
                  + " publication_date) values (gen_random_uuid(), 'x', 'x', ?, now())")
          .param("{\"phone\": \"" + phone + "\", \"name\": \"" + name + "\"}")
          .update();
      String session = UUID.randomUUID().toString();
      jdbc.sql("insert into spring_session values (?, ?, 0, 0, 1800, 9999999999999, 'x')")
          .params(session, session)
          .update();
      jdbc.sql("insert into spring_session_attributes values (?, 'SAVED_REQUEST', ?)")
          .params(
              session, ("\u0000x?q=" + name.toUpperCase(Locale.ROOT) + " " + phone).getBytes(UTF_8))
          .update();
    }

    private void allLost() {
      String reason = "муж " + declined() + " против, " + mergedRoot + "ову дорого";
      for (String one :
          jdbc.sql("select id from deal where client_id = ? and status = 'open'")
              .param(Long.valueOf(client))
              .query(String.class)
              .list()) {
        lose(one, reason);
      }
    }

    /** Every column in which something of him stands. */
    TreeSet<String> found() {
      TreeSet<String> found = new TreeSet<>();
      found.addAll(database.columnsWith(root, mergedRoot));
      found.addAll(database.columnsWithPhone(phone, former, mergedPhone));
      return found;
    }
  }

  private String opened(String name, String phone) {
    return JsonPath.read(post(anna, "/deals", Map.of("clientName", name, "phone", phone)), "$.id");
  }

  private String clientOf(String phone) {
    return jdbc.sql("select client_id from client_phone where phone = ?")
        .param(phone)
        .query(String.class)
        .single();
  }

  private static Map<String, Object> call(String phone, String id) {
    return Map.of(
        "callId",
        id + UUID.randomUUID(),
        "state",
        "ended",
        "phone",
        phone,
        "direction",
        "incoming",
        "at",
        "2026-03-10T09:00:00+03:00",
        "answered",
        false);
  }

  private String post(Person who, String path, Object body) {
    return sent(who, HttpMethod.POST, path, body, null);
  }

  private void patch(Person who, String path, Object body) {
    sent(who, HttpMethod.PATCH, path, body, "*");
  }

  private void remove(Person who, String path) {
    MvcTestResult answer =
        mvc.delete().uri("/api/v1" + path).header("Authorization", who.bearer()).exchange();
    assertThat(answer).hasStatus2xxSuccessful();
  }

  private String get(Person who, String path) {
    MvcTestResult answer =
        mvc.get().uri("/api/v1" + path).header("Authorization", who.bearer()).exchange();
    assertThat(answer).hasStatusOk();
    return text(answer);
  }

  private String sent(
      Person who, HttpMethod method, String path, @Nullable Object body, @Nullable String match) {
    var request = mvc.method(method).uri("/api/v1" + path).header("Authorization", who.bearer());
    if (body != null)
      request =
          request
              .contentType(
                  method == HttpMethod.PATCH
                      ? MediaType.valueOf("application/merge-patch+json")
                      : MediaType.APPLICATION_JSON)
              .content(json(body));
    if (match != null) request = request.header("If-Match", match);
    MvcTestResult answer = request.exchange();
    assertThat(answer.getResponse().getStatus() / 100 * 100)
        .as(method + " " + path + ": " + text(answer))
        .isEqualTo(200);
    return text(answer);
  }

  private static String json(Object body) {
    return JsonPath.parse(body).jsonString();
  }

  private static String text(MvcTestResult answer) {
    try {
      return answer.getResponse().getContentAsString(UTF_8);
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A root that nobody else in the database has. */
  private static String root(String start) {
    return start
        + UUID.randomUUID()
            .toString()
            .replaceAll("[^0-9]", "")
            .substring(0, 8)
            .chars()
            .mapToObj(digit -> String.valueOf("абвгдежзик".charAt(digit - '0')))
            .collect(Collectors.joining());
  }
}
