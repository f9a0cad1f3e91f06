package app.zamer.web;

import java.time.Duration;
import org.springframework.http.HttpStatus;

/** So many ask for something at once that it is not done now; answered with when to try again. */
public final class Busy extends RuntimeException {
  private final Duration wait;
  private final HttpStatus status;

  /**
   * The program has too much to do: 503.
   *
   * @param wait after how long it may be tried again
   */
  public Busy(String what, Duration wait) {
    this(what, wait, HttpStatus.SERVICE_UNAVAILABLE);
  }

  private Busy(String what, Duration wait, HttpStatus status) {
    super(what);
    this.wait = wait;
    this.status = status;
  }

  /**
   * It is done for one at a time, and somebody else is at it: 429.
   *
   * @param wait after how long it may be tried again
   */
  public static Busy withAnother(String what, Duration wait) {
    return new Busy(what, wait, HttpStatus.TOO_MANY_REQUESTS);
  }

  HttpStatus status() {
    return status;
  }

  public Duration waiting() {
    return wait;
  }
}
