package app.zamer.handover;

import app.zamer.handover.Belongings.Part;
import app.zamer.users.User;
import java.util.List;

/** What the pages of hand-overs show, in the language of the request. */
public final class HandoverViews {
  private HandoverViews() {}

  /**
   * Things of one kind that wait.
   *
   * @param nobody what it means if nobody gets them; empty if somebody has to
   */
  public record KindRow(
      String kind,
      String name,
      long count,
      List<User> receivers,
      String nobody,
      List<Part> parts) {}

  /**
   * What a hand-over would come to.
   *
   * @param wrong what stands against it
   * @param minutes for how long it can be taken back
   */
  public record Preview(
      String login,
      List<String> does,
      List<String> hints,
      String stays,
      List<String> wrong,
      long minutes) {}

  /**
   * A hand-over that was made.
   *
   * @param until until what time it can be taken back; empty if it cannot
   * @param undone by whom and when it was; empty if it was not
   */
  public record Line(
      long id,
      String from,
      String by,
      String at,
      List<String> shares,
      String until,
      String undone) {}

  /**
   * @param waits what waits still; empty if nothing does
   */
  public record Done(Line line, List<String> left, String waits) {}
}
