package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A field has the same limits on every way, those of the regulation file. */
class FieldLimitTests extends Journey {
  @ParameterizedTest
  @CsvSource({
    "address.city, 200",
    "contract.clientName, 200",
    "loss.reason, 1000",
  })
  void aTextIsAsLongAsItsFieldSays(String field, int longest) {
    Deal deal = estimate();
    deal.set(field, "я".repeat(longest));
    Answer patched = changingNothing(deal, () -> deal.patch(field, "я".repeat(longest + 1)));
    assertThat(patched.status()).as(patched.toString()).isEqualTo(422);
    assertThat(patched.toString()).contains(String.valueOf(longest));
    Answer moved =
        changingNothing(deal, () -> deal.move("sales/lost", field, "я".repeat(900_000 / 2)));
    assertThat(moved.status()).as("with a move").isEqualTo(422);
  }

  @Test
  void theNameInAVisitsResultIsNoLongerThanOnTheCard() {
    Deal deal = confirmed(in(2));
    clock(in(2), 15, 0);
    Answer answer =
        changingNothing(
            deal, () -> deal.by("egor").result("contract", "contract.clientName", "я".repeat(201)));
    assertThat(answer.refused()).anyMatch(violation -> violation.contains("contract.clientName"));
  }

  @ParameterizedTest
  @CsvSource({"1000000000.01", "999999999999", "1e300", "-0.01", "0.001"})
  void aSumIsRefusedAlikeOnEveryWay(BigDecimal amount) {
    Deal deal = estimate(in(2));
    for (Answer answer :
        List.of(
            changingNothing(deal, () -> deal.patch("estimate.amount", amount)),
            changingNothing(deal, () -> deal.patch("contract.discount", amount)),
            changingNothing(deal, () -> deal.move("sales/measurement", "estimate.amount", amount)),
            changingNothing(deal, () -> deal.patchLedger("estimateAmount", amount)))) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "measurement.date, 2036-01-01",
    "measurement.date, +10000-01-01",
    "measurement.date, 0026-03-10",
    "nextContactOn, 2026-03-01",
    "nextContactOn, 0026-03-10",
    "nextContactOn, 2036-01-01",
    "nextContactOn, +999999999-12-31",
    "nextContactOn, -999999999-01-01",
  })
  void aDateThatCannotBeMeantIsRefused(String field, String date) {
    Deal deal = estimate();
    assertThat(changingNothing(deal, () -> deal.patch(field, date)).status()).isEqualTo(422);
    assertThat(changingNothing(deal, () -> deal.move("sales/postponed", field, date)).status())
        .isEqualTo(422);
  }

  @Test
  void theLastDayOfAFieldIsTaken() {
    bare().set("nextContactOn", LocalDate.of(2026, 3, 2)).set("nextContactOn", in(1830));
  }
}
