package app.zamer.notices;

import java.time.Duration;
import org.springframework.modulith.events.FailedEventPublications;
import org.springframework.modulith.events.ResubmissionOptions;
import org.springframework.stereotype.Component;

/**
 * Has heard again what a listener failed at. What a killed node left behind counts as failed after
 * the time that {@code spring.modulith.events.staleness} says, or when a node starts.
 */
@Component
class MissedEvents {
  private static final int AT_ONCE = 100;

  private final FailedEventPublications failed;

  MissedEvents(FailedEventPublications failed) {
    this.failed = failed;
  }

  void hearAgain() {
    failed.resubmit(
        ResubmissionOptions.defaults().withBatchSize(AT_ONCE).withMinAge(Duration.ZERO));
  }
}
