package app.zamer.web;

import static app.zamer.DealFixture.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.DealFixture.SampleDeals;
import app.zamer.ZamerHttpTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** On a real server, because these requests get no further than that. */
@ZamerHttpTest
class ServerErrorsTests {
  @Autowired SampleDeals deals;
  @LocalServerPort int port;

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/x%zz, 400",
    "GET, /api/v1/{x}, 400",
    "GET, /api/v1/a//b, 400",
    "GET, /api/v1/a;b=c, 400",
    "GET, /api/v1/%00, 400",
    "FOO, /api/v1/me, 400",
    "TRACE, /api/v1/me, 405",
    "GET, /api/v1/me, 401"
  })
  void whatTheServerItselfRefusesIsAProblemToo(String method, String path, int status)
      throws IOException {
    String answer =
        send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 " + status)
        .contains("Content-Type: application/problem+json", "\"status\":" + status)
        .doesNotContain("<html", "\"/error\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login?a=%FF",
        "/login?a=%",
        "/login?%00=1",
        "/login?a%0d%0ab=1",
        "/api/v1/intake/x?a=%ED%A0%80",
        "/api/v1/intake/x?q=%zz",
        "/actuator/health?x=%FF"
      })
  void aQueryThatCannotBeReadIsTheSendersMistakeOnPagesToo(String path) throws IOException {
    assertThat(get(path, "")).startsWith("HTTP/1.1 400");
  }

  @Test
  void aHeaderWithSignsThatNoneHasIsTheSendersMistake() throws IOException {
    assertThat(
            send(
                "PATCH /api/v1/deals/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\nIf-Match: \u0085\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                    .formatted(deals.deal(), deals.token(ANNA))))
        .startsWith("HTTP/1.1 400");
  }

  @ParameterizedTest
  @CsvSource({
    "*/*, '{}', 415",
    "application/*, '{}', 415",
    "application/json;charset=utf-16, '{}', 415",
    "application/json;charset=windows-1251, '{}', 415",
    "multipart/form-data, x, 400",
    "multipart/form-data;boundary=x, '--x\r\nbroken', 400"
  })
  void aBodyThatCannotBeReadIsTheSendersMistake(String type, String body, int status)
      throws IOException {
    String path =
        "/api/v1/deals" + (type.startsWith("multipart") ? "/" + deals.deal() + "/files" : "");
    assertThat(
            send(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(path, deals.token(ANNA), type, body.length(), body)))
        .startsWith("HTTP/1.1 " + status);
  }

  private String get(String path, String headers) throws IOException {
    return send(
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n");
  }

  private String send(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
