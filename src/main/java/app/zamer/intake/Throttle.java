package app.zamer.intake;

import app.zamer.web.Networks;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * How often strangers may come: so often for an address, so often for a form. It is counted in the
 * memory of each node, so that a flood costs no query, and bounded, so that it costs no memory
 * either.
 */
@Component
class Throttle {
  private static final int PART = 10;
  private static final int LATE = 2;
  private static final int MOST_ADDRESSES = 50_000;

  private final Cache<String, Bucket> buckets;
  private final TimeMeter time;
  private final Bandwidth looks;
  private final Bandwidth sends;
  private final Bandwidth forms;
  private final Bandwidth share;
  private final Bandwidth late;
  private final int most;

  @Autowired
  Throttle(
      @Value("${zamer.intake.looks-a-minute}") int looks,
      @Value("${zamer.intake.sends-in-ten-minutes}") int sends,
      @Value("${zamer.intake.form-sends-an-hour}") int forms) {
    this(looks, sends, forms, TimeMeter.SYSTEM_NANOTIME);
  }

  Throttle(int looks, int sends, int forms, TimeMeter time) {
    this.looks = of(looks, Duration.ofMinutes(1));
    this.sends = of(sends, Duration.ofMinutes(10));
    this.forms = of(forms, Duration.ofHours(1));
    this.share = of(Math.max(LATE, forms / PART), Duration.ofHours(1));
    this.late = of(LATE, Duration.ofHours(1));
    this.most = forms;
    this.time = time;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_ADDRESSES)
            .expireAfterAccess(Duration.ofHours(1))
            .build();
  }

  private static Bandwidth of(int most, Duration in) {
    return Bandwidth.builder().capacity(most).refillGreedy(most, in).build();
  }

  /** Somebody looks at a page; how long he has to wait, if this is one too many. */
  Optional<Duration> look(String address) {
    return take("look " + Networks.of(address), looks);
  }

  /** Somebody sends a form or an answer. */
  Optional<Duration> send(String address) {
    return take("send " + Networks.of(address), sends);
  }

  /**
   * Somebody sends this form: so few addresses do not use up its hour. Each has a part of it, and
   * who has sent it several times waits once half of the hour's requests have come.
   */
  Optional<Duration> share(long form, String address) {
    Optional<Duration> wait = take("share " + form + " " + Networks.of(address), share);
    if (wait.isPresent() || bucket("form " + form, forms).getAvailableTokens() > most / 2) {
      return wait;
    }
    return take("late " + form + " " + Networks.of(address), late);
  }

  /** A form brings the company a request. */
  Optional<Duration> request(long form) {
    return take("form " + form, forms);
  }

  /** The same beyond the form's bound, which somebody has raised: so many again. */
  Optional<Duration> more(long form) {
    return take("more " + form, forms);
  }

  private Bucket bucket(String key, Bandwidth limit) {
    return buckets.get(
        key, _ -> Bucket.builder().addLimit(limit).withCustomTimePrecision(time).build());
  }

  private Optional<Duration> take(String key, Bandwidth limit) {
    ConsumptionProbe probe = bucket(key, limit).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
  }
}
