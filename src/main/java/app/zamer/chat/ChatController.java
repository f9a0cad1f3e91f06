package app.zamer.chat;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.UserId;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import app.zamer.web.Problems;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/deals/{id}/chat")
class ChatController {
  private final Chat chat;
  private final CompanyClock clock;

  ChatController(Chat chat, CompanyClock clock) {
    this.chat = chat;
    this.clock = clock;
  }

  record InvitationBody(@Nullable String user) {}

  record MessageBody(@Nullable String text) {}

  record ParticipantView(String user, String invitedBy, OffsetDateTime invitedAt) {}

  record MessageView(String id, String author, String text, OffsetDateTime at) {}

  @PostMapping("/participants")
  ResponseEntity<?> invite(Actor actor, @PathVariable long id, @RequestBody InvitationBody body) {
    UserId user = body.user() == null ? null : new UserId(body.user());
    return switch (chat.invite(actor, new DealId(id), user)) {
      case Chat.Invitation.In(Participant participant, boolean joined) ->
          ResponseEntity.status(joined ? HttpStatus.CREATED : HttpStatus.OK)
              .body(view(participant));
      case Chat.Invitation.Refused(Violation violation) -> Problems.invalid(violation);
    };
  }

  @GetMapping("/participants")
  Page<ParticipantView> participants(Actor actor, @PathVariable long id, PageRequest page) {
    return chat.participants(actor, new DealId(id), page).map(this::view);
  }

  @PostMapping("/messages")
  ResponseEntity<?> post(Actor actor, @PathVariable long id, @RequestBody MessageBody body) {
    return switch (chat.post(actor, new DealId(id), body.text())) {
      case Chat.Posting.Posted(Message message) ->
          ResponseEntity.status(HttpStatus.CREATED).body(view(message));
      case Chat.Posting.Refused(Violation violation) -> Problems.invalid(violation);
    };
  }

  /**
   * Newest first; with {@code after} only what was said later than that message, oldest first.
   *
   * @param after the id of the last message seen
   */
  @GetMapping("/messages")
  Page<MessageView> messages(
      Actor actor,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable Long after,
      PageRequest page) {
    var deal = new DealId(id);
    Page<Message> found =
        after == null
            ? chat.messages(actor, deal, page)
            : chat.messagesAfter(actor, deal, after, page);
    return found.map(this::view);
  }

  private ParticipantView view(Participant participant) {
    return new ParticipantView(
        participant.user().value(),
        participant.invitedBy().value(),
        local(participant.invitedAt()));
  }

  private MessageView view(Message message) {
    return new MessageView(
        Long.toString(message.id()), message.author().value(), message.text(), local(message.at()));
  }

  private OffsetDateTime local(Instant instant) {
    return instant.atZone(clock.getZone()).toOffsetDateTime();
  }
}
