package app.zamer.live;

import app.zamer.users.UserId;

/** An open page, as {@link LiveConnections} speaks to it. */
interface LivePage {
  /** Who looks at it. */
  UserId person();

  /**
   * Tells it that something has changed; never waits.
   *
   * @param at when that was heard, as {@link LiveConnections} counts
   * @param topics what the page may listen to, with spaces between; empty for a sign of life
   */
  void tell(long at, String topics);

  /** The page is to come back, here or to another node. */
  void end();
}
