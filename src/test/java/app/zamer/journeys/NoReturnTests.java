package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IRR: what has been in pre-measurement never sees estimate or postponed again. */
class NoReturnTests extends Journey {
  private void neverAgain(Deal deal, String to) {
    assertThat(Answer.violations(deal.moveTo(to)))
        .anyMatch(violation -> violation.startsWith("IRR-1"));
    assertThat(deal.moveTo(to).path("allowed").asBoolean()).isFalse();
    assertThat(changingNothing(deal, () -> deal.move(to)).refusedRules()).contains("IRR-1");
    assertThat(changingNothing(deal, () -> deal.by("olga").move(to)).refusedRules())
        .contains("IRR-1");
  }

  @Test
  void beforeThatADealGoesToAndFro() {
    Deal deal =
        estimate().moved("sales/postponed").moved("sales/estimate").moved("sales/postponed");
    assertThat(deal.stage()).isEqualTo("sales/postponed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales/estimate", "sales/postponed"})
  void notDirectly(String to) {
    neverAgain(preMeasurement(in(10)), to);
    neverAgain(measurement(in(2)), to);
    neverAgain(
        visited(in(3), "repeat", "date", in(20), "dateKind", "exact")
            .moved("sales/repeat-measurement"),
        to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales/estimate", "sales/postponed"})
  void notThroughDeferredDemand(String to) {
    Deal deal = preMeasurement(in(10)).pinned("Ремонт летом");
    deal.plan("Связаться", in(60)).ok();
    deal.set("nextContactOn", in(60)).moved("deferred/month-05");
    deal.plan("Связаться", in(5)).ok();
    deal.set("nextContactOn", in(5));
    neverAgain(deal, to);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sales/estimate", "sales/postponed"})
  void notByClosingAndReopening(String to) {
    Deal deal = preMeasurement(in(10)).pinned("Дорого");
    deal.moved("sales/lost", "loss.result", "refused-before-measurement", "loss.reason", "дорого");
    neverAgain(deal, to);
    for (String user : new String[] {"anna", "olga"}) {
      deal.by(user).move("sales/pre-measurement");
      deal.by(user).move("sales/measurement");
      assertThat(changingNothing(deal, () -> deal.by(user).move(to)).status()).isIn(403, 409, 422);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"estimate", "postponed"})
  void notByWritingTheStage(String stage) {
    Deal deal = preMeasurement(in(10));
    deal.patch("stage", stage);
    deal.patch("pipeline", "sales", "stage", stage, "status", "open");
    deal.by("olga").patch("stage", stage);
    zamer.as("admin").with("If-Match", "*").patch(deal.path(), "stage", stage);
    assertThat(deal.stage()).isEqualTo("sales/pre-measurement");
  }

  @Test
  void aStageIsNotWrittenPastTheDoorAtAll() {
    Deal deal = bare();
    deal.patch("stage", "measurement");
    deal.patch("status", "won");
    assertThat(deal.stage()).isEqualTo("sales/estimate");
    assertThat(deal.text("status")).isEqualTo("open");
    Answer made =
        anna.post(
            "/deals",
            "clientName",
            "Хитрый",
            "phone",
            zamer.phone(),
            "pipeline",
            "sales",
            "stage",
            "signing");
    if (made.succeeded()) {
      assertThat(made.text("stage")).isEqualTo("estimate");
    }
  }
}
