package app.zamer.leads;

import app.zamer.clients.Client;
import app.zamer.clients.Clients;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.files.Files;
import app.zamer.regulation.DealId;
import app.zamer.regulation.LeadRules;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Text;
import app.zamer.regulation.Topic;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The leads: what begins with a call or a note and ends as a deal or with a reason (LEAD-1 …
 * LEAD-3). A number has one open lead at most, also when two calls of it are reported at the same
 * moment.
 *
 * <p>Every command is one transaction, writes who changed what by which clause (ALL-3), and throws
 * {@link NotFound} if there is no such lead and {@link
 * org.springframework.security.access.AccessDeniedException} if the actor lacks the right.
 */
@Service
public class Leads {
  private final LeadRepository leads;
  private final LeadChanges changes;
  private final Deals deals;
  private final Clients clients;
  private final Files files;
  private final CompanyClock clock;
  private final LeadRights rights;
  private final ApplicationEventPublisher events;

  Leads(
      LeadRepository leads,
      LeadChanges changes,
      Deals deals,
      Clients clients,
      Files files,
      CompanyClock clock,
      LeadRights rights,
      ApplicationEventPublisher events) {
    this.leads = leads;
    this.changes = changes;
    this.deals = deals;
    this.clients = clients;
    this.files = files;
    this.clock = clock;
    this.rights = rights;
    this.events = events;
  }

  /**
   * Finds what a call belongs to: the open deal of the number's client, whoever owns it, else the
   * number's open lead, else a new lead (LEAD-1). Nobody answered: the lead waits for its next
   * attempt (LEAD-2). Whoever may report calls may do this; the caller checks that.
   */
  @Transactional
  public CallTarget call(Actor actor, PhoneCall call) {
    leads.lock(call.phone());
    Optional<DealId> deal = deals.openDealReachedBy(call.phone());
    if (deal.isPresent()) {
      return new CallTarget.OnDeal(deal.get());
    }
    Instant now = clock.instant();
    Optional<Lead> known = leads.lockReachedBy(call.phone());
    Lead lead =
        known.orElseGet(
            () -> changes.insert(actor, draft(actor, call), changes.clauseOf(Topic.LEAD_INTAKE)));
    Lead after =
        call.answered() ? lead.answered(call.startedAt()) : unanswered(lead, call.startedAt(), now);
    changes.saveCalled(actor, lead, after);
    return new CallTarget.OnLead(lead.id(), known.isEmpty());
  }

  /**
   * Who spoke in the call that a lead was made of became known later: it is his, if it is nobody's
   * yet and he may have leads (LEAD-1).
   */
  @Transactional
  public void belongsTo(LeadId id, UserId user) {
    Lead lead = leads.lock(id).orElseThrow(() -> new NotFound("lead " + id));
    if (lead.owner() == null && !lead.isClosed() && rights.mayOwn(user)) {
      changes.save(
          Actor.SYSTEM,
          lead,
          lead.changed(lead.title(), lead.clientName(), lead.source(), user),
          changes.clauseOf(Topic.LEAD_INTAKE));
    }
  }

  /**
   * Puts what somebody has asked for on the site on what his number belongs to, as {@link #call}
   * does; a lead keeps his words in its history. Of a deal nothing is written here.
   */
  @Transactional
  public CallTarget request(Actor actor, SiteRequest request) {
    leads.lock(request.phone());
    Optional<DealId> deal = deals.openDealReachedBy(request.phone());
    if (deal.isPresent()) {
      return new CallTarget.OnDeal(deal.get());
    }
    Optional<Lead> known = leads.lockReachedBy(request.phone());
    Lead lead =
        known.orElseGet(
            () -> {
              UserId owner = request.owner();
              return changes.insert(
                  actor,
                  new Draft(
                      request.phone(),
                      request.name(),
                      request.name(),
                      request.source(),
                      owner != null && rights.mayOwn(owner) ? owner : null),
                  null);
            });
    changes.note(actor, lead, "request", request.told());
    return new CallTarget.OnLead(lead.id(), known.isEmpty());
  }

  /**
   * Makes a lead by hand; it belongs to the actor if he is a manager. A number that has an open
   * lead or deal is refused.
   */
  @Transactional
  public LeadOutcome open(Actor actor, NewLead lead) {
    rights.require(actor, LeadRights.CREATE);
    String clientName = stripped(lead.clientName());
    String title = stripped(lead.title());
    String source = stripped(lead.source());
    List<Violation> wrong = new ArrayList<>();
    if (!clientName.isEmpty()) {
      Client.wrongName("clientName", clientName).ifPresent(wrong::add);
    }
    TextField.TITLE.wrong(title).ifPresent(wrong::add);
    TextField.SOURCE.wrong(source).ifPresent(wrong::add);
    if (!wrong.isEmpty()) {
      return new LeadOutcome.Refused(wrong);
    }
    leads.lock(lead.phone());
    Optional<DealId> deal = deals.openDealOf(lead.phone());
    if (deal.isPresent()) {
      return new LeadOutcome.HasDeal(deal.get());
    }
    Optional<Lead> known = leads.lockOpen(lead.phone());
    if (known.isPresent()) {
      return new LeadOutcome.HasLead(known.get().id());
    }
    String shown =
        !title.isEmpty() ? title : !clientName.isEmpty() ? clientName : Draft.digits(lead.phone());
    UserId owner = rights.mayOwn(actor) ? actor.id() : null;
    Draft draft = new Draft(lead.phone(), shown, clientName, source, owner);
    return new LeadOutcome.Done(changes.insert(actor, draft, null));
  }

  public Lead get(Actor actor, LeadId id) {
    Lead lead = leads.find(id).orElseThrow(() -> new NotFound("lead " + id));
    rights.require(actor, lead, LeadRights.READ);
    return lead;
  }

  /**
   * @param expectedVersion the version the actor has seen; null if that does not matter
   */
  @Transactional
  public LeadOutcome change(
      Actor actor, LeadId id, @Nullable Long expectedVersion, LeadChange change) {
    Lead lead = lock(actor, id, LeadRights.EDIT);
    if (expectedVersion != null && expectedVersion != lead.version()) {
      return new LeadOutcome.Stale(lead.version());
    }
    if (lead.isClosed()) {
      return new LeadOutcome.AlreadyClosed(lead);
    }
    String title = change.title() == null ? lead.title() : change.title().strip();
    String clientName =
        change.clientName() == null ? lead.clientName() : change.clientName().strip();
    String source = change.source() == null ? lead.source() : change.source().strip();
    UserId owner = change.free() ? null : change.owner() == null ? lead.owner() : change.owner();
    if (!Objects.equals(owner, lead.owner())) {
      boolean takes = lead.owner() == null && owner != null && owner.equals(actor.id());
      rights.require(actor, lead, takes ? LeadRights.TAKE : LeadRights.ASSIGN);
    }
    List<Violation> wrong = new ArrayList<>();
    TextField.TITLE.missingOrWrong(title).ifPresent(wrong::add);
    if (!clientName.isEmpty()) {
      Client.wrongName("clientName", clientName).ifPresent(wrong::add);
    }
    TextField.SOURCE.wrong(source).ifPresent(wrong::add);
    if (owner != null && !owner.equals(lead.owner()) && !rights.mayOwn(owner)) {
      wrong.add(
          Violation.invalid(
              "owner",
              "«%s» не действующий менеджер: отдайте лид менеджеру.".formatted(owner),
              "«%s» is no active sales manager: give the lead to one.".formatted(owner)));
    }
    if (!wrong.isEmpty()) {
      return new LeadOutcome.Refused(wrong);
    }
    return new LeadOutcome.Done(
        changes.save(actor, lead, lead.changed(title, clientName, source, owner), null));
  }

  /** Makes a lead that nobody has taken the actor's own; one that is his already stays so. */
  @Transactional
  public LeadOutcome take(Actor actor, LeadId id) {
    Lead lead = lock(actor, id, LeadRights.TAKE);
    if (lead.isClosed()) {
      return new LeadOutcome.AlreadyClosed(lead);
    }
    return new LeadOutcome.Done(
        changes.save(
            actor,
            lead,
            lead.changed(lead.title(), lead.clientName(), lead.source(), actor.id()),
            null));
  }

  /**
   * Writes down that somebody called just now and nobody answered, for calls that no exchange
   * reports (LEAD-2).
   */
  @Transactional
  public LeadOutcome unanswered(Actor actor, LeadId id) {
    Lead lead = lock(actor, id, LeadRights.EDIT);
    if (lead.isClosed()) {
      return new LeadOutcome.AlreadyClosed(lead);
    }
    Instant now = clock.instant();
    return new LeadOutcome.Done(
        changes.saveCalled(
            actor,
            lead,
            unanswered(lead, now, now),
            new FieldChange("attempt", null, "unanswered")));
  }

  /** When the next attempt would be, did nobody answer now. */
  Instant nextAttempt() {
    Instant now = clock.instant();
    return changes.rules().nextAttempt(now, now);
  }

  /**
   * Plans the next attempt, or moves it (LEAD-2).
   *
   * @param expectedVersion the version the actor has seen; null if that does not matter
   */
  @Transactional
  public LeadOutcome plan(Actor actor, LeadId id, @Nullable Long expectedVersion, Instant at) {
    Lead lead = lock(actor, id, LeadRights.EDIT);
    if (expectedVersion != null && expectedVersion != lead.version()) {
      return new LeadOutcome.Stale(lead.version());
    }
    if (lead.isClosed()) {
      return new LeadOutcome.AlreadyClosed(lead);
    }
    LeadRules rules = changes.rules();
    Optional<Violation> wrong = rules.wrongAttempt("at", at, clock.instant());
    return wrong.isPresent()
        ? new LeadOutcome.Refused(List.of(wrong.get()))
        : new LeadOutcome.Done(changes.save(actor, lead, lead.nextAttempt(at), rules.clause()));
  }

  /**
   * Makes a client and a deal of a lead (LEAD-3). The deal belongs to the lead's owner, or to the
   * actor if it had none. The client whose number it is stays who he is.
   */
  @Transactional
  public LeadOutcome convert(Actor actor, LeadId id, Conversion conversion) {
    // the number before the lead, as everybody takes them, or two could wait for each other
    leads.lock(get(actor, id).phone());
    Lead lead = lock(actor, id, LeadRights.CLOSE);
    if (lead.isClosed()) {
      return new LeadOutcome.AlreadyClosed(lead);
    }
    String givenName = stripped(conversion.clientName());
    String clientName =
        !givenName.isEmpty()
            ? givenName
            : !lead.clientName().isEmpty() ? lead.clientName() : lead.phone().shown();
    String givenTitle = stripped(conversion.title());
    String title = givenTitle.isEmpty() ? lead.title() : givenTitle;
    List<Violation> wrong = new ArrayList<>();
    Client.wrongName("clientName", clientName).ifPresent(wrong::add);
    TextField.TITLE.wrong(title).ifPresent(wrong::add);
    if (!wrong.isEmpty()) {
      return new LeadOutcome.Refused(wrong);
    }
    UserId owner = lead.owner() == null && rights.mayOwn(actor) ? actor.id() : lead.owner();
    NewDeal deal =
        new NewDeal(
            clientName,
            lead.phone(),
            title,
            lead.source().isEmpty() ? null : lead.source(),
            conversion.allowDuplicate(),
            owner);
    return switch (deals.open(actor, deal)) {
      case OpenOutcome.Duplicate(DealId existing) -> new LeadOutcome.HasDeal(existing);
      case OpenOutcome.Opened(DealId opened) -> {
        changes.carryOver(actor, lead, opened);
        Lead closed =
            lead.changed(lead.title(), clientName, lead.source(), owner)
                .converted(changes.rules().closed(), opened);
        Lead saved = changes.save(actor, lead, closed, changes.clauseOf(Topic.LEAD_CLOSE));
        files.carryOver(actor, id.value(), opened);
        events.publishEvent(new LeadConverted(id, opened, actor));
        yield new LeadOutcome.Done(saved);
      }
    };
  }

  /** Closes a lead that comes to nothing; the reason has to be said (LEAD-3). */
  @Transactional
  public LeadOutcome disqualify(Actor actor, LeadId id, @Nullable String reason) {
    return disqualify(actor, id, reason, null);
  }

  /**
   * The same.
   *
   * @param reason the id of one of the regulation's reasons, or one in the actor's own words
   * @param comment what there is to add; null for nothing
   */
  @Transactional
  public LeadOutcome disqualify(
      Actor actor, LeadId id, @Nullable String reason, @Nullable String comment) {
    Lead lead = lock(actor, id, LeadRights.CLOSE);
    if (lead.isClosed()) {
      return new LeadOutcome.AlreadyClosed(lead);
    }
    String said = stripped(reason);
    String more = stripped(comment);
    List<Violation> wrong = wrongReason(changes.regulation(), said, more);
    return wrong.isEmpty()
        ? new LeadOutcome.Done(
            changes.save(
                actor,
                lead,
                lead.disqualified(changes.rules().closed(), said, more),
                changes.clauseOf(Topic.LEAD_CLOSE)))
        : new LeadOutcome.Refused(wrong);
  }

  static List<Violation> wrongReason(Regulation regulation, String reason, String comment) {
    List<Violation> wrong = new ArrayList<>();
    if (reason.isEmpty()) {
      wrong.add(
          regulation.violation(
              Topic.LEAD_CLOSE,
              "reason",
              new Text(
                  "Укажите причину, по которой из лида ничего не вышло.",
                  "Say for what reason the lead came to nothing.")));
    }
    TextField.REASON.wrong(reason).ifPresent(wrong::add);
    TextField.COMMENT.wrong(comment).ifPresent(wrong::add);
    return wrong;
  }

  /**
   * Goes on with a lead that was disqualified; one that has become a deal stays that, and a number
   * that has an open lead or deal meanwhile has no second (LEAD-1). An open lead is left as it is.
   */
  @Transactional
  public LeadOutcome reopen(Actor actor, LeadId id) {
    // the number before the lead, as everybody takes them, or two could wait for each other
    Phone phone = get(actor, id).phone();
    leads.lock(phone);
    Lead lead = lock(actor, id, LeadRights.REOPEN);
    if (lead.deal() != null) {
      return new LeadOutcome.AlreadyClosed(lead);
    }
    if (!lead.isClosed()) {
      return new LeadOutcome.Done(lead);
    }
    Optional<LeadOutcome> taken = taken(phone);
    return taken.isPresent()
        ? taken.get()
        : new LeadOutcome.Done(
            changes.save(
                actor,
                lead,
                lead.reopened(changes.rules().reopened(lead.attempts()), null),
                changes.clauseOf(Topic.LEAD_CLOSE)));
  }

  /** What has this number already; to be asked while it is locked. */
  Optional<LeadOutcome> taken(Phone phone) {
    Optional<DealId> deal = deals.openDealOf(phone);
    return deal.isPresent()
        ? Optional.of(new LeadOutcome.HasDeal(deal.get()))
        : leads.lockOpen(phone).map(open -> new LeadOutcome.HasLead(open.id()));
  }

  /** Checks that the actor may see the lead, for what belongs to it in other modules. */
  public void requireRead(Actor actor, LeadId id) {
    get(actor, id);
  }

  /**
   * Checks a right on a lead, before anything else about a request is looked at, and hands the lead
   * out.
   */
  Lead require(Actor actor, LeadId id, String right) {
    Lead lead = leads.find(id).orElseThrow(() -> new NotFound("lead " + id));
    rights.require(actor, lead, right);
    return lead;
  }

  private Lead lock(Actor actor, LeadId id, String right) {
    Lead lead = leads.lock(id).orElseThrow(() -> new NotFound("lead " + id));
    rights.require(actor, lead, right);
    return lead;
  }

  private Lead unanswered(Lead lead, Instant startedAt, Instant now) {
    LeadRules rules = changes.rules();
    return lead.unanswered(rules.unanswered(), startedAt, rules.nextAttempt(startedAt, now));
  }

  private Draft draft(Actor actor, PhoneCall call) {
    UserId user = call.user();
    UserId owner =
        user != null && rights.mayOwn(user) ? user : rights.mayOwn(actor) ? actor.id() : null;
    List<Client> known = clients.reachedBy(call.phone());
    return Draft.of(call, known.size() == 1 ? known.getFirst().name() : "", owner);
  }

  private static String stripped(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
