package app.zamer.notices;

import static app.zamer.notices.Notices.detail;

import app.zamer.activities.DeadlineMissed;
import app.zamer.activities.SubjectKind;
import app.zamer.chat.MessagePosted;
import app.zamer.chat.PresenceChanged;
import app.zamer.deals.DealAssigned;
import app.zamer.handover.HandedOver;
import app.zamer.handover.HandoverWaits;
import app.zamer.intake.BookingAnswered;
import app.zamer.intake.FormFlooded;
import app.zamer.intake.RequestReceived;
import app.zamer.leads.LeadAssigned;
import app.zamer.leads.LeadId;
import app.zamer.measurements.EstimateReturned;
import app.zamer.measurements.StampGiven;
import app.zamer.measurements.StatusAnswered;
import app.zamer.measurements.StatusAsked;
import app.zamer.measurements.VisitChanged;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.telephony.CallMissed;
import app.zamer.users.AccountNews;
import app.zamer.users.Rights;
import app.zamer.users.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Turns what has happened elsewhere into notices. Heard twice is the same as heard once. */
@Component
class NoticeListeners {
  private static final Set<String> LOCKED_OUT = Set.of("sign-in-copied", "password-set");

  private final Notices notices;
  private final Browsers browsers;
  private final Recipients recipients;
  private final SettingRepository settings;
  private final Rights rights;

  NoticeListeners(
      Notices notices,
      Browsers browsers,
      Recipients recipients,
      SettingRepository settings,
      Rights rights) {
    this.notices = notices;
    this.browsers = browsers;
    this.recipients = recipients;
    this.settings = settings;
    this.rights = rights;
  }

  @Hears
  void on(DealAssigned event) {
    if (event.to().equals(event.by())) {
      return;
    }
    notices.tell(
        Told.ofDeal(
            Kind.ASSIGNED,
            "deal-assigned",
            event.deal(),
            "assigned " + event.at(),
            detail("by", event.by()),
            event.at()),
        List.of(event.to()));
  }

  @Hears
  void on(LeadAssigned event) {
    if (!event.owner().equals(event.by())) {
      notices.tell(
          Told.ofLead(
              Kind.ASSIGNED,
              "lead-assigned",
              event.lead().value(),
              "assigned " + event.at(),
              detail("by", event.by()),
              event.at()),
          List.of(event.owner()));
    }
  }

  /** Whoever hands over hears that somebody has left something behind. */
  @Hears
  void on(HandoverWaits event) {
    notices.tell(
        told(
            "handover-waits",
            "waits " + event.person() + " " + event.at(),
            event.person(),
            NoticeWords.kinds(event.counts()),
            event.at()),
        without(settings.holders(rights.roles("handover", Scope.ALL)), event.by()));
  }

  /** Who gets things of somebody's at once, or gives them back, is told once of all of them. */
  @Hears
  void on(HandedOver event) {
    Map<UserId, Map<String, Long>> shares = new LinkedHashMap<>();
    Map<String, Long> all = new LinkedHashMap<>();
    for (HandedOver.Share share : event.shares()) {
      all.merge(share.kind(), share.count(), Long::sum);
      if (share.to() != null) {
        shares
            .computeIfAbsent(share.to(), person -> new LinkedHashMap<>())
            .merge(share.kind(), share.count(), Long::sum);
      }
    }
    String occasion = "handover " + event.handover() + (event.back() ? " back" : "");
    shares.forEach(
        (person, counts) ->
            notices.tell(
                told(
                    event.back() ? "handover-undone" : "handed-over",
                    occasion,
                    event.by(),
                    NoticeWords.kinds(counts),
                    event.at()),
                without(List.of(person), event.by())));
    if (!event.back()) {
      notices.tell(
          told("handed-away", occasion, event.by(), NoticeWords.kinds(all), event.at()),
          without(List.of(event.from()), event.by()));
    }
  }

  private static Told told(String what, String occasion, UserId by, String kinds, Instant at) {
    return new Told(
        Kind.HANDOVER,
        what,
        occasion,
        null,
        null,
        detail("by", by, NoticeWords.KINDS, kinds),
        at,
        null);
  }

  @Hears
  void on(MessagePosted event) {
    notices.tellOfMessage(
        event.deal(), event.message(), event.author(), event.at(), recipients.inChat(event.deal()));
  }

  /** Who opens a chat has read what was said there; nothing has to outlive that. */
  @EventListener
  void on(PresenceChanged event) {
    if (event.here()) {
      notices.chatSeen(event.user(), event.deal());
    }
  }

  @Hears
  void on(VisitChanged event) {
    Set<UserId> others = recipients.ofVisit(event.deal());
    Set<UserId> people = new LinkedHashSet<>(others);
    VisitChanged.Before before = event.before();
    if (before != null && !before.engineer().equals(event.engineer())) {
      tell(event, "visit-called-off", before.startsAt(), Map.of(), Set.of(before.engineer()));
      tell(event, "visit-planned", event.startsAt(), Map.of(), Set.of(event.engineer()));
    } else {
      people.add(event.engineer());
    }
    tell(
        event,
        switch (event.what()) {
          case PLANNED -> "visit-planned";
          case MOVED -> "visit-moved";
          case CALLED_OFF -> Notices.CALLED_OFF;
          case CONFIRMED -> "visit-confirmed";
        },
        event.startsAt(),
        before == null ? Map.of() : Map.of("before", before.startsAt().toString()),
        people);
  }

  private void tell(
      VisitChanged event,
      String what,
      Instant startsAt,
      Map<String, Object> more,
      Set<UserId> people) {
    Map<String, Object> detail = detail("by", event.by(), "when", startsAt);
    detail.putAll(more);
    notices.tell(
        Told.ofDeal(
            Kind.VISIT,
            what,
            event.deal(),
            what + " " + startsAt + " " + event.at(),
            detail,
            event.at()),
        without(people, event.by()));
  }

  @Hears
  void on(StampGiven event) {
    stamp("stamp-given", event.deal(), event.by(), event.at());
  }

  @Hears
  void on(EstimateReturned event) {
    stamp("stamp-returned", event.deal(), event.by(), event.at());
  }

  private void stamp(String what, DealId deal, UserId by, Instant at) {
    notices.tell(
        Told.ofDeal(Kind.STAMP, what, deal, what + " " + at, detail("by", by), at),
        without(recipients.owner(deal), by));
  }

  /** The one whose miss it is hears of it at once, and so do those to whom misses go. */
  @Hears
  void on(DeadlineMissed event) {
    String occasion = "missed " + event.rule() + " " + event.anchor();
    Map<String, Object> detail =
        detail("by", event.owner(), "rule", event.rule(), "when", event.dueAt());
    notices.tell(
        ofSubject(Kind.DEADLINE_MISSED, "deadline-missed", event, occasion, detail),
        List.of(event.owner()));
    notices.tell(
        ofSubject(Kind.ESCALATION, "deadline-escalated", event, occasion, detail),
        without(settings.holders(rights.roles("deadline.escalate")), event.owner()));
  }

  private static Told ofSubject(
      Kind kind, String what, DeadlineMissed event, String occasion, Map<String, Object> detail) {
    return event.kind() == SubjectKind.DEAL
        ? Told.ofDeal(kind, what, new DealId(event.subject()), occasion, detail, event.dueAt())
        : Told.ofLead(kind, what, event.subject(), occasion, detail, event.dueAt());
  }

  @Hears
  void on(StatusAsked event) {
    Set<UserId> granting = new LinkedHashSet<>();
    for (Setting person : settings.all()) {
      if (rights.reach(person.actor(), "ledger.status").isAll()) {
        granting.add(person.actor().id());
      }
    }
    notices.tell(
        Told.ofDeal(
            Kind.STATUS_REQUEST,
            "status-asked",
            event.deal(),
            "asked " + event.request(),
            detail("by", event.by(), "status", event.status()),
            event.at()),
        without(granting, event.by()));
  }

  @Hears
  void on(StatusAnswered event) {
    notices.tell(
        Told.ofDeal(
            Kind.STATUS_REQUEST,
            event.granted() ? "status-answered" : "status-declined",
            event.deal(),
            "answered " + event.request(),
            detail("by", event.by(), "status", event.status()),
            event.at()),
        without(List.of(event.askedBy()), event.by()));
  }

  /** Whose call it was hears of it; a call that is nobody's, all who take leads do. */
  @Hears
  void on(CallMissed event) {
    Map<String, Object> detail = detail("when", event.at());
    String occasion = "call " + event.call();
    UserId person = event.person();
    LeadId lead = event.lead();
    DealId deal = event.deal();
    notices.tell(
        deal != null
            ? Told.ofDeal(Kind.CALL_MISSED, "call-missed", deal, occasion, detail, event.at())
            : new Told(
                Kind.CALL_MISSED,
                "call-missed",
                occasion,
                null,
                lead == null ? null : lead.value(),
                detail,
                event.at(),
                null),
        person == null ? settings.holders(rights.roles("lead.take")) : List.of(person));
  }

  /** Whoever may have got into an account is told nothing more in a browser of his. */
  @Hears
  void on(AccountNews event) {
    if (LOCKED_OUT.contains(event.what())) {
      browsers.forgetAll(event.user());
    }
    notices.tell(
        new Told(
            Kind.SECURITY,
            event.what(),
            event.what() + " " + event.at() + " " + event.detail().getOrDefault("said", ""),
            null,
            null,
            Map.copyOf(event.detail()),
            event.at(),
            null),
        List.of(event.user()));
  }

  @Hears
  void on(BookingAnswered event) {
    Set<UserId> people = new LinkedHashSet<>(recipients.ofVisit(event.deal()));
    people.add(event.owner());
    String what =
        switch (event.answer()) {
          case CONFIRM -> "booking-confirmed";
          case MOVE -> "booking-moved";
          case REFUSE -> "booking-refused";
        };
    notices.tell(
        Told.ofDeal(
            Kind.BOOKING,
            what,
            event.deal(),
            what + " " + event.visitOn() + " " + event.at(),
            detail("day", event.visitOn()),
            event.at()),
        people);
  }

  /**
   * A request on an open deal is its manager's; one that nobody has, all who take leads hear of.
   */
  @Hears
  void on(RequestReceived event) {
    LeadId lead = event.lead();
    DealId deal = event.deal();
    String occasion = "request " + event.at();
    if (deal != null) {
      notices.tell(
          Told.ofDeal(Kind.REQUEST, "request-received", deal, occasion, Map.of(), event.at()),
          recipients.owner(deal));
    } else if (lead != null) {
      Set<UserId> owner = recipients.owner(lead);
      notices.tell(
          Told.ofLead(
              Kind.REQUEST, "request-received", lead.value(), occasion, Map.of(), event.at()),
          owner.isEmpty() ? settings.holders(rights.roles("lead.take")) : owner);
    }
  }

  /** Whose the form's leads are hears of it; administrators see it in the list of forms. */
  @Hears
  void on(FormFlooded event) {
    UserId owner = event.owner();
    notices.tell(
        new Told(
            Kind.REQUEST,
            "form-flooded",
            "form " + event.form() + " " + event.at(),
            null,
            null,
            detail("form", event.form()),
            event.at(),
            null),
        owner == null ? settings.holders(rights.roles("lead.take")) : Set.of(owner));
  }

  private static Set<UserId> without(Iterable<UserId> people, UserId one) {
    Set<UserId> others = new LinkedHashSet<>();
    people.forEach(others::add);
    others.remove(one);
    return others;
  }
}
