package app.zamer.web;

import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What every exception that leaves a controller is answered with: a problem under {@code /api/}, a
 * page elsewhere.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ErrorAnswers {
  private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);

  /** After how long a page that could not be had asks for itself again. */
  private static final int AGAIN_SECONDS = 3;

  private final Shells shells;

  ErrorAnswers(Shells shells) {
    this.shells = shells;
  }

  @ExceptionHandler
  Object answer(Exception error, HttpServletRequest request, HttpServletResponse response) {
    if (DisconnectedClientHelper.isClientDisconnectedException(error)) {
      return ResponseEntity.badRequest().build();
    }
    boolean api = Problems.isApi(request);
    if (error instanceof AuthenticationException && !api) {
      if (Htmx.asked(request)) {
        return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
            .header(Htmx.SIGN_IN, Htmx.SIGN_IN_NEEDED)
            .build();
      }
      return new ModelAndView("redirect:/login");
    }
    ResponseEntity<ProblemDetail> problem = problem(error);
    if (Unavailable.caused(error)) {
      log.warn("{} {} was not done: {}", request.getMethod(), logged(request), error.getMessage());
    } else if (problem.getStatusCode().is5xxServerError()) {
      log.error("{} {} failed", request.getMethod(), logged(request), error);
    }
    if (!api) {
      problem
          .getHeaders()
          .getOrEmpty(HttpHeaders.RETRY_AFTER)
          .forEach(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, wait));
    }
    return api ? problem : page(problem, request);
  }

  // the address of a page for strangers may be the key to it
  private static String logged(HttpServletRequest request) {
    return Languages.isForStrangers(request) ? "a page for strangers" : request.getRequestURI();
  }

  /** A page, or where only a part of one was asked for, a note. */
  ModelAndView page(ResponseEntity<ProblemDetail> problem, HttpServletRequest request) {
    ProblemDetail body = problem.getBody();
    boolean unavailable = problem.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE;
    ModelAndView page =
        new ModelAndView(
            Htmx.asked(request) ? "web/note" : "web/error",
            Map.of(
                "shell",
                unavailable ? shells.withoutVisitor(request) : shells.of(request),
                "title",
                body == null || body.getTitle() == null ? "" : body.getTitle(),
                "detail",
                body == null || body.getDetail() == null ? "" : body.getDetail()),
            problem.getStatusCode());
    if (unavailable && request.getMethod().equals("GET") && !Htmx.asked(request)) {
      page.addObject("again", AGAIN_SECONDS);
    }
    return page;
  }

  static ResponseEntity<ProblemDetail> problem(Throwable error) {
    if (Unavailable.caused(error)) {
      return Unavailable.problem(error);
    }
    HttpStatusCode sendersFault = Unreadable.status(error);
    if (sendersFault != null && !within(error, MaxUploadSizeExceededException.class)) {
      return of(sendersFault);
    }
    if (within(error, BodyTooLarge.class) || error instanceof MaxUploadSizeExceededException) {
      return of(HttpStatus.CONTENT_TOO_LARGE);
    }
    return switch (error) {
      case NotFound _ -> of(HttpStatus.NOT_FOUND);
      case AccessDeniedException _ -> of(HttpStatus.FORBIDDEN);
      case AuthenticationException _ -> Problems.unauthenticated(null, null);
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case MethodArgumentTypeMismatchException wrong ->
          malformed(wrongType(wrong.getName(), wrong.getRequiredType()));
      case TypeMismatchException wrong ->
          malformed(wrongType(String.valueOf(wrong.getPropertyName()), wrong.getRequiredType()));
      case MissingServletRequestParameterException missing ->
          malformed(invalid(missing.getParameterName(), "field.missing"));
      case MissingServletRequestPartException missing ->
          malformed(invalid(missing.getRequestPartName(), "field.missing"));
      case MissingRequestHeaderException missing ->
          malformed(invalid(missing.getHeaderName(), "field.missing"));
      case InvalidParameter wrong ->
          Problems.answer(Problems.violated(wrong.status(), List.of(wrong.violation())));
      case DuplicateKeyException _ -> of(HttpStatus.CONFLICT);
      case ConcurrencyFailureException _ -> of(HttpStatus.CONFLICT);
      // PostgreSQL's class 22: a value that no column can take, such as one with a zero character
      // in it
      case Throwable wrong when sqlState(wrong).startsWith("22") ->
          of(HttpStatus.UNPROCESSABLE_CONTENT);
      case ErrorResponse response ->
          withHeaders(of(response.getStatusCode()), response.getHeaders());
      default -> of(HttpStatus.INTERNAL_SERVER_ERROR);
    };
  }

  private static ResponseEntity<ProblemDetail> of(HttpStatusCode status) {
    return Problems.answer(Problems.problem(status, null, Map.of()));
  }

  private static ResponseEntity<ProblemDetail> withHeaders(
      ResponseEntity<ProblemDetail> problem, HttpHeaders headers) {
    return ResponseEntity.status(problem.getStatusCode())
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem.getBody());
  }

  private static ResponseEntity<ProblemDetail> malformed(Violation violation) {
    return Problems.malformed(List.of(violation));
  }

  private static ResponseEntity<ProblemDetail> malformed(Text detail) {
    return Problems.answer(Problems.problem(HttpStatus.BAD_REQUEST, detail, Map.of()));
  }

  private static ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException error) {
    return switch (error.getCause()) {
      case UnrecognizedPropertyException unknown ->
          malformed(invalid(path(unknown), "field.unknown"));
      case MismatchedInputException wrong when wrong.getPath().isEmpty() ->
          malformed(Messages.text("body.expected", expected(wrong.getTargetType())));
      case MismatchedInputException wrong ->
          malformed(wrongType(path(wrong), wrong.getTargetType()));
      case StreamReadException broken when broken.getPath().isEmpty() ->
          malformed(
              Messages.text(
                  "body.malformed",
                  broken.getLocation().getLineNr(),
                  broken.getLocation().getColumnNr()));
      case JacksonException wrong when !wrong.getPath().isEmpty() ->
          malformed(invalid(path(wrong), "field.wrong"));
      case null -> malformed(Messages.text("body.missing"));
      default -> of(HttpStatus.BAD_REQUEST);
    };
  }

  private static String path(JacksonException error) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : error.getPath()) {
      if (step.getPropertyName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.toString();
  }

  private static Violation wrongType(String field, @Nullable Class<?> type) {
    return new Violation(
        Violation.INVALID, field, Messages.text("field.type", field, expected(type)));
  }

  private static Violation invalid(String field, String key) {
    return new Violation(Violation.INVALID, field, Messages.text(key, field));
  }

  private static Text expected(@Nullable Class<?> type) {
    if (type == null) {
      return Messages.text("expected.other");
    }
    if (type.isEnum()) {
      return Messages.text(
          "expected.one-of",
          Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", ")));
    }
    String kind;
    if (type == long.class || type == int.class || type == Long.class || type == Integer.class) {
      kind = "integer";
    } else if (Number.class.isAssignableFrom(type) || type == double.class) {
      kind = "number";
    } else if (type == boolean.class || type == Boolean.class) {
      kind = "boolean";
    } else if (type == java.time.LocalDate.class) {
      kind = "date";
    } else if (type == OffsetDateTime.class || type == java.time.Instant.class) {
      kind = "instant";
    } else if (Temporal.class.isAssignableFrom(type)) {
      kind = "other";
    } else if (CharSequence.class.isAssignableFrom(type)) {
      kind = "text";
    } else if (Collection.class.isAssignableFrom(type) || type.isArray()) {
      kind = "list";
    } else if (type.isRecord()
        || Map.class.isAssignableFrom(type)
        || type.getSimpleName().equals("ObjectNode")) {
      kind = "object";
    } else {
      kind = "other";
    }
    return Messages.text("expected." + kind);
  }

  private static boolean within(Throwable error, Class<? extends Throwable> type) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String sqlState(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }
}
