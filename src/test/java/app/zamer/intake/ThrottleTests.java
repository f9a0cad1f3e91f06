package app.zamer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.web.Networks;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTests {
  private long now;
  private final Throttle throttle =
      new Throttle(
          3,
          2,
          1,
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return now;
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  @Test
  void whoComesTooOftenWaitsAsLongAsHeIsToldTo() {
    assertThat(throttle.send("192.0.2.1")).isEmpty();
    assertThat(throttle.send("192.0.2.1")).isEmpty();
    Duration wait = throttle.send("192.0.2.1").orElseThrow();
    assertThat(wait).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(5).plusSeconds(1));
    assertThat(throttle.send("192.0.2.2")).isEmpty();
    assertThat(throttle.look("192.0.2.1")).isEmpty();

    now += wait.toNanos();
    assertThat(throttle.send("192.0.2.1")).isEmpty();
    assertThat(throttle.send("192.0.2.1")).isPresent();
  }

  @Test
  void aFormTakesNoMoreThanItsShareWhoeverSends() {
    assertThat(throttle.request(7)).isEmpty();
    assertThat(throttle.request(7)).isPresent();
    assertThat(throttle.request(8)).isEmpty();
  }

  @Test
  void fewAddressesDoNotUseUpTheHourOfAForm() {
    Throttle usual = new Throttle(120, 15, 200, TimeMeter.SYSTEM_NANOTIME);
    for (int round = 0; round < 90; round++) {
      for (int address = 1; address <= 14; address++) {
        if (usual.share(7, "192.0.2." + address).isEmpty()) {
          assertThat(usual.request(7)).isEmpty();
        }
      }
    }

    assertThat(usual.share(7, "198.51.100.1")).isEmpty();
    assertThat(usual.request(7)).isEmpty();
  }

  @Test
  void aWholeNetworkOfIpv6CountsAsOneAddress() {
    assertThat(Networks.of("2001:db8:1:2::1"))
        .isEqualTo(Networks.of("2001:db8:1:2:ffff::9"))
        .isNotEqualTo(Networks.of("2001:db8:1:3::1"));
    assertThat(Networks.of("192.0.2.1")).isEqualTo("192.0.2.1");
  }
}
