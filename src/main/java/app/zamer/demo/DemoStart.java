package app.zamer.demo;

import app.zamer.company.CompanyClock;
import app.zamer.notices.Notices;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Peoples an empty demo database, before the program says that it is ready. With {@code
 * zamer.demo.now} the run begins at that moment instead of the machine's, and the sample's two
 * months lead up to it.
 */
@Component
@Profile("demo")
class DemoStart implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(DemoStart.class);

  private final DemoPeople people;
  private final Sample sample;
  private final JdbcClient jdbc;
  private final DemoClock demoClock;
  private final boolean wanted;
  private final String now;
  private final Notices notices;
  private final CompanyClock clock;

  DemoStart(
      DemoPeople people,
      Sample sample,
      JdbcClient jdbc,
      DemoClock demoClock,
      @Value("${zamer.demo.sample:true}") boolean wanted,
      @Value("${zamer.demo.now:}") String now,
      Notices notices,
      CompanyClock clock) {
    this.people = people;
    this.sample = sample;
    this.jdbc = jdbc;
    this.demoClock = demoClock;
    this.wanted = wanted;
    this.now = now;
    this.notices = notices;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (!now.isEmpty()) {
      demoClock.set(OffsetDateTime.parse(now).toInstant(), true);
    }
    people.arrive();
    boolean empty =
        jdbc.sql("select not exists (select 1 from deal)").query(Boolean.class).single();
    if (wanted && empty) {
      long begun = System.nanoTime();
      sample.live();
      readOldNotices();
      log.info("sample data made in {} s", (System.nanoTime() - begun) / 1_000_000_000);
    }
    if (now.isEmpty()) {
      demoClock.begin();
    }
  }

  /** Two months of notices would be read by now, up to the last day. */
  private void readOldNotices() {
    while (jdbc.sql("select exists (select from event_publication)")
        .query(Boolean.class)
        .single()) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
    notices.readBefore(clock.instant().minus(Duration.ofDays(1)));
  }
}
