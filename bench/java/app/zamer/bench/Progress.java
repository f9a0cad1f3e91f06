package app.zamer.bench;

import java.time.Duration;

/**
 * Says what is being measured and how far it is; not among the results, but on the stream of
 * errors.
 */
final class Progress {
  private final String part;
  private final int steps;
  private final long began = System.nanoTime();
  private int begun;

  /**
   * @param part what is measured, in a word
   * @param steps how many there are of about the same length
   */
  Progress(String part, int steps) {
    this.part = part;
    this.steps = steps;
  }

  /** The next step begins. */
  void step(String what) {
    Duration passed = Duration.ofNanos(System.nanoTime() - began);
    String left =
        begun == 0
            ? ""
            : ", about " + shown(passed.multipliedBy(steps - begun).dividedBy(begun)) + " to go";
    begun++;
    System.err.printf("%s, %d of %d: %s (%s%s)%n", part, begun, steps, what, shown(passed), left);
  }

  private static String shown(Duration time) {
    return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
