package app.zamer.activities;

import app.zamer.regulation.Obligation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Activities (дела) and deadlines of any subject. */
@Service
public class Activities {
  public Reconciled reconcile(
      SubjectKind kind, long subject, UserId owner, List<Obligation> desired, Standing standing, Instant now) {
    throw new UnsupportedOperationException();
  }

  public Standing standing(SubjectKind kind, long subject) {
    throw new UnsupportedOperationException();
  }

  public Planning plan(
      Actor actor, SubjectKind kind, long subject, String text, LocalDate dueOn, @Nullable String rule) {
    throw new UnsupportedOperationException();
  }

  public Planning plan(
      Actor actor, SubjectKind kind, long subject, String text, Instant dueAt, @Nullable String rule) {
    throw new UnsupportedOperationException();
  }

  public Completion complete(
      Actor actor, long id, Result result, @Nullable String comment, @Nullable LocalDate newDate) {
    throw new UnsupportedOperationException();
  }
}
