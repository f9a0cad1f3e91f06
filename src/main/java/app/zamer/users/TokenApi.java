package app.zamer.users;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.web.IdempotentAnswer;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tokens")
@Tag(name = "tokens", description = "One’s own personal tokens.")
class TokenApi {
  private final Tokens tokens;
  private final CompanyClock clock;

  TokenApi(Tokens tokens, CompanyClock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * A token as the API shows it.
   *
   * @param token the secret; only in the answer to the request that made the token
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TokenView(
      String id,
      String name,
      OffsetDateTime createdAt,
      @Nullable OffsetDateTime lastUsedAt,
      @Nullable String token) {}

  record NewTokenBody(@Nullable String name) {}

  @GetMapping
  @Operation(summary = "One’s tokens in force, the newest first")
  Page<TokenView> list(Actor actor, PageRequest page) {
    List<Token> all = tokens.of(actor.id());
    List<TokenView> shown =
        all.stream()
            .skip(page.offset())
            .limit(page.size())
            .map(token -> shown(token, null))
            .toList();
    return Page.of(shown, page, all.size());
  }

  @PostMapping
  @Operation(summary = "Make a token; the answer shows it, and nothing else ever does")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = TokenView.class)))
  ResponseEntity<?> create(
      Actor actor, @RequestBody NewTokenBody body, HttpServletRequest request) {
    return switch (tokens.create(actor, Objects.requireNonNullElse(body.name(), ""))) {
      case TokenOutcome.Created(Token token, String secret) -> {
        IdempotentAnswer.repeatWith(request, shown(token, null));
        yield ResponseEntity.created(URI.create("/api/v1/tokens/" + token.id()))
            .body(shown(token, secret));
      }
      case TokenOutcome.Refused(List<Violation> violations) -> Problems.refused(violations);
    };
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Put a token out of force")
  ResponseEntity<Void> revoke(Actor actor, @PathVariable long id) {
    tokens.revoke(actor, id);
    return ResponseEntity.noContent().build();
  }

  private TokenView shown(Token token, @Nullable String secret) {
    Instant used = token.lastUsedAt();
    return new TokenView(
        String.valueOf(token.id()),
        token.name(),
        token.createdAt().atZone(clock.getZone()).toOffsetDateTime(),
        used == null ? null : used.atZone(clock.getZone()).toOffsetDateTime(),
        secret);
  }
}
