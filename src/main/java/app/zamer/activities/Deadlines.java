package app.zamer.activities;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The clock of the deadlines. */
@Component
public class Deadlines {
  public void wake() {
    throw new UnsupportedOperationException();
  }

  public Optional<Instant> nextDue() {
    throw new UnsupportedOperationException();
  }

  public Optional<Instant> nextDueAfter(Instant moment) {
    throw new UnsupportedOperationException();
  }
}
