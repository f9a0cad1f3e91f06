package app.zamer.users;

import app.zamer.company.CompanyClock;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the owner of an account what has happened to it, once that is committed. */
@Component
class AccountMessages {
  private final ApplicationEventPublisher events;
  private final CompanyClock clock;

  AccountMessages(ApplicationEventPublisher events, CompanyClock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** See {@link AccountNews}. */
  @Transactional
  void tell(UserId owner, String what, Map<String, String> detail) {
    events.publishEvent(new AccountNews(owner, what, detail, clock.instant()));
  }
}
