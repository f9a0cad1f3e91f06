package app.zamer.notices;

import app.zamer.chat.Presence;
import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.leads.LeadId;
import app.zamer.leads.Leads;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.Rights;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells people. A person is told of an occasion once, where he has chosen to be told of its kind,
 * and never of a deal or lead that he may not see.
 */
@Service
public class Notices {
  /**
   * What somebody is told of a visit that is no longer his, though its deal is out of his sight.
   */
  static final String CALLED_OFF = "visit-called-off";

  /** What happens at one moment, such as eleven deadlines at eleven o'clock, is one mail. */
  static final Duration MAIL_GATHERS = Duration.ofSeconds(20);

  private static final String CHAT = "chat";

  private final NoticeRepository notices;
  private final SettingRepository settings;
  private final DeliveryRepository deliveries;
  private final DealAccess access;
  private final Leads leads;
  private final Presence presence;
  private final Editions editions;
  private final NoticeAudience audience;
  private final MailServer mail;
  private final CompanyClock clock;
  private final Rights rights;

  Notices(
      NoticeRepository notices,
      SettingRepository settings,
      DeliveryRepository deliveries,
      DealAccess access,
      Leads leads,
      Presence presence,
      Editions editions,
      NoticeAudience audience,
      MailServer mail,
      CompanyClock clock,
      Rights rights) {
    this.notices = notices;
    this.settings = settings;
    this.deliveries = deliveries;
    this.access = access;
    this.leads = leads;
    this.presence = presence;
    this.editions = editions;
    this.audience = audience;
    this.mail = mail;
    this.clock = clock;
    this.rights = rights;
  }

  /** Tells these people, as far as they are active, may know of it and want to. */
  @Transactional
  void tell(Told told, Collection<UserId> people) {
    Set<UserId> heard = new HashSet<>();
    for (Setting person : settings.of(people)) {
      Set<Channel> channels = person.channels(told.kind(), rights);
      if (channels.isEmpty() || !sees(person.actor(), told)) {
        continue;
      }
      boolean shown = channels.contains(Channel.PROGRAM);
      Optional<Long> notice = notices.add(person.actor().id(), told, shown);
      if (notice.isPresent()) {
        send(notice.get(), person, channels);
        heard.add(person.actor().id());
      }
    }
    audience.tell(heard);
  }

  /**
   * Tells of a message in a chat. What is said while an earlier notice of the same chat is unread
   * joins it; after a while there is a new one instead, with all the messages since. Who has the
   * chat before him is not told.
   */
  @Transactional
  void tellOfMessage(
      DealId deal, long message, UserId author, Instant at, Collection<UserId> people) {
    Set<UserId> absent = new HashSet<>(people);
    absent.remove(author);
    absent.removeAll(presence.present(deal));
    Duration together = rules().chat();
    Set<UserId> heard = new HashSet<>();
    for (Setting person : settings.of(absent)) {
      UserId id = person.actor().id();
      Set<Channel> channels = person.channels(Kind.CHAT, rights);
      Told told =
          Told.ofDeal(
              Kind.CHAT, CHAT, deal, "message " + message, Map.of("by", author.value()), at);
      if (channels.isEmpty() || !sees(person.actor(), told) || notices.hasRead(id, deal, message)) {
        continue;
      }
      Optional<NoticeRepository.Chat> unread = notices.unreadChat(id, deal);
      heard.add(id);
      if (unread.isPresent() && unread.get().at().plus(together).isAfter(at)) {
        notices.gather(unread.get().id(), message);
        continue;
      }
      unread.ifPresent(earlier -> notices.read(id, earlier.id(), clock.instant()));
      long first = unread.map(NoticeRepository.Chat::first).orElse(message);
      Optional<Long> added =
          notices.add(id, told, channels.contains(Channel.PROGRAM), first, message);
      if (added.isPresent()) {
        send(added.get(), person, channels);
      } else {
        // another message has made it meanwhile
        notices.unreadChat(id, deal).ifPresent(chat -> notices.gather(chat.id(), message));
      }
    }
    audience.tell(heard);
  }

  /** Somebody has seen what was said in a chat. */
  @Transactional
  void chatSeen(UserId person, DealId deal) {
    if (notices.readAll(person, deal, clock.instant()) > 0) {
      audience.tell(Set.of(person));
    }
  }

  /** Marks a notice of the actor's as read; one that is read stays so. */
  @Transactional
  public void read(Actor actor, long notice) {
    if (notices.read(actor.id(), notice, clock.instant())) {
      audience.tell(Set.of(actor.id()));
    }
  }

  /** Marks all notices of the actor's as read. */
  @Transactional
  public void readAll(Actor actor) {
    if (notices.readAll(actor.id(), null, clock.instant()) > 0) {
      audience.tell(Set.of(actor.id()));
    }
  }

  /** Everything that was told before this moment counts as read, by everybody: for sample data. */
  @Transactional
  public void readBefore(Instant moment) {
    notices.readBefore(moment, clock.instant());
  }

  Rules rules() {
    return Rules.of(editions.inForce());
  }

  private void send(long notice, Setting person, Set<Channel> channels) {
    Instant when = rules().outside(clock.instant(), clock.getZone());
    if (channels.contains(Channel.MAIL) && person.mail() && mail.offered()) {
      deliveries.add(notice, Channel.MAIL, 0, when.plus(MAIL_GATHERS));
    }
    if (channels.contains(Channel.PUSH)) {
      person.browsers().forEach(browser -> deliveries.add(notice, Channel.PUSH, browser, when));
    }
  }

  private boolean sees(Actor actor, Told told) {
    DealId deal = told.deal();
    Long lead = told.lead();
    try {
      if (deal != null && !told.what().equals(CALLED_OFF)) {
        access.require(actor, deal, told.kind() == Kind.CHAT ? "chat.read" : "deal.read");
      }
      if (lead != null) {
        leads.requireRead(actor, new LeadId(lead));
      }
      return true;
    } catch (AccessDeniedException | NotFound e) {
      return false;
    }
  }

  /** Logins and moments as the details of a notice keep them. */
  static Map<String, Object> detail(Object... pairs) {
    Map<String, Object> detail = new HashMap<>();
    List<Object> all = List.of(pairs);
    for (int i = 0; i < all.size(); i += 2) {
      detail.put(all.get(i).toString(), all.get(i + 1).toString());
    }
    return detail;
  }
}
