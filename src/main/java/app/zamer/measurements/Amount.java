package app.zamer.measurements;

import app.zamer.regulation.Violation;
import app.zamer.web.Sum;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sums of money as the measurement keeps them: RUB, whole kopecks. */
final class Amount {
  private Amount() {}

  /** Whether it can be kept; if not, {@code wrong} gets why. No amount is fine. */
  static boolean check(String field, @Nullable BigDecimal amount, List<Violation> wrong) {
    Optional<Violation> violation = amount == null ? Optional.empty() : Sum.wrong(field, amount);
    violation.ifPresent(wrong::add);
    return violation.isEmpty();
  }

  /** As it is kept and shown: with two decimals. */
  static @Nullable BigDecimal kept(@Nullable BigDecimal amount) {
    return amount == null ? null : amount.setScale(2);
  }
}
