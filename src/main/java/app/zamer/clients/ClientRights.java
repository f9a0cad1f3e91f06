package app.zamer.clients;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.DealScopes;
import app.zamer.users.Role;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Who may do what with clients. Reading and editing belong to roles alone; what cannot be taken
 * back so easily is a right of the regulation file.
 */
@Component
class ClientRights {
  static final String MERGE = "client.merge";
  static final String EXPORT = "client.export";
  static final String ANONYMISE = "client.anonymise";

  // an engineer sees the client of his visit on the deal; everybody else must be able to check a
  // phone against all
  private static final Set<Role> READERS =
      EnumSet.complementOf(EnumSet.of(Role.ENGINEER, Role.EXCHANGE));
  private static final Set<Role> EDITORS =
      EnumSet.of(Role.MANAGER, Role.HEAD_OF_SALES, Role.ADMINISTRATOR);

  private final DealScopes scopes;
  private final JdbcClient jdbc;

  ClientRights(DealScopes scopes, JdbcClient jdbc) {
    this.scopes = scopes;
    this.jdbc = jdbc;
  }

  static void requireReader(Actor actor) {
    require(actor, READERS);
  }

  static void requireEditor(Actor actor) {
    require(actor, EDITORS);
  }

  static boolean isEditor(Actor actor) {
    return has(actor, EDITORS);
  }

  /** Whether somebody has a right over everybody's clients. */
  boolean overAll(Actor actor, String right) {
    return scopes.scopes(actor, right).contains(Scope.ALL);
  }

  /**
   * Whether somebody has a right with these clients. A client is one's own while none of his deals
   * is another's.
   */
  boolean permits(Actor actor, String right, ClientId... clients) {
    Set<Scope> reach = scopes.scopes(actor, right);
    return reach.contains(Scope.ALL)
        || reach.contains(Scope.OWN)
            && !jdbc.sql(
                    "select exists (select from deal where client_id = any(:clients) and owner <> :actor)")
                .param("clients", Stream.of(clients).map(ClientId::value).toArray(Long[]::new))
                .param("actor", actor.id().value())
                .query(Boolean.class)
                .single();
  }

  /**
   * @throws AccessDeniedException if somebody lacks a right with one of these clients
   */
  void require(Actor actor, String right, ClientId... clients) {
    if (!permits(actor, right, clients)) {
      throw new AccessDeniedException(right);
    }
  }

  /**
   * @throws AccessDeniedException if somebody has not this right over everybody's clients
   */
  void requireOverAll(Actor actor, String right) {
    if (!overAll(actor, right)) {
      throw new AccessDeniedException(right);
    }
  }

  private static void require(Actor actor, Set<Role> roles) {
    if (!has(actor, roles)) {
      throw new AccessDeniedException("clients");
    }
  }

  private static boolean has(Actor actor, Set<Role> roles) {
    return actor.isSystem() || actor.roles().stream().anyMatch(roles::contains);
  }
}
