package app.zamer.users;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/** What a personal token may be used for; nowhere else is it a token at all. */
public enum TokenPurpose {
  /** Everything under {@code /api/v1/} that its owner may do. */
  API,
  /** Reports calls for the telephone exchange, and opens nothing else. */
  EXCHANGE,
  BITRIX24,
  CALENDAR,
  MCP;

  /** Those that a program can do something with today; the others are reserved. */
  private static final List<TokenPurpose> OF_USE = List.of(API, EXCHANGE);

  private static final Set<Role> EXCHANGES = Set.of(Role.EXCHANGE, Role.ADMINISTRATOR);

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TokenPurpose> find(String id) {
    return Arrays.stream(values()).filter(purpose -> purpose.id().equals(id)).findFirst();
  }

  /** What the token is for by which the present request came; empty if it came by a session. */
  public static Optional<TokenPurpose> ofRequest() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof TokenAuthentication it
        ? Optional.of(it.purpose())
        : Optional.empty();
  }

  /**
   * Whether somebody may make such a token. What an exchange reports is believed of everybody, so
   * only who stands for one may.
   */
  boolean isFor(Actor owner) {
    return this != EXCHANGE || owner.roles().stream().anyMatch(EXCHANGES::contains);
  }

  /** What a page offers somebody. */
  static List<TokenPurpose> offered(Actor owner) {
    return OF_USE.stream().filter(purpose -> purpose.isFor(owner)).toList();
  }
}
