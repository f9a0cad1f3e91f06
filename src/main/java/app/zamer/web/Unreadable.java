package app.zamer.web;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.multipart.MultipartException;

/**
 * A request that the server cannot read: parameters that cannot be decoded or are too many, headers
 * with characters that none has, parts without a boundary. It shows wherever somebody first looks,
 * and is the sender's mistake there too.
 */
final class Unreadable {
  private Unreadable() {}

  static boolean caused(Throwable error) {
    return status(error) != null;
  }

  /** 400 or 413; null if it is something else that went wrong. */
  static @Nullable HttpStatusCode status(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidParameterException wrong) {
        return HttpStatusCode.valueOf(wrong.getErrorCode());
      }
      if (cause instanceof RequestRejectedException || cause instanceof MultipartException) {
        return HttpStatus.BAD_REQUEST;
      }
    }
    return null;
  }
}
