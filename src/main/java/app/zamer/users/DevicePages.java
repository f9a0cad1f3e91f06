package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Signing out elsewhere: oneself on the account's page, others in administration. */
@Controller
class DevicePages {
  private static final String BACK = "redirect:/account#devices";

  private final Devices devices;
  private final Users users;
  private final CompanyClock clock;

  DevicePages(Devices devices, Users users, CompanyClock clock) {
    this.devices = devices;
    this.users = users;
    this.clock = clock;
  }

  @PostMapping("/account/devices/{id}/end")
  String end(Actor actor, @PathVariable String id) {
    devices.end(actor, actor.id(), id);
    return BACK;
  }

  @PostMapping("/account/devices/end-others")
  String endOthers(Actor actor, HttpServletRequest request) {
    devices.endOthers(actor, actor.id(), Devices.session(request));
    return BACK;
  }

  /** Ends every session of the user, this one too. */
  @PostMapping("/account/sign-out-everywhere")
  String signOutEverywhere(Actor actor) {
    devices.endOthers(actor, actor.id(), null);
    return "redirect:/login?note=everywhere";
  }

  @GetMapping({"/account/devices/{id}/end", "/account/devices/end-others"})
  String back() {
    return BACK;
  }

  @GetMapping("/admin/users/{login}/devices")
  ModelAndView of(Actor actor, @PathVariable String login, HttpServletRequest request) {
    Users.requireAdministrator(actor);
    User user = user(login);
    return new ModelAndView(
        "admin/devices",
        Map.of(
            "user",
            user,
            "devices",
            devices.of(user.id(), Devices.session(request)),
            "moments",
            new Moments(clock.getZone())));
  }

  @PostMapping("/admin/users/{login}/devices/{id}/end")
  Object end(Actor actor, @PathVariable String login, @PathVariable String id) {
    Users.requireAdministrator(actor);
    User user = user(login);
    devices.end(actor, user.id(), id);
    return Htmx.done(Messages.get("admin.users.device-ended", user.name()));
  }

  @PostMapping("/admin/users/{login}/devices/end")
  Object endAll(Actor actor, @PathVariable String login, HttpServletRequest request) {
    Users.requireAdministrator(actor);
    User user = user(login);
    devices.endOthers(actor, user.id(), Devices.session(request));
    return Htmx.done(Messages.get("admin.users.devices-ended", user.name()));
  }

  private User user(String login) {
    return users.find(new UserId(login)).orElseThrow(() -> new NotFound("user " + login));
  }
}
