package app.zamer.deals;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.regulation.StageId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ZamerTest
class BoardTests {
  private static final StageId POSTPONED = new StageId("sales", "postponed");

  @Autowired Deals deals;
  @Autowired People people;
  @Autowired MockMvcTester http;
  @Autowired JsonMapper json;
  private Person anna = new Person(Actor.SYSTEM, "");

  @BeforeEach
  void a_manager() {
    anna = people.hire(Role.MANAGER);
  }

  @Test
  void every_stage_of_the_pipeline_is_a_column_with_its_newest_deals_on_top() {
    DealId first = opened(anna);
    DealId second = opened(anna);
    DealId third = opened(anna);
    deals.move(anna.actor(), second, MoveDeal.to(POSTPONED));

    JsonNode shown = body(get(anna, "/api/v1/board"));

    assertThat(shown.at("/pipeline").stringValue()).isEqualTo("sales");
    assertThat(shown.at("/columns").valueStream().map(column -> column.at("/stage").stringValue()))
        .startsWith("estimate", "postponed", "pre-measurement")
        .endsWith("won", "lost");
    JsonNode estimate = shown.at("/columns/0");
    assertThat(estimate.at("/name").stringValue()).isEqualTo("Просчёт");
    assertThat(estimate.at("/status").stringValue()).isEqualTo("open");
    assertThat(estimate.at("/count").intValue()).isEqualTo(2);
    assertThat(estimate.at("/more").booleanValue()).isFalse();
    assertThat(ids(estimate)).containsExactly(third.toString(), first.toString());
    assertThat(ids(shown.at("/columns/1"))).containsExactly(second.toString());
    assertThat(estimate.at("/cards/0/client/phones/0").stringValue()).startsWith("+79");
  }

  @Test
  void a_column_begins_with_twenty_cards_and_goes_on_after_the_last_of_them() {
    for (int i = 0; i < 23; i++) {
      opened(anna);
    }
    JsonNode column = body(get(anna, "/api/v1/board")).at("/columns/0");
    assertThat(column.at("/count").intValue()).isEqualTo(23);
    List<String> seen = new ArrayList<>(ids(column));
    assertThat(seen).hasSize(20);

    JsonNode two = body(get(anna, "/api/v1/board/sales/estimate?size=2&after=" + seen.getLast()));
    seen.addAll(ids(two));
    assertThat(two.at("/next").stringValue()).isEqualTo(seen.getLast());
    JsonNode rest = body(get(anna, "/api/v1/board/sales/estimate?after=" + seen.getLast()));
    seen.addAll(ids(rest));

    assertThat(rest.at("/next").isNull()).isTrue();
    assertThat(seen).hasSize(23).doesNotHaveDuplicates();
    assertThat(seen.stream().map(Long::valueOf).toList())
        .isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void a_manager_sees_his_own_deals_and_the_head_of_sales_anybody_s() {
    Person boris = people.hire(Role.MANAGER);
    Person olga = people.hire(Role.HEAD_OF_SALES);
    DealId annas = opened(anna);
    DealId boriss = opened(boris);

    assertThat(ids(body(get(boris, "/api/v1/board")).at("/columns/0")))
        .containsExactly(boriss.toString());
    assertThat(ids(body(get(boris, "/api/v1/board?owner=" + anna.login())).at("/columns/0")))
        .isEmpty();
    assertThat(ids(body(get(boris, "/api/v1/board/sales/estimate"))))
        .containsExactly(boriss.toString());
    assertThat(ids(body(get(olga, "/api/v1/board")).at("/columns/0")))
        .contains(annas.toString(), boriss.toString());
    assertThat(ids(body(get(olga, "/api/v1/board?owner=" + anna.login())).at("/columns/0")))
        .containsExactly(annas.toString());
  }

  @Test
  void an_engineer_sees_only_the_deals_of_his_visits() {
    Person egor = people.hire(Role.ENGINEER);
    opened(anna);
    assertThat(
            body(get(egor, "/api/v1/board"))
                .at("/columns")
                .valueStream()
                .map(column -> column.at("/count").intValue()))
        .containsOnly(0);
  }

  @Test
  void another_pipeline_has_columns_of_its_own() {
    JsonNode shown = body(get(anna, "/api/v1/board?pipeline=deferred"));
    assertThat(shown.at("/columns").size()).isEqualTo(12);
  }

  @Test
  void what_does_not_exist_is_refused() {
    assertThat(get(anna, "/api/v1/board?pipeline=nowhere")).hasStatus(422);
    assertThat(get(anna, "/api/v1/board/sales/nowhere")).hasStatus(404);
    assertThat(get(anna, "/api/v1/board/sales/estimate?size=0")).hasStatus(422);
    assertThat(get(anna, "/api/v1/board/sales/estimate?size=201")).hasStatus(422);
    assertThat(get(anna, "/api/v1/board/sales/estimate?size=x")).hasStatus(400);
    assertThat(get(anna, "/api/v1/board/sales/estimate?after=x")).hasStatus(400);
    assertThat(http.get().uri("/api/v1/board")).hasStatus(401);
  }

  @Test
  void the_answer_to_a_move_is_the_deal_as_it_is_read_afterwards() {
    DealId id = opened(anna);
    String path = "/api/v1/deals/" + id;
    MvcTestResult moved =
        http.post()
            .uri(path + "/moves")
            .header(HttpHeaders.AUTHORIZATION, anna.bearer())
            .contentType("application/json")
            .content(
                "{\"to\": \"sales/postponed\", \"nextContactOn\": \"2026-03-20\", \"estimate\":"
                    + " {\"amount\": 1000}}")
            .exchange();
    assertThat(moved).hasStatusOk();
    assertThat(body(moved)).isEqualTo(body(get(anna, path)));
    assertThat(body(moved).at("/withoutActivity").booleanValue()).isFalse();

    MvcTestResult edited =
        http.patch()
            .uri(path)
            .header(HttpHeaders.AUTHORIZATION, anna.bearer())
            .header(HttpHeaders.IF_MATCH, moved.getResponse().getHeader(HttpHeaders.ETAG))
            .contentType("application/json")
            .content("{\"nextContactOn\": null, \"title\": \"Шкаф\"}")
            .exchange();
    assertThat(edited).hasStatusOk();
    assertThat(body(edited)).isEqualTo(body(get(anna, path)));
    assertThat(body(edited).at("/withoutActivity").booleanValue()).isTrue();
  }

  @Test
  void who_may_not_move_or_edit_a_deal_is_not_told_what_else_is_wrong() {
    Person boris = people.hire(Role.MANAGER);
    String path = "/api/v1/deals/" + opened(anna);
    assertThat(
            http.post()
                .uri(path + "/moves")
                .header(HttpHeaders.AUTHORIZATION, boris.bearer())
                .contentType("application/json")
                .content("{\"to\": \"nowhere\"}"))
        .hasStatus(403);
    assertThat(
            http.patch()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, boris.bearer())
                .contentType("application/json")
                .content("{\"title\": \"\"}"))
        .hasStatus(403);
  }

  private DealId opened(Person owner) {
    var deal = new NewDeal("Вера Ёжикова", Phone.of(Fresh.phone()), null, null, true, null);
    return ((OpenOutcome.Opened) deals.open(owner.actor(), deal)).id();
  }

  private MvcTestResult get(Person who, String path) {
    return http.get().uri(path).header(HttpHeaders.AUTHORIZATION, who.bearer()).exchange();
  }

  private JsonNode body(MvcTestResult result) {
    return json.readTree(result.getResponse().getContentAsByteArray());
  }

  private static List<String> ids(JsonNode column) {
    return column.at("/cards").valueStream().map(card -> card.at("/id").stringValue()).toList();
  }
}
