package app.zamer.users;

import app.zamer.regulation.Violation;
import app.zamer.web.Form;
import app.zamer.web.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
@Profile("!demo")
@RequestMapping("/first-run")
class FirstRunPage {
  private final FirstRun firstRun;

  FirstRunPage(FirstRun firstRun) {
    this.firstRun = firstRun;
  }

  @GetMapping
  ModelAndView form(@RequestParam(defaultValue = "") String token) {
    requireOpen(token);
    return page(token, "admin", "", Map.of(), HttpStatus.OK);
  }

  @PostMapping
  ModelAndView create(
      @RequestParam(defaultValue = "") String token,
      @RequestParam(defaultValue = "") String login,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String repeated) {
    requireOpen(token);
    NewUser administrator =
        new NewUser(login.strip(), name.strip(), Set.of(Role.ADMINISTRATOR), password);
    List<Violation> wrong = new ArrayList<>(AccountRules.of(administrator));
    if (!password.equals(repeated)) {
      wrong.add(AccountRules.violation("repeated", "account.password.differs"));
    }
    if (wrong.isEmpty()
        && firstRun.create(administrator) instanceof UserOutcome.Refused(List<Violation> refused)) {
      wrong.addAll(refused);
    }
    return wrong.isEmpty()
        ? new ModelAndView("redirect:/login?note=created")
        : page(token, login, name, Form.errors(wrong), HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private void requireOpen(String token) {
    if (!firstRun.isOpenTo(token)) {
      throw new NotFound("first run");
    }
  }

  private static ModelAndView page(
      String token, String login, String name, Map<String, String> errors, HttpStatus status) {
    return new ModelAndView(
        "users/first",
        Map.of("token", token, "login", login, "name", name, "errors", errors),
        status);
  }
}
