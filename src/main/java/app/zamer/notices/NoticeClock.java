package app.zamer.notices;

import static app.zamer.notices.Notices.detail;

import app.zamer.activities.SubjectKind;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.users.Rights;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is told by the clock: warnings before deadlines, and the digest of the morning. It keeps
 * nothing, so it may be woken at any time, twice, or on two nodes at once.
 */
@Component
public class NoticeClock {
  /** Who comes up later than this after the hour of the digest tells nobody of that morning. */
  private static final Duration MORNING = Duration.ofHours(3);

  private final WarningQuery warnings;
  private final DigestQuery digests;
  private final Recipients recipients;
  private final SettingRepository settings;
  private final NoticeRepository repository;
  private final Notices notices;
  private final Editions editions;
  private final Rights rights;
  private final CompanyClock clock;
  private final TransactionTemplate ownTransaction;

  NoticeClock(
      WarningQuery warnings,
      DigestQuery digests,
      Recipients recipients,
      SettingRepository settings,
      NoticeRepository repository,
      Notices notices,
      Editions editions,
      Rights rights,
      CompanyClock clock,
      PlatformTransactionManager transactions) {
    this.warnings = warnings;
    this.digests = digests;
    this.recipients = recipients;
    this.settings = settings;
    this.repository = repository;
    this.notices = notices;
    this.editions = editions;
    this.rights = rights;
    this.clock = clock;
    this.ownTransaction = new TransactionTemplate(transactions);
    this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Tells what it is time to tell by the company's clock. */
  public void wake() {
    Instant now = clock.instant();
    for (WarningQuery.Near deadline : warnings.near(editions.inForce().warnings(), now)) {
      ownTransaction.executeWithoutResult(transaction -> warn(deadline, now));
    }
    digest(now);
  }

  /** The next moment after this one at which there may be something to tell. */
  public Instant nextAfter(Instant moment) {
    return Stream.concat(
            warnings.next(editions.inForce().warnings(), moment).stream(),
            Stream.of(nextDigest(moment)))
        .min(Instant::compareTo)
        .orElseThrow();
  }

  void forgetOld() {
    repository.removeBefore(clock.instant().minus(Duration.ofDays(notices.rules().days())));
  }

  private void warn(WarningQuery.Near deadline, Instant now) {
    if (!warnings.claim(deadline)) {
      return;
    }
    String occasion = "ahead " + deadline.rule() + " " + deadline.anchor() + " " + deadline.dueAt();
    Map<String, Object> detail = detail("rule", deadline.rule(), "when", deadline.dueAt());
    String what = "deadline-ahead";
    Told told =
        deadline.kind() == SubjectKind.DEAL
            ? Told.ofDeal(
                Kind.DEADLINE_AHEAD, what, new DealId(deadline.subject()), occasion, detail, now)
            : Told.ofLead(Kind.DEADLINE_AHEAD, what, deadline.subject(), occasion, detail, now);
    notices.tell(
        told.until(deadline.dueAt()),
        recipients.ofDeadline(
            deadline.kind(),
            deadline.subject(),
            deadline.rule(),
            deadline.anchor(),
            deadline.owner()));
  }

  private void digest(Instant now) {
    Rules rules = notices.rules();
    ZonedDateTime here = now.atZone(clock.getZone());
    LocalDate day = here.toLocalDate();
    Instant hour = day.atTime(rules.digestAt()).atZone(clock.getZone()).toInstant();
    boolean morning = !now.isBefore(hour) && now.isBefore(hour.plus(MORNING));
    if (morning && rules.digestDays().contains(day.getDayOfWeek())) {
      ownTransaction.executeWithoutResult(
          transaction -> {
            if (warnings.claimDigest(day, now)) {
              settings.all().forEach(person -> digest(person, day, now));
            }
          });
    }
  }

  private void digest(Setting person, LocalDate day, Instant now) {
    if (person.channels(Kind.DIGEST, rights).isEmpty()) {
      return;
    }
    Instant until = day.plusDays(1).atStartOfDay(clock.getZone()).toInstant();
    boolean grants = rights.reach(person.actor(), "ledger.status").isAll();
    DigestQuery.Counts counts = digests.counts(person.actor(), grants, now, until);
    if (counts.nothing()) {
      return;
    }
    notices.tell(
        new Told(
            Kind.DIGEST,
            "digest",
            "day " + day,
            null,
            null,
            detail("today", counts.today(), "late", counts.late(), "waits", counts.waits()),
            now,
            until),
        List.of(person.actor().id()));
  }

  private Instant nextDigest(Instant moment) {
    Rules rules = notices.rules();
    LocalDate day = LocalDate.ofInstant(moment, clock.getZone());
    return Stream.iterate(day, next -> next.plusDays(1))
        .filter(next -> rules.digestDays().contains(next.getDayOfWeek()))
        .map(next -> next.atTime(rules.digestAt()).atZone(clock.getZone()).toInstant())
        .filter(next -> next.isAfter(moment))
        .findFirst()
        .orElseThrow();
  }
}
