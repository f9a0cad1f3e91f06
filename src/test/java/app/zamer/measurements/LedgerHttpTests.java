package app.zamer.measurements;

import static app.zamer.measurements.MeasuredDeals.ANNA;
import static app.zamer.measurements.MeasuredDeals.BORIS;
import static app.zamer.measurements.MeasuredDeals.EGOR;
import static app.zamer.measurements.MeasuredDeals.KIRA;
import static app.zamer.measurements.MeasuredDeals.OLGA;
import static app.zamer.measurements.MeasuredDeals.TANYA;
import static app.zamer.measurements.SomeFacts.NOW;
import static app.zamer.measurements.SomeFacts.VISIT_DAY;
import static app.zamer.measurements.SomeFacts.at;
import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import com.jayway.jsonpath.JsonPath;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

@ZamerTest
class LedgerHttpTests {
  @Autowired LedgerController ledger;
  @Autowired VisitController visits;
  @Autowired MeasuredDeals deals;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;
  private @Nullable MockMvc mvc;

  @BeforeEach
  void setUp() {
    clock.stopAt(NOW);
    mvc =
        MockMvcBuilders.standaloneSetup(ledger, visits)
            .setCustomArgumentResolvers(new Actors(), new Pages())
            .build();
  }

  @Test
  void aRecordShowsTheDealsOneRow() throws Exception {
    DealId deal = deals.visited();
    Answer answer = get(ANNA, "/api/v1/ledger/measurements/" + deal);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.etag()).isEqualTo("\"" + deals.version(deal) + "\"");
    assertThat(answer.<String>at("$.id")).isEqualTo(deal.toString());
    assertThat(answer.<String>at("$.plannedDate")).isEqualTo("2026-03-12");
    assertThat(answer.<String>at("$.decidedOn")).isEqualTo("2026-03-10");
    assertThat(answer.body()).contains("\"estimateAmount\":350000.00");
    assertThat(answer.<String>at("$.status")).isEqualTo("planned");
    assertThat(answer.<String>at("$.visit.startsAt")).isEqualTo("2026-03-12T12:00:00+03:00");
    assertThat(answer.<String>at("$.visit.outcome")).isNull();
    assertThat(answer.<String>at("$.client.name")).isEqualTo("Пётр Ильин");
    assertThat(answer.<List<String>>at("$.client.phones")).hasSize(1);
    assertThat(answer.<Integer>at("$.version")).isEqualTo((int) deals.version(deal));
  }

  @Test
  void thereIsNoRecordBeforeThereIsADate() throws Exception {
    DealId deal = deals.open();
    assertThat(unknown("/api/v1/ledger/measurements/" + deal)).isTrue();
    assertThat(get(OLGA, "/api/v1/ledger/measurements?deal=" + deal).<Integer>at("$.total"))
        .isZero();
  }

  @Test
  void theListIsFilteredAndPagedWithTheLatestDayFirst() throws Exception {
    DealId first = deals.agreed();
    DealId second = deals.agreed();
    deals.change(second, facts -> facts.with("measurement.date", VISIT_DAY.plusYears(4)));
    Answer page = get(OLGA, "/api/v1/ledger/measurements?from=2030-03-12&to=2030-03-12&size=1");
    assertThat(page.<String>at("$.items[0].id")).isEqualTo(second.toString());
    assertThat(page.<Integer>at("$.size")).isEqualTo(1);
    assertThat(page.<Integer>at("$.total")).isPositive();
    assertThat(
            get(OLGA, "/api/v1/ledger/measurements?deal=" + first + "&status=planned")
                .<Integer>at("$.total"))
        .isEqualTo(1);
    assertThat(
            get(OLGA, "/api/v1/ledger/measurements?deal=" + first + "&status=done")
                .<Integer>at("$.total"))
        .isZero();
    assertThat(
            get(
                    OLGA,
                    "/api/v1/ledger/measurements?deal=" + first + "&from=2026-03-12&to=2026-03-12")
                .<Integer>at("$.total"))
        .isEqualTo(1);
    assertThat(
            get(OLGA, "/api/v1/ledger/measurements?deal=" + first + "&from=2026-03-13")
                .<Integer>at("$.total"))
        .isZero();
    assertThat(
            get(OLGA, "/api/v1/ledger/measurements?deal=" + first + "&to=2026-03-11")
                .<Integer>at("$.total"))
        .isZero();
    assertThat(
            get(OLGA, "/api/v1/ledger/measurements?deal=" + first + "&page=7")
                .<Integer>at("$.total"))
        .isEqualTo(1);
    assertThat(get(OLGA, "/api/v1/ledger/measurements?status=maybe").fields())
        .containsExactly("status");
  }

  @Test
  void everybodySeesTheRowsOfHisReach() throws Exception {
    DealId visited = deals.visited();
    DealId agreed = deals.agreed();
    assertThat(seen(ANNA, visited)).isEqualTo(1);
    assertThat(seen(BORIS, visited)).isZero();
    assertThat(seen(EGOR, visited)).isEqualTo(1);
    assertThat(seen(EGOR, agreed)).isZero();
    assertThat(seen(TANYA, agreed)).isEqualTo(1);
    assertThat(seen(KIRA, agreed)).isEqualTo(1);
  }

  @Test
  void anEditInTheLedgerIsAnEditOfTheDeal() throws Exception {
    DealId deal = deals.visited();
    Answer answer =
        patch(
            ANNA,
            deal,
            version(deal),
            "{\"plannedDate\": \"2026-03-20\", \"estimateAmount\": 360000.5, \"videoAllowed\":"
                + " false, \"dateKind\": \"approximate\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.etag()).isEqualTo("\"" + deals.version(deal) + "\"");
    assertThat(deals.facts(deal).measurement().date()).isEqualTo("2026-03-20");
    assertThat(deals.facts(deal).measurement().dateKind()).isEqualTo("approximate");
    assertThat(deals.facts(deal).measurement().videoAllowed()).isFalse();
    assertThat(deals.facts(deal).estimate().amount()).isEqualTo(new BigDecimal("360000.50"));
    assertThat(deals.facts(deal).estimate().stampedAt()).isNull();
    assertThat(deals.facts(deal).visit()).isNull();
  }

  @Test
  void aClearedDateTakesTheRecordAway() throws Exception {
    DealId agreed = deals.agreed();
    assertThat(patch(ANNA, agreed, version(agreed), "{\"plannedDate\": null}").rules())
        .contains("MEAS-2");
    DealId deal = deals.open();
    deals.change(deal, facts -> facts.with("measurement.date", VISIT_DAY));
    assertThat(patch(ANNA, deal, version(deal), "{\"plannedDate\": null}").status()).isEqualTo(204);
    assertThat(deals.facts(deal).measurement().date()).isNull();
  }

  @Test
  void anEditSaysWhichVersionItChanges() throws Exception {
    DealId deal = deals.agreed();
    assertThat(patch(ANNA, deal, null, "{\"videoAllowed\": false}").status()).isEqualTo(428);
    assertThat(patch(ANNA, deal, "\"999\"", "{\"videoAllowed\": false}").status()).isEqualTo(412);
    assertThat(deals.facts(deal).measurement().videoAllowed()).isTrue();
  }

  @Test
  void everythingThatIsWrongWithAnEditIsNamedAndNothingOfItIsKept() throws Exception {
    DealId deal = deals.agreed();
    Answer answer =
        patch(
            OLGA,
            deal,
            version(deal),
            "{\"plannedDate\": \"12.03.2026\", \"dateKind\": \"maybe\", \"estimateAmount\": -1,"
                + " \"videoAllowed\": \"yes\", \"status\": \"maybe\", \"decidedOn\":"
                + " \"2026-01-01\", \"colour\": 1}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.fields())
        .startsWith(
            "plannedDate",
            "dateKind",
            "estimateAmount",
            "videoAllowed",
            "status",
            "decidedOn",
            "colour");
    assertThat(
            patch(ANNA, deal, version(deal), "{\"estimateAmount\": 1.001, \"videoAllowed\": false}")
                .fields())
        .startsWith("estimateAmount");
    assertThat(patch(ANNA, deal, version(deal), "{\"estimateAmount\": \"7\"}").fields())
        .startsWith("estimateAmount");
    assertThat(deals.facts(deal).measurement().videoAllowed()).isTrue();
  }

  @Test
  void whoMayNotChangeTheStatusIsShownWhereToAsk() throws Exception {
    DealId deal = deals.agreed();
    Answer answer = patch(ANNA, deal, version(deal), "{\"status\": \"repeat-visit\"}");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.<String>at("$.request"))
        .isEqualTo("/api/v1/ledger/measurements/" + deal + "/status-requests");
    assertThat(deals.facts(deal).measurement().status()).isEqualTo("planned");
    assertThat(
            patch(OLGA, deal, version(deal), "{\"status\": \"repeat-visit\"}")
                .<String>at("$.status"))
        .isEqualTo("repeat-visit");
  }

  @Test
  void aStatusThatTheDealDoesNotBearIsRefused() throws Exception {
    DealId deal = deals.agreed();
    assertThat(patch(OLGA, deal, version(deal), "{\"status\": \"contract\"}").rules())
        .containsExactly("WIN-4");
    assertThat(patch(OLGA, deal, version(deal), "{\"status\": \"refused-before\"}").rules())
        .containsExactly("LOST-5");
    assertThat(patch(OLGA, deal, version(deal), "{\"status\": \"refused-after\"}").rules())
        .containsExactly("LOST-6");
    assertThat(patch(OLGA, deal, version(deal), "{\"status\": null}").fields())
        .containsExactly("status");
    deals.change(deal, facts -> facts.with("contract.number", MeasuredDeals.digits() + "Ш"));
    assertThat(patch(OLGA, deal, version(deal), "{\"status\": \"contract\"}").status())
        .isEqualTo(200);
    deals.close(deal, "won");
    assertThat(patch(OLGA, deal, version(deal), "{\"status\": \"done\"}").rules())
        .containsExactly("ALL-1");
  }

  @Test
  void aRequestIsGrantedOnce() throws Exception {
    DealId deal = deals.agreed();
    Answer asked =
        post(
            ANNA,
            "/api/v1/ledger/measurements/" + deal + "/status-requests",
            "{\"status\": \"repeat-visit\", \"comment\": \"Перенос\"}");
    assertThat(asked.status()).isEqualTo(201);
    String id = asked.at("$.id");
    assertThat(asked.<String>at("$.requestedBy")).isEqualTo("m-anna");
    assertThat(asked.<String>at("$.requestedAt")).isEqualTo("2026-03-10T09:00:00+03:00");
    assertThat(asked.<String>at("$.grantedBy")).isNull();
    assertThat(ids(get(OLGA, "/api/v1/ledger/status-requests?state=open&size=200"))).contains(id);
    assertThat(ids(get(ANNA, "/api/v1/ledger/status-requests?size=200"))).contains(id);
    assertThat(ids(get(BORIS, "/api/v1/ledger/status-requests?size=200"))).doesNotContain(id);
    assertThat(denied(ANNA, "/api/v1/ledger/status-requests/" + id + "/grant")).isTrue();
    Answer granted = post(OLGA, "/api/v1/ledger/status-requests/" + id + "/grant", null);
    assertThat(granted.status()).isEqualTo(200);
    assertThat(granted.<String>at("$.grantedBy")).isEqualTo("m-olga");
    assertThat(deals.facts(deal).measurement().status()).isEqualTo("repeat-visit");
    assertThat(post(OLGA, "/api/v1/ledger/status-requests/" + id + "/grant", null).status())
        .isEqualTo(409);
    assertThat(ids(get(OLGA, "/api/v1/ledger/status-requests?state=granted&size=200")))
        .contains(id);
    assertThat(ids(get(OLGA, "/api/v1/ledger/status-requests?state=open&size=200")))
        .doesNotContain(id);
    assertThat(get(OLGA, "/api/v1/ledger/status-requests?state=maybe").fields())
        .containsExactly("state");
  }

  @Test
  void aRequestIsDeclinedWithAReasonAndNothingElseChanges() throws Exception {
    DealId deal = deals.agreed();
    Answer asked =
        post(
            ANNA,
            "/api/v1/ledger/measurements/" + deal + "/status-requests",
            "{\"status\": \"repeat-visit\"}");
    String decline = "/api/v1/ledger/status-requests/" + asked.at("$.id") + "/decline";
    String before = deals.facts(deal).measurement().status();
    assertThat(
            thrown(
                ANNA,
                MockMvcRequestBuilders.post(decline)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"reason\": \"Сама\"}")))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(post(OLGA, decline, "{}").fields()).containsExactly("reason");
    assertThat(post(OLGA, decline, "{\"reason\": \"%s\"}".formatted("я".repeat(2001))).fields())
        .containsExactly("reason");

    Answer declined = post(OLGA, decline, "{\"reason\": \"Замер был полным\"}");
    assertThat(declined.status()).isEqualTo(200);
    assertThat(declined.<String>at("$.declinedBy")).isEqualTo("m-olga");
    assertThat(declined.<String>at("$.answer")).isEqualTo("Замер был полным");
    assertThat(deals.facts(deal).measurement().status()).isEqualTo(before);
    assertThat(ids(get(ANNA, "/api/v1/ledger/status-requests?state=declined&size=200")))
        .contains(asked.<String>at("$.id"));
    assertThat(post(OLGA, decline, "{\"reason\": \"Ещё раз\"}").status()).isEqualTo(409);
    assertThat(
            post(OLGA, "/api/v1/ledger/status-requests/" + asked.at("$.id") + "/grant", null)
                .status())
        .isEqualTo(409);
  }

  @Test
  void aRequestThatCannotBeGrantedStaysOpen() throws Exception {
    DealId deal = deals.agreed();
    Answer asked =
        post(
            KIRA,
            "/api/v1/ledger/measurements/" + deal + "/status-requests",
            "{\"status\": \"contract\"}");
    String id = asked.at("$.id");
    assertThat(post(OLGA, "/api/v1/ledger/status-requests/" + id + "/grant", null).rules())
        .containsExactly("WIN-4");
    assertThat(ids(get(OLGA, "/api/v1/ledger/status-requests?state=open&size=200"))).contains(id);
    assertThat(
            post(
                    ANNA,
                    "/api/v1/ledger/measurements/" + deal + "/status-requests",
                    "{\"status\": \"refused-after\"}")
                .rules())
        .containsExactly("LOST-6");
    assertThat(
            post(ANNA, "/api/v1/ledger/measurements/" + deal + "/status-requests", "{}").fields())
        .containsExactly("status");
  }

  @Test
  void aContractIsOnTheTabReports() throws Exception {
    DealId deal = deals.agreed();
    String number = MeasuredDeals.digits() + "Ш";
    clock.stopAt(at(VISIT_DAY.plusYears(50).plusDays(deal.value() % 3000), "10:00"));
    String day = clock.today().toString();
    deals.change(
        deal,
        facts ->
            facts
                .with("contract.number", number)
                .with("contract.amount", new BigDecimal("400000.00"))
                .with("contract.discount", new BigDecimal("1500.00")));
    Answer report =
        get(OLGA, "/api/v1/ledger/reports/contracts?size=200&from=" + day + "&to=" + day);
    List<Map<String, Object>> lines = report.at("$.items[?(@.number == '" + number + "')]");
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .containsEntry("madeOn", day)
        .containsEntry("deal", deal.toString())
        .containsEntry("manager", "m-anna");
    assertThat(report.body()).contains("\"totals\":{\"amount\":");
    assertThat(report.<Integer>at("$.total")).isPositive();
    assertThat(
            get(BORIS, "/api/v1/ledger/reports/contracts?from=" + day + "&to=" + day)
                .<Integer>at("$.total"))
        .isZero();
    assertThat(
            get(BORIS, "/api/v1/ledger/reports/contracts?from=" + day + "&to=" + day)
                .<List<Object>>at("$.items"))
        .isEmpty();
  }

  @Test
  void theReconciliationFindsWhateverSomebodyWrotePastTheProgram() throws Exception {
    DealId deal = deals.visited();
    String number = MeasuredDeals.digits() + "Ш";
    deals.change(
        deal,
        facts ->
            facts
                .with("contract.number", number)
                .with("contract.amount", new BigDecimal("400000.50")));
    assertThat(differences(deal)).isEmpty();
    plant(deal, "planned_on = '2026-04-01'");
    assertThat(differences(deal)).containsExactly("measurement.date", "visit.startsAt");
    plant(
        deal,
        "planned_on = '2026-03-12', estimate_amount = 1, status = 'done', contract_amount = null,"
            + " contract_discount = 5, contract_client_name = 'Иной', contract_number = '"
            + MeasuredDeals.digits()
            + "Ж'");
    assertThat(differences(deal))
        .containsExactly(
            "contract.amount",
            "contract.clientName",
            "contract.discount",
            "contract.number",
            "estimate.amount",
            "measurement.status");
    plant(
        deal,
        "estimate_amount = 350000, status = 'planned', contract_amount = 400000.50,"
            + " contract_discount = null, contract_client_name = '', contract_number = '"
            + number
            + "'");
    assertThat(differences(deal)).isEmpty();
    deals.close(deal, "lost");
    assertThat(differences(deal)).containsExactly("status");
    deals.close(deal, "won");
    assertThat(differences(deal)).containsExactly("status");
    plant(deal, "contract_number = ''");
    assertThat(differences(deal)).containsExactly("contract.number", "contract.number", "status");
    // what was planted is mended, so that the ledger of the other tests agrees with its deals
    deals.close(deal, "open");
    plant(deal, "contract_number = '" + number + "'");
    assertThat(differences(deal)).isEmpty();
  }

  @Test
  void aVisitIsPlannedConfirmedAndReportedOverHttp() throws Exception {
    DealId deal = deals.agreed();
    String visit = "/api/v1/deals/" + deal + "/visit";
    Answer planned =
        post(
            KIRA,
            visit,
            "{\"engineer\": \"m-egor\", \"startsAt\": \"2026-03-12T12:00:00+03:00\", \"endsAt\":"
                + " \"2026-03-12T11:00:00Z\"}");
    assertThat(planned.status()).isEqualTo(201);
    assertThat(planned.etag()).isEqualTo("\"" + deals.version(deal) + "\"");
    assertThat(planned.<String>at("$.endsAt")).isEqualTo("2026-03-12T14:00:00+03:00");
    assertThat(planned.<String>at("$.engineer")).isEqualTo("m-egor");
    assertThat(post(KIRA, visit + "/confirm", null).<String>at("$.confirmedAt"))
        .isEqualTo("2026-03-10T09:00:00+03:00");
    assertThat(post(EGOR, visit + "/result", "{\"outcome\": \"no-contract\"}").fields())
        .containsExactly("outcome");
    clock.stopAt(at(VISIT_DAY, "12:00"));
    assertThat(post(EGOR, visit + "/result", "{\"outcome\": \"repeat\"}").fields())
        .containsExactly("date", "dateKind");
    Answer result =
        post(
            EGOR,
            visit + "/result",
            "{\"outcome\": \"repeat\", \"date\": \"2026-03-19\", \"dateKind\": \"approximate\"}");
    assertThat(result.<String>at("$.outcome")).isEqualTo("repeat");
    assertThat(get(ANNA, "/api/v1/ledger/measurements/" + deal).<String>at("$.plannedDate"))
        .isEqualTo("2026-03-19");
    assertThat(get(ANNA, "/api/v1/ledger/measurements/" + deal).<String>at("$.status"))
        .isEqualTo("repeat-visit");
  }

  @Test
  void aStampIsPutAndTakenAwayOverHttp() throws Exception {
    DealId deal = deals.agreed();
    Answer removed =
        answer(TANYA, MockMvcRequestBuilders.delete("/api/v1/deals/" + deal + "/stamp"));
    assertThat(removed.status()).isEqualTo(204);
    assertThat(deals.facts(deal).estimate().stampedAt()).isNull();
    Answer stamped = post(TANYA, "/api/v1/deals/" + deal + "/stamp", null);
    assertThat(stamped.status()).isEqualTo(200);
    assertThat(stamped.<String>at("$.stampedBy")).isEqualTo("m-tanya");
    assertThat(stamped.<String>at("$.stampedAt")).isEqualTo("2026-03-10T09:00:00+03:00");
  }

  @Test
  void refusalsSpeakTheLanguageThatWasAskedFor() throws Exception {
    DealId deal = deals.agreed();
    var request =
        MockMvcRequestBuilders.get("/api/v1/ledger/measurements?status=maybe&deal=" + deal);
    assertThat(answer(OLGA, request.locale(Locale.ENGLISH)).<String>at("$.violations[0].message"))
        .startsWith("There is no such status");
    assertThat(answer(OLGA, request.locale(Locale.of("ru"))).<String>at("$.violations[0].message"))
        .startsWith("Такого статуса нет");
  }

  private int seen(Actor actor, DealId deal) throws Exception {
    return get(actor, "/api/v1/ledger/measurements?deal=" + deal).at("$.total");
  }

  private List<String> differences(DealId deal) throws Exception {
    return get(OLGA, "/api/v1/ledger/reconciliation?size=200")
        .at("$.items[?(@.deal == '" + deal + "')].field");
  }

  private void plant(DealId deal, String values) {
    jdbc.sql("update measurement set " + values + " where deal_id = ?")
        .param(deal.value())
        .update();
  }

  private String version(DealId deal) {
    return "\"" + deals.version(deal) + "\"";
  }

  private static List<String> ids(Answer answer) {
    return answer.at("$.items[*].id");
  }

  private boolean denied(Actor actor, String path) {
    return thrown(actor, MockMvcRequestBuilders.post(path)) instanceof AccessDeniedException;
  }

  private boolean unknown(String path) {
    return thrown(OLGA, MockMvcRequestBuilders.get(path)) instanceof NotFound;
  }

  private @Nullable Throwable thrown(Actor actor, MockHttpServletRequestBuilder request) {
    try {
      answer(actor, request);
      return null;
    } catch (Exception e) {
      return e.getCause();
    }
  }

  private Answer get(Actor actor, String path) throws Exception {
    return answer(actor, MockMvcRequestBuilders.get(path));
  }

  private Answer post(Actor actor, String path, @Nullable String body) throws Exception {
    MockHttpServletRequestBuilder request = MockMvcRequestBuilders.post(path);
    return answer(
        actor,
        body == null ? request : request.contentType(MediaType.APPLICATION_JSON).content(body));
  }

  private Answer patch(Actor actor, DealId deal, @Nullable String ifMatch, String body)
      throws Exception {
    MockHttpServletRequestBuilder request =
        MockMvcRequestBuilders.patch("/api/v1/ledger/measurements/" + deal)
            .contentType("application/merge-patch+json")
            .content(body);
    return answer(actor, ifMatch == null ? request : request.header("If-Match", ifMatch));
  }

  private Answer answer(Actor actor, MockHttpServletRequestBuilder request) throws Exception {
    MockHttpServletResponse response =
        Objects.requireNonNull(mvc)
            .perform(request.requestAttr("actor", actor))
            .andReturn()
            .getResponse();
    return new Answer(
        response.getStatus(),
        response.getHeader("ETag"),
        response.getContentAsString(StandardCharsets.UTF_8));
  }

  private record Answer(int status, @Nullable String etag, String body) {
    <T> T at(String path) {
      return JsonPath.read(body, path);
    }

    List<String> fields() {
      assertThat(status).isEqualTo(422);
      return at("$.violations[*].field");
    }

    List<String> rules() {
      assertThat(status).isEqualTo(422);
      return at("$.violations[*].rule");
    }
  }

  private static final class Actors implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == Actor.class;
    }

    @Override
    public @Nullable Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      return request.getAttribute("actor", NativeWebRequest.SCOPE_REQUEST);
    }
  }

  private static final class Pages implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public Object resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      String page = request.getParameter("page");
      String size = request.getParameter("size");
      return new PageRequest(
          page == null ? 0 : Integer.parseInt(page), size == null ? 50 : Integer.parseInt(size));
    }
  }
}
