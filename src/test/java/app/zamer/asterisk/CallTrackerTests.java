package app.zamer.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What becomes of the channels of a real Asterisk. */
class CallTrackerTests {
  private static final Instant NOW = Instant.parse("2026-11-24T10:30:00Z");
  private static final String RECORDINGS = "https://pbx.example/{file}";

  @Test
  void a_call_rings_at_two_telephones_is_answered_at_one_and_ends() {
    List<CallNews> news = heard(tracker(), "answered");

    assertThat(news)
        .extracting(CallNews::state)
        .containsExactly("ringing", "ringing", "answered", "ended");
    assertThat(news).extracting(CallNews::extension).containsExactly("101", "102", "101", "101");
    assertThat(news).extracting(CallNews::phone).containsOnly("+79912084543");
    assertThat(news).extracting(CallNews::direction).containsOnly("incoming");
    assertThat(news).extracting(CallNews::callId).hasSize(4).containsOnly(news.getFirst().callId());
    CallNews ended = news.getLast();
    assertThat(ended.answered()).isTrue();
    assertThat(ended.duration()).isEqualTo(5);
    assertThat(ended.recordUrl()).isEqualTo("https://pbx.example/" + ended.callId() + ".wav");
    assertThat(Duration.between(Instant.parse(ended.startedAt()), Instant.parse(ended.at())))
        .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
  }

  @Test
  void a_call_that_nobody_answers_ends_without_a_recording() {
    List<CallNews> news = heard(tracker(), "missed");

    assertThat(news).extracting(CallNews::state).containsExactly("ringing", "ringing", "ended");
    assertThat(news.getLast().answered()).isFalse();
    assertThat(news.getLast().duration()).isNull();
    assertThat(news.getLast().recordUrl()).isNull();
    assertThat(news.getLast().extension()).isNull();
  }

  @Test
  void a_hidden_number_is_told_as_asterisk_has_it() {
    assertThat(heard(tracker(), "hidden")).extracting(CallNews::phone).containsOnly("anonymous");
  }

  @Test
  void what_the_office_dials_is_a_call_to_that_number() {
    List<CallNews> news = heard(tracker(), "outgoing");

    assertThat(news).extracting(CallNews::state).containsExactly("ringing", "answered", "ended");
    assertThat(news).extracting(CallNews::direction).containsOnly("outgoing");
    assertThat(news).extracting(CallNews::phone).containsOnly("79912084543");
    assertThat(news).extracting(CallNews::extension).containsOnly("101");
    assertThat(news.getLast().duration()).isEqualTo(4);
  }

  @Test
  void a_call_that_nobody_answers_outside_ends_unanswered() {
    List<CallNews> news = heard(tracker(), "busy");

    assertThat(news).extracting(CallNews::state).containsExactly("ringing", "ended");
    assertThat(news.getLast().answered()).isFalse();
    assertThat(news.getLast().direction()).isEqualTo("outgoing");
  }

  @Test
  void what_the_office_dials_before_a_number_outside_is_no_part_of_it() {
    var tracker = new CallTracker(Pattern.compile("[0-9]{3}"), "7", "");

    assertThat(heard(tracker, "busy")).extracting(CallNews::phone).containsOnly("9912084543");
  }

  @Test
  void what_the_office_speaks_among_itself_is_not_told() {
    assertThat(heard(tracker(), "inside")).isEmpty();
  }

  @Test
  void a_call_that_rang_before_a_break_and_goes_on_after_it_is_known_to_be_answered() {
    CallTracker tracker = tracker();
    heard(tracker, "break-before");
    assertThat(tracker.calls()).hasSize(1);
    tracker.connected();
    List<CallNews> news = heard(tracker, "break-after");

    assertThat(news).extracting(CallNews::state).containsExactly("answered", "ended");
    assertThat(news).extracting(CallNews::extension).containsOnly("101");
    assertThat(news.getLast().answered()).isTrue();
    assertThat(tracker.calls()).isEmpty();
  }

  @Test
  void a_connector_that_begins_in_the_middle_of_a_call_finds_it() {
    CallTracker tracker = tracker();
    tracker.connected();
    List<CallNews> news = heard(tracker, "break-after");

    assertThat(news).extracting(CallNews::state).containsExactly("answered", "ended");
    assertThat(news).extracting(CallNews::phone).containsOnly("+79912084545");
    assertThat(news.getFirst().startedAt()).isEqualTo(NOW.minusSeconds(4).toString());
  }

  @Test
  void a_call_that_is_gone_after_a_break_has_ended_somehow() {
    CallTracker tracker = tracker();
    heard(tracker, "break-before");
    tracker.connected();

    List<CallNews> news =
        tracker.on(Map.of("Event", "CoreShowChannelsComplete", "ListItems", "0"), NOW);

    assertThat(news).extracting(CallNews::state).containsExactly("unknown");
    assertThat(news.getFirst().answered()).isFalse();
    assertThat(tracker.calls()).isEmpty();
  }

  @Test
  void a_call_that_began_after_the_break_is_not_taken_for_gone() {
    CallTracker tracker = tracker();
    tracker.connected();
    heard(tracker, "break-before");

    assertThat(tracker.on(Map.of("Event", "CoreShowChannelsComplete"), NOW)).isEmpty();
    assertThat(tracker.calls()).hasSize(1);
  }

  @Test
  void events_of_calls_that_it_has_never_heard_of_and_nonsense_say_nothing() {
    CallTracker tracker = tracker();
    for (String event :
        List.of("DialBegin", "DialEnd", "Hangup", "VarSet", "Newchannel", "Sparkle")) {
      assertThat(tracker.on(Map.of("Event", event), NOW)).isEmpty();
    }
    for (String event : List.of("DialBegin", "DialEnd", "Hangup", "VarSet")) {
      assertThat(tracker.on(Map.of("Event", event, "Linkedid", "1.1", "Timestamp", "soon"), NOW))
          .isEmpty();
    }
    assertThat(tracker.on(Map.of(), NOW)).isEmpty();
    assertThat(tracker.calls()).isEmpty();
  }

  @Test
  void who_calls_out_of_hours_and_rings_nowhere_has_called_in_vain() {
    CallTracker tracker = tracker();
    Map<String, String> channel =
        Map.of(
            "Channel", "PJSIP/town-00000001",
            "CallerIDNum", "+79912084543",
            "Exten", "74951234567",
            "Uniqueid", "1.1",
            "Linkedid", "1.1");
    tracker.on(with(channel, "Newchannel"), NOW);
    List<CallNews> news = tracker.on(with(channel, "Hangup"), NOW.plusSeconds(9));

    assertThat(news).extracting(CallNews::state).containsExactly("ended");
    assertThat(news.getFirst().direction()).isEqualTo("incoming");
    assertThat(news.getFirst().answered()).isFalse();
  }

  private static Map<String, String> with(Map<String, String> channel, String event) {
    var message = new java.util.HashMap<>(channel);
    message.put("Event", event);
    return message;
  }

  private static CallTracker tracker() {
    return new CallTracker(Pattern.compile("[0-9]{3}"), "", RECORDINGS);
  }

  private static List<CallNews> heard(CallTracker tracker, String recording) {
    List<CallNews> news = new ArrayList<>();
    for (Map<String, String> message : Recording.messages(recording)) {
      news.addAll(tracker.on(message, NOW));
    }
    return news;
  }
}
