package app.zamer.intake;

import app.zamer.company.CompanyClock;
import app.zamer.deals.DealComments;
import app.zamer.leads.CallTarget;
import app.zamer.leads.LeadId;
import app.zamer.leads.Leads;
import app.zamer.leads.SiteRequest;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what visitors send. Whatever became of it inside the company, they are told the same, so
 * that nobody learns from a form whose number is known here.
 */
@Service
class SiteRequests {
  private static final Logger log = LoggerFactory.getLogger(SiteRequests.class);

  private final Leads leads;
  private final DealComments comments;
  private final TimeTokens tokens;
  private final Throttle throttle;
  private final Floods floods;
  private final JdbcClient jdbc;
  private final CompanyClock clock;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transactions;

  SiteRequests(
      Leads leads,
      DealComments comments,
      TimeTokens tokens,
      Throttle throttle,
      Floods floods,
      JdbcClient jdbc,
      CompanyClock clock,
      ApplicationEventPublisher events,
      TransactionTemplate transactions) {
    this.leads = leads;
    this.comments = comments;
    this.tokens = tokens;
    this.throttle = throttle;
    this.floods = floods;
    this.jdbc = jdbc;
    this.clock = clock;
    this.events = events;
    this.transactions = transactions;
  }

  /** What a visitor is told. */
  sealed interface Answer {
    /** Thank you. */
    record Thanks() implements Answer {}

    /** Something is wrong with what he typed. */
    record Wrong() implements Answer {}

    /** Sooner than a person can type. */
    record TooFast() implements Answer {}

    /** Too long ago, or without ever having seen the form: he sends it again. */
    record Stale() implements Answer {}

    /** The same form was sent before with other words: he sends it again if he means it. */
    record Twice() implements Answer {}

    record TooMany(Duration pause) implements Answer {}
  }

  /**
   * @param address where it comes from
   */
  Answer receive(IntakeForm form, SentForm sent, String address) {
    Optional<Duration> wait = throttle.send(address);
    if (wait.isPresent()) {
      return new Answer.TooMany(wait.get());
    }
    if (sent.trapped()) {
      log.info("a program has filled in form {}", form.id());
      return new Answer.Thanks();
    }
    if (!sent.wrong().isEmpty()) {
      return new Answer.Wrong();
    }
    switch (tokens.worth(form, sent.token())) {
      case TOO_FAST -> {
        return new Answer.TooFast();
      }
      case STALE -> {
        return new Answer.Stale();
      }
      case GOOD -> {}
    }
    Optional<Duration> share = throttle.share(form.id(), address);
    return share.isPresent()
        ? new Answer.TooMany(share.get())
        : transactions.execute(_ -> keep(form, sent));
  }

  private Answer keep(IntakeForm form, SentForm sent) {
    switch (tokens.use(sent.token(), sent.content())) {
      case AGAIN -> {
        return new Answer.Thanks();
      }
      case OTHERWISE -> {
        return new Answer.Twice();
      }
      case FIRST -> {}
    }
    Optional<Duration> wait = throttle.request(form.id());
    if (wait.isPresent() && floods.reached(form)) {
      wait = throttle.more(form.id());
    }
    if (wait.isPresent()) {
      tokens.unuse(sent.token());
      return new Answer.TooMany(wait.get());
    }
    CallTarget target =
        leads.request(
            Actor.SYSTEM,
            new SiteRequest(
                sent.phone(), sent.name(), form.source(), form.owner(), sent.told(form)));
    switch (target) {
      case CallTarget.OnLead(LeadId lead, boolean made) -> kept(form, lead, null, made);
      case CallTarget.OnDeal(DealId deal) -> {
        comments.add(Actor.SYSTEM, deal, sent.toldOnDeal(form), false);
        kept(form, null, deal, false);
      }
    }
    return new Answer.Thanks();
  }

  private void kept(IntakeForm form, @Nullable LeadId lead, @Nullable DealId deal, boolean made) {
    Instant now = clock.instant();
    jdbc.sql(
            """
            insert into intake_request (form_id, consent, at, lead_id, deal_id, made)
            values (:form, :consent, :at, :lead, :deal, :made)
            """)
        .param("form", form.id())
        .param("consent", form.consentVersion())
        .param("at", now.atOffset(ZoneOffset.UTC))
        .param("lead", lead == null ? null : lead.value())
        .param("deal", deal == null ? null : deal.value())
        .param("made", made)
        .update();
    events.publishEvent(new RequestReceived(form.id(), form.name(), lead, deal, made, now));
  }
}
