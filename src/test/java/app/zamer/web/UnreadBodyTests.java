package app.zamer.web;

import static app.zamer.DealFixture.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.DealFixture.SampleDeals;
import app.zamer.ZamerHttpTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people send slowly, or where nobody takes it, holds nobody up. */
@ZamerHttpTest
class UnreadBodyTests {
  private static final int UPLOADS = 25;

  @Autowired SampleDeals deals;
  @LocalServerPort int port;

  @Test
  void slowUploadsWithAKeyHoldNoConnectionToTheDatabase() throws IOException {
    String path = "/api/v1/deals/" + deals.deal() + "/files?kind=photo";
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < UPLOADS; i++) {
        Socket socket = new Socket("localhost", port);
        slow.add(socket);
        write(
            socket,
            multipart(path, "Authorization: " + token() + "\r\nIdempotency-Key: slow-" + i + "\r\n")
                + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n"
                + "%PDF");
      }
      for (int i = 0; i < 30; i++) {
        long since = System.nanoTime();
        assertThat(
                answered(
                    "GET /api/v1/me HTTP/1.1\r\n"
                        + "Host: localhost\r\n"
                        + "Connection: close\r\n"
                        + "Authorization: "
                        + token()
                        + "\r\n\r\n"))
            .startsWith("HTTP/1.1 200");
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/login", "/first-run", "/api/v1/deals", "/account/password", "/booking/x"})
  void manyPartsAreRefusedBeforeTheyAreReadWhereNoFilesAreTaken(String path) throws IOException {
    assertThat(answered(multipart(path, ""))).startsWith("HTTP/1.1 415");
  }

  @Test
  void strangersUploadNothingToPages() throws IOException {
    assertThat(answered(multipart("/deals/1/files", ""))).startsWith("HTTP/1.1 401");
    assertThat(answered(multipart("/api/v1/deals/1/files", ""))).startsWith("HTTP/1.1 401");
  }

  // 60 MB are announced, and none of them comes
  private static String multipart(String path, String headers) {
    return "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%sContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 60000000\r\n\r\n"
        .formatted(path, headers);
  }

  private String token() {
    return "Bearer " + deals.token(ANNA);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private String answered(String request) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(10_000);
      write(socket, request);
      byte[] first = socket.getInputStream().readNBytes(12);
      return new String(first, StandardCharsets.UTF_8);
    }
  }
}
