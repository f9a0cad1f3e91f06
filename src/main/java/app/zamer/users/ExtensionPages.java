package app.zamer.users;

import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The number inside the telephone exchange: one's own, and for an administrator anybody's. */
@Controller
class ExtensionPages {
  private final Extensions extensions;
  private final Users users;

  ExtensionPages(Extensions extensions, Users users) {
    this.extensions = extensions;
    this.users = users;
  }

  /** The form of one's account. */
  @GetMapping("/account/extension")
  ModelAndView own(Actor actor) {
    return own(extensions.of(actor.id()).orElse(""), List.of(), HttpStatus.OK);
  }

  @PostMapping("/account/extension")
  Object setOwn(Actor actor, @RequestParam(defaultValue = "") String extension) {
    List<Violation> wrong = extensions.set(actor, actor.id(), extension);
    return wrong.isEmpty()
        ? Htmx.done(Messages.get("account.extension.saved"))
        : own(extension, wrong, HttpStatus.UNPROCESSABLE_CONTENT);
  }

  @GetMapping("/admin/users/{login}/extension")
  ModelAndView edit(Actor actor, @PathVariable String login) {
    Users.requireAdministrator(actor);
    User user = user(login);
    return form(user, extensions.of(user.id()).orElse(""), List.of(), HttpStatus.OK);
  }

  @PostMapping("/admin/users/{login}/extension")
  Object set(
      Actor actor, @PathVariable String login, @RequestParam(defaultValue = "") String extension) {
    Users.requireAdministrator(actor);
    User user = user(login);
    List<Violation> wrong = extensions.set(actor, user.id(), extension);
    return wrong.isEmpty()
        ? Htmx.done(Messages.get("account.extension.saved"), "users-changed")
        : form(user, extension, wrong, HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private User user(String login) {
    return users.find(new UserId(login)).orElseThrow(() -> new NotFound("user " + login));
  }

  private static ModelAndView own(String typed, List<Violation> wrong, HttpStatus status) {
    return new ModelAndView(
        "users/extension", Map.of("typed", typed, "errors", Form.errors(wrong)), status);
  }

  private static ModelAndView form(
      User user, String typed, List<Violation> wrong, HttpStatus status) {
    return new ModelAndView(
        "admin/extension",
        Map.of("user", user, "typed", typed, "errors", Form.errors(wrong)),
        status);
  }
}
