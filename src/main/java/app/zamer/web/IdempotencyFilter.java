package app.zamer.web;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Text;
import app.zamer.web.IdempotentRequestRepository.Answer;
import app.zamer.web.IdempotentRequestRepository.Key;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * A POST with an {@code Idempotency-Key}, repeated by the same user to the same path within 24
 * hours, is answered as the first time and does nothing twice. The key is taken in the transaction
 * of the action itself, which every service joins: either both are there afterwards or neither, and
 * a repeat that comes while the first still runs waits for it.
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
    // a zero character would be refused by the database
    if (name.isEmpty() || name.length() > MAX_LENGTH || name.indexOf('\0') >= 0) {
      refuse(
          request, response, HttpStatus.BAD_REQUEST, Messages.text("idempotency.key", MAX_LENGTH));
      return;
    }
    Key key = new Key(request.getRemoteUser(), request.getRequestURI(), name);
    byte[] fingerprint = {};
    HttpServletRequest readable = request;
    if (!BodyLimitFilter.isMultipart(request)) {
      byte[] body;
      try {
        body = request.getInputStream().readAllBytes();
      } catch (BodyTooLarge e) {
        problems.write(
            request,
            response,
            Problems.answer(Problems.problem(HttpStatus.CONTENT_TOO_LARGE, null, Map.of())));
        return;
      }
      fingerprint = fingerprint(request.getQueryString(), body);
      readable = new ReadAgain(request, body);
    }
    run(key, fingerprint, readable, response, chain);
  }

  private void run(
      Key key,
      byte[] fingerprint,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper buffer = new ContentCachingResponseWrapper(response);
    TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
    try {
      if (!claim(key, fingerprint)) {
        Answer first = requests.find(key);
        transactions.rollback(transaction);
        repeat(first, fingerprint, request, response);
        return;
      }
      chain.doFilter(request, buffer);
      Answer answer = answer(fingerprint, request, buffer);
      if (!isFinal(answer.status())) {
        transactions.rollback(transaction);
      } else if (transaction.isRollbackOnly() || !stored(key, answer)) {
        transactions.rollback(transaction);
        storeAlone(key, answer);
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

  private boolean claim(Key key, byte[] fingerprint) {
    Instant now = clock.instant();
    return requests.claim(key, fingerprint, now, now.minus(REMEMBERED));
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
  private boolean stored(Key key, Answer answer) {
    try {
      requests.store(key, answer);
      return true;
    } catch (DataAccessException e) {
      return false;
    }
  }

  private void storeAlone(Key key, Answer answer) {
    TransactionStatus transaction = transactions.getTransaction(new DefaultTransactionDefinition());
    try {
      // a repeat that waited may have taken the key meanwhile, and then its answer is the one to
      // remember
      if (claim(key, answer.fingerprint())) {
        requests.store(key, answer);
      }
      transactions.commit(transaction);
    } catch (RuntimeException e) {
      if (!transaction.isCompleted()) {
        transactions.rollback(transaction);
      }
      throw e;
    }
  }

  private Answer answer(
      byte[] fingerprint, HttpServletRequest request, ContentCachingResponseWrapper response) {
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
    byte[] body =
        instead == null ? response.getContentAsByteArray() : json.writeValueAsBytes(instead);
    return new Answer(fingerprint, response.getStatus(), headers, body);
  }

  private void repeat(
      Answer first, byte[] fingerprint, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!MessageDigest.isEqual(first.fingerprint(), fingerprint)) {
      refuse(
          request, response, HttpStatus.UNPROCESSABLE_CONTENT, Messages.text("idempotency.other"));
      return;
    }
    response.setStatus(first.status());
    first
        .headers()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    response.setContentLength(first.body().length);
    response.getOutputStream().write(first.body());
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, Text detail)
      throws IOException {
    problems.write(request, response, Problems.answer(Problems.problem(status, detail, Map.of())));
  }

  private static byte[] fingerprint(@Nullable String query, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(String.valueOf(query).getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      return digest.digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The request with the body that has been read already. */
  private static final class ReadAgain extends HttpServletRequestWrapper {
    private final byte[] body;

    ReadAgain(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new BufferedBody(body);
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }
}
