package app.zamer.web;

import org.springframework.stereotype.Component;

/** What is kept to answer repeated requests as the first time. */
@Component
public class IdempotentAnswers {
  private final IdempotentRequestRepository requests;

  IdempotentAnswers(IdempotentRequestRepository requests) {
    this.requests = requests;
  }

  /**
   * Somebody's data is removed: whatever was answered before may speak of him, sealed as it is, so
   * none of it is given out again. A request that is repeated then is answered with its status
   * alone, and still does nothing twice.
   */
  public void forget() {
    requests.forgetAnswers();
  }
}
