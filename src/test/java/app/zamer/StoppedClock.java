package app.zamer;

import app.zamer.company.CompanyClock;
import java.time.Instant;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Stops the company's clock for each test. */
public final class StoppedClock implements BeforeEachCallback, AfterEachCallback {
  /** Tuesday, 10 March 2026, nine in the morning in Moscow. */
  public static final Instant START = Instant.parse("2026-03-10T06:00:00Z");

  @Override
  public void beforeEach(ExtensionContext context) {
    clock(context).stopAt(START);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    clock(context).set(Instant.now());
  }

  private static CompanyClock clock(ExtensionContext context) {
    return SpringExtension.getApplicationContext(context).getBean(CompanyClock.class);
  }
}
