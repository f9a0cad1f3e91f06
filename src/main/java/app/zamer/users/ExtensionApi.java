package app.zamer.users;

import app.zamer.regulation.Violation;
import app.zamer.web.NotFound;
import app.zamer.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users/{login}/extension")
@Tag(name = "users")
class ExtensionApi {
  private final Extensions extensions;
  private final Users users;

  ExtensionApi(Extensions extensions, Users users) {
    this.extensions = extensions;
    this.users = users;
  }

  /**
   * @param extension null if he has none
   */
  record ExtensionBody(@Nullable String extension) {}

  @GetMapping
  @Operation(summary = "A user's number inside the telephone exchange")
  ExtensionBody of(Actor actor, @PathVariable String login) {
    User user = users.find(new UserId(login)).orElseThrow(() -> new NotFound("user " + login));
    return new ExtensionBody(extensions.of(user.id()).orElse(null));
  }

  @PutMapping
  @Operation(summary = "Give a user, or oneself, a number inside the exchange; null takes it away")
  ResponseEntity<?> set(Actor actor, @PathVariable String login, @RequestBody ExtensionBody body) {
    List<Violation> wrong = extensions.set(actor, new UserId(login), body.extension());
    return wrong.isEmpty() ? ResponseEntity.ok(of(actor, login)) : Problems.refused(wrong);
  }
}
