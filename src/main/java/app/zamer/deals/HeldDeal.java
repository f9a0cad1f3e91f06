package app.zamer.deals;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deal in somebody's hands, and where it may go; every text in the language of the request.
 *
 * @param version to be sent along with the move
 * @param ways the pipelines with their stages
 */
public record HeldDeal(String id, String title, long version, List<Way> ways) {

  public record Way(String pipeline, String name, List<Target> targets) {}

  /**
   * @param to {@code pipeline/stage}
   * @param state {@code here}, {@code allowed}, {@code missing} if something has to be filled in,
   *     {@code elsewhere} if another stage fits, {@code refused} if nothing would help
   * @param why what stands in the way
   * @param suggested the stage that fits instead; null if there is none
   */
  public record Target(
      String to, String name, String state, List<Reason> why, @Nullable String suggested) {}

  /**
   * @param rule the clause; empty if there are several
   */
  public record Reason(String rule, String text) {}
}
