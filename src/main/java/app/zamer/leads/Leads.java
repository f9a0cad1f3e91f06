package app.zamer.leads;

import app.zamer.clients.Client;
import app.zamer.clients.Clients;
import app.zamer.company.CompanyClock;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final Users users;
  private final CompanyClock clock;
  private final NextAttempt nextAttempt;
  private final ApplicationEventPublisher events;

  Leads(
      LeadRepository leads,
      LeadChanges changes,
      Deals deals,
      Clients clients,
      Users users,
      CompanyClock clock,
      NextAttempt nextAttempt,
      ApplicationEventPublisher events) {
    this.leads = leads;
    this.changes = changes;
    this.deals = deals;
    this.clients = clients;
    this.users = users;
    this.clock = clock;
    this.nextAttempt = nextAttempt;
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
    Optional<DealId> deal = deals.openDealOf(call.phone());
    if (deal.isPresent()) {
      return new CallTarget.OnDeal(deal.get());
    }
    Instant now = clock.instant();
    Optional<Lead> known = leads.lockOpen(call.phone());
    Lead lead = known.orElseGet(() -> changes.insert(actor, draft(actor, call), "LEAD-1"));
    Lead after =
        call.answered()
            ? lead.answered(call.startedAt())
            : lead.unanswered(
                call.startedAt(), nextAttempt.after(call.startedAt(), now, clock.getZone()));
    changes.saveCalled(actor, lead, after);
    return new CallTarget.OnLead(lead.id(), known.isEmpty());
  }

  /**
   * Puts what somebody has asked for on the site on what his number belongs to, as {@link #call}
   * does; a lead keeps his words in its history. Of a deal nothing is written here.
   */
  @Transactional
  public CallTarget request(Actor actor, SiteRequest request) {
    leads.lock(request.phone());
    Optional<DealId> deal = deals.openDealOf(request.phone());
    if (deal.isPresent()) {
      return new CallTarget.OnDeal(deal.get());
    }
    Optional<Lead> known = leads.lockOpen(request.phone());
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
                      owner != null && isManager(owner) ? owner : null),
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
    LeadRights.requireOpen(actor);
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
    UserId owner = actor.is(Role.MANAGER) ? actor.id() : null;
    Draft draft = new Draft(lead.phone(), shown, clientName, source, owner);
    return new LeadOutcome.Done(changes.insert(actor, draft, null));
  }

  public Lead get(Actor actor, LeadId id) {
    Lead lead = leads.find(id).orElseThrow(() -> new NotFound("lead " + id));
    LeadRights.requireRead(actor, lead);
    return lead;
  }

  /**
   * @param expectedVersion the version the actor has seen; null if that does not matter
   */
  @Transactional
  public LeadOutcome change(
      Actor actor, LeadId id, @Nullable Long expectedVersion, LeadChange change) {
    Lead lead = lock(actor, id);
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
    List<Violation> wrong = new ArrayList<>();
    TextField.TITLE.missingOrWrong(title).ifPresent(wrong::add);
    if (!clientName.isEmpty()) {
      Client.wrongName("clientName", clientName).ifPresent(wrong::add);
    }
    TextField.SOURCE.wrong(source).ifPresent(wrong::add);
    if (owner != null && !owner.equals(lead.owner()) && !isManager(owner)) {
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

  /**
   * Makes a client and a deal of a lead (LEAD-3). The deal belongs to the lead's owner, or to the
   * actor if it had none. The client whose number it is stays who he is.
   */
  @Transactional
  public LeadOutcome convert(Actor actor, LeadId id, Conversion conversion) {
    // the number before the lead, as everybody takes them, or two could wait for each other
    leads.lock(get(actor, id).phone());
    Lead lead = lock(actor, id);
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
    UserId owner = lead.owner() == null && actor.is(Role.MANAGER) ? actor.id() : lead.owner();
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
        Lead closed =
            lead.changed(lead.title(), clientName, lead.source(), owner).converted(opened);
        Lead saved = changes.save(actor, lead, closed, "LEAD-3");
        events.publishEvent(new LeadConverted(id, opened, actor));
        yield new LeadOutcome.Done(saved);
      }
    };
  }

  /** Closes a lead that comes to nothing; the reason has to be said (LEAD-3). */
  @Transactional
  public LeadOutcome disqualify(Actor actor, LeadId id, @Nullable String reason) {
    Lead lead = lock(actor, id);
    if (lead.isClosed()) {
      return new LeadOutcome.AlreadyClosed(lead);
    }
    String said = stripped(reason);
    if (said.isEmpty()) {
      return new LeadOutcome.Refused(
          List.of(
              new Violation(
                  "LEAD-3",
                  "reason",
                  new Text(
                      "Укажите причину, по которой из лида ничего не вышло.",
                      "Say for what reason the lead came to nothing."))));
    }
    Optional<Violation> wrong = TextField.REASON.wrong(said);
    return wrong.isPresent()
        ? new LeadOutcome.Refused(List.of(wrong.get()))
        : new LeadOutcome.Done(changes.save(actor, lead, lead.disqualified(said), "LEAD-3"));
  }

  /** Checks that the actor may see the lead, for what belongs to it in other modules. */
  public void requireRead(Actor actor, LeadId id) {
    get(actor, id);
  }

  /**
   * Checks that the actor may change the lead, before anything else about a request is looked at.
   */
  void requireChange(Actor actor, LeadId id) {
    LeadRights.requireChange(actor, leads.find(id).orElseThrow(() -> new NotFound("lead " + id)));
  }

  /** The lead, locked until the end of the transaction, if the actor may change it. */
  Lead lock(Actor actor, LeadId id) {
    Lead lead = leads.lock(id).orElseThrow(() -> new NotFound("lead " + id));
    LeadRights.requireChange(actor, lead);
    return lead;
  }

  private Draft draft(Actor actor, PhoneCall call) {
    UserId user = call.user();
    UserId owner =
        user != null && isManager(user) ? user : actor.is(Role.MANAGER) ? actor.id() : null;
    return Draft.of(call, clients.byPhone(call.phone()).map(Client::name).orElse(""), owner);
  }

  private boolean isManager(UserId user) {
    return users
        .find(user)
        .filter(found -> found.active() && found.roles().contains(Role.MANAGER))
        .isPresent();
  }

  private static String stripped(@Nullable String text) {
    return text == null ? "" : text.strip();
  }
}
