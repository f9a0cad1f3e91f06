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
  private static final int MOST_ADDRESSES = 50_000;

  private final Cache<String, Bucket> buckets;
  private final TimeMeter time;
  private final Bandwidth looks;
  private final Bandwidth sends;
  private final Bandwidth forms;

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

  /** A form brings the company a request. */
  Optional<Duration> request(long form) {
    return take("form " + form, forms);
  }

  private Optional<Duration> take(String key, Bandwidth limit) {
    Bucket bucket =
        buckets.get(
            key, _ -> Bucket.builder().addLimit(limit).withCustomTimePrecision(time).build());
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
  }
}
