package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** MEAS: the technologist's stamp, the visit and what came of it. */
class MeasurementTests extends Journey {
  private static final LocalDate VISIT = in(3);
  private static final LocalDate EVE = in(2);
  private static final LocalDate NEXT = in(4);

  @Test
  void straightFromEstimateEverythingThatIsMissingIsSaidAtOnce() {
    Deal deal = bare();
    assertThat(changingNothing(deal, () -> deal.move("sales/measurement")).refused())
        .contains(
            "MEAS-1 address.city",
            "MEAS-1 address.street",
            "MEAS-1 address.house",
            "MEAS-1 address.apartment",
            "MEAS-1 address.entrance",
            "MEAS-1 address.floor",
            "MEAS-1 address.intercom",
            "MEAS-2 measurement.date",
            "MEAS-3 measurement.videoAllowed",
            "MEAS-4 estimate.amount");
  }

  @Test
  void aDealInMeasurementIsPlannedInTheLedger() {
    Deal deal = measurement(VISIT);
    assertThat(Json.text(deal.ledger(), "status")).isEqualTo("planned");
    agrees(deal);
  }

  @Nested
  class TheStamp {
    @Test
    void byFourOClockOfTheDayBeforeLetsTheVisitBeConfirmed() {
      Deal deal = staffed(VISIT);
      deal.by("kira").visit(VISIT).ok();
      clock(EVE, 15, 59);
      assertThat(deal.deadlines("running")).contains("MEAS-5");
      deal.by("tanya").stamp().ok();
      assertThat(deal.text("estimate.stampedBy")).isEqualTo("tanya");
      assertThat(deal.text("estimate.stampedAt")).startsWith(EVE + "T15:59").endsWith("+03:00");
      clock(EVE, 16, 1);
      assertThat(deal.deadlines("missed")).doesNotContain("MEAS-5");
      deal.by("kira").confirm().ok();
      assertThat(deal.text("measurement.status")).isEqualTo("confirmed");
      agrees(deal);
    }

    @Test
    void afterFourOClockIsTooLateAndTheVisitHasToBeRescheduled() {
      Deal deal = staffed(VISIT);
      deal.by("kira").visit(VISIT).ok();
      clock(EVE, 16, 1);
      assertThat(deal.deadlines("missed")).contains("MEAS-5");
      deal.by("tanya").stamp().is(200, 201, 204, 422);
      assertThat(changingNothing(deal, () -> deal.by("kira").confirm()).refusedRules())
          .contains("MEAS-5");
      clock(VISIT, 15, 0);
      assertThat(changingNothing(deal, () -> deal.by("egor").result("no-contract")).status())
          .isIn(409, 422);

      deal.set("measurement.date", in(6));
      if (deal.text("estimate.stampedAt").isEmpty()) {
        deal.by("tanya").stamp().ok();
      }
      deal.by("kira").visit(in(6)).ok();
      deal.by("kira").confirm().ok();
    }

    @Test
    void isNeededToConfirmTheVisitAtAll() {
      Deal deal = staffed(VISIT);
      deal.by("kira").visit(VISIT).ok();
      assertThat(changingNothing(deal, () -> deal.by("kira").confirm()).refusedRules())
          .containsExactly("MEAS-5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna", "boris", "kira", "egor", "olga"})
    void isTheTechnologistsAlone(String user) {
      Deal deal = staffed(VISIT);
      changingNothing(deal, () -> deal.by(user).stamp()).is(403);
    }

    @Test
    void isVoidedByAChangeOfTheSum() {
      Deal deal = staffed(VISIT);
      deal.by("tanya").stamp().ok();
      deal.set("estimate.amount", 120000);
      assertThat(deal.text("estimate.stampedAt")).isEmpty();
      assertThat(deal.text("estimate.stampedBy")).isEmpty();
      deal.by("kira").visit(VISIT).ok();
      assertThat(deal.by("kira").confirm().refusedRules()).contains("MEAS-5");
    }

    @Test
    void isVoidedByAChangeOfTheSumInTheLedger() {
      Deal deal = staffed(VISIT);
      deal.by("tanya").stamp().ok();
      deal.patchLedger("estimateAmount", 120000).ok();
      assertThat(deal.text("estimate.stampedAt")).isEmpty();
    }

    @Test
    void isNotVoidedByTheSameSumAgain() {
      Deal deal = staffed(VISIT);
      deal.by("tanya").stamp().ok();
      deal.set("estimate.amount", new BigDecimal("115973.00"));
      assertThat(deal.text("estimate.stampedAt")).isNotEmpty();
    }

    @Test
    void isVoidedByANewEstimateSheet() {
      Deal deal = staffed(VISIT);
      deal.by("tanya").stamp().ok();
      deal.attached("estimate-sheet");
      assertThat(deal.text("estimate.stampedAt")).isEmpty();
      deal.by("tanya").stamp().ok();
      deal.attached("photo");
      assertThat(deal.text("estimate.stampedAt")).as("a photo is no estimate sheet").isNotEmpty();
    }

    @Test
    void canBeTakenBackByTheTechnologist() {
      Deal deal = staffed(VISIT);
      deal.by("tanya").stamp().ok();
      deal.by("anna").unstamp().is(403);
      deal.by("tanya").unstamp().ok();
      assertThat(deal.text("estimate.stampedAt")).isEmpty();
    }
  }

  @Nested
  class TheVisit {
    @Test
    void isNotConfirmedUntilTheCommunicationsManagerIsInTheChat() {
      Deal deal = measurement(VISIT).invited("tanya").attached("estimate-sheet");
      deal.by("tanya").stamp().ok();
      deal.by("kira").visit(VISIT).ok();
      assertThat(changingNothing(deal, () -> deal.by("kira").confirm()).refusedRules())
          .contains("MEAS-6");
      deal.invited("kira");
      deal.by("kira").confirm().ok();
    }

    @Test
    void isMadeByTheCommunicationsManager() {
      Deal deal = staffed(VISIT);
      changingNothing(deal, () -> deal.by("egor").visit(VISIT)).is(403);
      changingNothing(deal, () -> deal.by("boris").visit(VISIT)).is(403);
      changingNothing(deal, () -> deal.by("anna").visit(VISIT)).is(403);
      deal.by("kira").visit(VISIT).ok();
    }

    @Test
    void bringsTheEngineerIntoTheChatAndAsksTheManagerToTellHim() {
      Deal deal = staffed(VISIT);
      deal.by("tanya").stamp().ok();
      zamer.as("egor").get(deal.path()).is(403);
      deal.by("kira").visit(VISIT).ok();
      deal.by("kira").confirm().ok();
      assertThat(deal.planned("MEAS-7")).contains("todo");
      deal.say("Третий этаж без лифта, хозяин хочет белую столешницу").ok();
      assertThat(deal.planned("MEAS-7"))
          .as(deal.plan().toString())
          .isNotEmpty()
          .allMatch("done"::equals);
      zamer.as("egor").get(deal.path()).is(200);
      assertThat(zamer.as("egor").get(deal.path() + "/chat/messages").items())
          .anyMatch(message -> Json.text(message, "text").contains("без лифта"));
      zamer.as("boris").get(deal.path() + "/chat/messages").is(403);
    }

    @Test
    void isGivenByMomentsWithOrWithoutSeconds() {
      Deal deal = staffed(VISIT);
      deal.by("kira").visit(VISIT + "T12:00+03:00", VISIT + "T11:00:00.000Z").ok();
    }

    @Test
    void endsAfterItBegins() {
      Deal deal = staffed(VISIT);
      String noon = VISIT + "T12:00:00+03:00";
      changingNothing(deal, () -> deal.by("kira").visit(noon, noon)).is(400, 422);
    }

    @Test
    void isReportedByItsEngineerOrTheDealsManager() {
      Deal deal = confirmed(VISIT);
      clock(VISIT, 15, 0);
      changingNothing(deal, () -> deal.by("boris").result("no-contract")).is(403);
      changingNothing(deal, () -> deal.by("tanya").result("no-contract")).is(403);
      deal.by("anna").result("no-contract").ok();
    }

    @Test
    void isConfirmedOnlyIfThereIsOne() {
      Deal deal = staffed(VISIT);
      deal.by("tanya").stamp().ok();
      assertThat(changingNothing(deal, () -> deal.by("kira").confirm()).status())
          .isIn(404, 409, 422);
    }
  }

  @Nested
  class AContract {
    @Test
    void madeOnTheSpotIsWonAndStandsInTheReports() {
      String number = zamer.contractNumber();
      Deal deal =
          visited(
              VISIT,
              "contract",
              "contract.number",
              number,
              "contract.amount",
              110000,
              "contract.discount",
              5973,
              "contract.clientName",
              "Петров Геннадий Иванович");
      assertThat(deal.text("contract.number")).isEqualTo(number);
      deal.moved("sales/won");
      assertThat(deal.text("status")).isEqualTo("won");
      assertThat(deal.text("measurement.status")).isEqualTo("contract");
      assertThat(Json.amount(deal.json(), "contract.amount")).isEqualByComparingTo("110000");
      agrees(deal);
      assertThat(
              olga.get("/ledger/reports/contracts?from=" + VISIT + "&to=" + VISIT + "&size=200")
                  .items())
          .anyMatch(contract -> contract.toString().contains(number));
      clock(NEXT, 11, 1);
      assertThat(deal.deadlines("missed"))
          .doesNotContain("REP-1", "MEAS-9", "WIN-1", "WIN-2", "WIN-3", "WIN-4");
    }

    @Test
    void thatIsNotClosedByElevenOfTheNextDayIsAMiss() {
      Deal deal =
          visited(
              VISIT,
              "contract",
              "contract.number",
              zamer.contractNumber(),
              "contract.amount",
              110000,
              "contract.discount",
              0,
              "contract.clientName",
              "Петров Геннадий Иванович");
      clock(NEXT, 10, 59);
      assertThat(deal.deadlines("running")).contains("WIN-3", "MEAS-9");
      clock(NEXT, 11, 1);
      assertThat(deal.deadlines("missed")).contains("WIN-3", "MEAS-9").doesNotContain("REP-1");
      assertThat(deal.stage()).isEqualTo("sales/measurement");
    }
  }

  @Nested
  class NoContract {
    @Test
    void andNoSheetsByQuarterPastTenMovesTheDealToNoSheet() {
      Deal deal = visited(VISIT, "no-contract");
      clock(NEXT, 10, 14);
      assertThat(deal.stage()).isEqualTo("sales/measurement");
      clock(NEXT, 10, 16);
      assertThat(deal.stage()).isEqualTo("sales/no-sheet");
      assertThat(deal.text("measurement.status")).isEqualTo("no-sheet");
      agrees(deal);
      JsonNode change =
          deal.history().stream()
              .filter(entry -> entry.toString().contains("no-sheet"))
              .findFirst()
              .orElseThrow();
      assertThat(Json.text(change, "by")).isEqualTo("system");
      assertThat(Json.text(change, "rule")).isEqualTo("MEAS-11");
      assertThat(Json.text(change, "at")).startsWith(NEXT + "T10:1");
      clock(NEXT, 11, 1);
      assertThat(deal.deadlines("missed")).doesNotContain("MEAS-9", "REP-1");
    }

    @Test
    void butSheetsInTimeKeepsTheDealAndLetsItGoToAfterMeasurement() {
      Deal deal = visited(VISIT, "no-contract");
      assertThat(deal.move("sales/after-measurement").refusedRules()).contains("MEAS-12");
      clock(NEXT, 10, 10);
      deal.attached("measurement-sheet");
      clock(NEXT, 10, 16);
      assertThat(deal.stage()).isEqualTo("sales/measurement");
      assertThat(deal.move("sales/no-sheet").status()).isEqualTo(422);
      deal.moved("sales/after-measurement");
      assertThat(deal.text("measurement.status")).isEqualTo("done");
      clock(NEXT, 11, 1);
      assertThat(deal.deadlines("missed")).doesNotContain("MEAS-9");
    }

    @Test
    void andSheetsAfterwardsLetsTheDealGoOn() {
      Deal deal = visited(VISIT, "no-contract");
      clock(NEXT, 10, 16);
      assertThat(deal.move("sales/after-measurement").refusedRules()).contains("MEAS-12");
      assertThat(deal.move("sales/pre-contract").status()).isEqualTo(422);
      deal.attached("measurement-sheet")
          .moved("sales/after-measurement")
          .moved("sales/pre-contract");
      deal.moved("sales/signing");
    }

    @Test
    void reportedAfterQuarterPastTenMovesTheDealAtOnce() {
      Deal deal = confirmed(VISIT);
      clock(NEXT, 10, 20);
      assertThat(deal.stage()).isEqualTo("sales/measurement");
      deal.by("egor").result("no-contract").ok();
      clock(NEXT, 10, 21);
      assertThat(deal.stage()).isEqualTo("sales/no-sheet");
    }

    @Test
    void thatIsNotMovedByElevenIsAMiss() {
      Deal deal = visited(VISIT, "no-contract");
      deal.attached("measurement-sheet");
      clock(NEXT, 10, 59);
      assertThat(deal.deadlines("running")).contains("MEAS-9");
      clock(NEXT, 11, 1);
      assertThat(deal.deadlines("missed")).contains("MEAS-9");
      assertThat(deal.stage()).isEqualTo("sales/measurement");
    }

    @Test
    void thatIsMovedBeforeElevenIsNone() {
      Deal deal = visited(VISIT, "no-contract");
      deal.attached("measurement-sheet");
      clock(NEXT, 10, 59);
      deal.moved("sales/after-measurement");
      clock(NEXT, 11, 1);
      assertThat(deal.deadlines("missed")).doesNotContain("MEAS-9");
    }
  }

  @Nested
  class AResultThatNobodyReported {
    @Test
    void isMissedAtQuarterToElevenAndAtElevenAndTheDealStays() {
      Deal deal = confirmed(VISIT);
      clock(NEXT, 10, 44);
      assertThat(deal.deadlines("running")).contains("REP-1", "MEAS-9");
      clock(NEXT, 10, 46);
      assertThat(deal.deadlines("missed")).contains("REP-1").doesNotContain("MEAS-9");
      clock(NEXT, 10, 59);
      assertThat(deal.deadlines("missed")).doesNotContain("MEAS-9");
      clock(NEXT, 11, 1);
      assertThat(deal.deadlines("missed")).contains("REP-1", "MEAS-9");
      assertThat(deal.stage()).isEqualTo("sales/measurement");
    }

    @Test
    void isShownToTheHeadOfSalesAndStaysAMissWhenItComesLater() {
      Deal deal = confirmed(VISIT);
      clock(NEXT, 11, 1);
      List<JsonNode> missed =
          olga.get("/deadlines?state=missed&owner=anna&size=200&deal=" + deal.id).items();
      assertThat(missed)
          .extracting(deadline -> Json.text(deadline, "rule"))
          .contains("REP-1", "MEAS-9");
      assertThat(missed)
          .allSatisfy(
              deadline -> {
                assertThat(Json.text(deadline, "state")).isEqualTo("missed");
                assertThat(Json.text(deadline, "deal")).isEqualTo(deal.id);
                assertThat(Json.text(deadline, "dueAt")).endsWith("+03:00");
              });
      deal.by("egor").result("no-contract").ok();
      deal.attached("measurement-sheet").moved("sales/after-measurement");
      assertThat(deal.deadlines("missed")).contains("REP-1", "MEAS-9");
    }
  }
}
