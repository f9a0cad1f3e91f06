package app.zamer;

import jakarta.servlet.http.Cookie;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Somebody at a browser: keeps cookies, and sends the forms of the page that was shown last. */
public final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final MockMvcTester mvc;
  private final Map<String, Cookie> cookies = new LinkedHashMap<>();
  private String csrf = "";
  // each its own, for what is tried from one address too often is stopped
  private String address =
      "10.20.%d.%d".formatted(COUNT.incrementAndGet() / 250, COUNT.get() % 250);

  public Browser(MockMvcTester mvc) {
    this.mvc = mvc;
  }

  /** From here on as seen from another address. */
  public Browser at(String remoteAddress) {
    address = remoteAddress;
    return this;
  }

  /** From where it is seen to come. */
  public String address() {
    return address;
  }

  /** Somebody else who has got hold of the same cookies. */
  public Browser copy() {
    Browser other = new Browser(mvc);
    other.cookies.putAll(cookies);
    other.csrf = csrf;
    return other;
  }

  /** Has this cookie from here on. */
  public void keep(String name, String value) {
    cookies.put(name, new Cookie(name, value));
  }

  /** What a cookie says that the browser has. */
  public String cookie(String name) {
    return Objects.requireNonNull(cookies.get(name), name).getValue();
  }

  public MvcTestResult get(String uri) {
    return send(HttpMethod.GET, uri, Map.of(), Map.of());
  }

  /** Sends a form with these fields and the hidden protection token. */
  public MvcTestResult post(String uri, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", csrf);
    return send(HttpMethod.POST, uri, all, Map.of());
  }

  /** Signs in on the page, and looks at a page. */
  public MvcTestResult signIn(String login, String password) {
    get("/login");
    MvcTestResult answer = post("/login", Map.of("login", login, "password", password));
    if (answer.getResponse().getStatus() == 302) {
      get("/account");
    }
    return answer;
  }

  public MvcTestResult send(
      HttpMethod method, String uri, Map<String, String> fields, Map<String, String> headers) {
    var request = mvc.method(method).uri(uri);
    if (!cookies.isEmpty()) {
      request = request.cookie(cookies.values().toArray(Cookie[]::new));
    }
    for (var field : fields.entrySet()) {
      request = request.param(field.getKey(), field.getValue());
    }
    for (var header : headers.entrySet()) {
      request = request.header(header.getKey(), header.getValue());
    }
    String from = address;
    MvcTestResult answer =
        request
            .with(
                it -> {
                  it.setRemoteAddr(from);
                  return it;
                })
            .exchange();
    for (Cookie cookie : answer.getResponse().getCookies()) {
      if (cookie.getMaxAge() == 0) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie);
      }
    }
    Matcher token = CSRF.matcher(body(answer));
    if (token.find()) {
      csrf = token.group(1);
    }
    return answer;
  }

  /** The request as this browser sends it: with its cookies and the protection token. */
  public MockMvcTester.MockMvcRequestBuilder within(MockMvcTester.MockMvcRequestBuilder request) {
    return request.cookie(cookies.values().toArray(Cookie[]::new)).header("X-XSRF-TOKEN", csrf);
  }

  /** The protection token of the page that was shown last. */
  public String csrf() {
    return csrf;
  }

  public static String body(MvcTestResult answer) {
    try {
      return answer.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
