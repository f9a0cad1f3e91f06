package app.zamer.telephony;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Component;

/** What the company has set for calls: parameters of the regulation file. */
@Component
class CallRules {
  private final Editions editions;
  private final CompanyClock clock;

  CallRules(Editions editions, CompanyClock clock) {
    this.editions = editions;
    this.clock = clock;
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
    ZonedDateTime at =
        now.plus(Duration.ofMinutes(number("callBackMinutes", 30))).atZone(clock.getZone());
    LocalTime from = time("workFrom", "09:00");
    if (at.toLocalTime().isBefore(from)) {
      return at.with(from).toInstant();
    }
    return at.toLocalTime().isAfter(time("workUntil", "20:00"))
        ? at.plusDays(1).with(from).toInstant()
        : at.toInstant();
  }

  // an edition adopted before there were calls in it has none of these
  private long number(String parameter, int otherwise) {
    return editions.inForce().parameters().get(parameter) instanceof Number number
        ? number.longValue()
        : otherwise;
  }

  private LocalTime time(String parameter, String otherwise) {
    return LocalTime.parse(
        editions.inForce().parameters().get(parameter) instanceof String text ? text : otherwise);
  }
}
