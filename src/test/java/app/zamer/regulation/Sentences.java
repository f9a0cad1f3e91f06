package app.zamer.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

/** What a violation tells people. */
final class Sentences {
  private Sentences() {}

  /**
   * It names a clause of the regulation and says in both languages what to do, with nothing left to
   * be filled in.
   */
  static void assertFinished(Violation violation, Set<String> clauses) {
    assertThat(violation.rule()).isIn(clauses);
    assertThat(violation.message().ru())
        .isNotBlank()
        .doesNotContain("{", "}", "«»", "null")
        .matches("(?s).*[А-Яа-яЁё].*");
    assertThat(violation.message().en())
        .isNotBlank()
        .doesNotContain("{", "}", "“”", "null")
        .matches("(?s).*[A-Za-z].*");
  }
}
