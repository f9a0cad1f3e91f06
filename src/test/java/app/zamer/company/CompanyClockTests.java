package app.zamer.company;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CompanyClockTests {
  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  private final AtomicReference<Instant> machine = new AtomicReference<>(NOON);
  private final InstantSource source = machine::get;
  private final CompanyClock clock = new CompanyClock(source.withZone(ZoneOffset.UTC), MOSCOW);

  @Test
  void ticksWithTheMachineUntilItIsSet() {
    assertThat(clock.instant()).isEqualTo(NOON);
    pass(Duration.ofSeconds(3));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3));
  }

  @Test
  void ticksOnFromWhereItIsSet() {
    Instant set = Instant.parse("2027-01-01T00:00:00Z");
    clock.set(set);
    assertThat(clock.instant()).isEqualTo(set);
    pass(Duration.ofMinutes(5));
    assertThat(clock.instant()).isEqualTo(set.plusSeconds(300));
  }

  @Test
  void standsStillWhereItIsStoppedAndTicksWhenSetAgain() {
    clock.stopAt(NOON.plusSeconds(60));
    pass(Duration.ofHours(1));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60));

    clock.set(NOON);
    pass(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void goesBackToTheMachinesTimeWhenReset() {
    clock.set(NOON.plus(Duration.ofDays(30)));
    clock.reset();
    assertThat(clock.instant()).isEqualTo(NOON);
  }

  @Test
  void clocksInOtherZonesFollowIt() {
    Clock inYakutsk = clock.withZone(ZoneId.of("Asia/Yakutsk"));
    Clock backInMoscow = inYakutsk.withZone(MOSCOW);
    Instant set = Instant.parse("2026-12-31T20:00:00Z");
    clock.set(set);
    assertThat(inYakutsk.instant()).isEqualTo(set);
    assertThat(LocalDate.now(inYakutsk)).isEqualTo(LocalDate.of(2027, 1, 1));
    assertThat(backInMoscow).isSameAs(clock);
  }

  @Test
  void theDayChangesAtMidnightOfTheCompanysZone() {
    clock.stopAt(Instant.parse("2026-03-10T20:59:59Z"));
    assertThat(clock.today()).isEqualTo(LocalDate.of(2026, 3, 10));
    clock.stopAt(Instant.parse("2026-03-10T21:00:00Z"));
    assertThat(clock.today()).isEqualTo(LocalDate.of(2026, 3, 11));
  }

  @Test
  void theDayFollowsSummerTime() {
    var berlin = new CompanyClock(source.withZone(ZoneOffset.UTC), ZoneId.of("Europe/Berlin"));
    berlin.stopAt(Instant.parse("2026-03-28T23:00:00Z"));
    assertThat(berlin.today()).isEqualTo(LocalDate.of(2026, 3, 29));
    berlin.stopAt(Instant.parse("2026-03-29T22:00:00Z"));
    assertThat(berlin.today()).isEqualTo(LocalDate.of(2026, 3, 30));
  }

  @Test
  void keepsWholeMicrosecondsLikeTheDatabase() {
    machine.set(NOON.plusNanos(123_456_789));
    assertThat(clock.instant()).isEqualTo(NOON.plusNanos(123_456_000));
  }

  private void pass(Duration time) {
    machine.updateAndGet(now -> now.plus(time));
  }
}
