package app.zamer.clients;

import static app.zamer.DealFixture.ADMIN;
import static app.zamer.DealFixture.ANNA;
import static app.zamer.DealFixture.EGOR;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.DealFixture.SampleDeals;
import app.zamer.Fresh;
import app.zamer.ZamerHttpTest;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@ZamerHttpTest
class ClientApiTests {
  private static final Actor TANYA = new Actor(new UserId("test-tanya"), Set.of(Role.TECHNOLOGIST));

  @Autowired Clients clients;
  @Autowired SampleDeals deals;
  @LocalServerPort int port;
  private Client client = new Client(new ClientId(0), "", List.of(), 0);

  @BeforeEach
  void a_client() {
    client = clients.findOrCreate("Вера Ёжикова", Phone.of(Fresh.phone()));
  }

  @Test
  void a_client_is_read_with_its_phones_and_its_version() {
    as(ANNA)
        .get()
        .uri("/clients/{id}", client.id())
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"1\"")
        .expectBody()
        .jsonPath("$.id")
        .isEqualTo(client.id().toString())
        .jsonPath("$.name")
        .isEqualTo("Вера Ёжикова")
        .jsonPath("$.phones[0]")
        .isEqualTo(client.phones().getFirst().e164())
        .jsonPath("$.version")
        .isEqualTo(1);
    as(ANNA).get().uri("/clients/999999999").exchange().expectStatus().isNotFound();
    as(ANNA).get().uri("/clients/abc").exchange().expectStatus().isBadRequest();
  }

  @Test
  void a_phone_is_found_however_it_is_typed() {
    String phone = client.phones().getFirst().e164();
    for (String typed : new String[] {phone, "8" + phone.substring(2), phone.substring(2)}) {
      as(ANNA)
          .get()
          .uri("/clients?phone={phone}", typed)
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.total")
          .isEqualTo(1)
          .jsonPath("$.items[0].id")
          .isEqualTo(client.id().toString());
    }
    as(ANNA)
        .get()
        .uri("/clients?q={q}&size=200", phone.substring(8))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items[?(@.id=='" + client.id() + "')]")
        .exists();
    as(ANNA)
        .get()
        .uri("/clients?phone=12")
        .header("Accept-Language", "en")
        .exchange()
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.violations[0].field")
        .isEqualTo("phone")
        .jsonPath("$.violations[0].message")
        .isEqualTo("The phone number lacks digits: give the whole number, with its area code.");
    as(ANNA).get().uri("/clients?size=500").exchange().expectStatus().isEqualTo(422);
  }

  @Test
  void a_rename_needs_the_version_that_was_read() {
    rename(ANNA, null, "{\"name\": \"Вера\"}").expectStatus().isEqualTo(428);
    rename(ANNA, "\"1\"", "{\"name\": \" Вера \"}")
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"2\"")
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("Вера");
    rename(ANNA, "\"1\"", "{\"name\": \"Надежда\"}").expectStatus().isEqualTo(412);
    rename(ANNA, "\"2\"", "{}")
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.version")
        .isEqualTo(2);
    rename(ANNA, "*", "{\"name\": \"Любовь\"}").expectStatus().isOk();

    as(ANNA)
        .get()
        .uri("/clients/{id}/history", client.id())
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.total")
        .isEqualTo(2)
        .jsonPath("$.items[1].by")
        .isEqualTo("test-anna")
        .jsonPath("$.items[1].change[0].field")
        .isEqualTo("name")
        .jsonPath("$.items[1].change[0].before")
        .isEqualTo("Вера Ёжикова")
        .jsonPath("$.items[1].change[0].after")
        .isEqualTo("Вера");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\": null}              | 422 | name",
        "{\"name\": \"  \"}            | 422 | name",
        "{\"name\": 5}                 | 422 | name",
        "{\"name\": \"a\\u0000b\"}     | 422 | name",
        "{\"phones\": []}              | 422 | phones",
        "[]                            | 422 | name",
        "{\"name\":                    | 400 |",
      })
  void a_change_that_makes_no_sense_is_refused_by_its_field(
      String body, int status, @Nullable String field) {
    var refused =
        rename(ANNA, "\"1\"", body)
            .expectStatus()
            .isEqualTo(status)
            .expectHeader()
            .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
    if (field != null) refused.expectBody().jsonPath("$.violations[0].field").isEqualTo(field);
    assertThat(clients.get(client.id())).isEqualTo(client);
  }

  @Test
  void another_clients_phone_is_a_conflict_that_names_the_client() {
    Client other = clients.findOrCreate("Другой", Phone.of(Fresh.phone()));
    String phone = Fresh.phone();
    add(ANNA, phone).expectStatus().isOk().expectBody().jsonPath("$.phones[1]").isEqualTo(phone);
    add(ANNA, other.phones().getFirst().e164())
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.client")
        .isEqualTo(other.id().toString());
    add(ANNA, "позвоню")
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.violations[0].field")
        .isEqualTo("phone");
  }

  @Test
  void engineers_see_no_clients_and_technologists_change_none() {
    as(EGOR).get().uri("/clients").exchange().expectStatus().isForbidden();
    as(EGOR).get().uri("/clients/{id}", client.id()).exchange().expectStatus().isForbidden();
    as(EGOR)
        .get()
        .uri("/clients/{id}/history", client.id())
        .exchange()
        .expectStatus()
        .isForbidden();
    as(TANYA).get().uri("/clients/{id}", client.id()).exchange().expectStatus().isOk();
    rename(TANYA, "\"1\"", "{\"name\": \"Чужой\"}").expectStatus().isForbidden();
    add(TANYA, Fresh.phone()).expectStatus().isForbidden();
    rename(ADMIN, "\"1\"", "{\"name\": \"Вера\"}").expectStatus().isOk();
    RestTestClient.bindToServer()
        .baseUrl("http://localhost:" + port)
        .build()
        .get()
        .uri("/api/v1/clients")
        .exchange()
        .expectStatus()
        .isUnauthorized();
  }

  private RestTestClient.ResponseSpec rename(Actor actor, @Nullable String version, String body) {
    return as(actor)
        .patch()
        .uri("/clients/{id}", client.id())
        .contentType(MediaType.valueOf("application/merge-patch+json"))
        .headers(
            headers -> {
              if (version != null) headers.set("If-Match", version);
            })
        .body(body)
        .exchange();
  }

  private RestTestClient.ResponseSpec add(Actor actor, String phone) {
    return as(actor)
        .post()
        .uri("/clients/{id}/phones", client.id())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("phone", phone))
        .exchange();
  }

  private RestTestClient as(Actor actor) {
    return deals.api(port, actor);
  }
}
