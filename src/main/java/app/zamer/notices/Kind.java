package app.zamer.notices;

import static app.zamer.notices.Channel.MAIL;
import static app.zamer.notices.Channel.PROGRAM;
import static app.zamer.notices.Channel.PUSH;

import app.zamer.users.Actor;
import app.zamer.users.Rights;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Of what kind a notice is: what people choose by. Each has the rights of the regulation file whose
 * holders it concerns, and where they are told of it as long as they choose nothing else.
 */
public enum Kind {
  /** A deal or a lead was given to somebody. */
  ASSIGNED("user-plus", Set.of("deal.own", "lead.own"), PROGRAM, PUSH, MAIL),
  /** What somebody who has left had was given to others, or waits to be. */
  HANDOVER(
      "user-check",
      Set.of("deal.own", "lead.own", "activity.read", "visit.result", "handover"),
      PROGRAM,
      PUSH,
      MAIL),
  CHAT("message", Set.of("chat.write"), PROGRAM, PUSH),
  VISIT("calendar-event", Set.of("visit.plan", "visit.confirm", "visit.result"), PROGRAM, PUSH),
  STAMP("rubber-stamp", Set.of("deal.own"), PROGRAM, PUSH),
  DEADLINE_AHEAD("clock", Set.of("deal.own", "lead.own", "stamp", "visit.plan"), PROGRAM, PUSH),
  DEADLINE_MISSED("clock-exclamation", Set.of("deal.own", "lead.own"), PROGRAM, PUSH, MAIL),
  /** A deadline that somebody else has missed. */
  ESCALATION("alert-triangle", Set.of("deadline.escalate"), PROGRAM, MAIL),
  CALL_MISSED("phone-x", Set.of("call.work"), PROGRAM, PUSH),
  /** What a client has answered about his booking. */
  BOOKING("calendar-due", Set.of("visit.confirm"), PROGRAM, PUSH),
  /** Somebody has written on the company's site. */
  REQUEST("send", Set.of("deal.own", "lead.own"), PROGRAM, PUSH),
  STATUS_REQUEST("gavel", Set.of("ledger.status", "ledger.status.request"), PROGRAM, PUSH),
  DIGEST(
      "sunrise",
      Set.of("deal.own", "lead.own", "stamp", "visit.plan", "visit.result"),
      PROGRAM,
      MAIL),
  /** What has happened to one's own account; everybody is told, whatever he has chosen. */
  SECURITY("lock", Set.of(), PROGRAM, MAIL);

  private final String icon;
  private final Set<String> rights;
  private final Set<Channel> usual;

  Kind(String icon, Set<String> rights, Channel... usual) {
    this.icon = icon;
    this.rights = rights;
    this.usual = Set.of(usual);
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A symbol of {@code assets/icons.svg}. */
  public String icon() {
    return icon;
  }

  /** Where somebody whom it concerns is told of it, as long as he has chosen nothing else. */
  boolean usual(Channel channel) {
    return usual.contains(channel);
  }

  /**
   * @param may whether somebody has a right
   */
  boolean concerns(Predicate<String> may) {
    return isForEverybody() || rights.stream().anyMatch(may);
  }

  static List<Kind> of(Actor person, Rights rights) {
    return Arrays.stream(values())
        .filter(kind -> !kind.isForEverybody())
        .filter(kind -> kind.concerns(right -> rights.may(person, right)))
        .toList();
  }

  /** Everybody is told of it, and nobody chooses not to be. */
  boolean isForEverybody() {
    return this == SECURITY;
  }

  static Optional<Kind> find(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
  }
}
