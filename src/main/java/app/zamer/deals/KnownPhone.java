package app.zamer.deals;

import app.zamer.regulation.StageId;
import java.util.List;

/**
 * What is known of a phone that somebody calls from.
 *
 * @param client whose phone it is
 * @param open his open deals, the newest first
 * @param closed how many deals of his are closed
 */
public record KnownPhone(String client, List<OpenDeal> open, long closed) {

  /**
   * @param readable whether the one who looks may open it
   */
  public record OpenDeal(String id, String title, StageId stage, String owner, boolean readable) {}
}
