package app.zamer.web;

import app.zamer.regulation.Violation;
import org.springframework.http.HttpStatus;

/**
 * A parameter of the query that cannot be used; only argument resolvers, which have nowhere to
 * return it, throw it.
 */
final class InvalidParameter extends RuntimeException {
  private final HttpStatus status;
  private final transient Violation violation;

  InvalidParameter(HttpStatus status, Violation violation) {
    super(violation.message().en());
    this.status = status;
    this.violation = violation;
  }

  HttpStatus status() {
    return status;
  }

  Violation violation() {
    return violation;
  }
}
