package app.zamer.chat;

import static app.zamer.DealFixture.ADMIN;
import static app.zamer.DealFixture.ANNA;
import static app.zamer.DealFixture.EGOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.DealFixture.SampleDeals;
import app.zamer.ZamerTest;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.UserId;
import app.zamer.web.NotFound;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

@ZamerTest
@RecordApplicationEvents
class ChatTests {
  private static final PageRequest FIRST = new PageRequest(0, 50);
  private static final Actor TANYA = new Actor(new UserId("test-tanya"), Set.of(Role.TECHNOLOGIST));
  private static final Actor GONE = new Actor(new UserId("test-gone"), Set.of(Role.TECHNOLOGIST));

  @Autowired Chat chat;
  @Autowired SampleDeals deals;
  @Autowired ApplicationEvents events;
  private DealId deal = new DealId(0);

  @BeforeEach
  void a_deal() {
    deal = deals.deal();
    deals.user(TANYA, true);
    deals.user(EGOR, true);
    deals.user(ADMIN, true);
    deals.user(GONE, false);
  }

  @Test
  void an_invitation_puts_somebody_in_once_however_often_it_is_made() {
    Chat.Invitation first = chat.invite(ANNA, deal, TANYA.id());
    Chat.Invitation second = chat.invite(ANNA, deal, TANYA.id());

    Participant tanya = chat.participants(ADMIN, deal, FIRST).items().getFirst();
    assertThat(tanya.user()).isEqualTo(TANYA.id());
    assertThat(tanya.invitedBy()).isEqualTo(ANNA.id());
    assertThat(first).isEqualTo(new Chat.Invitation.In(tanya, true));
    assertThat(second).isEqualTo(new Chat.Invitation.In(tanya, false));
    assertThat(events.stream(ParticipantJoined.class))
        .containsExactly(new ParticipantJoined(deal, TANYA.id(), ANNA));
  }

  @Test
  void of_ten_who_invite_at_once_one_lets_in_and_nobody_gets_stuck() throws Exception {
    deals.user(TANYA, true);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Chat.Invitation>> invitations = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Actor guest = i % 2 == 0 ? TANYA : ADMIN;
        invitations.add(threads.submit(() -> chat.invite(ANNA, deal, guest.id())));
      }
      int joined = 0;
      for (Future<Chat.Invitation> invitation : invitations) {
        if (((Chat.Invitation.In) invitation.get()).joined()) joined++;
      }
      assertThat(joined).isEqualTo(2);
    }
    assertThat(chat.participants(ANNA, deal, FIRST).total()).isEqualTo(2);
  }

  @Test
  void the_program_lets_people_in_without_asking_for_a_right() {
    assertThat(chat.join(deal, ADMIN.id(), Actor.SYSTEM)).isTrue();
    assertThat(chat.join(deal, ADMIN.id(), Actor.SYSTEM)).isFalse();
    assertThat(chat.participants(ANNA, deal, FIRST).items())
        .extracting(Participant::invitedBy)
        .containsExactly(Actor.SYSTEM.id());
    assertThat(events.stream(ParticipantJoined.class)).hasSize(1);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "nobody-of-that-name", "test-gone", "TEST-TANYA"})
  void only_somebody_who_is_there_and_active_can_be_invited(@Nullable String user) {
    Chat.Invitation outcome = chat.invite(ANNA, deal, user == null ? null : new UserId(user));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Chat.Invitation.Refused.class,
            refused -> assertThat(refused.violation().field()).isEqualTo("user"));
    assertThat(chat.participants(ANNA, deal, FIRST).total()).isZero();
  }

  @Test
  void a_message_is_kept_letter_for_letter() {
    String text = "  <b>Потолок 2,7</b>\n\t'; drop table deal; -- 😀 ";
    Message message = posted(text);

    assertThat(message.text()).isEqualTo(text);
    assertThat(message.author()).isEqualTo(ANNA.id());
    assertThat(chat.messages(ADMIN, deal, FIRST).items()).containsExactly(message);
    assertThat(events.stream(MessagePosted.class))
        .containsExactly(new MessagePosted(deal, message.id(), ANNA.id(), message.at()));
  }

  @Test
  void a_message_has_up_to_four_thousand_characters() {
    assertThat(posted("😀".repeat(4000)).text()).hasSize(8000);
    assertRefused("я".repeat(4001));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " \n\t ", "\u2003", "a\u0000b"})
  void a_message_that_says_nothing_is_refused(@Nullable String text) {
    assertRefused(text);
    assertThat(chat.messages(ANNA, deal, FIRST).total()).isZero();
  }

  @Test
  void messages_are_read_newest_first_by_page_and_oldest_first_after_the_last_one_seen() {
    List<Message> said = IntStream.range(0, 5).mapToObj(i -> posted("№ " + i)).toList();

    assertThat(chat.messages(ANNA, deal, new PageRequest(0, 2)).items())
        .containsExactly(said.get(4), said.get(3));
    assertThat(chat.messages(ANNA, deal, new PageRequest(2, 2)))
        .isEqualTo(new Page<>(List.of(said.get(0)), 2, 2, 5));
    assertThat(chat.messagesAfter(ANNA, deal, said.get(1).id(), new PageRequest(0, 2)))
        .isEqualTo(new Page<>(List.of(said.get(2), said.get(3)), 0, 2, 3));
    assertThat(chat.messagesAfter(ANNA, deal, said.get(4).id(), FIRST).items()).isEmpty();
    assertThat(chat.messagesAfter(ANNA, deal, 0, FIRST).items()).isEqualTo(said);
  }

  @Test
  void who_asks_for_what_is_newer_misses_nothing_while_many_write() throws Exception {
    List<Message> seen = new ArrayList<>();
    // fewer than there are connections: who gets none in a second is sent away
    try (var threads = Executors.newFixedThreadPool(10)) {
      List<Future<Message>> writers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        String text = "№ " + i;
        writers.add(threads.submit(() -> posted(text)));
      }
      do {
        long last = seen.isEmpty() ? 0 : seen.getLast().id();
        seen.addAll(chat.messagesAfter(ANNA, deal, last, FIRST).items());
      } while (!writers.stream().allMatch(Future::isDone));
      seen.addAll(
          chat.messagesAfter(ANNA, deal, seen.isEmpty() ? 0 : seen.getLast().id(), FIRST).items());
      for (Future<Message> writer : writers) assertThat(seen).contains(writer.get());
    }
    assertThat(seen).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void deals_do_not_hear_each_others_chats() {
    DealId other = deals.deal();
    posted("здесь");
    chat.join(deal, ADMIN.id(), ANNA);
    assertThat(chat.messages(ANNA, other, FIRST).total()).isZero();
    assertThat(chat.messagesAfter(ANNA, other, 0, FIRST).total()).isZero();
    assertThat(chat.participants(ANNA, other, FIRST).total()).isZero();
  }

  @Test
  void who_lacks_the_right_neither_reads_nor_writes_nor_invites() {
    assertThatThrownBy(() -> chat.post(ADMIN, deal, "?")).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> chat.invite(ADMIN, deal, TANYA.id()))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> chat.messages(EGOR, deal, FIRST))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> chat.messagesAfter(EGOR, deal, 0, FIRST))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> chat.participants(EGOR, deal, FIRST))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> chat.post(ANNA, new DealId(-1), "?")).isInstanceOf(NotFound.class);
    assertThat(chat.messages(ANNA, deal, FIRST).total()).isZero();
  }

  private Message posted(String text) {
    Chat.Posting posting = chat.post(ANNA, deal, text);
    assertThat(posting).isInstanceOf(Chat.Posting.Posted.class);
    return ((Chat.Posting.Posted) posting).message();
  }

  private void assertRefused(@Nullable String text) {
    assertThat(chat.post(ANNA, deal, text))
        .isInstanceOfSatisfying(
            Chat.Posting.Refused.class,
            refused -> assertThat(refused.violation().field()).isEqualTo("text"));
  }
}
