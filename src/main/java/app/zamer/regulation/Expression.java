package app.zamer.regulation;

/**
 * A compiled expression of the regulation file: free of side effects, the same answer for the same
 * case.
 */
@FunctionalInterface
public interface Expression<T> {
  T in(Case question);

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
