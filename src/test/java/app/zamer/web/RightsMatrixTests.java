package app.zamer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.DealEdit;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.editions.Adoption;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every endpoint, every role, its own and others' deals, leads and clients, against the regulation
 * file; and again with editions that take each right away. Which right an endpoint asks stands in
 * {@code rights/endpoints.txt}; one that does not stand there fails the test.
 *
 * <p>Who may not is asked everything. Who may is asked only what changes nothing.
 */
@ZamerTest
class RightsMatrixTests {
  private static final Path TABLE = Path.of("src/test/resources/rights/endpoints.txt");
  private static final Set<String> NO_RIGHTS = Set.of("anybody", "signed-in", "administrator");

  /** Streams, which do not end. */
  private static final Set<String> UNENDING = Set.of("/live");

  @Autowired MockMvcTester mvc;
  @Autowired People people;
  @Autowired Deals deals;
  @Autowired Editions editions;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired Shells shells;
  @Autowired Visitors visitors;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private final Map<Role, Person> staff = new EnumMap<>(Role.class);
  private final Map<Role, Browser> browsers = new EnumMap<>(Role.class);
  private Thing own = Thing.NOTHING;
  private Thing visited = Thing.NOTHING;
  private Thing others = Thing.NOTHING;

  /**
   * @param rights one of these is asked, all that it consists of
   * @param of what the right is asked of
   * @param sends what the request cannot do without: a query, or the body of a program
   */
  record Endpoint(String method, String path, List<List<String>> rights, String of, String sends) {
    boolean api() {
      return path.startsWith("/api/");
    }

    boolean reads() {
      return method.equals("GET");
    }

    boolean asks(String right) {
      return rights.stream().anyMatch(together -> together.contains(right));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** A deal with what belongs to it, and a lead. */
  record Thing(
      String deal,
      String client,
      String lead,
      String activity,
      String file,
      String request,
      @Nullable Role owner,
      boolean visit) {
    static final Thing NOTHING = new Thing("1", "1", "1", "1", "1", "1", null, false);
  }

  @BeforeEach
  void everybodyAndSomethingOfEach() {
    for (Role role : Role.values()) {
      if (role != Role.EXCHANGE) {
        staff.put(role, people.hire(role));
      }
    }
    Person manager = person(Role.MANAGER);
    Person colleague = people.hire(Role.MANAGER);
    own = thing(manager, Role.MANAGER, false);
    visited = thing(colleague, null, true);
    others = thing(colleague, null, false);
    staff.forEach(
        (role, person) -> {
          Browser browser = new Browser(mvc);
          browser.signIn(person.login(), People.PASSWORD);
          browsers.put(role, browser);
        });
  }

  @Test
  void everyEndpointSaysWhichRightItAsks() throws IOException {
    Set<String> there = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .forEach(
            (info, handler) -> {
              if (handler.getBeanType().getName().startsWith("app.zamer.")
                  && !handler.getBeanType().getName().startsWith("app.zamer.demo.")
                  && !handler.getBeanType().equals(app.zamer.Experiments.class)) {
                there.addAll(names(info));
              }
            });
    Set<String> said = new TreeSet<>();
    endpoints().forEach(endpoint -> said.add(endpoint.toString()));
    there.removeIf(name -> name.endsWith(" /error"));
    assertThat(said).isEqualTo(there);
    assertThat(endpoints()).doesNotHaveDuplicates();
    assertThat(endpoints())
        .allSatisfy(
            endpoint ->
                assertThat(endpoint.rights().stream().flatMap(List::stream))
                    .allMatch(
                        right ->
                            NO_RIGHTS.contains(right)
                                || editions.inForce().rights().containsKey(right)));
  }

  @Test
  void everybodyMayWhatTheFileGivesHimAndNothingElse() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Endpoint endpoint : endpoints()) {
      for (Role role : staff.keySet()) {
        for (Thing thing : things(endpoint, role)) {
          check(endpoint, role, thing, wrong);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatAnEditionTakesFromEverybodyIsGoneOnEveryPageListExportAndMenu() throws IOException {
    String file = file();
    List<String> wrong = new ArrayList<>();
    try {
      for (String right : List.copyOf(editions.inForce().rights().keySet())) {
        if (right.startsWith("regulation.")) {
          continue;
        }
        Map<Endpoint, List<Asked>> before = allowed(right);
        adopt(
            file.replaceFirst(
                "(?ms)(^rights:.*?^  )" + right.replace(".", "\\.") + ": [^\n]*$",
                "$1" + right + ": {}"));
        before.forEach(
            (endpoint, asked) ->
                asked.forEach(one -> check(endpoint, one.role(), one.thing(), wrong)));
        menusLeadOnlyWhereOneMayGo(right, wrong);
      }
    } finally {
      adopt(file);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theAdministratorOfTheProgramCannotLoseTheRegulation() throws IOException {
    String file = file();
    try {
      adopt(file.replaceAll("(?m)^  (regulation\\.[a-z]+): .*$", "  $1: {}"));
      assertThat(status(browsers.get(Role.HEAD_OF_SALES).get("/admin/regulation"))).isEqualTo(403);
      assertThat(status(browsers.get(Role.ADMINISTRATOR).get("/admin/regulation"))).isEqualTo(200);
    } finally {
      adopt(file);
    }
  }

  record Asked(Role role, Thing thing) {}

  /** Of every endpoint that asks a right, somebody who may now. */
  private Map<Endpoint, List<Asked>> allowed(String right) throws IOException {
    Map<Endpoint, List<Asked>> allowed = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints()) {
      if (!endpoint.asks(right)) {
        continue;
      }
      staff.keySet().stream()
          .flatMap(role -> things(endpoint, role).stream().map(thing -> new Asked(role, thing)))
          .filter(asked -> may(endpoint, asked.role(), asked.thing()))
          // what is given to somebody he may complete without a right to all of them
          .filter(asked -> !endpoint.of().equals("activity") || asked.thing().equals(others))
          .findFirst()
          .ifPresent(asked -> allowed.put(endpoint, List.of(asked)));
    }
    return allowed;
  }

  private void menusLeadOnlyWhereOneMayGo(String taken, List<String> wrong) {
    List<Endpoint> pages;
    try {
      pages = endpoints();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    staff.forEach(
        (role, person) ->
            shells.menu(visitors.find(person.login()).orElseThrow()).stream()
                .flatMap(
                    entry ->
                        pages.stream()
                            .filter(page -> page.reads() && page.path().equals(entry.path())))
                .filter(page -> !may(page, role, others))
                .forEach(
                    page ->
                        wrong.add("without " + taken + " the menu of " + role + " has " + page)));
  }

  private void check(Endpoint endpoint, Role role, Thing thing, List<String> wrong) {
    boolean may = may(endpoint, role, thing);
    if (may && (!endpoint.reads() || UNENDING.contains(endpoint.path()))) {
      return;
    }
    int status = status(send(endpoint, role, thing));
    boolean right = may ? status != 401 && status != 403 && status < 500 : status == 403;
    if (!right) {
      wrong.add(
          "%s as %s %s %s → %d"
              .formatted(
                  endpoint,
                  role.id(),
                  thing.owner() == role ? "of his own" : thing.visit() ? "visited" : "of others",
                  may ? "may" : "may not",
                  status));
    }
  }

  private boolean may(Endpoint endpoint, Role role, Thing thing) {
    return endpoint.rights().stream()
        .anyMatch(
            together -> together.stream().allMatch(right -> may(right, endpoint, role, thing)));
  }

  private boolean may(String right, Endpoint endpoint, Role role, Thing thing) {
    return switch (right) {
      case "anybody", "signed-in" -> true;
      case "administrator" -> role == Role.ADMINISTRATOR;
      default -> reaches(scope(right, role), endpoint.of(), role, thing);
    };
  }

  private @Nullable Scope scope(String right, Role role) {
    return editions.inForce().rights().getOrDefault(right, Map.of()).get(role.id());
  }

  private static boolean reaches(@Nullable Scope scope, String of, Role role, Thing thing) {
    if (scope == null) {
      return false;
    }
    return switch (of) {
      case "any", "yaml" -> true;
      case "all" -> scope == Scope.ALL;
      case "visits" -> scope == Scope.VISIT;
      default ->
          switch (scope) {
            case ALL -> true;
            case OWN -> thing.owner() == role;
            case VISIT -> thing.visit();
          };
    };
  }

  /** What an endpoint is asked about: his own and others', where that makes a difference. */
  private List<Thing> things(Endpoint endpoint, Role role) {
    return switch (endpoint.of()) {
      case "deal", "lead", "client", "activity", "file", "stored", "request" ->
          role == Role.MANAGER
              ? List.of(own, others)
              : role == Role.ENGINEER ? List.of(visited, others) : List.of(others);
      default -> List.of(others);
    };
  }

  private MvcTestResult send(Endpoint endpoint, Role role, Thing thing) {
    String path =
        endpoint
            .path()
            .replaceAll("\\{holder:[^}]*}", "deals")
            .replace("{pipeline}", "sales")
            .replace("{stage}", "estimate")
            .replace("{name}", "about")
            .replace("{file}", thing.file())
            .replace("{phone}", "79990000000")
            .replace("{login}", person(Role.ENGINEER).login())
            .replace("{id}", id(endpoint, thing))
            .replaceAll("\\{[^}]*}", "1");
    boolean body = endpoint.sends().startsWith("{\"");
    String uri =
        body || endpoint.sends().isEmpty()
            ? path
            : path + "?" + endpoint.sends().replace("{client}", thing.client());
    HttpMethod method = HttpMethod.valueOf(endpoint.method());
    Person person = person(role);
    if (endpoint.of().equals("file")) {
      var upload =
          mvc.post()
              .uri(uri + "?kind=other")
              .multipart()
              .file("file", "x".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return upload.header("Authorization", person.bearer()).exchange();
    }
    if (!endpoint.api()) {
      Browser browser = browsers.get(role);
      return endpoint.reads() ? browser.get(uri) : browser.post(uri, Map.of());
    }
    var request =
        mvc.method(method)
            .uri(uri)
            .header("Authorization", person.bearer())
            .header("If-Match", "\"1\"");
    if (endpoint.of().equals("yaml")) {
      request = request.contentType("application/yaml").content("version: 1");
    } else if (!endpoint.reads()) {
      request =
          request
              .contentType(
                  HttpMethod.PATCH.equals(method)
                      ? "application/merge-patch+json"
                      : "application/json")
              .content(body ? endpoint.sends() : "{}");
    }
    return request.exchange();
  }

  private static String id(Endpoint endpoint, Thing thing) {
    return switch (endpoint.of()) {
      case "lead" -> thing.lead();
      case "client" -> thing.client();
      case "activity" -> thing.activity();
      case "stored" -> endpoint.path().contains("/{file}/") ? thing.deal() : thing.file();
      case "request" -> thing.request();
      case "deal", "file" -> thing.deal();
      default -> "1";
    };
  }

  private Thing thing(Person manager, @Nullable Role owner, boolean visit) {
    LocalDate day = clock.today().plusDays(10);
    NewDeal wanted =
        new NewDeal(
            "Клиент " + manager.login(), phone(), "Кухня", null, false, manager.actor().id());
    if (!(deals.open(manager.actor(), wanted) instanceof OpenOutcome.Opened(DealId deal))) {
      throw new AssertionError("a fresh phone has a deal");
    }
    deals.edit(
        manager.actor(), deal, DealEdit.of(Map.of(DealField.MEASUREMENT_DATE, (Object) day)), null);
    if (visit) {
      jdbc.sql(
              """
              insert into visit (deal_id, engineer, starts_at, ends_at, planned_at, planned_by)
              values (:deal, :engineer, :from, :to, :now, :engineer)
              """)
          .param("deal", deal.value())
          .param("engineer", person(Role.ENGINEER).login())
          .param("from", day.atTime(9, 0).atOffset(ZoneOffset.UTC))
          .param("to", day.atTime(10, 0).atOffset(ZoneOffset.UTC))
          .param("now", clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    }
    String path = "/api/v1/deals/" + deal;
    return new Thing(
        deal.toString(),
        JsonPath.read(body(call(manager, HttpMethod.GET, path, "")), "$.client.id"),
        JsonPath.read(
            body(
                call(
                    manager,
                    HttpMethod.POST,
                    "/api/v1/leads",
                    "{\"phone\": \"" + phone().e164() + "\"}")),
            "$.id"),
        JsonPath.read(
            body(
                call(
                    manager,
                    HttpMethod.POST,
                    path + "/activities",
                    "{\"subject\": \"x\", \"dueOn\": \"" + day + "\"}")),
            "$.id"),
        JsonPath.read(
            body(
                mvc.post()
                    .uri("/api/v1/deals/" + deal + "/files?kind=other")
                    .multipart()
                    .file("file", "x".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .header("Authorization", manager.bearer())
                    .exchange()),
            "$.id"),
        JsonPath.read(
            body(
                call(
                    manager,
                    HttpMethod.POST,
                    "/api/v1/ledger/measurements/" + deal + "/status-requests",
                    "{\"status\": \"cancelled\", \"comment\": \"x\"}")),
            "$.id"),
        owner,
        visit);
  }

  private MvcTestResult call(Person person, HttpMethod method, String uri, String json) {
    return mvc.method(method)
        .uri(uri)
        .header("Authorization", person.bearer())
        .contentType("application/json")
        .content(json)
        .exchange();
  }

  private String file() {
    return body(call(person(Role.ADMINISTRATOR), HttpMethod.GET, "/api/v1/regulation/file", ""));
  }

  private void adopt(String text) {
    Actor administrator = person(Role.ADMINISTRATOR).actor();
    assertThat(editions.adopt(administrator, text)).isInstanceOf(Adoption.Adopted.class);
  }

  private Person person(Role role) {
    return java.util.Objects.requireNonNull(staff.get(role));
  }

  private static Phone phone() {
    return Phone.of(Fresh.phone());
  }

  private static String body(MvcTestResult answer) {
    return Browser.body(answer);
  }

  private static int status(MvcTestResult answer) {
    return answer.getUnresolvedException() == null ? answer.getResponse().getStatus() : 500;
  }

  private static Set<String> names(RequestMappingInfo info) {
    Set<String> names = new LinkedHashSet<>();
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    for (String path : info.getPatternValues()) {
      methods.forEach(method -> names.add(method + " " + path));
    }
    return names;
  }

  private static List<Endpoint> endpoints() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(
            line -> {
              String[] parts = line.split(" \\| ", -1);
              String[] what = parts[0].strip().split(" ");
              return new Endpoint(
                  what[0],
                  what[1],
                  Arrays.stream(parts[1].strip().split(" or "))
                      .map(one -> List.of(one.split(" and ")))
                      .toList(),
                  parts.length > 2 ? parts[2].strip() : "",
                  parts.length > 3 ? parts[3].strip() : "");
            })
        .toList();
  }
}
