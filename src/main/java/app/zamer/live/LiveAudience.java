package app.zamer.live;

import app.zamer.users.Actor;

/** Says who hears of the changes of one kind; the module that owns the kind implements it. */
public interface LiveAudience {
  /** As in {@link LiveChange#kind()}. */
  String kind();

  /** Whether somebody may know that this has changed. It is asked often and should not query. */
  boolean hears(Actor actor, LiveChange change);
}
