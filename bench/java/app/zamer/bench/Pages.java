package app.zamer.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages as a browser asks for them, by one person who has signed in. */
final class Pages {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final String base;
  private final HttpClient browser =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  Pages(int port) {
    base = "http://localhost:" + port;
  }

  void signIn(String login, String password) throws IOException, InterruptedException {
    Matcher csrf = CSRF.matcher(get("/login"));
    if (!csrf.find()) {
      throw new IllegalStateException("no form to sign in");
    }
    String form =
        Map.of("login", login, "password", password, "_csrf", csrf.group(1)).entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(base + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 302 || answer.headers().firstValue("Location").orElse("").contains("/login")) {
      throw new IllegalStateException("not signed in: " + answer.statusCode());
    }
  }

  /** A page, whole and not compressed. */
  String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser.send(HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "text/html").build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode());
    }
    return answer.body();
  }

  /** What the browser hears of others' changes from now on, line by line. */
  HttpResponse<Stream<String>> live() throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(URI.create(base + "/live?since=" + System.currentTimeMillis())).build(), BodyHandlers.ofLines());
  }

  /** Which page is asked for the n-th time. */
  interface Paths {
    String at(int n);
  }

  /** How long the pages take, after as many that are not counted. */
  Timings measure(Paths paths, int times) throws IOException, InterruptedException {
    asked(paths, times);
    var timings = new Timings();
    long began = System.nanoTime();
    long[] nanos = asked(paths, times);
    timings.add(times / ((System.nanoTime() - began) / 1e9), nanos);
    return timings;
  }

  private long[] asked(Paths paths, int times) throws IOException, InterruptedException {
    var nanos = new long[times];
    for (int n = 0; n < times; n++) {
      long before = System.nanoTime();
      get(paths.at(n));
      nanos[n] = System.nanoTime() - before;
    }
    return Arrays.copyOf(nanos, times);
  }
}
