package app.zamer.activities;

/** What came of an activity; the API writes them in lower case. */
public enum Result {
  CONFIRMED,
  MOVED,
  REFUSED,
  DONE
}
