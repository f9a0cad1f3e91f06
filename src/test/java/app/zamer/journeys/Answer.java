package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What came back; prints itself with the request, so that a failure says what was asked. */
record Answer(String request, int status, HttpHeaders headers, String body) {
  JsonNode json() {
    return body.isBlank() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
  }

  Answer ok() {
    assertThat(status).as(toString()).isBetween(200, 299);
    return this;
  }

  Answer is(Integer... expected) {
    assertThat(status).as(toString()).isIn((Object[]) expected);
    return this;
  }

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /**
   * The answer must be a refusal by the regulation; what stood in the way, each as {@code RULE
   * field}.
   */
  List<String> refused() {
    is(422);
    assertThat(contentType()).as(toString()).startsWith("application/problem+json");
    assertThat(json().path("violations").valueStream().toList()).as(toString()).isNotEmpty();
    return violations();
  }

  List<String> violations() {
    return violations(json());
  }

  static List<String> violations(JsonNode node) {
    return node.path("violations")
        .valueStream()
        .map(
            violation ->
                (Json.text(violation, "rule") + " " + Json.text(violation, "field")).trim())
        .sorted()
        .toList();
  }

  /** The answer must be a refusal by the regulation; the clauses it names. */
  Set<String> refusedRules() {
    return refused().stream().map(violation -> violation.split(" ")[0]).collect(Collectors.toSet());
  }

  String suggested() {
    return text("suggested");
  }

  String text(String path) {
    return Json.text(json(), path);
  }

  /** The things of a list, whether it came as a page or as a plain array. */
  List<JsonNode> items() {
    ok();
    JsonNode json = json();
    JsonNode items = json.isArray() ? json : json.path("items");
    if (!items.isArray()) {
      Assertions.fail("no list in " + this);
    }
    return items.valueStream().toList();
  }

  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  String contentType() {
    return header("Content-Type");
  }

  @Override
  public String toString() {
    return request
        + "\n→ "
        + status
        + " "
        + (body.length() > 3000 ? body.substring(0, 3000) + "…" : body);
  }
}
