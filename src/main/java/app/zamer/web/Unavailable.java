package app.zamer.web;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * 503 with when to try again, for whatever was not done because too much is going on or the
 * database does not answer.
 */
final class Unavailable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private Unavailable() {}

  static boolean caused(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof Busy
          || cause instanceof CannotGetJdbcConnectionException
          || cause instanceof SQLTransientConnectionException
          || (cause instanceof SQLException sql && isGone(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  // PostgreSQL's class 08: no connection; 53300: too many; 57P01 to 57P03: it is going or coming
  private static boolean isGone(@Nullable String state) {
    return state != null
        && (state.startsWith("08") || state.equals("53300") || state.startsWith("57P0"));
  }

  static ResponseEntity<ProblemDetail> problem(Throwable error) {
    Duration wait = PAUSE;
    HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof Busy busy) {
        wait = busy.waiting();
        status = busy.status();
      }
    }
    return ResponseEntity.status(status)
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds())))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Problems.problem(status, null, Map.of()));
  }
}
