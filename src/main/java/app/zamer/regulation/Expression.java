package app.zamer.regulation;

import java.util.Set;

/**
 * A compiled expression of the regulation file: free of side effects, the same answer for the same
 * case.
 */
@FunctionalInterface
public interface Expression<T> {
  T in(Case question);

  /**
   * The facts and parameters that it looks at, itself or in the definitions it uses, by their names
   * in the file.
   */
  default Set<String> words() {
    return Set.of();
  }

  /** Where it stands in the file. */
  default Uncomputable.Place place() {
    return new Uncomputable.Place("", 1, 1);
  }

  static <T> Expression<T> always(T value) {
    return new Always<>(value);
  }

  /** One value, whatever is asked. */
  record Always<T>(T value) implements Expression<T> {
    @Override
    public T in(Case question) {
      return value;
    }
  }
}
