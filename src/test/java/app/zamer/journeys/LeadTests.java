package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** LEAD: from the first call to a deal. */
class LeadTests extends Journey {
  private Answer call(String phone, String direction, boolean answered) {
    return anna.post(
            "/telephony/calls",
            "phone",
            phone,
            "direction",
            direction,
            "startedAt",
            TODAY.atTime(8, 59).atZone(Zamer.ZONE).toOffsetDateTime(),
            "duration",
            answered ? 65 : 0,
            "answered",
            answered,
            "user",
            "anna")
        .ok();
  }

  private static String id(Answer answer, String name) {
    JsonNode found = answer.json().path(name);
    return found.isObject() ? Json.text(found, "id") : Json.text(answer.json(), name);
  }

  private String convert(String lead) {
    Answer converted = anna.post("/leads/" + lead + "/convert").ok();
    return id(converted, converted.json().has("deal") ? "deal" : "id");
  }

  @ParameterizedTest
  @CsvSource({"incoming, Входящий звонок", "outgoing, Исходящий звонок"})
  void aCallOfAnUnknownNumberMakesALeadNamedAfterIt(String direction, String title) {
    String phone = zamer.phone();
    Answer call = call(phone, direction, true);
    assertThat(id(call, "call")).isNotEmpty();
    assertThat(id(call, "deal")).isEmpty();
    Answer lead = anna.get("/leads/" + id(call, "lead")).is(200);
    assertThat(lead.text("title")).contains(phone.substring(1)).endsWith(" - " + title);
    assertThat(lead.text("stage")).isEqualTo("new");
  }

  @Test
  void aSecondCallOfTheNumberIsPutOnTheSameLeadHoweverItIsWritten() {
    String phone = zamer.phone();
    String lead = id(call(phone, "incoming", true), "lead");
    assertThat(
            id(
                call("8 (" + phone.substring(2, 5) + ") " + phone.substring(5), "outgoing", true),
                "lead"))
        .isEqualTo(lead);
  }

  @Test
  void aConvertedLeadIsADealInEstimateWithItsTitleAndHistoryAndItsNextCallsGoToTheDeal() {
    String phone = zamer.phone();
    String lead = id(call(phone, "incoming", true), "lead");
    call(phone, "incoming", true);
    String title = anna.get("/leads/" + lead).text("title");
    Deal deal = new Deal(zamer, "anna", "anna", convert(lead));
    assertThat(deal.stage()).isEqualTo("sales/estimate");
    assertThat(deal.text("title")).isEqualTo(title);
    assertThat(deal.text("owner")).isEqualTo("anna");
    assertThat(deal.json().path("client").path("phones").toString()).contains(phone);
    assertThat(deal.history()).isNotEmpty();
    assertThat(anna.get("/leads/" + lead).text("stage")).isEqualTo("closed");

    Answer call = call(phone, "outgoing", true);
    assertThat(id(call, "deal")).isEqualTo(deal.id);
    assertThat(id(call, "lead")).isEmpty();
  }

  @Test
  void aLeadIsConvertedOnce() {
    String lead = id(call(zamer.phone(), "incoming", true), "lead");
    convert(lead);
    anna.post("/leads/" + lead + "/convert").is(409, 422);
    anna.post("/leads/" + lead + "/disqualify", "reason", "ошиблись номером").is(409, 422);
  }

  @Test
  void anUnansweredCallPutsANewLeadIntoNoAnswerAndPlansTheNextAttempt() {
    String phone = zamer.phone();
    String lead = id(call(phone, "outgoing", false), "lead");
    JsonNode json = anna.get("/leads/" + lead).is(200).json();
    assertThat(Json.text(json, "stage")).isEqualTo("no-answer");
    assertThat(json.path("attempts").asInt()).as("attempts in " + json).isEqualTo(1);
    assertThat(anna.get("/activities?owner=anna&due=planned&size=200").items())
        .as("planned activities of Anna")
        .anyMatch(activity -> activity.toString().contains("\"" + lead + "\""));

    call(phone, "outgoing", false);
    assertThat(anna.get("/leads/" + lead).json().path("attempts").asInt()).isEqualTo(2);
  }

  @Test
  void aLeadIsDisqualifiedOnlyWithAReason() {
    String lead = id(call(zamer.phone(), "incoming", true), "lead");
    assertThat(anna.post("/leads/" + lead + "/disqualify").refused()).contains("LEAD-3 reason");
    assertThat(anna.post("/leads/" + lead + "/disqualify", "reason", "  ").refused())
        .contains("LEAD-3 reason");
    assertThat(anna.get("/leads/" + lead).text("stage")).isEqualTo("new");
    anna.post("/leads/" + lead + "/disqualify", "reason", "ошиблись номером").ok();
    assertThat(anna.get("/leads/" + lead).text("stage")).isEqualTo("closed");
  }

  @Test
  void aCallAfterTheLeadWasClosedMakesANewOne() {
    String phone = zamer.phone();
    String lead = id(call(phone, "incoming", true), "lead");
    anna.post("/leads/" + lead + "/disqualify", "reason", "не наш город").ok();
    assertThat(id(call(phone, "incoming", true), "lead")).isNotEmpty().isNotEqualTo(lead);
  }

  @Test
  void aCallOfADealsNumberIsPutOnTheDeal() {
    Deal deal = bare();
    String phone = deal.json().path("client").path("phones").path(0).asString();
    Answer call = call(phone, "incoming", true);
    assertThat(id(call, "deal")).isEqualTo(deal.id);
    assertThat(id(call, "lead")).isEmpty();
  }

  @Test
  void aLeadCanBeMadeByHand() {
    String phone = zamer.phone();
    Answer lead = anna.post("/leads", "phone", phone, "clientName", "Геннадий").is(201);
    assertThat(anna.get("/leads/" + lead.text("id")).text("stage")).isEqualTo("new");
    assertThat(id(call(phone, "incoming", true), "lead")).isEqualTo(lead.text("id"));
  }
}
