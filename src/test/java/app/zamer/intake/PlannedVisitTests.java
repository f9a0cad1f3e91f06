package app.zamer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PlannedVisitTests {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 25);

  @Test
  void strangersHearTheEngineersFirstNameOnly() {
    assertThat(visit("Егор Зимин", "").engineerCalled()).isEqualTo("Егор");
    assertThat(visit("Зимин Егор Петрович", "").engineerCalled()).isEqualTo("Егор");
    assertThat(visit("Зимина Анна Ильинична", "").engineerCalled()).isEqualTo("Анна");
    assertThat(visit("", "").engineerCalled()).isEmpty();
  }

  @Test
  void aClientIsCalledAsPeopleCallEachOther() {
    assertThat(visit("", "Зайцева Алла Олеговна").clientCalled()).isEqualTo("Алла Олеговна");
    assertThat(visit("", "Геннадий Петров").clientCalled()).isEqualTo("Геннадий Петров");
    assertThat(visit("", "ООО Окна и двери").clientCalled()).isEqualTo("ООО Окна и двери");
  }

  @Test
  void aVisitIsAheadUntilItsDayIsOver() {
    assertThat(visit("", "").ahead(DAY)).isTrue();
    assertThat(visit("", "").ahead(DAY.plusDays(1))).isFalse();
  }

  @Test
  void theAddressHasWhatThereIsOfIt() {
    assertThat(visit("", "").address()).isEqualTo("Тверь, 7");
  }

  private static PlannedVisit visit(String engineer, String client) {
    return new PlannedVisit(
        new DealId(1),
        new UserId("anna"),
        true,
        DAY,
        false,
        client,
        null,
        "Тверь",
        "-",
        "7",
        null,
        null,
        engineer);
  }
}
