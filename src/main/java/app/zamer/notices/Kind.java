package app.zamer.notices;

import static app.zamer.notices.Channel.MAIL;
import static app.zamer.notices.Channel.PROGRAM;
import static app.zamer.notices.Channel.PUSH;
import static app.zamer.users.Role.COMMUNICATIONS_MANAGER;
import static app.zamer.users.Role.ENGINEER;
import static app.zamer.users.Role.HEAD_OF_SALES;
import static app.zamer.users.Role.MANAGER;
import static app.zamer.users.Role.TECHNOLOGIST;

import app.zamer.users.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Of what kind a notice is: what people choose by. Each has the roles it concerns and where they
 * are told of it as long as they choose nothing else.
 */
public enum Kind {
  /** A deal or a lead was given to somebody. */
  ASSIGNED("user-plus", Set.of(MANAGER, HEAD_OF_SALES), PROGRAM, PUSH, MAIL),
  CHAT(
      "message",
      Set.of(MANAGER, TECHNOLOGIST, COMMUNICATIONS_MANAGER, ENGINEER, HEAD_OF_SALES),
      PROGRAM,
      PUSH),
  VISIT(
      "calendar-event",
      Set.of(MANAGER, COMMUNICATIONS_MANAGER, ENGINEER, HEAD_OF_SALES),
      PROGRAM,
      PUSH),
  STAMP("rubber-stamp", Set.of(MANAGER, HEAD_OF_SALES), PROGRAM, PUSH),
  DEADLINE_AHEAD(
      "clock", Set.of(MANAGER, TECHNOLOGIST, COMMUNICATIONS_MANAGER, HEAD_OF_SALES), PROGRAM, PUSH),
  DEADLINE_MISSED("clock-exclamation", Set.of(MANAGER, HEAD_OF_SALES), PROGRAM, PUSH, MAIL),
  /** A deadline that somebody else has missed. */
  ESCALATION("alert-triangle", Set.of(HEAD_OF_SALES), PROGRAM, MAIL),
  CALL_MISSED("phone-x", Set.of(MANAGER, HEAD_OF_SALES), PROGRAM, PUSH),
  /** What a client has answered about his booking. */
  BOOKING("calendar-due", Set.of(MANAGER, COMMUNICATIONS_MANAGER, HEAD_OF_SALES), PROGRAM, PUSH),
  /** Somebody has written on the company's site. */
  REQUEST("send", Set.of(MANAGER, HEAD_OF_SALES), PROGRAM, PUSH),
  STATUS_REQUEST(
      "gavel", Set.of(MANAGER, TECHNOLOGIST, COMMUNICATIONS_MANAGER, HEAD_OF_SALES), PROGRAM, PUSH),
  DIGEST(
      "sunrise",
      Set.of(MANAGER, TECHNOLOGIST, COMMUNICATIONS_MANAGER, ENGINEER, HEAD_OF_SALES),
      PROGRAM,
      MAIL);

  private final String icon;
  private final Set<Role> roles;
  private final Set<Channel> usual;

  Kind(String icon, Set<Role> roles, Channel... usual) {
    this.icon = icon;
    this.roles = roles;
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

  boolean concerns(Collection<Role> person) {
    return roles.stream().anyMatch(person::contains);
  }

  static List<Kind> of(Collection<Role> person) {
    return Arrays.stream(values()).filter(kind -> kind.concerns(person)).toList();
  }

  static Optional<Kind> find(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
  }
}
