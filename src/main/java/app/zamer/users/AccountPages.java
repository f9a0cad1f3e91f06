package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.MenuEntry;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import app.zamer.web.Shells;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Signing in, the first page, and one's own account. */
@Controller
class AccountPages {
  private final Users users;
  private final Tokens tokens;
  private final Extensions extensions;
  private final OwnPassword password;
  private final Devices devices;
  private final SignIn signIn;
  private final Shells shells;
  private final CompanyClock clock;

  AccountPages(
      Users users,
      Tokens tokens,
      Extensions extensions,
      OwnPassword password,
      Devices devices,
      SignIn signIn,
      Shells shells,
      CompanyClock clock) {
    this.users = users;
    this.tokens = tokens;
    this.extensions = extensions;
    this.password = password;
    this.devices = devices;
    this.signIn = signIn;
    this.shells = shells;
    this.clock = clock;
  }

  @GetMapping("/login")
  ModelAndView login(@RequestParam(defaultValue = "") String note, HttpServletRequest request) {
    return request.getRemoteUser() == null
        ? new ModelAndView("users/login", signIn.model(request, "", "", note))
        : new ModelAndView("redirect:/");
  }

  /**
   * Everybody begins where his work is: at the first line of his menu, and who only administers at
   * administration.
   */
  @GetMapping("/")
  String home(Actor actor, HttpServletRequest request) {
    if (actor.roles().equals(Set.of(Role.ADMINISTRATOR))) {
      return "redirect:/admin";
    }
    List<MenuEntry> menu = shells.of(request).menu();
    return "redirect:" + (menu.isEmpty() ? "/account" : menu.getFirst().path());
  }

  @GetMapping("/account")
  ModelAndView account(
      Actor actor, @RequestParam(defaultValue = "") String note, HttpServletRequest request) {
    return page(
        actor,
        request,
        Map.of("note", "changed".equals(note) ? Messages.get("account.password.changed") : ""),
        HttpStatus.OK);
  }

  @PostMapping("/account/password")
  ModelAndView changePassword(
      Actor actor,
      @RequestParam(defaultValue = "") String currentPassword,
      @RequestParam(defaultValue = "") String newPassword,
      @RequestParam(defaultValue = "") String repeated,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (!newPassword.equals(repeated)) {
      Violation differs = AccountRules.violation("repeated", "account.password.differs");
      return refused(actor, request, List.of(differs));
    }
    HttpSession session = request.getSession(false);
    OwnPassword.Outcome outcome =
        password.change(
            actor, currentPassword, newPassword, session == null ? null : session.getId());
    return switch (outcome) {
      case OwnPassword.Outcome.Changed() -> new ModelAndView("redirect:/account?note=changed");
      case OwnPassword.Outcome.Refused(List<Violation> violations) ->
          refused(actor, request, violations);
      case OwnPassword.Outcome.TooMany(Duration pause) -> {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(pause.toSeconds()));
        String error = Messages.get("sign-in.too-many", pause.plusSeconds(59).toMinutes());
        yield page(
            actor,
            request,
            Map.of("errors", Map.of("currentPassword", error)),
            HttpStatus.TOO_MANY_REQUESTS);
      }
    };
  }

  // shown in the answer itself and not after a redirect, for which the secret would have to be kept
  // somewhere
  @PostMapping("/account/tokens")
  ModelAndView createToken(
      Actor actor, @RequestParam Map<String, String> sent, HttpServletRequest request) {
    Form form = new Form(sent);
    Long days = form.number("days");
    NewToken wanted =
        new NewToken(
            form.typed("name"), form.typed("purpose"), days == null ? null : days.intValue());
    return switch (tokens.create(actor, wanted, form.typed("password"))) {
      case TokenOutcome.Created(Token token, String secret) ->
          page(actor, request, Map.of("secret", secret, "secretName", token.name()), HttpStatus.OK);
      case TokenOutcome.Refused(List<Violation> violations) ->
          page(
              actor,
              request,
              Map.of("token", wanted, "errors", errors(violations)),
              HttpStatus.UNPROCESSABLE_CONTENT);
      case TokenOutcome.TooMany(Duration pause) ->
          page(
              actor,
              request,
              Map.of(
                  "token",
                  wanted,
                  "errors",
                  Map.of(
                      "token.password",
                      Messages.get("sign-in.too-many", pause.plusSeconds(59).toMinutes()))),
              HttpStatus.TOO_MANY_REQUESTS);
    };
  }

  // the page has other fields of these names
  private static Map<String, String> errors(List<Violation> ofToken) {
    return Form.errors(ofToken).entrySet().stream()
        .collect(Collectors.toMap(error -> "token." + error.getKey(), Map.Entry::getValue));
  }

  // what creating a token shows stands at the address of its form; reading that address again leads
  // back
  @GetMapping({"/account/tokens", "/account/password", "/account/sign-out-everywhere"})
  String back() {
    return "redirect:/account";
  }

  @PostMapping("/account/tokens/{id}/revoke")
  String revokeToken(Actor actor, @PathVariable long id) {
    tokens.revoke(actor, id);
    return "redirect:/account#tokens";
  }

  private ModelAndView refused(
      Actor actor, HttpServletRequest request, List<Violation> violations) {
    return page(
        actor,
        request,
        Map.of("errors", Form.errors(violations)),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private ModelAndView page(
      Actor actor, HttpServletRequest request, Map<String, ?> more, HttpStatus status) {
    Map<String, Object> model = new HashMap<>();
    model.put("devices", devices.of(actor.id(), Devices.session(request)));
    model.put("user", user(actor));
    model.put("extension", extensions.of(actor.id()).orElse(""));
    model.put("tokens", tokens.of(actor.id()));
    model.put("purposes", TokenPurpose.offered(actor));
    model.put("moments", new Moments(clock.getZone()));
    model.putAll(more);
    return new ModelAndView("users/account", model, status);
  }

  private User user(Actor actor) {
    return users.find(actor.id()).orElseThrow(() -> new NotFound("user " + actor.id()));
  }
}
