package app.zamer.telephony;

import app.zamer.editions.Editions;
import app.zamer.regulation.Topic;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the company has set for calls: parameters of the regulation file. */
@Component
class CallRules {
  private final Editions editions;

  CallRules(Editions editions) {
    this.editions = editions;
  }

  /** After this a call that rings has ended, though nobody said so. */
  Duration ringsAtMost() {
    return Duration.ofMinutes(number("ringingEndsAfterMinutes", 5));
  }

  /** After this a conversation has ended, though nobody said so. */
  Duration speaksAtMost() {
    return Duration.ofHours(number("talkEndsAfterHours", 4));
  }

  /** When to call back whoever was missed: a while from now, within the company's hours. */
  Instant callBack(Instant now) {
    return editions
        .inForce()
        .leads()
        .hours()
        .within(now.plus(Duration.ofMinutes(number("callBackMinutes", 30))));
  }

  /** The clause by which a call is put on a deal; null if the regulation in force names none. */
  @Nullable String callBackClause() {
    String clause = editions.inForce().clauseOf(Topic.LEAD_INTAKE);
    return clause.isEmpty() ? null : clause;
  }

  // an edition adopted before there were calls in it has none of these
  private long number(String parameter, int otherwise) {
    return editions.inForce().parameters().get(parameter) instanceof Number number
        ? number.longValue()
        : otherwise;
  }
}
