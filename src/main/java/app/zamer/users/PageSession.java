package app.zamer.users;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What a page asks that was left open: who is signed in by now, and the token of this moment. */
@Controller
@Hidden
class PageSession {
  /**
   * What goes with whatever is sent from here on.
   *
   * @param login null if nobody is signed in
   * @param name as people read it; null likewise
   */
  record Now(
      @Nullable String login,
      @Nullable String name,
      String header,
      String parameter,
      String token) {}

  private final Users users;

  PageSession(Users users) {
    this.users = users;
  }

  @GetMapping("/session")
  ResponseEntity<Now> now(CsrfToken token) {
    String login = PageToken.present().orElse(null);
    String name =
        login == null ? null : users.find(new UserId(login)).map(User::name).orElse(login);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new Now(
                login, name, token.getHeaderName(), token.getParameterName(), token.getToken()));
  }

  /** The sign-in that a page shows over itself. */
  @GetMapping("/login/here")
  ModelAndView signIn() {
    return new ModelAndView("users/here", Map.of("login", "", "error", ""));
  }
}
