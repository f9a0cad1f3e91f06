package app.zamer.notices;

import app.zamer.company.CompanyClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.events.EventPublication;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.stereotype.Component;

/**
 * Has heard again what a listener failed at: soon at first, then ever more seldom. What a killed
 * node left behind counts as failed after the time that {@code spring.modulith.events.staleness}
 * says, or when a node starts.
 */
@Component
class MissedEvents {
  private static final int AT_ONCE = 1000;
  private static final int MOST_DOUBLED = 8;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

  private final FailedEventPublications failed;
  private final CompanyClock clock;

  MissedEvents(FailedEventPublications failed, CompanyClock clock) {
    this.failed = failed;
    this.clock = clock;
  }

  void hearAgain() {
    failed.resubmit(
        ResubmissionOptions.defaults()
            .withBatchSize(AT_ONCE)
            .withMinAge(Duration.ZERO)
            .withFilter(this::isTime));
  }

  private boolean isTime(EventPublication publication) {
    @Nullable Instant last = publication.getLastResubmissionDate();
    int doubled = Math.min(publication.getCompletionAttempts(), MOST_DOUBLED);
    return last == null
        || !clock.instant().isBefore(last.plus(FIRST_PAUSE.multipliedBy(1L << doubled)));
  }
}
