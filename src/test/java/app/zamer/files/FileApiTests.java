package app.zamer.files;

import static app.zamer.DealFixture.ADMIN;
import static app.zamer.DealFixture.ANNA;
import static app.zamer.DealFixture.EGOR;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.DealFixture.SampleDeals;
import app.zamer.ZamerHttpTest;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.web.PageRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.util.LinkedMultiValueMap;

@ZamerHttpTest
class FileApiTests {
  @Autowired SampleDeals deals;
  @Autowired Files files;
  @LocalServerPort int port;
  private DealId deal = new DealId(0);

  @BeforeEach
  void a_deal() {
    deal = deals.deal();
  }

  @Test
  void an_upload_answers_with_what_was_found_out_about_it() {
    upload(ANNA, "estimate-sheet", "смета №1.pdf", Samples.PDF)
        .expectStatus()
        .isCreated()
        .expectBody()
        .jsonPath("$.id")
        .isNotEmpty()
        .jsonPath("$.kind")
        .isEqualTo("estimate-sheet")
        .jsonPath("$.name")
        .isEqualTo("смета №1.pdf")
        .jsonPath("$.contentType")
        .isEqualTo("application/pdf")
        .jsonPath("$.size")
        .isEqualTo(Samples.PDF.length)
        .jsonPath("$.sha256")
        .value(String.class, sha256 -> assertThat(sha256).matches("[0-9a-f]{64}"))
        .jsonPath("$.uploadedBy")
        .isEqualTo("test-anna")
        .jsonPath("$.uploadedAt")
        .value(String.class, at -> assertThat(at).endsWith("+03:00"));
    as(ADMIN)
        .get()
        .uri("/deals/{id}/files", deal)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.total")
        .isEqualTo(1)
        .jsonPath("$.items[0].name")
        .isEqualTo("смета №1.pdf");
  }

  @Test
  void twenty_megabytes_pass_over_http_both_ways_and_one_byte_more_does_not() {
    byte[] content = Samples.pdf((int) Files.LARGEST + 1);
    upload(ANNA, "other", "большой.pdf", content)
        .expectStatus()
        .isEqualTo(413)
        .expectHeader()
        .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.detail")
        .isEqualTo("Файл больше 20 МБ: уменьшите или разделите его.");
    byte[] most = Arrays.copyOf(content, content.length - 1);
    upload(ANNA, "other", "большой.pdf", most).expectStatus().isCreated();
    assertThat(content(ADMIN)).isEqualTo(most);
  }

  @Test
  void far_too_much_gets_an_answer_and_no_broken_connection() {
    upload(ANNA, "other", "огромный.pdf", Samples.pdf(65 << 20))
        .expectStatus()
        .isEqualTo(413)
        .expectHeader()
        .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void a_file_is_handed_out_for_saving_and_nothing_in_it_runs() throws IOException {
    String id = stored("план «1».html", Samples.PNG);
    as(ADMIN)
        .get()
        .uri("/files/{id}", id)
        .exchange()
        .expectStatus()
        .isOk()
        .expectHeader()
        .contentType("image/png")
        .expectHeader()
        .contentLength(Samples.PNG.length)
        .expectHeader()
        .valueEquals("X-Content-Type-Options", "nosniff")
        .expectHeader()
        .valueEquals("Content-Security-Policy", "sandbox; default-src 'none'")
        .expectHeader()
        .valueEquals("Cache-Control", "no-store")
        .expectHeader()
        .value(
            "Content-Disposition",
            disposition ->
                assertThat(disposition)
                    .startsWith("attachment;")
                    .contains("filename*=UTF-8''%D0%BF%D0%BB%D0%B0%D0%BD%20%C2%AB1%C2%BB.html.png"))
        .expectBody(byte[].class)
        .isEqualTo(Samples.PNG);
  }

  @Test
  void the_longest_cyrillic_name_is_taken_and_its_end_is_kept() {
    String name = "Замерный лист балкона на Лесной улице ".repeat(6).strip() + ".pdf";
    assertThat(name.length()).isGreaterThan(210);
    upload(ANNA, "measurement-sheet", name, Samples.PDF)
        .expectStatus()
        .isCreated()
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo(name.substring(name.length() - 200).strip());
  }

  @Test
  void only_pictures_and_pdf_are_shown_in_place_and_only_when_asked() throws IOException {
    String picture = stored("a.png", Samples.PNG);
    String text = stored("a.txt", Samples.TEXT);
    as(ADMIN)
        .get()
        .uri("/files/{id}?inline=true", picture)
        .exchange()
        .expectHeader()
        .value("Content-Disposition", disposition -> assertThat(disposition).startsWith("inline;"));
    // no browser shows a picture of an iPhone or of a scanner
    for (String saved :
        List.of(
            text,
            stored("a.heic", Samples.HEIC),
            stored("a.heif", Samples.HEIF),
            stored("a.tif", Samples.TIFF))) {
      as(ADMIN)
          .get()
          .uri("/files/{id}?inline=true", saved)
          .exchange()
          .expectHeader()
          .value(
              "Content-Disposition",
              disposition -> assertThat(disposition).startsWith("attachment;"));
    }
    as(ADMIN).get().uri("/files/{id}?inline=maybe", text).exchange().expectStatus().isBadRequest();
  }

  @Test
  void who_has_the_file_already_is_told_so() throws IOException {
    String id = stored("a.pdf", Samples.PDF);
    String tag =
        as(ADMIN)
            .get()
            .uri("/files/{id}", id)
            .exchange()
            .returnResult(byte[].class)
            .getResponseHeaders()
            .getETag();
    assertThat(tag).isNotNull().matches("\"[0-9a-f]{64}\"");
    as(ADMIN)
        .get()
        .uri("/files/{id}", id)
        .header("If-None-Match", tag)
        .exchange()
        .expectStatus()
        .isNotModified()
        .expectBody()
        .isEmpty();
    as(EGOR)
        .get()
        .uri("/files/{id}", id)
        .header("If-None-Match", tag)
        .exchange()
        .expectStatus()
        .isForbidden();
  }

  @Test
  void a_part_of_a_file_can_be_asked_for() throws IOException {
    byte[] content = Samples.pdf(600_000);
    String id = stored("a.pdf", content);
    as(ADMIN)
        .get()
        .uri("/files/{id}", id)
        .header("Range", "bytes=300000-300099")
        .exchange()
        .expectStatus()
        .isEqualTo(206)
        .expectBody(byte[].class)
        .isEqualTo(Arrays.copyOfRange(content, 300_000, 300_100));
    as(ADMIN)
        .get()
        .uri("/files/{id}", id)
        .header("Range", "bytes=700000-")
        .exchange()
        .expectStatus()
        .isEqualTo(416);
  }

  @Test
  void what_makes_no_sense_is_refused_by_its_field() {
    refused(upload(ANNA, "contract", "a.pdf", Samples.PDF), "kind");
    refused(upload(ANNA, "", "a.pdf", Samples.PDF), "kind");
    refused(upload(ANNA, "photo", "a.jpg", new byte[0]), "file");
    var otherPart = new LinkedMultiValueMap<String, Object>();
    otherPart.add("attachment", part("a.pdf", Samples.PDF, MediaType.APPLICATION_PDF));
    refused(
        as(ANNA)
            .post()
            .uri("/deals/{id}/files?kind=photo", deal)
            .contentType(MediaType.MULTIPART_FORM_DATA)
            .body(otherPart)
            .exchange(),
        "file");
    as(ANNA)
        .post()
        .uri("/deals/{id}/files?kind=photo", deal)
        .contentType(MediaType.APPLICATION_JSON)
        .body("{}")
        .exchange()
        .expectStatus()
        .isEqualTo(415);
  }

  @Test
  void a_type_that_is_not_taken_is_refused_with_those_that_are() {
    upload(ANNA, "other", "смета.pdf", Samples.HTML)
        .expectStatus()
        .isEqualTo(415)
        .expectHeader()
        .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.detail")
        .value(String.class, detail -> assertThat(detail).contains("PDF", "HEIC", "XLSX"));
  }

  @Test
  void a_removed_file_is_not_found_and_who_may_not_is_told_so() throws IOException {
    String id = stored("a.pdf", Samples.PDF);
    upload(ADMIN, "photo", "a.jpg", Samples.JPEG).expectStatus().isForbidden();
    as(ADMIN).delete().uri("/files/{id}", id).exchange().expectStatus().isForbidden();
    as(EGOR).get().uri("/files/{id}", id).exchange().expectStatus().isForbidden();
    as(ANNA).delete().uri("/files/{id}", id).exchange().expectStatus().isNoContent();
    as(ANNA).delete().uri("/files/{id}", id).exchange().expectStatus().isNotFound();
    as(ANNA).get().uri("/files/{id}", id).exchange().expectStatus().isNotFound();
    as(ANNA).get().uri("/deals/999999999/files").exchange().expectStatus().isNotFound();
  }

  private static void refused(RestTestClient.ResponseSpec answer, String field) {
    answer
        .expectStatus()
        .isEqualTo(422)
        .expectBody()
        .jsonPath("$.violations.length()")
        .isEqualTo(1)
        .jsonPath("$.violations[0].field")
        .isEqualTo(field);
  }

  private String stored(String name, byte[] content) throws IOException {
    var outcome = files.add(ANNA, deal, FileKind.PHOTO, name, new ByteArrayResource(content));
    return Long.toString(((Files.Outcome.Stored) outcome).file().id());
  }

  private byte[] content(Actor actor) {
    var file = files.of(actor, FileSubject.of(deal), new PageRequest(0, 1)).items().getFirst();
    byte[] body =
        as(actor)
            .get()
            .uri("/files/{id}", file.id())
            .exchange()
            .returnResult(byte[].class)
            .getResponseBody();
    return body == null ? new byte[0] : body;
  }

  private RestTestClient.ResponseSpec upload(
      Actor actor, String kind, String name, byte[] content) {
    var form = new LinkedMultiValueMap<String, Object>();
    // the type that the sender claims counts for nothing
    form.add("file", part(name, content, MediaType.TEXT_HTML));
    return as(actor)
        .post()
        .uri("/deals/{id}/files?kind={kind}", deal, kind)
        .contentType(MediaType.MULTIPART_FORM_DATA)
        .body(form)
        .exchange();
  }

  private static HttpEntity<Resource> part(String name, byte[] content, MediaType type) {
    var headers = new HttpHeaders();
    headers.setContentType(type);
    return new HttpEntity<>(
        new ByteArrayResource(content) {
          @Override
          public String getFilename() {
            return name;
          }
        },
        headers);
  }

  private RestTestClient as(Actor actor) {
    return deals.api(port, actor);
  }
}
