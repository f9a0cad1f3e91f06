package app.zamer.web;

import java.time.Duration;

/**
 * So many ask for something at once that it is not done now; answered with 503, or 429 where it is
 * the caller's own doing.
 */
public final class Busy extends RuntimeException {
  private final Duration wait;

  /**
   * @param wait after how long it may be tried again
   */
  public Busy(String what, Duration wait) {
    super(what);
    this.wait = wait;
  }

  public Duration waiting() {
    return wait;
  }
}
