package app.zamer.demo;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.web.Problems;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The company's clock over HTTP, in demo mode only. */
@RestController
@Profile("demo")
@RequestMapping("/api/v1/demo/clock")
class DemoClockController {
  private final DemoClock demoClock;
  private final CompanyClock clock;

  DemoClockController(DemoClock demoClock, CompanyClock clock) {
    this.demoClock = demoClock;
    this.clock = clock;
  }

  record Setting(@Nullable OffsetDateTime now, @Nullable Boolean reset) {}

  record Reading(OffsetDateTime now) {}

  @GetMapping
  Reading read() {
    return new Reading(clock.instant().atZone(clock.getZone()).toOffsetDateTime());
  }

  @PostMapping
  ResponseEntity<?> set(@RequestBody Setting setting) {
    OffsetDateTime now = setting.now();
    if (now == null) {
      return Problems.invalid(
          Violation.invalid(
              "now",
              "Укажите время, например 2026-03-10T09:00:00+03:00.",
              "Give a time such as 2026-03-10T09:00:00+03:00."));
    }
    if (!demoClock.set(now.toInstant(), Boolean.TRUE.equals(setting.reset()))) {
      return Problems.invalid(
          Violation.invalid(
              "now",
              "Часы не идут назад; чтобы всё же перевести их, добавьте \"reset\": true.",
              "The clock does not go backwards; to set it back all the same, add \"reset\": true."));
    }
    return ResponseEntity.ok(read());
  }
}
