package app.zamer.activities;

/** What kinds of thing have activities. */
public enum SubjectKind {
  DEAL,
  LEAD
}
