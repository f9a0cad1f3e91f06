package app.zamer.web;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Text;
import app.zamer.web.IdempotentRequestRepository.Outcome;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.multipart.support.StandardMultipartHttpServletRequest;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.WebUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * A POST with an {@code Idempotency-Key}, repeated by the same user to the same path within 24
 * hours, is answered as the first time and does nothing twice. The key is taken in the transaction
 * of the action itself, which every service joins: either both are there afterwards or neither. The
 * whole request has been read by then, so that nobody's slow network holds a connection to the
 * database; and a repeat that comes while the first still runs is told so at once.
 */
final class IdempotencyFilter extends OncePerRequestFilter {
  static final String HEADER = "Idempotency-Key";
  static final Duration REMEMBERED = Duration.ofHours(24);
  private static final int MAX_LENGTH = 255;
  private static final List<String> KEPT_HEADERS =
      List.of(
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.ETAG,
          HttpHeaders.LOCATION,
          HttpHeaders.CONTENT_LANGUAGE);

  private final IdempotentRequestRepository requests;
  private final PlatformTransactionManager transactions;
  private final CompanyClock clock;
  private final ProblemWriter problems;
  private final JsonMapper json;

  IdempotencyFilter(
      IdempotentRequestRepository requests,
      PlatformTransactionManager transactions,
      CompanyClock clock,
      ProblemWriter problems,
      JsonMapper json) {
    this.requests = requests;
    this.transactions = transactions;
    this.clock = clock;
    this.problems = problems;
    this.json = json;
  }

  /** What the first request was answered with. */
  private record Answer(Map<String, List<String>> headers, byte[] body) {}

  /** A request whose key is free, read to its end. */
  private record Taken(
      IdempotencyKey key,
      byte[] fingerprint,
      HttpServletRequest request,
      HttpServletResponse response) {}

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST")
        || request.getHeader(HEADER) == null
        || request.getRemoteUser() == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String name = request.getHeader(HEADER).strip();
    if (name.isEmpty() || name.length() > MAX_LENGTH || name.indexOf('\0') >= 0) {
      refuse(
          request, response, HttpStatus.BAD_REQUEST, Messages.text("idempotency.key", MAX_LENGTH));
      return;
    }
    IdempotencyKey key = new IdempotencyKey(request.getRemoteUser(), request.getRequestURI(), name);
    Taken taken;
    try {
      taken = read(key, request, response);
    } catch (BodyTooLarge | MultipartException e) {
      problems.write(request, response, ErrorAnswers.problem(e));
      return;
    }
    run(taken, chain);
  }

  private static Taken read(
      IdempotencyKey key, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getQueryString();
    if (BodyLimitFilter.isMultipart(request)) {
      MultipartHttpServletRequest known =
          WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
      if (known != null) {
        return new Taken(key, key.fingerprint(query, known), request, response);
      }
      var parts = new StandardMultipartHttpServletRequest(request);
      return new Taken(key, key.fingerprint(query, parts), parts, response);
    }
    byte[] body = request.getInputStream().readAllBytes();
    return new Taken(
        key, key.fingerprint(query, body), new ReadAgain(request, () -> body), response);
  }

  private void run(Taken taken, FilterChain chain) throws ServletException, IOException {
    byte[] id = taken.key().id();
    ContentCachingResponseWrapper buffer = new ContentCachingResponseWrapper(taken.response());
    TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
    try {
      boolean free = requests.lock(id);
      Optional<Outcome> first = requests.find(id, forgottenBefore());
      if (first.isPresent() || !free) {
        transactions.rollback(transaction);
        if (first.isPresent()) {
          repeat(first.get(), taken);
        } else {
          taken.response().setHeader(HttpHeaders.RETRY_AFTER, "1");
          refuse(
              taken.request(),
              taken.response(),
              HttpStatus.CONFLICT,
              Messages.text("idempotency.running"));
        }
        return;
      }
      requests.claim(id, taken.fingerprint(), clock.instant());
      chain.doFilter(taken.request(), buffer);
      int status = buffer.getStatus();
      byte[] answer = taken.key().sealed(json.writeValueAsBytes(answer(taken.request(), buffer)));
      if (!isFinal(status)) {
        transactions.rollback(transaction);
      } else if (transaction.isRollbackOnly() || !stored(id, status, answer)) {
        transactions.rollback(transaction);
        storeAlone(id, taken.fingerprint(), status, answer);
      } else {
        transactions.commit(transaction);
      }
    } catch (ServletException | IOException | RuntimeException | Error e) {
      if (!transaction.isCompleted()) {
        transactions.rollback(transaction);
      }
      throw e;
    }
    buffer.copyBodyToResponse();
  }

  private Instant forgottenBefore() {
    return clock.instant().minus(REMEMBERED);
  }

  // what may succeed when it is tried again, as it was sent
  private static boolean isFinal(int status) {
    return status < 500
        && status != HttpStatus.UNAUTHORIZED.value()
        && status != HttpStatus.TOO_MANY_REQUESTS.value();
  }

  /**
   * False if the action has left its transaction unusable: then nothing of it was kept, only the
   * refusal counts.
   */
  private boolean stored(byte[] id, int status, byte[] answer) {
    try {
      requests.store(id, status, answer);
      return true;
    } catch (DataAccessException e) {
      return false;
    }
  }

  private void storeAlone(byte[] id, byte[] fingerprint, int status, byte[] answer) {
    TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
    try {
      // another may have taken the key meanwhile, and then its answer is the one to remember
      if (requests.lock(id) && requests.find(id, forgottenBefore()).isEmpty()) {
        requests.claim(id, fingerprint, clock.instant());
        requests.store(id, status, answer);
      }
      transactions.commit(transaction);
    } catch (RuntimeException e) {
      if (!transaction.isCompleted()) {
        transactions.rollback(transaction);
      }
      throw e;
    }
  }

  private Answer answer(HttpServletRequest request, ContentCachingResponseWrapper response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String header : KEPT_HEADERS) {
      List<String> values = List.copyOf(response.getHeaders(header));
      if (!values.isEmpty()) {
        headers.put(header, values);
      }
    }
    String type = response.getContentType();
    if (type != null) {
      headers.put(HttpHeaders.CONTENT_TYPE, List.of(type));
    }
    Object instead = request.getAttribute(IdempotentAnswer.ATTRIBUTE);
    return new Answer(
        headers,
        instead == null ? response.getContentAsByteArray() : json.writeValueAsBytes(instead));
  }

  private void repeat(Outcome first, Taken taken) throws IOException {
    HttpServletResponse response = taken.response();
    byte @Nullable [] fingerprint = first.fingerprint();
    if (fingerprint != null && !MessageDigest.isEqual(fingerprint, taken.fingerprint())) {
      refuse(
          taken.request(),
          response,
          HttpStatus.UNPROCESSABLE_CONTENT,
          Messages.text("idempotency.other"));
      return;
    }
    response.setStatus(first.status());
    byte @Nullable [] sealed = first.answer();
    if (sealed == null) {
      return;
    }
    Answer answer = json.readValue(taken.key().opened(sealed), Answer.class);
    answer
        .headers()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.setContentLength(answer.body().length);
    response.getOutputStream().write(answer.body());
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, Text detail)
      throws IOException {
    problems.write(request, response, Problems.answer(Problems.problem(status, detail, Map.of())));
  }
}
