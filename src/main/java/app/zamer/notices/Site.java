package app.zamer.notices;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where people reach the program from outside: what links in mails and pushes begin with. */
@Component
class Site {
  /** What a push service calls a sender by who has no address of his own. */
  static final String NOBODY = "mailto:zamer@localhost";

  private final String base;

  Site(@Value("${zamer.url}") String url, @Value("${server.port}") int port) {
    this.base = url.isBlank() ? "http://localhost:" + port : url.strip().replaceAll("/+$", "");
  }

  /** The address of a page, such as {@code https://zamer.example.com/notices/7}. */
  String address(String path) {
    return base + path;
  }

  /** What a push service calls the sender by. */
  String contact() {
    return base.startsWith("https://") ? base : NOBODY;
  }
}
