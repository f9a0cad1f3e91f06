package app.zamer.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Browser;
import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.users.Role;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Two people behind one number of an office, each with an extension. */
@ZamerTest
class OfficePhoneTests extends CallDesk {
  private String twelve = "";
  private String thirty = "";

  @BeforeEach
  void anOffice() {
    phone = Fresh.officePhone();
    twelve = deal("Анна Двенадцатая", phone + " доб. 12");
    thirty = deal("Пётр Тридцатый", "8" + phone.substring(2) + " #30");
  }

  @Test
  void peopleWithOtherExtensionsAreTwoClientsAndTheExtensionIsKeptAndShown() {
    JsonNode anna12 = json(get(anna, "/deals/" + twelve)).get("client");
    JsonNode peter30 = json(get(anna, "/deals/" + thirty)).get("client");
    assertThat(anna12.get("id")).isNotEqualTo(peter30.get("id"));
    assertThat(anna12.get("phones").get(0).stringValue()).isEqualTo(phone + ";ext=12");
    Browser browser = new Browser(mvc);
    browser.signIn(anna.login(), People.PASSWORD);
    String page = Browser.body(browser.get("/clients/" + anna12.get("id").stringValue()));
    assertThat(page).contains(new Phone(phone).shown() + " доб. 12");
    MvcTestResult again = open("Ещё раз", phone + ",12");
    assertThat(again).hasStatus(409);
    assertThat(json(again).get("id").stringValue()).isEqualTo(twelve);
  }

  @Test
  void theyAreFoundTogetherByTheNumberAndEachByHisExtension() {
    for (String typed : List.of(phone, "8" + phone.substring(2), phone.substring(5))) {
      assertThat(names("/clients?q=" + encoded(typed))).as(typed).hasSize(2);
    }
    assertThat(names("/clients?phone=" + encoded(phone))).hasSize(2);
    for (String typed :
        List.of(phone + " доб. 12", phone + " доб 12", phone + " ext. 12", phone + ",12")) {
      assertThat(names("/clients?q=" + encoded(typed)))
          .as(typed)
          .containsExactly("Анна Двенадцатая");
      assertThat(names("/clients?phone=" + encoded(typed)))
          .as(typed)
          .containsExactly("Анна Двенадцатая");
      assertThat(json(get(anna, "/deals?phone=" + encoded(typed))).get("total").intValue()).isOne();
      assertThat(json(get(anna, "/deals?q=" + encoded(typed))).get("total").intValue())
          .as(typed)
          .isOne();
    }
    assertThat(json(get(anna, "/deals?phone=" + encoded(phone))).get("total").intValue())
        .isEqualTo(2);
    assertThat(json(get(anna, "/deals?q=" + encoded(phone))).get("total").intValue()).isEqualTo(2);
    assertThat(json(get(anna, "/clients/known?phone=" + encoded(phone)))).hasSize(2);
  }

  @Test
  void aCallOfTheNumberIsOfBothAndMakesNoLead() {
    JsonNode rings = happens(event("ringing"));
    JsonNode call = json(get(anna, "/telephony/ringing")).get(0);
    assertThat(call.get("client").stringValue()).contains("Анна Двенадцатая", "Пётр Тридцатый");
    JsonNode ended = happens(event("ended", "answered", true));
    assertThat(ended.get("call")).isEqualTo(rings.get("call"));
    assertThat(ended.has("lead")).isFalse();
    assertThat(ended.get("deal").stringValue()).isIn(twelve, thirty);
    assertThat(post(people.hire(Role.MANAGER), "/telephony/calls", report())).hasStatus(403);
    assertThat(post(anna, "/telephony/calls", report())).hasStatus(201);
  }

  @Test
  void aLeadWithAnExtensionTakesTheCallsOfItsNumberAndStaysApartFromAnother() {
    String office = Fresh.officePhone();
    MvcTestResult made = post(anna, "/leads", Map.of("phone", office + " доб. 5"));
    assertThat(made).hasStatus(201);
    assertThat(post(anna, "/leads", Map.of("phone", office + " доб. 6"))).hasStatus(201);
    assertThat(post(anna, "/leads", Map.of("phone", office + ",6"))).hasStatus(409);
    assertThat(json(made).get("phone").stringValue()).isEqualTo(office + ";ext=5");

    phone = office;
    assertThat(json(get(anna, "/leads?phone=" + encoded(office))).get("total").intValue())
        .isEqualTo(2);
    happens(event("ended", "answered", true));
    assertThat(json(get(anna, "/leads?phone=" + encoded(office))).get("total").intValue())
        .isEqualTo(2);
  }

  @Override
  MvcTestResult get(Person by, String path) {
    return mvc.get()
        .uri(URI.create("/api/v1" + path))
        .header("Authorization", by.bearer())
        .exchange();
  }

  private static String encoded(String typed) {
    return URLEncoder.encode(typed, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Map<String, Object> report() {
    return Map.of(
        "phone",
        phone,
        "direction",
        "outgoing",
        "startedAt",
        now().toString(),
        "duration",
        5,
        "answered",
        true);
  }

  private List<String> names(String path) {
    List<String> names = new ArrayList<>();
    json(get(anna, path)).get("items").forEach(item -> names.add(item.get("name").stringValue()));
    return names;
  }

  private String deal(String name, String typed) {
    MvcTestResult made = open(name, typed);
    assertThat(made).as(Browser.body(made)).hasStatus(201);
    return json(made).get("id").stringValue();
  }

  private MvcTestResult open(String name, String typed) {
    return post(anna, "/deals", Map.of("clientName", name, "phone", typed));
  }
}
