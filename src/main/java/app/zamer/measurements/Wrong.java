package app.zamer.measurements;

import app.zamer.regulation.Violation;
import app.zamer.web.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What is wrong with a form, for every sentence to stand beside its input and those that have none
 * above them.
 */
public record Wrong(List<Violation> violations) {
  public static final Wrong NOTHING = new Wrong(List.of());

  /** What concerns these fields. */
  public List<Violation> of(String... fields) {
    return violations.stream()
        .filter(violation -> Arrays.asList(fields).contains(field(violation)))
        .toList();
  }

  /** What concerns none of these fields. */
  public List<Violation> others(String... fields) {
    return violations.stream()
        .filter(violation -> !Arrays.asList(fields).contains(field(violation)))
        .toList();
  }

  public boolean at(String... fields) {
    return !of(fields).isEmpty();
  }

  /** A sentence in the language of the request. */
  public static String said(Violation violation) {
    return violation.message().in(Messages.language());
  }

  /** Whether a clause of the regulation stands behind it. */
  public static boolean quotes(Violation violation) {
    return !violation.rule().equals(Violation.INVALID);
  }

  private static String field(Violation violation) {
    return Objects.requireNonNullElse(violation.field(), "");
  }
}
