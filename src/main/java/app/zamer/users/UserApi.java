package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.web.ETags;
import app.zamer.web.Messages;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/users")
@Tag(
    name = "users",
    description = "Accounts. Everybody may look people up; administrators change them.")
class UserApi {
  private static final Set<String> CHANGEABLE = Set.of("name", "roles", "active");

  private final Users users;
  private final CompanyClock clock;

  UserApi(Users users, CompanyClock clock) {
    this.users = users;
    this.clock = clock;
  }

  /**
   * A user as the API shows him.
   *
   * @param roles ids of roles
   */
  record UserView(
      String login,
      String name,
      List<String> roles,
      boolean active,
      long version,
      OffsetDateTime createdAt) {}

  record NewUserBody(
      @Nullable String login,
      @Nullable String name,
      @Nullable List<@Nullable String> roles,
      @Nullable String password) {}

  record UserPatch(@Nullable String name, @Nullable List<String> roles, @Nullable Boolean active) {}

  record PasswordBody(@Nullable String password) {}

  @GetMapping
  @Operation(summary = "Users by login")
  ResponseEntity<?> list(
      @RequestParam @Nullable String role,
      @RequestParam @Nullable Boolean active,
      PageRequest page) {
    Optional<Role> wanted = Optional.empty();
    if (role != null) {
      wanted = role(role);
      if (wanted.isEmpty()) {
        return Problems.invalid(noRole("role", role));
      }
    }
    Page<UserView> shown = users.page(wanted.orElse(null), active, page).map(this::shown);
    return ResponseEntity.ok(shown);
  }

  @GetMapping("/{login}")
  @Operation(summary = "One user")
  ResponseEntity<UserView> get(@PathVariable String login) {
    User user = users.find(new UserId(login)).orElseThrow(() -> new NotFound("user " + login));
    return ResponseEntity.ok().eTag(ETags.of(user.version())).body(shown(user));
  }

  @PostMapping
  @Operation(summary = "Create an account")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = UserView.class)))
  ResponseEntity<?> create(Actor actor, @RequestBody NewUserBody body) {
    List<Violation> wrong = new ArrayList<>();
    Set<Role> roles = roles(Objects.requireNonNullElse(body.roles(), List.of()), wrong);
    NewUser user =
        new NewUser(given(body.login()), given(body.name()), roles, given(body.password()));
    if (!wrong.isEmpty()) {
      wrong.addAll(
          AccountRules.of(user).stream().filter(other -> !"roles".equals(other.field())).toList());
      return Problems.refused(wrong);
    }
    UserOutcome outcome = users.create(actor, user);
    return outcome instanceof UserOutcome.Saved(User saved)
        ? ResponseEntity.created(URI.create("/api/v1/users/" + saved.id()))
            .eTag(ETags.of(saved.version()))
            .body(shown(saved))
        : refusal(outcome);
  }

  @PatchMapping("/{login}")
  @Operation(summary = "Change name, roles or activity")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = UserView.class)))
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = UserPatch.class)))
  ResponseEntity<?> change(
      Actor actor,
      @PathVariable String login,
      @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
      @RequestBody ObjectNode patch) {
    if (ETags.isMissing(ifMatch)) {
      return Problems.versionMissing();
    }
    List<Violation> malformed = new ArrayList<>();
    patch.propertyNames().stream()
        .filter(property -> !CHANGEABLE.contains(property))
        .forEach(
            property -> malformed.add(AccountRules.violation(property, "field.unknown", property)));
    JsonNode name = patch.get("name");
    if (name != null && !name.isString()) {
      malformed.add(wrongType("name", "expected.text"));
    }
    JsonNode roles = patch.get("roles");
    if (roles != null && !(roles.isArray() && roles.valueStream().allMatch(JsonNode::isString))) {
      malformed.add(wrongType("roles", "expected.list"));
    }
    JsonNode active = patch.get("active");
    if (active != null && !active.isBoolean()) {
      malformed.add(wrongType("active", "expected.boolean"));
    }
    if (!malformed.isEmpty()) {
      return Problems.malformed(malformed);
    }
    List<Violation> wrong = new ArrayList<>();
    UserChange change =
        new UserChange(
            name == null ? null : name.stringValue(),
            roles == null
                ? null
                : roles(roles.valueStream().map(JsonNode::stringValue).toList(), wrong),
            active == null ? null : active.booleanValue());
    if (!wrong.isEmpty()) {
      return Problems.refused(wrong);
    }
    UserOutcome outcome = users.change(actor, new UserId(login), ETags.version(ifMatch), change);
    return outcome instanceof UserOutcome.Saved(User saved)
        ? ResponseEntity.ok().eTag(ETags.of(saved.version())).body(shown(saved))
        : refusal(outcome);
  }

  @PostMapping("/{login}/password")
  @Operation(summary = "Give a user another password; his sessions end")
  ResponseEntity<?> password(
      Actor actor, @PathVariable String login, @RequestBody PasswordBody body) {
    UserOutcome outcome = users.setPassword(actor, new UserId(login), given(body.password()));
    return outcome instanceof UserOutcome.Saved
        ? ResponseEntity.noContent().build()
        : refusal(outcome);
  }

  private static ResponseEntity<?> refusal(UserOutcome outcome) {
    return switch (outcome) {
      case UserOutcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case UserOutcome.Taken(UserId id) ->
          Problems.conflict(Messages.text("account.taken", id), Map.of("login", id.value()));
      case UserOutcome.Stale(long version) -> Problems.stale(version);
      case UserOutcome.Saved _ -> throw new IllegalArgumentException("no refusal: " + outcome);
    };
  }

  UserView shown(User user) {
    return new UserView(
        user.id().value(),
        user.name(),
        user.roles().stream().sorted().map(Role::id).toList(),
        user.active(),
        user.version(),
        user.createdAt().atZone(clock.getZone()).toOffsetDateTime());
  }

  private static Set<Role> roles(List<? extends @Nullable String> ids, List<Violation> wrong) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String id : ids) {
      role(given(id)).ifPresentOrElse(roles::add, () -> wrong.add(noRole("roles", given(id))));
    }
    return roles;
  }

  private static Optional<Role> role(String id) {
    try {
      return Optional.of(Role.of(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Violation wrongType(String field, String expected) {
    return AccountRules.violation(field, "field.type", field, Messages.text(expected));
  }

  private static Violation noRole(String field, String id) {
    return AccountRules.violation(field, "account.no-role", id);
  }

  private static String given(@Nullable String text) {
    return text == null ? "" : text;
  }
}
