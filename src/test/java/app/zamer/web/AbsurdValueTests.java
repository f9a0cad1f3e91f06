package app.zamer.web;

import static java.util.Objects.requireNonNull;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
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

  /** Instead of the names of fields, where a form is only gone through as a whole. */
  private static final List<String> USUAL =
      List.of("day", "from", "to", "q", "page", "version", "date", "amount");

  /** What would end the session that all this is asked with. */
  private static final Set<String> ENDING = Set.of("/logout", "/account/sign-out-everywhere");

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired SampleDeals deals;

  @Autowired
  @Qualifier("mvcConversionService")
  ConversionService conversion;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  @Autowired RequestMappingHandlerAdapter adapter;

  private final Map<String, String> broken = new TreeMap<>();
  private final Set<Class<?>> types = new HashSet<>();
  private final Set<String> read = new ConcurrentSkipListSet<>();
  private Person everybody;
  private Browser browser;
  private String deal;

  @BeforeEach
  void somebodyWhoMayDoEverything() {
    // a token of the exchange's opens nothing else
    everybody =
        people.hire(
            Arrays.stream(Role.values())
                .filter(role -> role != Role.EXCHANGE)
                .toArray(Role[]::new));
    assertThat(mvc.get().uri("/api/v1/me").header("Authorization", everybody.bearer()))
        .hasStatusOk();
    browser = new Browser(mvc);
    browser.signIn(everybody.login(), People.PASSWORD);
    deal = deals.deal().toString();
  }

  @Test
  void noValueOfAQueryOrAnAddressBreaksAnything() {
    List<HandlerMethodArgumentResolver> usual = requireNonNull(adapter.getArgumentResolvers());
    adapter.setArgumentResolvers(
        Stream.concat(Stream.of(new FormNoting(read)), usual.stream()).toList());
    try {
      askEveryQueryAndAddress();
    } finally {
      adapter.setArgumentResolvers(usual);
    }

    assertThat(broken).isEmpty();
  }

  private void askEveryQueryAndAddress() {
    forEachMapping(
        (pattern, method, handler) -> {
          parameters(handler)
              .forEach(
                  (name, type) -> {
                    for (String value : tellingOf(type)) {
                      ask(method, filled(pattern, null), Map.of(name, value), null, handler);
                    }
                  });
          askWhatIsReadOfAForm(pattern, method, handler);
          if (pattern.contains("{")) {
            for (String value : tellingOf(inAddress(handler))) {
              ask(method, filled(pattern, value), Map.of(), null, handler);
            }
          }
        });
  }

  /** A form is taken whole; what is read of it shows when it is read. */
  private void askWhatIsReadOfAForm(String pattern, HttpMethod method, HandlerMethod handler) {
    if (named(handler).stream().noneMatch(FormNoting::isForm)) {
      return;
    }
    read.clear();
    ask(method, filled(pattern, null), Map.of("unheard-of", "1"), null, handler);
    Set<String> asked = new HashSet<>();
    for (Set<String> more = unasked(asked); !more.isEmpty(); more = unasked(asked)) {
      for (String name : more) {
        for (String value : tellingOf(asked.size())) {
          ask(method, filled(pattern, null), Map.of(name, value), null, handler);
        }
        asked.add(name);
      }
    }
  }

  /** Of a form with more fields than a dozen the others share the values among themselves. */
  private static List<String> tellingOf(int field) {
    int values = VALUES.size();
    return field < values
        ? VALUES
        : List.of(VALUES.get(field % values), VALUES.get((field + values / 2) % values));
  }

  private Set<String> unasked(Set<String> asked) {
    Set<String> more = new TreeSet<>(read.isEmpty() ? USUAL : read);
    more.removeAll(asked);
    return more;
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

  @Test
  void aBlankVersionIsNoVersion() {
    forEachMapping(
        (pattern, method, handler) -> {
          if (method == HttpMethod.PATCH && pattern.startsWith("/api/")) {
            int absent = patched(filled(pattern, null), null);
            for (String blank : List.of("", " ", "\t")) {
              if (patched(filled(pattern, null), blank) != absent) {
                broken.put(pattern, "takes a blank version");
              }
            }
          }
        });

    assertThat(broken).isEmpty();
    assertThat(patched("/api/v1/deals/" + deal, " ")).isEqualTo(428);
  }

  private int patched(String path, String ifMatch) {
    var request =
        mvc.patch()
            .uri(path)
            .header("Authorization", everybody.bearer())
            .contentType("application/json")
            .content("{}");
    return (ifMatch == null ? request : request.header("If-Match", ifMatch))
        .exchange()
        .getResponse()
        .getStatus();
  }

  @Test
  void nothingIsNoMemberOfAList() {
    forEachMapping(
        (pattern, method, handler) ->
            fields(handler)
                .forEach(
                    field ->
                        ask(
                            method,
                            filled(pattern, null),
                            Map.of(),
                            "{\"" + field + "\": [null]}",
                            handler)));

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
          if (!ENDING.contains(pattern)
              && !pattern.equals("/live")
              && !pattern.startsWith("/api/v1/experiments/")) {
            each.ask(pattern, method.asHttpMethod(), mapping.getValue());
          }
        }
      }
    }
  }

  /**
   * All values where they come as text; of those that a type refuses, which it does in one way
   * wherever it stands, all the first time and two from then on.
   */
  private List<String> tellingOf(Class<?> type) {
    if (type == String.class || types.add(type)) {
      return VALUES;
    }
    List<String> refused = VALUES.stream().filter(value -> !isRead(value, type)).limit(2).toList();
    return VALUES.stream().filter(value -> refused.contains(value) || isRead(value, type)).toList();
  }

  private boolean isRead(String value, Class<?> type) {
    try {
      conversion.convert(value, type);
      return true;
    } catch (ConversionException e) {
      return false;
    }
  }

  /** The type of what stands in the address; text if something in it is. */
  private static Class<?> inAddress(HandlerMethod handler) {
    List<Class<?>> types =
        named(handler).stream()
            .filter(parameter -> parameter.hasParameterAnnotation(PathVariable.class))
            .<Class<?>>map(MethodParameter::getParameterType)
            .distinct()
            .toList();
    return types.size() == 1 ? types.getFirst() : String.class;
  }

  /** The names of what a query may say, with the types that it is read as. */
  private static Map<String, Class<?>> parameters(HandlerMethod handler) {
    Map<String, Class<?>> names = new LinkedHashMap<>();
    for (MethodParameter parameter : named(handler)) {
      RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
      Class<?> type = parameter.getParameterType();
      if (type == PageRequest.class) {
        names.put("page", type);
        names.put("size", type);
      } else if (asked != null) {
        String name = asked.name().isEmpty() ? parameter.getParameterName() : asked.name();
        if (!FormNoting.isForm(parameter)) {
          names.put(String.valueOf(name), type);
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
