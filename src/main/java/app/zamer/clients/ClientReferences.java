package app.zamer.clients;

import app.zamer.users.Actor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * A table that points at clients. The module that owns it moves its rows when two clients turn out
 * to be one, in the transaction of the merge; a table that nobody moves makes the merge impossible,
 * since the row of the merged client is removed.
 */
public interface ClientReferences {
  /** The table's name, by which a merge keeps in mind what it has moved. */
  String table();

  /** How many rows point at a client. */
  long count(ClientId client);

  /**
   * Makes everything that points at one client point at another.
   *
   * @return keys of the rows that were moved
   */
  List<String> move(Client from, Client to, Actor by, Instant now);

  /**
   * The same for some rows only, back again. Rows that by now belong to somebody else, or are gone,
   * stay as they are.
   *
   * @return keys of the rows that were moved
   */
  List<String> moveBack(Collection<String> rows, Client from, Client to, Actor by, Instant now);
}
