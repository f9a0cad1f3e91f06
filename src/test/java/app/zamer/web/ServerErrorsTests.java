package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.ZamerHttpTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** On a real server, because these requests get no further than that. */
@ZamerHttpTest
class ServerErrorsTests {
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

  private String send(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
