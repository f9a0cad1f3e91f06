package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealField;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.Messages;
import app.zamer.web.Shown;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a notice says and where it leads. */
@Component
public class NoticeWords {
  /** The detail of a notice that is the remark on an estimate. */
  static final String REMARK = "remark";

  /** The detail of a notice that says how many things of which kind were handed over. */
  static final String KINDS = "kinds";

  private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM HH:mm");
  private static final int MOST_DIGITS_OF_A_NAME = 4;

  private final Editions editions;
  private final Rights rights;
  private final CompanyClock clock;

  NoticeWords(Editions editions, Rights rights, CompanyClock clock) {
    this.editions = editions;
    this.rights = rights;
    this.clock = clock;
  }

  /** What has happened. */
  public Text title(Notice notice) {
    String when = notice.detail().getOrDefault("when", "");
    Instant at = when.isEmpty() ? null : Instant.parse(when);
    boolean ahead = notice.kind() == Kind.DEADLINE_AHEAD && at != null && endsADay(at);
    return Messages.text(
        "notices.what." + notice.what() + (ahead ? ".day" : ""),
        at == null ? "" : moment(at),
        name(notice),
        about(notice),
        notice.messages(),
        notice.detail().getOrDefault("today", "0"),
        notice.detail().getOrDefault("late", "0"),
        notice.detail().getOrDefault("waits", "0"));
  }

  /** How many things of which kind, as {@link #KINDS} keeps it. */
  static String kinds(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getKey() + ":" + count.getValue())
        .collect(Collectors.joining(","));
  }

  /** What the technologist wants mended, in his words; empty if the notice is of something else. */
  public String remark(Notice notice) {
    return notice.detail().getOrDefault(REMARK, "");
  }

  /** The deal or lead by its number; null if there is none or it is not to be seen. */
  public @Nullable Text number(Notice notice) {
    if (notice.subject().isEmpty()) {
      return null;
    }
    return notice.deal() != null
        ? Messages.text("notices.deal", notice.deal())
        : notice.lead() == null ? null : Messages.text("notices.lead", notice.lead());
  }

  /**
   * The same with the client's name, for what goes out of the program. A name that is a phone, as
   * of a client of whom nothing else is known, stays here.
   */
  @Nullable Text outside(Notice notice, boolean names) {
    Text number = number(notice);
    boolean named = names && digits(notice.client()) <= MOST_DIGITS_OF_A_NAME;
    return number == null || !named || notice.client().isEmpty()
        ? number
        : Messages.text("notices.of-client", number, notice.client());
  }

  /** The page where it is dealt with. */
  public String link(Notice notice, Actor actor) {
    boolean visitsOnly = !rights.may(actor, "deal.story");
    String home = visitsOnly ? "/visits/mine" : "/day";
    String form = notice.detail().get("form");
    if (form != null) {
      return "/admin/intake/" + form + "/flood";
    }
    return switch (notice.kind()) {
      case DIGEST -> home;
      case SECURITY -> "/account";
      case CALL_MISSED -> "/calls";
      case HANDOVER -> rights.reach(actor, "handover").isAll() ? "/handover" : home;
      case STATUS_REQUEST -> "/ledger/requests";
      case CHAT -> "/deals/" + notice.deal() + "/chat";
      default ->
          notice.subject().isEmpty() || visitsOnly
              ? home
              : notice.deal() != null
                  ? "/deals/" + notice.deal()
                  : notice.lead() != null ? "/leads/" + notice.lead() : home;
    };
  }

  /**
   * A moment as people speak of it: with its day only if that is not today, without its time if it
   * is the end of the day.
   */
  String moment(Instant instant) {
    ZonedDateTime here = instant.atZone(clock.getZone());
    LocalDate day = here.toLocalDate();
    if (endsADay(instant)) {
      return DAY.format(here);
    }
    return day.equals(clock.today()) ? TIME.format(here) : MOMENT.format(here);
  }

  private boolean endsADay(Instant instant) {
    return !instant.atZone(clock.getZone()).toLocalTime().isBefore(LAST_MINUTE);
  }

  private static Object name(Notice notice) {
    return notice.name().isEmpty() ? Messages.text("notices.program") : notice.name();
  }

  private Object about(Notice notice) {
    String said = notice.detail().get("said");
    if (said != null) {
      return said;
    }
    String kinds = notice.detail().get(KINDS);
    if (kinds != null) {
      return counted(kinds);
    }
    String rule = notice.detail().get("rule");
    if (rule != null) {
      return editions
          .inForce()
          .duty(Obligation.Kind.DEADLINE, rule, "")
          .map(Duty::subject)
          .orElse(new Text(rule, rule));
    }
    String status = notice.detail().get("status");
    if (status != null) {
      return editions.inForce().word(DealField.MEASUREMENT_STATUS.id(), status).text();
    }
    String day = notice.detail().get("day");
    if (day != null) {
      return Shown.day(LocalDate.parse(day));
    }
    String before = notice.detail().get("before");
    return before == null ? "" : moment(Instant.parse(before));
  }

  private static Text counted(String kinds) {
    List<Text> each =
        Arrays.stream(kinds.split(","))
            .map(
                kind -> {
                  int count = kind.indexOf(':');
                  return Messages.text(
                      "handover.counted",
                      Messages.text("handover.kind." + kind.substring(0, count)),
                      kind.substring(count + 1));
                })
            .toList();
    return new Text(
        each.stream().map(Text::ru).collect(Collectors.joining(", ")),
        each.stream().map(Text::en).collect(Collectors.joining(", ")));
  }

  private static long digits(String text) {
    return text.chars().filter(Character::isDigit).count();
  }
}
