package app.zamer.notices;

import app.zamer.company.CompanyClock;
import app.zamer.company.Site;
import app.zamer.editions.Editions;
import app.zamer.notices.MailServer.Mail;
import app.zamer.regulation.Obligation;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.regulation.Text;
import app.zamer.users.Actor;
import app.zamer.web.Messages;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Notices as mails, plain and HTML. Of a client they have at most the name; everything else is
 * behind the link, where who reads has to sign in.
 */
@Component
class NoticeLetters {
  private static final int MOST_LINES = 15;

  private final NoticeWords words;
  private final DigestQuery digests;
  private final Notices notices;
  private final Editions editions;
  private final CompanyClock clock;
  private final TemplateEngine templates;
  private final Site site;

  NoticeLetters(
      NoticeWords words,
      DigestQuery digests,
      Notices notices,
      Editions editions,
      CompanyClock clock,
      TemplateEngine templates,
      Site site) {
    this.words = words;
    this.digests = digests;
    this.notices = notices;
    this.editions = editions;
    this.clock = clock;
    this.templates = templates;
    this.site = site;
  }

  /**
   * One mail of all these notices.
   *
   * @param notices at least one, the earliest first
   */
  Mail of(List<Notice> notices, Actor actor, String to, Locale language) {
    Notice first = notices.getFirst();
    if (notices.size() == 1) {
      List<LetterLine> lines = new ArrayList<>();
      Text subject = outside(first);
      if (subject != null) {
        lines.add(new LetterLine(subject.in(language), ""));
      }
      if (first.kind() == Kind.DIGEST) {
        today(actor, language).forEach(line -> lines.add(new LetterLine(line, "")));
      }
      return letter(
          "notice-" + first.id(),
          to,
          words.title(first).in(language),
          lines,
          Messages.text("notices.mail.open").in(language),
          site.address("/notices/" + first.id()),
          language);
    }
    List<LetterLine> lines = new ArrayList<>();
    for (Notice notice : notices) {
      Text subject = outside(notice);
      String title = words.title(notice).in(language);
      lines.add(
          new LetterLine(
              subject == null ? title : title + " · " + subject.in(language),
              site.address("/notices/" + notice.id())));
      if (notice.kind() == Kind.DIGEST) {
        today(actor, language).forEach(line -> lines.add(new LetterLine(line, "")));
      }
    }
    return letter(
        "notices-" + first.id() + "-" + notices.getLast().id(),
        to,
        Messages.text("notices.mail.several", notices.size()).in(language),
        lines,
        Messages.text("notices.mail.open").in(language),
        site.address("/notices"),
        language);
  }

  private @Nullable Text outside(Notice notice) {
    return words.outside(notice, notices.rules().names());
  }

  /** The mail that asks whether an address is the person's. */
  Mail confirmation(String to, String code, Locale language) {
    return letter(
        "confirm-" + code.substring(0, 12),
        to,
        Messages.text("notices.mail.confirm").in(language),
        List.of(new LetterLine(Messages.text("notices.mail.confirm.why").in(language), "")),
        Messages.text("notices.mail.confirm.open").in(language),
        site.address("/account/notices/email/" + code),
        language);
  }

  /** The mail to an address that was a person's until now. */
  Mail addressChanged(String to, Locale language) {
    return letter(
        "address-changed-" + clock.instant().toEpochMilli(),
        to,
        Messages.text("notices.mail.address-changed").in(language),
        List.of(new LetterLine(Messages.text("notices.mail.address-changed.why").in(language), "")),
        Messages.text("notices.mail.open").in(language),
        site.address("/account/notices"),
        language);
  }

  private List<String> today(Actor actor, Locale language) {
    Instant now = clock.instant();
    Instant until = clock.today().plusDays(1).atStartOfDay(clock.getZone()).toInstant();
    return digests.today(actor, now, until, MOST_LINES).stream()
        .map(
            line -> {
              Text number =
                  line.deal() > 0
                      ? Messages.text("notices.deal", line.deal())
                      : Messages.text("notices.lead", line.lead());
              return words.moment(line.at())
                  + " — "
                  + what(line, language)
                  + " · "
                  + number.in(language);
            })
        .toList();
  }

  private String what(DigestQuery.Line line, Locale language) {
    if (line.rule().isEmpty()) {
      return line.text().isEmpty()
          ? Messages.text("notices.digest.visit").in(language)
          : line.text();
    }
    Obligation.Kind kind =
        line.text().isEmpty() ? Obligation.Kind.DEADLINE : Obligation.Kind.ACTIVITY;
    return editions
        .inForce()
        .duty(kind, line.rule(), line.text())
        .map(Duty::subject)
        .map(subject -> subject.in(language))
        .orElse(line.text().isEmpty() ? line.rule() : line.text());
  }

  private Mail letter(
      String id,
      String to,
      String title,
      List<LetterLine> lines,
      String open,
      String address,
      Locale language) {
    String choices = Messages.text("notices.mail.choices").in(language);
    String settings = site.address("/account/notices");
    Map<String, Object> model = new HashMap<>();
    model.put("language", language.getLanguage());
    model.put("title", title);
    model.put("lines", lines);
    model.put("open", open);
    model.put("address", address);
    model.put("choices", choices);
    model.put("settings", settings);
    var html = new StringOutput();
    templates.render("notices/mail.jte", model, html);
    List<String> plain = new ArrayList<>(List.of(title, ""));
    for (LetterLine line : lines) {
      plain.add(line.text());
      if (!line.address().isEmpty()) {
        plain.add(line.address());
      }
    }
    plain.addAll(List.of("", open + ": " + address, "", "-- ", choices + ": " + settings));
    return new Mail(id, to, title, String.join("\n", plain), html.toString());
  }
}
