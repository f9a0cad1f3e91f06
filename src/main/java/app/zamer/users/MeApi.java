package app.zamer.users;

import app.zamer.regulation.Violation;
import app.zamer.web.NotFound;
import app.zamer.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/me")
@Tag(name = "me", description = "Who is asking.")
class MeApi {
  private final Users users;
  private final UserApi shown;
  private final OwnPassword password;

  MeApi(Users users, UserApi shown, OwnPassword password) {
    this.users = users;
    this.shown = shown;
    this.password = password;
  }

  record OwnPasswordBody(@Nullable String currentPassword, @Nullable String newPassword) {}

  @GetMapping
  @Operation(summary = "Who is asking")
  UserApi.UserView me(Actor actor) {
    return shown.shown(
        users.find(actor.id()).orElseThrow(() -> new NotFound("user " + actor.id())));
  }

  @PostMapping("/password")
  @Operation(summary = "Change one’s own password; the other sessions end")
  ResponseEntity<?> password(
      Actor actor, @RequestBody OwnPasswordBody body, HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    OwnPassword.Outcome outcome =
        password.change(
            actor,
            Objects.requireNonNullElse(body.currentPassword(), ""),
            Objects.requireNonNullElse(body.newPassword(), ""),
            session == null ? null : session.getId());
    return switch (outcome) {
      case OwnPassword.Outcome.Changed() -> ResponseEntity.noContent().build();
      case OwnPassword.Outcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case OwnPassword.Outcome.TooMany(Duration pause) -> Problems.tooMany(pause);
    };
  }
}
