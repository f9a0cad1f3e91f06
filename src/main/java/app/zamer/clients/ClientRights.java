package app.zamer.clients;

import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Rights;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Who may do what with clients, by the rights of the regulation file. For what changes a client,
 * {@code own} reaches those none of whose deals and open leads is another's; for reading, those
 * with whom one has a deal or an open lead, and those who are nobody's.
 */
@Component
class ClientRights {
  static final String READ = "client.read";
  static final String EDIT = "client.edit";
  static final String MERGE = "client.merge";
  static final String EXPORT = "client.export";
  static final String ANONYMISE = "client.anonymise";

  private static final String NOBODY_ELSES =
      """
      not exists (select from deal where client_id = any(:clients) and owner <> :reader)
      and not exists (
        select from lead l join client_phone x on x.phone = l.phone
        where x.client_id = any(:clients) and l.result = '' and l.owner <> :reader)\
      """;

  /** A condition on {@code client c}: that he is the reader's own. */
  private static final String OWN =
      """
      (c.id in (
          select client_id from deal where owner = :reader
          union
          select x.client_id from lead l join client_phone x on x.phone = l.phone
          where l.owner = :reader and l.result = '')
        or not exists (select from deal o where o.client_id = c.id)
          and not exists (
            select from client_phone x join lead l on l.phone = x.phone
            where x.client_id = c.id and l.result = '' and l.owner <> :reader))\
      """;

  private final Rights rights;
  private final JdbcClient jdbc;

  ClientRights(Rights rights, JdbcClient jdbc) {
    this.rights = rights;
    this.jdbc = jdbc;
  }

  /** Whether somebody has a right over everybody's clients. */
  boolean overAll(Actor actor, String right) {
    return rights.reach(actor, right).isAll();
  }

  /** Whether somebody has a right with some clients at least. */
  boolean has(Actor actor, String right) {
    Reach reach = rights.reach(actor, right);
    return reach.isAll() || reach.isOwn();
  }

  /** Whether somebody may change these clients by this right. */
  boolean permits(Actor actor, String right, ClientId... clients) {
    return permits(actor, right, NOBODY_ELSES, clients);
  }

  /** Whether somebody may read of this client. */
  boolean reads(Actor actor, ClientId client) {
    return permits(
        actor,
        READ,
        "exists (select from client c where c.id = any(:clients) and " + OWN + ")",
        client);
  }

  private boolean permits(Actor actor, String right, String own, ClientId... clients) {
    Reach reach = rights.reach(actor, right);
    return reach.isAll()
        || reach.isOwn()
            && jdbc.sql("select " + own)
                .param("clients", Stream.of(clients).map(ClientId::value).toArray(Long[]::new))
                .param("reader", actor.id().value())
                .query(Boolean.class)
                .single();
  }

  /**
   * A condition of SQL on {@code client c}, with the parameter {@code reader}: the clients that
   * somebody may go through.
   */
  String readable(Actor actor) {
    Reach reach = rights.reach(actor, READ);
    return reach.isAll() ? "true" : reach.isOwn() ? OWN : "false";
  }

  /**
   * @throws AccessDeniedException if somebody may not change one of these clients by this right
   */
  void require(Actor actor, String right, ClientId... clients) {
    if (!permits(actor, right, clients)) {
      throw Rights.denied(actor, right);
    }
  }

  /**
   * @throws AccessDeniedException if somebody has this right with no client whatever
   */
  void requireAny(Actor actor, String right) {
    if (!has(actor, right)) {
      throw Rights.denied(actor, right);
    }
  }

  /**
   * @throws AccessDeniedException if somebody may not read of this client
   */
  void requireRead(Actor actor, ClientId client) {
    if (!reads(actor, client)) {
      throw Rights.denied(actor, READ);
    }
  }

  /**
   * @throws AccessDeniedException if somebody has not this right over everybody's clients
   */
  void requireOverAll(Actor actor, String right) {
    if (!overAll(actor, right)) {
      throw Rights.denied(actor, right);
    }
  }
}
