package app.zamer.activities;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Finds who answers for a subject; asked when needed, because the modules that answer are built on
 * this one.
 */
@Component
class ActivitySubjects {
  private final ObjectProvider<ActivitySubject> all;

  ActivitySubjects(ObjectProvider<ActivitySubject> all) {
    this.all = all;
  }

  ActivitySubject of(SubjectKind kind) {
    return all.stream()
        .filter(subject -> subject.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no module answers for a " + kind));
  }
}
