package app.zamer.web;

import app.zamer.regulation.Violation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a number is a sum of money at all: RUB, not negative, with at most two decimals. How
 * large it may be is a matter of its field.
 */
public final class Sum {
  /** Nothing that is longer can be a sum; longer ones are not even counted with. */
  private static final int MOST_DIGITS = 15;

  private Sum() {}

  /**
   * @param field the field to name in the violation
   */
  public static Optional<Violation> wrong(String field, BigDecimal amount) {
    boolean huge = (long) amount.precision() - amount.scale() > MOST_DIGITS;
    boolean sum = !huge && amount.signum() >= 0 && amount.stripTrailingZeros().scale() <= 2;
    return sum
        ? Optional.empty()
        : Optional.of(new Violation(Violation.INVALID, field, Messages.text("form.amount")));
  }

  /** The sum with its kopecks, as the HTTP API shows it; null for null. */
  public static @Nullable BigDecimal rubles(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.setScale(2, RoundingMode.HALF_UP);
  }
}
