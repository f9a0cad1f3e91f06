package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.DealFixture.SampleDeals;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.users.Role;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every parameter of every address of the program, and every field of every body, with values that
 * nobody means: it is refused, or it finds nothing, and never breaks.
 */
@ZamerTest
class AbsurdValueTests {
  private static final List<String> VALUES =
      List.of(
          "+999999999-12-31",
          "-999999999-01-01",
          "9999-12-31",
          "+1000000000-12-31T23:59:59.999999999Z",
          "1e999",
          "NaN",
          "-1",
          "99999999999999999999",
          "9223372036854775807",
          "\0",
          "\ud800",
          "x".repeat(5000));
  private static final List<String> JSON =
      List.of(
          "1e999",
          "1e999999999",
          "-1",
          "1.5",
          "\"+999999999-12-31\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "[]",
          "{}",
          "true",
          "\"9999-12-31T00:00:00Z\"",
          "\"" + "x".repeat(3000) + "\"");

  /** What would end the session that all this is asked with, or the test's own way in. */
  private static final Set<String> ENDING =
      Set.of("/logout", "/account/sign-out-everywhere", "/api/v1/experiments/fails/{how}");

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired SampleDeals deals;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private final Map<String, String> broken = new TreeMap<>();
  private Person everybody;
  private Browser browser;
  private String deal;

  @BeforeEach
  void somebodyWhoMayDoEverything() {
    everybody = people.hire(Role.values());
    browser = new Browser(mvc);
    browser.signIn(everybody.login(), People.PASSWORD);
    deal = deals.deal().toString();
  }

  @Test
  void noValueOfAQueryOrAnAddressBreaksAnything() {
    forEachMapping(
        (pattern, method, handler) -> {
          for (String name : parameters(handler)) {
            for (String value : VALUES) {
              ask(method, filled(pattern, null), Map.of(name, value), null, handler);
            }
          }
          if (pattern.contains("{")) {
            VALUES.forEach(value -> ask(method, filled(pattern, value), Map.of(), null, handler));
          }
        });

    assertThat(broken).isEmpty();
  }

  @Test
  void idsAndPagesAreDecimalDigits() {
    forEachMapping(
        (pattern, method, handler) -> {
          if (method != HttpMethod.GET || !isLong(handler)) {
            return;
          }
          String fullwidth =
              deal.chars()
                  .mapToObj(digit -> String.valueOf((char) (digit - '0' + '０')))
                  .collect(Collectors.joining());
          for (String value :
              List.of(
                  "0x" + Long.toHexString(Long.parseLong(deal)),
                  "+" + deal,
                  " " + deal,
                  fullwidth)) {
            int status = ask(method, filled(pattern, value), Map.of(), null, handler);
            if (status == 200) {
              broken.put(pattern + " " + value, "answers");
            }
          }
        });

    assertThat(broken).isEmpty();
  }

  @Test
  void noFieldOfABodyBreaksAnything() {
    forEachMapping(
        (pattern, method, handler) -> {
          for (String field : fields(handler)) {
            for (String value : JSON) {
              ask(
                  method,
                  filled(pattern, null),
                  Map.of(),
                  "{\"" + field + "\": " + value + "}",
                  handler);
            }
          }
        });

    assertThat(broken).isEmpty();
  }

  private interface Each {
    void ask(String pattern, HttpMethod method, HandlerMethod handler);
  }

  private void forEachMapping(Each each) {
    for (Map.Entry<RequestMappingInfo, HandlerMethod> mapping :
        mappings.getHandlerMethods().entrySet()) {
      if (!mapping.getValue().getBeanType().getPackageName().startsWith("app.zamer")) {
        continue;
      }
      for (String pattern : mapping.getKey().getPatternValues()) {
        for (RequestMethod method : mapping.getKey().getMethodsCondition().getMethods()) {
          if (!ENDING.contains(pattern) && !pattern.equals("/live")) {
            each.ask(pattern, method.asHttpMethod(), mapping.getValue());
          }
        }
      }
    }
  }

  private static List<String> parameters(HandlerMethod handler) {
    List<String> names = new ArrayList<>();
    for (MethodParameter parameter : named(handler)) {
      RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
      if (parameter.getParameterType() == PageRequest.class) {
        names.add("page");
        names.add("size");
      } else if (asked != null) {
        String name = asked.name().isEmpty() ? parameter.getParameterName() : asked.name();
        if (Map.class.isAssignableFrom(parameter.getParameterType())) {
          // what is read of it, forms say by their names
          names.addAll(List.of("day", "from", "to", "q", "page", "version", "date", "amount"));
        } else {
          names.add(String.valueOf(name));
        }
      }
    }
    return names;
  }

  private static List<MethodParameter> named(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .peek(
            parameter -> parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer()))
        .toList();
  }

  private static boolean isLong(HandlerMethod handler) {
    return Arrays.stream(handler.getMethodParameters())
        .anyMatch(
            parameter ->
                parameter.hasParameterAnnotation(PathVariable.class)
                    && parameter.getParameterType() == long.class);
  }

  private static List<String> fields(HandlerMethod handler) {
    List<String> names = new ArrayList<>();
    for (MethodParameter parameter : handler.getMethodParameters()) {
      if (!parameter.hasParameterAnnotation(RequestBody.class)) {
        continue;
      }
      RecordComponent[] components = parameter.getParameterType().getRecordComponents();
      if (components != null) {
        Arrays.stream(components).map(RecordComponent::getName).forEach(names::add);
      } else {
        names.addAll(
            List.of(
                "title",
                "plannedDate",
                "estimateAmount",
                "estimate",
                "measurement",
                "name",
                "phone",
                "nextContactOn",
                "nextAttemptAt",
                "status",
                "contract",
                "address"));
      }
    }
    return names;
  }

  private String filled(String pattern, String value) {
    String id =
        value == null
            ? pattern.startsWith("/api/v1/deals/") || pattern.startsWith("/deals/")
                ? deal
                : "999999"
            : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    return pattern.replaceAll("\\{[^}]*}", Matcher.quoteReplacement(id));
  }

  private int ask(
      HttpMethod method,
      String path,
      Map<String, String> query,
      String body,
      HandlerMethod handler) {
    String said =
        query.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    Map<String, String> headers = new LinkedHashMap<>();
    boolean api = path.startsWith("/api/");
    int status;
    try {
      var request = mvc.method(method).uri(new URI(path + (said.isEmpty() ? "" : "?" + said)));
      if (api) {
        request = request.header("Authorization", everybody.bearer()).header("If-Match", "*");
      } else {
        request = browser.within(request);
      }
      if (body != null) {
        request = request.contentType("application/json").content(body);
      }
      status = request.exchange().getResponse().getStatus();
    } catch (Throwable e) {
      status = 599;
      headers.put("thrown", String.valueOf(e));
    }
    if (status >= 500) {
      String shown = (said + (body == null ? "" : body)).replaceAll("x{50,}", "xxx…");
      broken.put(
          method
              + " "
              + handler.getMethod().getName()
              + " "
              + path.substring(0, Math.min(80, path.length()))
              + " "
              + shown,
          status + " " + headers);
    }
    return status;
  }
}
