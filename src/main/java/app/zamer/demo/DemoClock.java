package app.zamer.demo;

import app.zamer.activities.Deadlines;
import app.zamer.company.CompanyClock;
import app.zamer.notices.NoticeClock;
import app.zamer.telephony.CallWatch;
import java.time.Instant;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Sets the company's clock in demo mode; whatever falls due on the way happens at its own moment.
 */
@Component
@Profile("demo")
class DemoClock {
  private final CompanyClock clock;
  private final Deadlines deadlines;
  private final NoticeClock notices;
  private final CallWatch calls;
  private boolean set;

  DemoClock(CompanyClock clock, Deadlines deadlines, NoticeClock notices, CallWatch calls) {
    this.clock = clock;
    this.deadlines = deadlines;
    this.notices = notices;
    this.calls = calls;
  }

  /** Goes back to the machine's time: a run begins, and its first setting may go anywhere. */
  synchronized void begin() {
    clock.reset();
    set = false;
  }

  /**
   * Sets the clock, which ticks on from there.
   *
   * @param reset go there even if it is in the past
   * @return false if it would go backwards, and then nothing changes; the first time in a run it
   *     may go anywhere
   */
  synchronized boolean set(Instant target, boolean reset) {
    Instant now = clock.instant();
    if (target.isBefore(now)) {
      if (set && !reset) {
        return false;
      }
      clock.set(target);
    } else {
      passTo(target, now);
    }
    set = true;
    wake();
    calls.wake();
    return true;
  }

  private void passTo(Instant target, Instant from) {
    wake();
    Instant due = nextAfter(from);
    while (due.isBefore(target)) {
      clock.set(due);
      wake();
      due = nextAfter(due);
    }
    clock.set(target);
  }

  private void wake() {
    deadlines.wake();
    notices.wake();
  }

  private Instant nextAfter(Instant moment) {
    Instant told = notices.nextAfter(moment);
    return deadlines.nextDueAfter(moment).filter(due -> due.isBefore(told)).orElse(told);
  }
}
