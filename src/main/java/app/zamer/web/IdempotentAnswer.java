package app.zamer.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * How a controller whose answer contains a secret keeps the secret out of what is stored for
 * repeated requests.
 */
public final class IdempotentAnswer {
  static final String ATTRIBUTE = IdempotentAnswer.class.getName();

  private IdempotentAnswer() {}

  /**
   * A repeat of this request, with the same {@code Idempotency-Key}, is answered with this body
   * instead of the first one.
   *
   * @param body what is written as JSON
   */
  public static void repeatWith(HttpServletRequest request, Object body) {
    request.setAttribute(ATTRIBUTE, body);
  }
}
