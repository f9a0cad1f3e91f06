package app.zamer.clients;

/**
 * Two clients that are probably one.
 *
 * @param what that which they share
 */
public record ClientPair(Client one, Client other, Why why, String what) {

  /** Why they are probably one. */
  public enum Why {
    /** The same address, and the same name. */
    ADDRESS,
    /** The same number but for the way its country was written. */
    PHONE
  }
}
