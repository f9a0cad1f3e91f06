package app.zamer.web;

import java.io.IOException;

/** The body of a request went on beyond the limit while it was read. */
final class BodyTooLarge extends IOException {
  BodyTooLarge(long limit) {
    super("more than " + limit + " bytes");
  }
}
