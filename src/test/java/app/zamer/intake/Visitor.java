package app.zamer.intake;

import app.zamer.Browser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Somebody without an account, at an address that nobody else has: each has limits of his own. */
final class Visitor {
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

  private final MockMvcTester mvc;
  private final String address;

  Visitor(MockMvcTester mvc) {
    this.mvc = mvc;
    ThreadLocalRandom random = ThreadLocalRandom.current();
    address =
        "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  MvcTestResult get(String uri) {
    return send(HttpMethod.GET, uri, Map.of(), Map.of(), null);
  }

  MvcTestResult get(String uri, Map<String, String> headers) {
    return send(HttpMethod.GET, uri, Map.of(), headers, null);
  }

  MvcTestResult post(String uri, Map<String, String> fields) {
    return post(uri, fields, Map.of());
  }

  MvcTestResult post(String uri, Map<String, String> fields, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    return send(HttpMethod.POST, uri, fields, all, null);
  }

  MvcTestResult json(String uri, String body, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/json");
    return send(HttpMethod.POST, uri, Map.of(), all, body);
  }

  MvcTestResult send(
      HttpMethod method,
      String uri,
      Map<String, String> fields,
      Map<String, String> headers,
      String body) {
    var request = mvc.method(method).uri(uri);
    for (var field : fields.entrySet()) {
      request = request.param(field.getKey(), field.getValue());
    }
    for (var header : headers.entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    if (body != null) {
      request = request.content(body);
    } else if (method == HttpMethod.POST) {
      // a form has a body, or nobody could say how long it is
      request = request.content("sent=true");
    }
    return request
        .with(
            it -> {
              it.setRemoteAddr(address);
              return it;
            })
        .exchange();
  }

  /** The word that the form of a page sends along. */
  static String token(MvcTestResult page) {
    Matcher token = TOKEN.matcher(Browser.body(page));
    if (!token.find()) {
      throw new AssertionError("no token in " + Browser.body(page));
    }
    return token.group(1);
  }
}
