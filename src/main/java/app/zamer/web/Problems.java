package app.zamer.web;

import app.zamer.regulation.StageId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * Refusals as RFC 9457 {@code application/problem+json}, in the language of the current request.
 */
public final class Problems {
  private Problems() {}

  /** Whether refusals of the request are problems, and not pages. */
  static boolean isApi(HttpServletRequest request) {
    return isApi(request.getRequestURI().substring(request.getContextPath().length()));
  }

  static boolean isApi(String path) {
    return path.equals("/api") || path.startsWith("/api/");
  }

  /** 422: everything that stands in the way, at once. */
  public static ResponseEntity<ProblemDetail> refused(List<Violation> violations) {
    return refused(violations, null);
  }

  /**
   * 422: everything that stands in the way, at once.
   *
   * @param suggested the stage where the deal belongs instead, if there is one
   */
  public static ResponseEntity<ProblemDetail> refused(
      List<Violation> violations, @Nullable StageId suggested) {
    ProblemDetail problem = violated(HttpStatus.UNPROCESSABLE_CONTENT, violations);
    if (suggested != null) {
      problem.setProperty("suggested", suggested.toString());
    }
    return answer(problem);
  }

  /** 422: values that are wrong in themselves, whatever the regulation says. */
  public static ResponseEntity<ProblemDetail> invalid(Violation... violations) {
    return refused(List.of(violations));
  }

  /** 400: a body that cannot be understood: a field nobody knows, a number where a text belongs. */
  public static ResponseEntity<ProblemDetail> malformed(List<Violation> violations) {
    return answer(violated(HttpStatus.BAD_REQUEST, violations));
  }

  /** 409: a duplicate, or a state that does not allow it. */
  public static ResponseEntity<ProblemDetail> conflict(
      Text detail, Map<String, Object> properties) {
    return answer(problem(HttpStatus.CONFLICT, detail, properties));
  }

  /** 403. */
  public static ResponseEntity<ProblemDetail> forbidden(
      Text detail, Map<String, Object> properties) {
    return answer(problem(HttpStatus.FORBIDDEN, detail, properties));
  }

  /** 412: somebody has changed it since it was read. */
  public static ResponseEntity<ProblemDetail> stale(long currentVersion) {
    return ResponseEntity.status(HttpStatus.PRECONDITION_FAILED)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .eTag(ETags.of(currentVersion))
        .body(problem(HttpStatus.PRECONDITION_FAILED, null, Map.of("version", currentVersion)));
  }

  /** 428: the change does not say which version it changes. */
  public static ResponseEntity<ProblemDetail> versionMissing() {
    return answer(problem(HttpStatus.PRECONDITION_REQUIRED, null, Map.of()));
  }

  /**
   * 401.
   *
   * @param detail null for the sentence that goes with the status
   * @param error a code of RFC 6750, such as {@code invalid_token}; null if no token was sent
   */
  public static ResponseEntity<ProblemDetail> unauthenticated(
      @Nullable Text detail, @Nullable String error) {
    return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            error == null ? "Bearer" : "Bearer error=\"" + error + "\"")
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem(HttpStatus.UNAUTHORIZED, detail, Map.of()));
  }

  /**
   * 429.
   *
   * @param wait after how long it may be tried again
   */
  public static ResponseEntity<ProblemDetail> tooMany(Duration wait) {
    return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
        .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds())))
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem(HttpStatus.TOO_MANY_REQUESTS, null, Map.of()));
  }

  static ProblemDetail violated(HttpStatusCode status, List<Violation> violations) {
    ProblemDetail problem = problem(status, null, Map.of());
    if (violations.size() == 1) {
      problem.setDetail(violations.getFirst().message().in(Messages.language()));
    }
    problem.setProperty("violations", violations.stream().map(Shown::of).toList());
    return problem;
  }

  /**
   * @param detail what went wrong this time; null for the sentence that goes with the status
   */
  static ProblemDetail problem(
      HttpStatusCode status, @Nullable Text detail, Map<String, Object> properties) {
    ProblemDetail problem = ProblemDetail.forStatus(status);
    problem.setTitle(about(status, "title"));
    problem.setDetail(detail == null ? about(status, "detail") : detail.in(Messages.language()));
    properties.forEach(problem::setProperty);
    return problem;
  }

  static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static String about(HttpStatusCode status, String part) {
    try {
      return Messages.get("problem." + status.value() + "." + part);
    } catch (MissingResourceException e) {
      return Messages.get("problem." + (status.is5xxServerError() ? 500 : 400) + "." + part);
    }
  }

  /** A violation as the API shows it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Shown(String rule, @Nullable String field, String message) {
    static Shown of(Violation violation) {
      return new Shown(
          violation.rule(), violation.field(), violation.message().in(Messages.language()));
    }
  }
}
