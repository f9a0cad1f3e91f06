package app.zamer.journeys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls the API; paths are below {@code /api/v1} unless they begin with {@code //}.
 */
record Caller(HttpClient http, String base, Map<String, String> headers) {
  private static final String BOUNDARY = "zamer-journeys-boundary";

  Caller with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Caller(http, base, more);
  }

  Answer get(String path) {
    return send("GET", path, null, BodyPublishers.noBody(), "");
  }

  Answer delete(String path) {
    return send("DELETE", path, null, BodyPublishers.noBody(), "");
  }

  Answer put(String path, @Nullable Object... pairs) {
    return sendJson("PUT", path, "application/json", pairs);
  }

  Answer post(String path, @Nullable Object... pairs) {
    return sendJson("POST", path, "application/json", pairs);
  }

  Answer patch(String path, @Nullable Object... pairs) {
    return sendJson("PATCH", path, "application/merge-patch+json", pairs);
  }

  private Answer sendJson(String method, String path, String type, @Nullable Object... pairs) {
    return sendText(method, path, type, Json.write(Json.of(pairs)));
  }

  Answer sendText(String method, String path, String type, String text) {
    return send(method, path, type, BodyPublishers.ofString(text), text);
  }

  Answer upload(String path, String fileName, String type, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      body.write(
          ("--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                  .formatted(BOUNDARY, fileName, type))
              .getBytes(StandardCharsets.UTF_8));
      body.write(content);
      body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return send(
        "POST",
        path,
        "multipart/form-data; boundary=" + BOUNDARY,
        BodyPublishers.ofByteArray(body.toByteArray()),
        fileName + ", " + content.length + " bytes");
  }

  private Answer send(
      String method, String path, @Nullable String type, BodyPublisher body, String shown) {
    String url = path.startsWith("//") ? base + path.substring(1) : base + "/api/v1" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(120))
            .method(method, body);
    headers.forEach(request::header);
    if (type != null) {
      request.header("Content-Type", type);
    }
    String said = method + " " + path + " " + headers + (shown.isEmpty() ? "" : " " + shown);
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(said, response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(said + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(said, e);
    }
  }
}
