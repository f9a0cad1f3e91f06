package app.zamer.users;

import java.util.Map;

/**
 * What stands in the name of people who may keep it no longer; the module that hands it over
 * answers.
 */
public interface LeftBehind {
  /** How many things of whom, in the order of names; who has none is absent. */
  Map<UserId, Long> counts();
}
