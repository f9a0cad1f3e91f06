package app.zamer.chat;

import static app.zamer.DealFixture.ADMIN;
import static app.zamer.DealFixture.ANNA;
import static app.zamer.DealFixture.EGOR;

import app.zamer.DealFixture.SampleDeals;
import app.zamer.ZamerHttpTest;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@ZamerHttpTest
class ChatApiTests {
  @Autowired SampleDeals deals;
  @Autowired Chat chat;
  @LocalServerPort int port;
  private DealId deal = new DealId(0);

  @BeforeEach
  void a_deal() {
    deal = deals.deal();
    deals.user(EGOR, true);
    deals.user(ADMIN, true);
  }

  @Test
  void the_first_invitation_is_201_and_the_next_200() {
    post(ANNA, "participants", "{\"user\": \"test-egor\"}")
        .expectStatus()
        .isCreated()
        .expectBody()
        .jsonPath("$.user")
        .isEqualTo("test-egor")
        .jsonPath("$.invitedBy")
        .isEqualTo("test-anna");
    post(ANNA, "participants", "{\"user\": \"test-egor\"}").expectStatus().isOk();
    get(ADMIN, "participants")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.total")
        .isEqualTo(1)
        .jsonPath("$.items[0].user")
        .isEqualTo("test-egor");
  }

  @Test
  void a_message_is_posted_and_read() {
    post(ANNA, "messages", "{\"text\": \"<i>Ждём</i> в 10:00\"}")
        .expectStatus()
        .isCreated()
        .expectBody()
        .jsonPath("$.text")
        .isEqualTo("<i>Ждём</i> в 10:00")
        .jsonPath("$.author")
        .isEqualTo("test-anna")
        .jsonPath("$.id")
        .value(
            String.class,
            id -> {
              post(ANNA, "messages", "{\"text\": \"Второе\"}").expectStatus().isCreated();
              get(ADMIN, "messages?after=" + id)
                  .expectStatus()
                  .isOk()
                  .expectBody()
                  .jsonPath("$.total")
                  .isEqualTo(1)
                  .jsonPath("$.items[0].text")
                  .isEqualTo("Второе");
            });
    get(ADMIN, "messages?page=0&size=1")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.total")
        .isEqualTo(2)
        .jsonPath("$.items.length()")
        .isEqualTo(1)
        .jsonPath("$.items[0].text")
        .isEqualTo("Второе");
  }

  @Test
  void what_makes_no_sense_is_refused_by_its_field() {
    refused("messages", "{\"text\": \" \"}", "text");
    refused("messages", "{}", "text");
    refused("messages", "{\"text\": \"" + "я".repeat(4001) + "\"}", "text");
    refused("participants", "{\"user\": \"nobody\"}", "user");
    post(ANNA, "participants", "{\"user\": \"a\\u0000b\"}").expectStatus().isEqualTo(422);
    refused("participants", "{}", "user");
    post(ANNA, "messages", "{\"text\":").expectStatus().isBadRequest();
    post(ANNA, "messages", "").expectStatus().isBadRequest();
    get(ANNA, "messages?after=abc").expectStatus().isBadRequest();
  }

  @Test
  void who_may_not_is_told_so_and_what_is_not_there_is_not_found() {
    post(ADMIN, "messages", "{\"text\": \"?\"}").expectStatus().isForbidden();
    get(EGOR, "messages").expectStatus().isForbidden();
    deal = new DealId(999_999_999);
    get(ANNA, "messages").expectStatus().isNotFound();
    post(ANNA, "messages", "{\"text\": \"?\"}").expectStatus().isNotFound();
    post(ANNA, "participants", "{\"user\": \"test-egor\"}").expectStatus().isNotFound();
  }

  private void refused(String what, String body, String field) {
    post(ANNA, what, body)
        .expectStatus()
        .isEqualTo(422)
        .expectHeader()
        .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.violations[0].field")
        .isEqualTo(field);
  }

  private RestTestClient.ResponseSpec post(Actor actor, String what, String body) {
    return deals
        .api(port, actor)
        .post()
        .uri("/deals/" + deal + "/chat/" + what)
        .contentType(MediaType.APPLICATION_JSON)
        .body(body)
        .exchange();
  }

  private RestTestClient.ResponseSpec get(Actor actor, String what) {
    return deals.api(port, actor).get().uri("/deals/" + deal + "/chat/" + what).exchange();
  }
}
