package app.zamer.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What several rounds of the same thing took. */
final class Timings {
  private final List<Double> rates = new ArrayList<>();
  private long[] nanos = {};

  void add(double perSecond, long[] round) {
    rates.add(perSecond);
    int kept = nanos.length;
    nanos = Arrays.copyOf(nanos, kept + round.length);
    System.arraycopy(round, 0, nanos, kept, round.length);
  }

  /** The median of the rounds. */
  double perSecond() {
    return rates.stream().sorted().toList().get(rates.size() / 2);
  }

  /** Milliseconds that this share of all single ones did not exceed. */
  double millis(double share) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / 1e6;
  }

  /** Such as {@code 1250}, {@code 12.3}, {@code 0.0456}. */
  static String shown(double value) {
    String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.4f";
    return String.format(Locale.ROOT, format, value);
  }
}
