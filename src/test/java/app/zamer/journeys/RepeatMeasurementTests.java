package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** REP: the engineer has to come a second time. */
class RepeatMeasurementTests extends Journey {
  private static final LocalDate VISIT = in(3);
  private static final LocalDate SECOND = in(20);

  private Deal repeat() {
    return visited(VISIT, "repeat", "date", SECOND, "dateKind", "approximate")
        .moved("sales/repeat-measurement");
  }

  private Deal secondVisit() {
    Deal deal = repeat();
    deal.by("kira").visit(SECOND).ok();
    deal.by("kira").confirm().ok();
    return deal;
  }

  @Test
  void theResultBringsTheDateIntoDealAndLedgerTogether() {
    Deal deal = visited(VISIT, "repeat", "date", SECOND, "dateKind", "approximate");
    assertThat(deal.text("measurement.date")).isEqualTo(SECOND.toString());
    assertThat(deal.text("measurement.dateKind")).isEqualTo("approximate");
    agrees(deal);
    deal.moved("sales/repeat-measurement");
    assertThat(deal.text("measurement.status")).isEqualTo("repeat-visit");
    assertThat(Json.text(deal.ledger(), "plannedDate")).isEqualTo(SECOND.toString());
    agrees(deal);
    clock(in(4), 11, 1);
    assertThat(deal.deadlines("missed")).doesNotContain("REP-1", "MEAS-9");
    assertThat(deal.stage()).isEqualTo("sales/repeat-measurement");
  }

  @Test
  void withoutADateAndItsKindThereIsNoRepeatMeasurement() {
    Deal deal = confirmed(VISIT);
    clock(VISIT, 15, 0);
    Answer result = deal.by("egor").result("repeat");
    if (!result.succeeded()) {
      assertThat(result.refusedRules()).contains("REP-2");
      deal.by("egor").result("repeat", "date", SECOND).is(422);
      return;
    }
    assertThat(deal.move("sales/repeat-measurement").refusedRules())
        .containsAnyOf("REP-2", "REP-3");
    deal.set("measurement.date", SECOND, "measurement.dateKind", "exact")
        .moved("sales/repeat-measurement");
  }

  @Test
  void theDateOfTheFirstVisitIsNotThatOfTheSecond() {
    Deal deal = confirmed(VISIT).set("measurement.dateKind", "exact");
    clock(VISIT, 15, 0);
    if (deal.by("egor").result("repeat").succeeded()) {
      assertThat(changingNothing(deal, () -> deal.move("sales/repeat-measurement")).refusedRules())
          .containsAnyOf("REP-2", "REP-3");
    }
  }

  @Test
  void onlyAVisitThatAskedForASecondOneLeadsThere() {
    Deal deal = visited(VISIT, "no-contract");
    assertThat(deal.move("sales/repeat-measurement").status()).isEqualTo(422);
    assertThat(measurement(VISIT).move("sales/repeat-measurement").status()).isEqualTo(422);
  }

  @Test
  void theManagerCallsTwoOrThreeDaysBefore() {
    List<LocalDate> due = repeat().dueOn("REP-5");
    assertThat(due)
        .hasSize(1)
        .allMatch(day -> day.equals(SECOND.minusDays(2)) || day.equals(SECOND.minusDays(3)));
  }

  @Test
  void aConfirmedSecondDateChangesNothing() {
    Deal deal = repeat();
    clock(SECOND.minusDays(2), 12, 0);
    deal.complete("REP-5", "confirmed").ok();
    assertThat(deal.stage()).isEqualTo("sales/repeat-measurement");
    assertThat(deal.text("measurement.date")).isEqualTo(SECOND.toString());
    assertThat(deal.text("measurement.status")).isEqualTo("repeat-visit");
    assertThat(deal.dueOn("REP-5")).isEmpty();
  }

  @Test
  void aMovedSecondDateMovesDealLedgerAndTheCall() {
    Deal deal = repeat();
    clock(SECOND.minusDays(2), 12, 0);
    deal.complete("REP-5", "moved", "newDate", in(30)).ok();
    assertThat(deal.stage()).isEqualTo("sales/repeat-measurement");
    assertThat(deal.text("measurement.date")).isEqualTo(in(30).toString());
    assertThat(deal.dueOn("REP-5"))
        .hasSize(1)
        .allMatch(day -> day.equals(in(28)) || day.equals(in(27)));
    agrees(deal);
  }

  @Test
  void theDealStaysUntilTheSecondResultIsKnown() {
    Deal deal = repeat();
    for (String to :
        List.of(
            "sales/after-measurement", "sales/pre-contract", "sales/signing", "sales/no-sheet")) {
      assertThat(changingNothing(deal, () -> deal.move(to)).status()).as(to).isEqualTo(422);
    }
  }

  @Test
  void theSecondResultHasItsOwnDeadlines() {
    Deal deal = secondVisit();
    LocalDate next = SECOND.plusDays(1);
    clock(next, 10, 44);
    assertThat(deal.deadlines("running")).contains("REP-8", "REP-9");
    clock(next, 10, 46);
    assertThat(deal.deadlines("missed")).contains("REP-8").doesNotContain("REP-9");
    clock(next, 11, 1);
    assertThat(deal.deadlines("missed")).contains("REP-8", "REP-9");
    assertThat(deal.stage()).isEqualTo("sales/repeat-measurement");
  }

  @Test
  void aContractAtTheSecondVisitIsWon() {
    Deal deal = secondVisit();
    clock(SECOND, 15, 0);
    deal.by("egor")
        .result(
            "contract",
            "contract.number",
            zamer.contractNumber(),
            "contract.amount",
            99000,
            "contract.discount",
            1000,
            "contract.clientName",
            "Петров Геннадий Иванович")
        .ok();
    deal.moved("sales/won");
    clock(SECOND.plusDays(1), 11, 1);
    assertThat(deal.deadlines("missed"))
        .doesNotContain("REP-8", "REP-9", "WIN-1", "WIN-2", "WIN-3", "MEAS-9");
    assertThat(deal.text("measurement.status")).isEqualTo("contract");
    agrees(deal);
  }

  @Test
  void noContractAtTheSecondVisitGoesOnWithTheSheets() {
    Deal deal = secondVisit();
    clock(SECOND, 15, 0);
    deal.by("egor").result("no-contract").ok();
    deal.attached("measurement-sheet").moved("sales/after-measurement");
    assertThat(deal.stage()).isEqualTo("sales/after-measurement");
  }

  @Nested
  class WhoMayNotChangeTheStatus {
    @Test
    void isToldWhereToAskAndTheHeadOfSalesGrants() {
      Deal deal = repeat();
      Answer forbidden =
          changingNothing(deal, () -> deal.patchLedger("status", "confirmed")).is(403);
      assertThat(forbidden.contentType()).startsWith("application/problem+json");
      String request = forbidden.text("request");
      assertThat(request).isEqualTo("/api/v1" + deal.ledgerPath() + "/status-requests");

      Answer asked =
          anna.post(request.substring("/api/v1".length()), "status", "confirmed").is(201);
      assertThat(deal.text("measurement.status")).isEqualTo("repeat-visit");
      String grant = "/ledger/status-requests/" + asked.text("id") + "/grant";
      anna.post(grant).is(403);
      assertThat(deal.text("measurement.status")).isEqualTo("repeat-visit");
      olga.post(grant).ok();
      assertThat(deal.text("measurement.status")).isEqualTo("confirmed");
      agrees(deal);
      assertThat(deal.history().getFirst().toString()).contains("repeat-visit", "confirmed");
      olga.post(grant).is(409, 422);
    }

    @Test
    void mayChangeTheDateAllTheSame() {
      Deal deal = repeat();
      deal.patchLedger("plannedDate", in(25)).ok();
      assertThat(deal.text("measurement.date")).isEqualTo(in(25).toString());
    }

    @Test
    void isNotTheHeadOfSales() {
      Deal deal = repeat();
      deal.by("olga").patchLedger("status", "confirmed").ok();
      assertThat(deal.text("measurement.status")).isEqualTo("confirmed");
    }

    @Test
    void changesNothingElseInTheSameBreath() {
      Deal deal = repeat();
      changingNothing(deal, () -> deal.patchLedger("plannedDate", in(25), "status", "confirmed"))
          .is(403);
    }
  }
}
