package app.zamer.measurements;

import app.zamer.regulation.Violation;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a number is a sum of money that can be kept: RUB, not negative, whole kopecks, below a
 * trillion.
 */
final class Amount {
  private static final BigDecimal LIMIT = new BigDecimal("1000000000000");

  private Amount() {}

  /** Whether it can be kept; if not, {@code wrong} gets why. No amount is fine. */
  static boolean check(String field, @Nullable BigDecimal amount, List<Violation> wrong) {
    if (amount == null
        || (amount.signum() >= 0
            && amount.compareTo(LIMIT) < 0
            && amount.stripTrailingZeros().scale() <= 2)) {
      return true;
    }
    wrong.add(
        Violation.invalid(
            field,
            "Укажите сумму в рублях: не меньше нуля, копейки — два знака после запятой.",
            "Give an amount in roubles: not less than zero, with at most two decimals."));
    return false;
  }

  /** As it is kept and shown: with two decimals. */
  static @Nullable BigDecimal kept(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.setScale(2);
  }
}
