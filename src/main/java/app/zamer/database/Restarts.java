package app.zamer.database;

import java.time.Duration;
import java.util.List;

/**
 * What is done when the embedded server ends without being asked to.
 *
 * @param pauses how long is waited before each try to start it again; as many tries as pauses, one
 *     after the other, and counted anew once the server has run for {@value #STEADY_SECONDS}
 *     seconds
 * @param givenUp what is done after the last of them, such as ending the program so that whoever
 *     watches over it acts; run in a thread of its own
 */
record Restarts(List<Duration> pauses, Runnable givenUp) {
  static final int STEADY_SECONDS = 60;

  /** A minute and a half in all: as long as a disk that is full for a moment may take. */
  static Restarts orElse(Runnable givenUp) {
    return new Restarts(
        List.of(
            Duration.ZERO,
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20)),
        givenUp);
  }
}
