package app.zamer.clients;

import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Hands out clients to those who may read them, and keeps who went through the register page by
 * page.
 */
@Component
class ClientReading {
  /** The journal's word for reading the register. */
  static final String LISTED = "client.listed";

  /** Whoever reads no more at once is looking for somebody. */
  private static final int FEW = 20;

  private final Clients clients;
  private final ClientRights rights;
  private final Audit audit;

  ClientReading(Clients clients, ClientRights rights, Audit audit) {
    this.clients = clients;
    this.rights = rights;
    this.audit = audit;
  }

  /**
   * @throws NotFound if there is no such client
   * @throws org.springframework.security.access.AccessDeniedException if he is none of the actor's
   *     business
   */
  Client get(Actor actor, ClientId id) {
    rights.requireAny(actor, ClientRights.READ);
    Client client = clients.get(id);
    rights.requireRead(actor, id);
    return client;
  }

  /**
   * The client before anything else about a wish to change him is looked at.
   *
   * @throws NotFound if there is no such client
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not change
   *     him
   */
  Client toChange(Actor actor, ClientId id) {
    rights.requireAny(actor, ClientRights.EDIT);
    Client client = clients.get(id);
    rights.require(actor, ClientRights.EDIT, id);
    return client;
  }

  /** A program has read the register: many at once, or a page that is not the first. */
  void byList(Actor actor, String q, boolean phone, PageRequest page, Page<Client> found) {
    if (page.page() > 0 || found.items().size() > FEW) {
      Map<String, Object> detail = detail(q, found.items().size());
      if (phone) {
        detail.put("phone", true);
      }
      detail.put("page", page.page() + 1);
      audit.record(actor, LISTED, "clients", detail);
    }
  }

  /** A person has read on in the register. */
  void byPage(Actor actor, String q, boolean own, long before, int count) {
    Map<String, Object> detail = detail(q, count);
    if (own) {
      detail.put("own", true);
    }
    detail.put("from", before - 1);
    audit.record(actor, LISTED, "clients", detail);
  }

  // the journal outlives a client's data: it keeps what was looked for only where that means many
  private static Map<String, Object> detail(String q, int count) {
    Map<String, Object> detail = new LinkedHashMap<>();
    if (!q.isBlank()) {
      detail.put("q", count > FEW ? q.strip() : "…");
    }
    detail.put("count", count);
    return detail;
  }
}
