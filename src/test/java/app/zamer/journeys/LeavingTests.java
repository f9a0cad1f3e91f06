package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of what stands in the name of somebody who goes, or whose work is over. */
class LeavingTests extends Journey {
  private final Caller admin = zamer.as("admin");

  @AfterEach
  void everybodyIsBack() {
    for (String user : List.of("egor", "kira", "tanya")) {
      switched(user, true);
    }
  }

  @Test
  void theVisitOfAnEngineerWhoHasLeftIsNotConfirmed() {
    Deal deal = staffed(in(2));
    deal.by("tanya").stamp().ok();
    deal.by("kira").visit(in(2)).ok();
    switched("egor", false);
    assertThat(deal.by("kira").confirm().refused()).anyMatch(rule -> rule.startsWith("MEAS-7"));
    switched("egor", true);
    deal.by("kira").confirm().ok();
  }

  @Test
  void aCommunicationsManagerWhoHasLeftIsNoneInTheChat() {
    Deal deal = staffed(in(2));
    deal.by("tanya").stamp().ok();
    deal.by("kira").visit(in(2)).ok();
    switched("kira", false);
    assertThat(deal.by("olga").confirm().refused()).anyMatch(rule -> rule.startsWith("MEAS-6"));
  }

  @Test
  void whoeverGoesOnWithADealTalksAlongInItsChat() {
    Deal deal = staffed(in(2));
    give(deal, "boris");
    assertThat(participants(deal)).contains("boris");
    Deal silent = bare();
    give(silent, "boris");
    assertThat(participants(silent)).as("nobody talks there yet").isEmpty();
  }

  @Test
  void aDealOfSomebodyWhoHasLeftCanBeEditedAndStaysHis() {
    String vera = "vera" + zamer.phone().substring(5);
    admin
        .sendText(
            "POST",
            "/users",
            "application/json",
            """
            {"login": "%s", "name": "Вера Уходящая", "roles": ["manager"], "password": "Зимний-вечер-77"}
            """
                .formatted(vera))
        .is(201);
    Deal deal = bare();
    give(deal, vera);
    switched(vera, false);
    String version = Json.text(olga.get(deal.path()).ok().json(), "version");
    olga.with("If-Match", '"' + version + '"')
        .patch(deal.path(), "title", "Кухня", "owner", vera)
        .ok();
    assertThat(Json.text(olga.get(deal.path()).json(), "owner")).contains(vera);
  }

  @Test
  void whatWasPlannedByHandForALeadGoesOnWithItsDeal() {
    String lead = anna.post("/leads", "title", "Балкон", "phone", zamer.phone()).is(201).text("id");
    anna.post("/leads/" + lead + "/activities", "subject", "Прислать каталог", "dueOn", in(3))
        .is(201);
    String deal =
        anna.post("/leads/" + lead + "/convert", "clientName", "Семён Лесной").ok().text("deal");
    assertThat(planned("/deals/" + deal)).contains("Прислать каталог");
    assertThat(planned("/leads/" + lead)).isEmpty();
  }

  @Test
  void whatWasPlannedByHandIsOverWhenTheDealIsClosed() {
    Deal deal = estimate();
    anna.post(deal.path() + "/activities", "subject", "Обсудить цвет профиля", "dueOn", in(3))
        .is(201);
    deal.comment("Дорого, отказалась.", true).ok();
    deal.moved("sales/lost", "loss.result", "refused-before-measurement", "loss.reason", "дорого");
    assertThat(planned(deal.path())).isEmpty();
  }

  @Test
  void whatWasPlannedByHandIsOverWhenALeadComesToNothing() {
    String lead = anna.post("/leads", "title", "Балкон", "phone", zamer.phone()).is(201).text("id");
    anna.post("/leads/" + lead + "/activities", "subject", "Прислать каталог", "dueOn", in(3))
        .is(201);
    anna.post("/leads/" + lead + "/disqualify", "reason", "ошиблись номером").ok();
    assertThat(planned("/leads/" + lead)).isEmpty();
  }

  private void give(Deal deal, String user) {
    String version = Json.text(olga.get(deal.path()).ok().json(), "version");
    olga.with("If-Match", '"' + version + '"').patch(deal.path(), "owner", user).ok();
  }

  private List<String> participants(Deal deal) {
    return olga.get(deal.path() + "/chat/participants").items().stream()
        .map(person -> Json.text(person, "user"))
        .toList();
  }

  private List<String> planned(String path) {
    return olga.get(path + "/activities").items().stream()
        .filter(activity -> Json.text(activity, "state").equals("planned"))
        .map(activity -> Json.text(activity, "subject"))
        .toList();
  }

  private void switched(String user, boolean active) {
    JsonNode now = admin.get("/users/" + user).ok().json();
    admin
        .with("If-Match", '"' + Json.text(now, "version") + '"')
        .patch("/users/" + user, "active", active)
        .ok();
  }
}
