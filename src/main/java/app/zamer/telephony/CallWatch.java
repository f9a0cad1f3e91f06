package app.zamer.telephony;

import app.zamer.company.CompanyClock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Closes the calls whose end nobody has reported, so that nothing rings for ever. */
@Component
public class CallWatch {
  private final Calls calls;
  private final CallRepository repository;
  private final CallRules rules;
  private final CompanyClock clock;

  CallWatch(Calls calls, CallRepository repository, CallRules rules, CompanyClock clock) {
    this.calls = calls;
    this.repository = repository;
    this.rules = rules;
    this.clock = clock;
  }

  /** Closes all that are due by the company's clock, each in a transaction of its own. */
  public void wake() {
    Instant now = clock.instant();
    List<CallId> overdue;
    do {
      overdue = repository.overdue(now.minus(rules.ringsAtMost()), now.minus(rules.speaksAtMost()));
      if (overdue.stream().filter(calls::closeIfOverdue).count() == 0) {
        return;
      }
    } while (!overdue.isEmpty());
  }
}
