package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "sessions", description = "Where people are signed in on pages.")
class SessionApi {
  private final Devices devices;
  private final Users users;
  private final CompanyClock clock;

  SessionApi(Devices devices, Users users, CompanyClock clock) {
    this.devices = devices;
    this.users = users;
    this.clock = clock;
  }

  /**
   * Where somebody is signed in.
   *
   * @param browser and the system it runs on; empty if it did not say
   * @param address from where he signed in
   * @param remembered it stays signed in when the session has gone
   * @param current it is the one that asks
   */
  record SessionView(
      String id,
      String browser,
      String address,
      OffsetDateTime signedInAt,
      OffsetDateTime usedAt,
      boolean remembered,
      boolean current) {}

  @GetMapping("/me/sessions")
  @Operation(summary = "Where one is signed in, the one that asks first")
  Page<SessionView> own(Actor actor, PageRequest page, HttpServletRequest request) {
    return shown(actor.id(), page, request);
  }

  @DeleteMapping("/me/sessions/{id}")
  @Operation(summary = "Sign out there")
  ResponseEntity<Void> end(Actor actor, @PathVariable String id) {
    devices.end(actor, actor.id(), id);
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping("/me/sessions")
  @Operation(summary = "Sign out everywhere but where it is asked from")
  ResponseEntity<Void> endOthers(Actor actor, HttpServletRequest request) {
    devices.endOthers(actor, actor.id(), Devices.session(request));
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/users/{login}/sessions")
  @Operation(summary = "Where a user is signed in; for administrators")
  Page<SessionView> of(
      Actor actor, @PathVariable String login, PageRequest page, HttpServletRequest request) {
    Users.requireAdministrator(actor);
    return shown(user(login), page, request);
  }

  @DeleteMapping("/users/{login}/sessions/{id}")
  @Operation(summary = "Sign a user out there; for administrators")
  ResponseEntity<Void> end(Actor actor, @PathVariable String login, @PathVariable String id) {
    Users.requireAdministrator(actor);
    devices.end(actor, user(login), id);
    return ResponseEntity.noContent().build();
  }

  @DeleteMapping("/users/{login}/sessions")
  @Operation(summary = "Sign a user out everywhere; for administrators")
  ResponseEntity<Void> endAll(Actor actor, @PathVariable String login, HttpServletRequest request) {
    Users.requireAdministrator(actor);
    devices.endOthers(actor, user(login), Devices.session(request));
    return ResponseEntity.noContent().build();
  }

  private UserId user(String login) {
    return users.find(new UserId(login)).orElseThrow(() -> new NotFound("user " + login)).id();
  }

  private Page<SessionView> shown(UserId user, PageRequest page, HttpServletRequest request) {
    List<Device> all = devices.of(user, Devices.session(request));
    return Page.of(
        all.stream().skip(page.offset()).limit(page.size()).map(this::shown).toList(),
        page,
        all.size());
  }

  private SessionView shown(Device device) {
    return new SessionView(
        device.id(),
        device.agent(),
        device.address(),
        here(device.since()),
        here(device.usedAt()),
        device.remembered(),
        device.current());
  }

  private OffsetDateTime here(Instant moment) {
    return moment.atZone(clock.getZone()).toOffsetDateTime();
  }
}
