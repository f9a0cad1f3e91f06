package app.zamer.clients;

import java.util.List;

/**
 * A client that a typed phone or name may belong to.
 *
 * @param byPhone whether he has the typed phone; otherwise he is only called so
 * @param readable whether the reader may open his page
 * @param changeable whether the reader may give him another phone
 * @param open his open deals, the newest first
 * @param closed how many deals of his are closed
 */
public record KnownClient(
    Client client,
    boolean byPhone,
    boolean readable,
    boolean changeable,
    List<OpenDeal> open,
    long closed) {

  /**
   * An open deal. That there is one, and whose, is said to everybody, so that nobody works beside
   * another; more than that only to those who may read it.
   *
   * @param title empty for somebody who may not read the deal
   * @param owner the name of its manager
   */
  public record OpenDeal(String id, String title, String owner, boolean readable) {}
}
