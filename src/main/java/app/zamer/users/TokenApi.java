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
import java.time.Duration;
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
   * @param purpose where it opens something: {@code api}, {@code exchange}, {@code bitrix24},
   *     {@code calendar}, {@code mcp}; elsewhere it is answered with 401
   * @param expiresAt absent if it never expires
   * @param token the secret; only in the answer to the request that made the token
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TokenView(
      String id,
      String name,
      String purpose,
      OffsetDateTime createdAt,
      @Nullable OffsetDateTime lastUsedAt,
      @Nullable OffsetDateTime expiresAt,
      @Nullable String token) {}

  /**
   * A token that is asked for.
   *
   * @param purpose {@code api} if absent
   * @param days after how many it expires, 1 to 365; 90 if absent
   * @param password the owner's, which is asked before a token is made
   */
  record NewTokenBody(
      @Nullable String name,
      @Nullable String purpose,
      @Nullable Integer days,
      @Nullable String password) {
    NewToken wanted() {
      return new NewToken(
          Objects.requireNonNullElse(name, ""),
          Objects.requireNonNullElse(purpose, TokenPurpose.API.id()),
          Objects.requireNonNullElse(days, NewToken.USUAL_DAYS));
    }

    @Override
    public String toString() {
      return "NewTokenBody[" + name + "]";
    }
  }

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
  @Operation(
      summary =
          "Make a token for a purpose and some days, with one’s password; the answer shows it, and"
              + " nothing else ever does")
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = TokenView.class)))
  ResponseEntity<?> create(
      Actor actor, @RequestBody NewTokenBody body, HttpServletRequest request) {
    String password = Objects.requireNonNullElse(body.password(), "");
    return switch (tokens.create(actor, body.wanted(), password)) {
      case TokenOutcome.Created(Token token, String secret) -> {
        IdempotentAnswer.repeatWith(request, shown(token, null));
        yield ResponseEntity.created(URI.create("/api/v1/tokens/" + token.id()))
            .body(shown(token, secret));
      }
      case TokenOutcome.Refused(List<Violation> violations) -> Problems.refused(violations);
      case TokenOutcome.TooMany(Duration pause) -> Problems.tooMany(pause);
    };
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Put a token out of force")
  ResponseEntity<Void> revoke(Actor actor, @PathVariable long id) {
    tokens.revoke(actor, id);
    return ResponseEntity.noContent().build();
  }

  private TokenView shown(Token token, @Nullable String secret) {
    return new TokenView(
        String.valueOf(token.id()),
        token.name(),
        token.purpose().id(),
        here(token.createdAt()),
        token.lastUsedAt() == null ? null : here(token.lastUsedAt()),
        token.expiresAt() == null ? null : here(token.expiresAt()),
        secret);
  }

  private OffsetDateTime here(Instant moment) {
    return moment.atZone(clock.getZone()).toOffsetDateTime();
  }
}
