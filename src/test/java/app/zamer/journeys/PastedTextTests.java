package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people type and paste is one text, whichever way it comes in and however it is looked for.
 */
class PastedTextTests extends Journey {
  /** One that nobody else has, so that searches find nothing but what is meant. */
  private static final String NAME = "Королёва-Ёжикова";

  @ParameterizedTest
  @ValueSource(
      strings = {"\u200b", "\ufeff", "\u00ad", "\u2800", "\u3164", "\u00a0", "\u2060\u202e"})
  void whatNobodySeesFillsNoFieldInAnywhere(String unseen) {
    assertThat(anna.post("/deals", "clientName", unseen, "phone", zamer.phone()).status())
        .isEqualTo(422);
    Deal deal = estimate(in(10)).set("address.city", unseen);
    assertThat(deal.text("address.city")).isEmpty();
    assertThat(
            changingNothing(
                    deal, () -> anna.post(deal.path() + "/moves", "to", "sales/pre-measurement"))
                .refused())
        .anyMatch(rule -> rule.contains("PRE-1"));
    assertThat(
            changingNothing(
                    deal,
                    () -> anna.post(deal.path() + "/comments", "text", unseen, "pinned", true))
                .status())
        .isEqualTo(422);
    assertThat(changingNothing(deal, () -> anna.patch(deal.path(), "title", unseen)).status())
        .isIn(422, 428);
    assertThat(anna.post("/leads", "title", unseen, "phone", zamer.phone()).status())
        .isIn(201, 422);
    assertThat(
            changingNothing(
                    deal,
                    () -> anna.post(deal.path() + "/activities", "subject", unseen, "dueOn", in(1)))
                .status())
        .isEqualTo(422);
    assertThat(
            changingNothing(deal, () -> anna.post(deal.path() + "/chat/messages", "text", unseen))
                .status())
        .isEqualTo(422);
  }

  @Test
  void aPastedNameAndPhoneAreKeptAsIfTheyWereTyped() {
    String phone = zamer.phone();
    String pasted =
        "\u202d+7\u00a0("
            + phone.substring(2, 5)
            + ")\u202f"
            + phone.substring(5, 8)
            + "\u2011"
            + phone.substring(8)
            + "\u202c";
    String id =
        anna.post("/deals", "clientName", "Пётр\u00a0\u200bИль\u00adин", "phone", pasted)
            .is(201)
            .text("id");
    assertThat(anna.get("/deals/" + id).ok().text("client.name")).isEqualTo("Пётр Ильин");
    assertThat(anna.get("/deals/" + id).ok().json().at("/client/phones/0").asString())
        .isEqualTo(phone);
    assertThat(found("/deals?phone=", pasted)).contains(id);
    assertThat(found("/deals?q=", pasted)).contains(id);
  }

  @Test
  void whatIsLookedForIsFoundHoweverItIsWritten() {
    String phone = zamer.phone();
    String own = phone.substring(6);
    String id =
        anna.post(
                "/deals",
                "clientName",
                NAME + " " + own,
                "phone",
                phone,
                "title",
                "Балкон «Тёплый» " + own)
            .is(201)
            .text("id");
    Deal deal =
        new Deal(zamer, "anna", "anna", id)
            .set(
                "address.city",
                "Королёв",
                "address.street",
                "Академика Королёва",
                "address.house",
                own,
                "address.apartment",
                "5",
                "address.entrance",
                "2",
                "address.floor",
                "3",
                "address.intercom",
                "-",
                "estimate.amount",
                84000,
                "measurement.date",
                in(2),
                "measurement.videoAllowed",
                true)
            .moved("sales/measurement");
    for (String typed :
        List.of(
            "королева ежикова " + own,
            "ЁЖИКОВА\u00a0" + own,
            "королёв, академика королева, " + own,
            "Королёв, Академика Королёва, д. " + own + ", кв. 5, подъезд 2, этаж 3",
            own + " королёва")) {
      assertThat(found("/deals?q=", typed)).as("deals by «%s»", typed).contains(id);
      assertThat(found("/clients?q=", typed))
          .as("clients by «%s»", typed)
          .contains(deal.text("client.id"));
    }
    for (String typed : List.of("балкон теплый " + own, "ТЕПЛЫЙ»  БАЛКОН " + own)) {
      assertThat(found("/deals?q=", typed)).as("deals by «%s»", typed).contains(id);
    }
  }

  @Test
  void aLeadIsFoundHoweverItIsWritten() {
    String phone = zamer.phone();
    String id =
        anna.post(
                "/leads",
                "title",
                "Кухня\u00a0Берёзка — угловая " + phone.substring(5),
                "phone",
                phone)
            .is(201)
            .text("id");
    for (String typed :
        List.of(
            "березка угловая " + phone.substring(5), "КУХНЯ БЕРЁЗКА", phone.substring(8), phone)) {
      assertThat(found("/leads?q=", typed)).as("leads by «%s»", typed).contains(id);
    }
  }

  private List<String> found(String path, String typed) {
    return anna.get(path + encoded(typed) + "&size=200").ok().items().stream()
        .flatMap(item -> Stream.of(Json.text(item, "id")))
        .toList();
  }

  private static String encoded(String typed) {
    return URLEncoder.encode(typed, StandardCharsets.UTF_8);
  }
}
