package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.People;
import app.zamer.ZamerTest;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ZamerTest
class OpenApiTests {
  @Autowired MockMvcTester mvc;
  @Autowired People people;

  @Test
  void theApiIsDescribedForWhoMayUseItWithItsTokenAndItsProblems() {
    assertThat(mvc.get().uri("/v3/api-docs")).hasStatus(401);
    assertThat(mvc.get().uri("/v3/api-docs.yaml")).hasStatus(401);
    MvcTestResult answer =
        mvc.get()
            .uri("/v3/api-docs")
            .header("Authorization", people.hire(Role.MANAGER).bearer())
            .exchange();

    assertThat(answer).hasStatusOk();
    String api = Browser.body(answer);
    assertThat(JsonPath.<String>read(api, "$.openapi")).startsWith("3.1");
    assertThat(JsonPath.<String>read(api, "$.info.title")).isEqualTo("Zamer");
    assertThat(JsonPath.<String>read(api, "$.components.securitySchemes.token.scheme"))
        .isEqualTo("bearer");
    assertThat(JsonPath.<String>read(api, "$.paths['/api/v1/users'].post.responses.default.$ref"))
        .isEqualTo("#/components/responses/Problem");
    assertThat(JsonPath.<List<String>>read(api, "$.paths['/api/v1/users'].get.parameters[*].name"))
        .containsExactlyInAnyOrder("role", "active", "page", "size");
    assertThat(JsonPath.<List<String>>read(api, "$.paths['/api/v1/users'].post.parameters[*].name"))
        .containsExactly("Idempotency-Key");
    assertThat(JsonPath.<Map<String, Object>>read(api, "$.paths").keySet())
        .allMatch(path -> path.startsWith("/api/"));
    assertThat(
            JsonPath.<Map<String, Object>>read(
                    api, "$.paths['/api/v1/users/{login}'].patch.requestBody.content")
                .keySet())
        .containsExactlyInAnyOrder("application/json", "application/merge-patch+json");
    assertThat(api).doesNotContain("\"actor\"").doesNotContain("*/*");
  }

  @Test
  void noAnswerLeadsToTheHostThatARequestSaysItCameTo() {
    for (String path :
        List.of("/v3/api-docs", "/deals", "/swagger-ui.html", "/v3/api-docs/swagger-config")) {
      MvcTestResult answer =
          mvc.get()
              .uri(path)
              .header("Host", "evil.example")
              .with(
                  request -> {
                    request.setServerName("evil.example");
                    return request;
                  })
              .exchange();
      assertThat(Browser.body(answer) + answer.getResponse().getHeader("Location"))
          .as(path)
          .doesNotContain("evil.example");
    }
  }

  @Test
  void thePageOfTheApiIsForWhoHasSignedIn() {
    assertThat(mvc.get().uri("/swagger-ui/index.html")).hasStatus(401);
    Browser browser = new Browser(mvc);
    browser.signIn(people.hire(Role.MANAGER).login(), People.PASSWORD);

    assertThat(browser.get("/swagger-ui.html")).hasStatus(302);
    assertThat(browser.get("/swagger-ui/index.html")).hasStatusOk();
    assertThat(browser.get("/v3/api-docs"))
        .hasStatusOk()
        .bodyJson()
        .extractingPath("$.servers[*].url")
        .isEqualTo(List.of("/"));
  }

  @Test
  void stylesAreServedToWhoHasNotSignedIn() {
    assertThat(mvc.get().uri("/webjars/tabler__core/dist/css/tabler.min.css")).hasStatusOk();
    assertThat(mvc.get().uri("/assets/zamer.css")).hasStatusOk();
  }
}
