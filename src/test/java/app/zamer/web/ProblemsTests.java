package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.ZamerTest;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class ProblemsTests {
  private static final String THINGS = "/api/v1/experiments/things";

  @Autowired MockMvcTester mvc;
  @Autowired People people;

  static Stream<Arguments> wrongRequests() {
    return Stream.of(
        arguments("GET", "/api/v1/nothing-here", null, 404, null),
        arguments("GET", "/api", null, 404, null),
        arguments("GET", "/api/v1/experiments/fails/missing", null, 404, null),
        arguments("POST", THINGS, "{\"name\": ", 400, null),
        arguments("POST", THINGS, "[]", 400, null),
        arguments("POST", THINGS, "", 400, null),
        arguments("POST", THINGS, "{\"name\": \"a\"} {}", 400, null),
        arguments("POST", THINGS, "{\"name\": \"a\", \"nmae\": 1}", 400, "nmae"),
        arguments("POST", THINGS, "{\"name\": 5}", 400, "name"),
        arguments("POST", THINGS, "{\"name\": {}}", 400, "name"),
        arguments("POST", THINGS, "{\"name\": \"a\", \"number\": \"5\"}", 400, "number"),
        arguments("POST", THINGS, "{\"name\": \"a\", \"number\": 5.5}", 400, "number"),
        arguments("POST", THINGS, "{\"name\": \"a\", \"number\": 99999999999}", 400, "number"),
        arguments("POST", THINGS, "{\"name\": \"a\", \"sum\": \"1000\"}", 400, "sum"),
        arguments("POST", THINGS, "{\"name\": \"a\", \"yes\": \"true\"}", 400, "yes"),
        arguments("POST", THINGS, "{\"name\": \"a\", \"colour\": \"BLUE\"}", 400, "colour"),
        arguments("POST", THINGS, "{\"name\": \"a\", \"colour\": 1}", 400, "colour"),
        arguments(
            "POST", THINGS, "{\"name\": \"a\", \"part\": {\"count\": true}}", 400, "part.count"),
        arguments(
            "POST",
            THINGS,
            "{\"name\": \"a\", \"part\": {\"on\": \"10.03.2026\"}}",
            400,
            "part.on"),
        arguments(
            "POST",
            THINGS,
            "{\"name\": \"a\", \"parts\": [{}, {\"count\": \"x\"}]}",
            400,
            "parts[1].count"),
        arguments("GET", THINGS + "/seven", null, 400, "id"),
        arguments("GET", "/api/v1/experiments/needs", null, 400, "day"),
        arguments("GET", "/api/v1/experiments/needs?day=yesterday", null, 400, "day"),
        arguments("GET", "/api/v1/experiments/page?page=x", null, 400, "page"),
        arguments("GET", "/api/v1/experiments/page?page=-1", null, 422, "page"),
        arguments("GET", "/api/v1/experiments/page?size=201", null, 422, "size"),
        arguments("GET", "/api/v1/experiments/page?size=0", null, 422, "size"),
        arguments("GET", "/api/v1/experiments/page?size=99999999999999999999", null, 400, "size"),
        arguments("DELETE", THINGS, null, 405, null),
        arguments("GET", "/api/v1/experiments/fails/duplicate", null, 409, null),
        arguments("GET", "/api/v1/experiments/fails/optimistic", null, 409, null),
        arguments("GET", "/api/v1/experiments/fails/forbidden", null, 403, null),
        arguments("GET", "/api/v1/experiments/fails/conflict", null, 409, null),
        arguments("GET", "/api/v1/experiments/fails/stale", null, 412, null),
        arguments("GET", "/api/v1/experiments/fails/version", null, 428, null),
        arguments("GET", "/api/v1/experiments/fails/rights", null, 403, null),
        arguments("GET", "/api/v1/experiments/fails/zero", null, 422, null),
        arguments("GET", "/api/v1/experiments/fails/inside", null, 500, null),
        arguments("GET", "/actuator/env", null, 403, null));
  }

  @ParameterizedTest(name = "{0} {1} {2} is answered {3}, naming {4}")
  @MethodSource("wrongRequests")
  void everyErrorIsAProblem(
      String method, String uri, @Nullable String body, int status, @Nullable String field) {
    MvcTestResult answer = send(method, uri, body, "application/json", "ru");

    assertThat(answer).hasStatus(status).hasContentType("application/problem+json");
    String problem = Browser.body(answer);
    assertThat(JsonPath.<Integer>read(problem, "$.status")).isEqualTo(status);
    assertThat(JsonPath.<String>read(problem, "$.title")).containsPattern("[а-яё]");
    assertThat(JsonPath.<String>read(problem, "$.detail")).containsPattern("[А-Яа-яё]");
    assertThat(JsonPath.<String>read(problem, "$.instance"))
        .isEqualTo(uri.replaceFirst("\\?.*", ""));
    assertThat(problem)
        .doesNotContain("secret")
        .doesNotContain("Exception")
        .doesNotContain("java.");
    if (field != null) {
      assertThat(JsonPath.<List<String>>read(problem, "$.violations[*].field"))
          .containsExactly(field);
      assertThat(JsonPath.<String>read(problem, "$.violations[0].message")).isNotBlank();
      assertThat(JsonPath.<String>read(problem, "$.violations[0].rule")).isEqualTo("INPUT");
    }
  }

  @Test
  void aRefusalListsEverythingInTheLanguageAskedForAndNamesTheStageThatFits() {
    String uri = "/api/v1/experiments/fails/refused";
    String russian = Browser.body(send("GET", uri, null, "application/json", "ru"));
    String english = Browser.body(send("GET", uri, null, "application/json", "de, en;q=0.8"));

    assertThat(JsonPath.<Object>read(russian, "$.violations"))
        .isEqualTo(
            List.of(
                Map.of("rule", "PRE-1", "field", "address.floor", "message", "Укажите этаж"),
                Map.of("rule", "PRE-2", "message", "Укажите дату")));
    assertThat(JsonPath.<List<String>>read(english, "$.violations[*].message"))
        .containsExactly("Give the floor", "Give the date");
    assertThat(JsonPath.<String>read(english, "$.suggested")).isEqualTo("sales/measurement");
    assertThat(JsonPath.<String>read(english, "$.title")).isEqualTo("Refused");
  }

  @Test
  void aRefusalCarriesWhatItsReaderNeeds() {
    assertThat(
            Browser.body(
                send("GET", "/api/v1/experiments/fails/conflict", null, "application/json", "ru")))
        .contains("\"id\":\"7\"", "Уже есть");
    assertThat(send("GET", "/api/v1/experiments/fails/stale", null, "application/json", "ru"))
        .hasHeader("ETag", "\"7\"");
    assertThat(send("DELETE", THINGS, null, "application/json", "ru")).containsHeader("Allow");
  }

  @Test
  void withoutALanguageItIsRussian() {
    MvcTestResult answer =
        mvc.get().uri("/api/v1/nothing").header("Authorization", manager()).exchange();

    assertThat(Browser.body(answer)).contains("Не найдено");
  }

  @Test
  void aWrongMediaTypeIsAProblem() {
    assertThat(send("POST", THINGS, "a=b", "text/plain", "ru"))
        .hasStatus(415)
        .hasContentType("application/problem+json");
  }

  @Test
  void anAnswerThatCannotBeGivenAsAskedIsAProblem() {
    assertThat(
            mvc.get()
                .uri("/api/v1/experiments/needs?day=2026-03-10")
                .header("Authorization", manager())
                .header("Accept", "image/png"))
        .hasStatus(406)
        .hasContentType("application/problem+json");
  }

  @Test
  void aBodyThatIsTooLargeIsAProblem() {
    String large = "{\"name\": \"" + "x".repeat(2_000_000) + "\"}";

    assertThat(send("POST", THINGS, large, "application/json", "ru"))
        .hasStatus(413)
        .hasContentType("application/problem+json");
  }

  @Test
  void whoHasNotSignedInGetsAProblemEvenAtAPathThatDoesNotExist() {
    for (String method : List.of("GET", "POST", "PATCH", "DELETE")) {
      assertThat(mvc.method(HttpMethod.valueOf(method)).uri("/api/v1/nothing-here"))
          .hasStatus(401)
          .hasHeader("WWW-Authenticate", "Bearer")
          .hasContentType("application/problem+json");
    }
  }

  @Test
  void aPageThatDoesNotExistIsAPage() {
    Browser browser = new Browser(mvc);
    browser.signIn(people.hire(Role.MANAGER).login(), People.PASSWORD);

    MvcTestResult answer = browser.get("/no-such-page");

    assertThat(answer).hasStatus(404).hasContentType("text/html;charset=UTF-8");
    assertThat(Browser.body(answer)).contains("Не найдено", "<main");
  }

  private MvcTestResult send(
      String method, String uri, @Nullable String body, String contentType, String language) {
    var request =
        mvc.method(HttpMethod.valueOf(method))
            .uri(uri)
            .header("Authorization", manager())
            .header("Accept-Language", language);
    if (body != null) {
      request = request.contentType(contentType).content(body);
    }
    return request.exchange();
  }

  private String manager() {
    return people.hire(Role.MANAGER).bearer();
  }
}
