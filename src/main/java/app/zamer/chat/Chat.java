package app.zamer.chat;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.DealAccess;
import app.zamer.users.User;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The chats of the deals: one a deal, in which the people who work on its measurement talk. */
@Service
public class Chat {
  /** Characters that a message may have. */
  public static final int LONGEST = 4000;

  private final ChatRepository repository;
  private final Users users;
  private final DealAccess access;
  private final ApplicationEventPublisher events;
  private final CompanyClock clock;

  Chat(
      ChatRepository repository,
      Users users,
      DealAccess access,
      ApplicationEventPublisher events,
      CompanyClock clock) {
    this.repository = repository;
    this.users = users;
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Asks somebody into a deal's chat (MEAS-5, MEAS-6); whoever does it needs the right {@code
   * chat.invite}. Once is the same as twice.
   *
   * @param user null if nobody was named
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  @Transactional
  public Invitation invite(Actor by, DealId deal, @Nullable UserId user) {
    access.require(by, deal, "chat.invite");
    if (user == null || user.value().isBlank()) {
      return new Invitation.Refused(
          Violation.invalid(
              "user", "Укажите, кого пригласить в чат.", "Say whom to invite to the chat."));
    }
    Optional<User> found = users.find(user);
    if (found.isEmpty()) {
      return new Invitation.Refused(
          Violation.invalid(
              "user",
              "Пользователя «" + user + "» нет: выберите другого.",
              "There is no user “" + user + "”: choose another."));
    }
    if (!found.get().active()) {
      return new Invitation.Refused(
          Violation.invalid(
              "user",
              "Пользователь «" + user + "» отключён: выберите другого.",
              "The user “" + user + "” is switched off: choose another."));
    }
    boolean joined = join(deal, user, by);
    return new Invitation.In(repository.participant(deal, user), joined);
  }

  /**
   * Puts somebody into a deal's chat without asking for rights: for what the program does by
   * itself, such as the chat of a visit that was just planned (MEAS-7).
   *
   * @param user somebody who exists
   * @return false if he was in it already
   */
  @Transactional
  public boolean join(DealId deal, UserId user, Actor by) {
    if (!repository.join(deal, user, by, clock.instant())) return false;
    events.publishEvent(new ParticipantJoined(deal, user, by));
    return true;
  }

  /**
   * Puts somebody into those of these deals' chats in which people talk already, as {@link #join}.
   *
   * @return where he was not in it before
   */
  @Transactional
  public Set<DealId> joinWherePeopleTalk(Collection<DealId> deals, UserId user, Actor by) {
    List<DealId> joined = repository.joinAll(deals, user, by, clock.instant());
    joined.forEach(deal -> events.publishEvent(new ParticipantJoined(deal, user, by)));
    return Set.copyOf(joined);
  }

  /**
   * Takes somebody out of these deals' chats.
   *
   * @param silentSince only where he has said nothing since; null for wherever he is
   */
  @Transactional
  public void leave(
      Collection<DealId> deals, UserId user, Actor by, @Nullable Instant silentSince) {
    repository
        .leave(deals, user, silentSince)
        .forEach(deal -> events.publishEvent(new ParticipantLeft(deal, by)));
  }

  /** Whether nobody is in a deal's chat yet. */
  public boolean isEmpty(DealId deal) {
    return repository.isEmpty(deal);
  }

  /**
   * Says something in a deal's chat; whoever does it needs the right {@code chat.write}.
   *
   * @param text 1 to {@link #LONGEST} characters that are not all blank; null if there is none
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  @Transactional
  public Posting post(Actor by, DealId deal, @Nullable String text) {
    access.require(by, deal, "chat.write");
    if (text == null || text.isBlank()) {
      return new Posting.Refused(
          Violation.invalid("text", "Напишите сообщение.", "Write a message."));
    }
    if (text.codePointCount(0, text.length()) > LONGEST) {
      return new Posting.Refused(
          Violation.invalid(
              "text",
              "Сообщение длиннее " + LONGEST + " знаков: сократите или разделите его.",
              "The message is longer than " + LONGEST + " characters: shorten or split it."));
    }
    if (text.indexOf('\0') >= 0) {
      return new Posting.Refused(
          Violation.invalid(
              "text",
              "В сообщении есть знак с кодом 0: уберите его.",
              "The message contains a null character: remove it."));
    }
    Message message = repository.add(deal, by.id(), text, clock.instant());
    events.publishEvent(new MessagePosted(deal, message.id(), message.author(), message.at()));
    return new Posting.Posted(message);
  }

  /**
   * Who is in a deal's chat, in the order of coming; whoever asks needs the right {@code
   * chat.read}.
   *
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  public Page<Participant> participants(Actor actor, DealId deal, PageRequest page) {
    access.require(actor, deal, "chat.read");
    return repository.participants(deal, page);
  }

  /**
   * What was said in a deal's chat, newest first; whoever asks needs the right {@code chat.read}.
   *
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  public Page<Message> messages(Actor actor, DealId deal, PageRequest page) {
    access.require(actor, deal, "chat.read");
    return repository.messages(deal, page);
  }

  /**
   * What was said after a message, oldest first, so that a reader who is far behind catches up page
   * by page; whoever asks needs the right {@code chat.read}.
   *
   * @param after the number of the last message seen; 0 for none
   * @throws app.zamer.web.NotFound if there is no such deal
   * @throws org.springframework.security.access.AccessDeniedException if the actor lacks the right
   */
  public Page<Message> messagesAfter(Actor actor, DealId deal, long after, PageRequest page) {
    access.require(actor, deal, "chat.read");
    return repository.messagesAfter(deal, after, page);
  }

  /** What became of an invitation. */
  public sealed interface Invitation {
    /**
     * The person is in the chat.
     *
     * @param joined false if the person was in the chat already
     */
    record In(Participant participant, boolean joined) implements Invitation {}

    record Refused(Violation violation) implements Invitation {}
  }

  /** What became of a message. */
  public sealed interface Posting {
    record Posted(Message message) implements Posting {}

    record Refused(Violation violation) implements Posting {}
  }
}
