package app.zamer.web;

import java.util.Optional;

/** Tells the shell who is signed in; the module that keeps the accounts implements it. */
public interface Visitors {
  /**
   * @param login from the session
   * @return empty if nobody active has this login
   */
  Optional<Visitor> find(String login);
}
