package app.zamer.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Fresh;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import tools.jackson.databind.JsonNode;

/** Who is to be called back, and until when. */
@ZamerTest
@RecordApplicationEvents
class MissedCallTests extends CallDesk {
  @Autowired ApplicationEvents events;

  @Test
  void a_missed_call_of_a_client_is_planned_to_be_called_back_by_the_owner_of_the_deal() {
    DealId deal = deal();
    JsonNode answer = miss();

    assertThat(answer.get("deal").stringValue()).isEqualTo(deal.toString());
    JsonNode line = missed(anna).getFirst();
    assertThat(line.get("deal").stringValue()).isEqualTo(deal.toString());
    assertThat(line.get("client").stringValue()).isEqualTo("Пётр Ильин");
    assertThat(line.get("times").intValue()).isOne();
    List<Planned> planned = callBacks(deal);
    assertThat(planned).hasSize(1);
    assertThat(planned.getFirst().assignee()).isEqualTo(anna.login());
    assertThat(planned.getFirst().text()).contains(Phone.of(phone).shown());
    assertThat(line.get("callBackAt").stringValue()).isEqualTo("2026-03-10T09:30:00+03:00");
  }

  @Test
  void a_call_missed_at_night_is_called_back_in_the_morning() {
    DealId deal = deal();
    later(14 * 3600);
    miss();

    assertThat(callBacks(deal).getFirst().due()).startsWith("2026-03-11 06:00:00");
  }

  @Test
  void who_calls_in_vain_again_is_one_line_and_one_call_back() {
    DealId deal = deal();
    miss();
    later(60);
    miss();

    assertThat(missed(anna)).hasSize(1);
    assertThat(missed(anna).getFirst().get("times").intValue()).isEqualTo(2);
    assertThat(callBacks(deal)).hasSize(1);
  }

  @Test
  void a_number_leaves_the_list_when_it_is_called_back_and_the_activity_is_done() {
    DealId deal = deal();
    miss();
    later(60);
    speak("outgoing");

    assertThat(missed(anna)).isEmpty();
    assertThat(callBacks(deal)).isEmpty();
    assertThat(
            jdbc.sql(
                    "select result from activity where kind = 'DEAL' and subject = ? and rule ="
                        + " 'LEAD-1'")
                .param(deal.value())
                .query(String.class)
                .single())
        .isEqualTo("DONE");
  }

  @Test
  void a_number_leaves_the_list_when_its_next_call_is_answered() {
    deal();
    miss();
    later(60);
    speak("incoming");

    assertThat(missed(anna)).isEmpty();
  }

  @Test
  void a_call_back_in_vain_is_counted_and_the_number_stays() {
    deal();
    miss();
    later(60);
    callId += "-back";
    happens(event("ended", "direction", "outgoing"));

    assertThat(missed(anna)).hasSize(1);
    assertThat(missed(anna).getFirst().get("tries").intValue()).isOne();
  }

  @Test
  void a_call_that_is_reported_after_they_have_spoken_is_not_to_be_called_back() {
    deal();
    String missedAt = now().toString();
    later(600);
    speak("incoming");
    callId += "-late";
    Map<String, Object> late = event("ended", "startedAt", missedAt);
    late.put("at", missedAt);
    happens(late);

    assertThat(missed(anna)).isEmpty();
    assertThat(events.stream(CallMissed.class)).isEmpty();
  }

  @Test
  void a_conversation_before_the_missed_call_that_is_reported_late_does_not_settle_it() {
    deal();
    String spokeAt = now().toString();
    later(600);
    miss();
    callId += "-before";
    Map<String, Object> late = event("ended", "startedAt", spokeAt);
    late.put("at", spokeAt);
    late.put("answered", true);
    happens(late);

    assertThat(missed(anna)).hasSize(1);
  }

  @Test
  void whoever_does_the_activity_by_hand_has_called_back() {
    DealId deal = deal();
    miss();
    assertThat(
            post(
                anna,
                "/activities/" + callBacks(deal).getFirst().id() + "/complete",
                Map.of("result", "done")))
        .hasStatusOk();
    assertThat(missed(anna)).isEmpty();

    later(60);
    miss();
    assertThat(missed(anna)).hasSize(1);
    assertThat(missed(anna).getFirst().get("times").intValue()).isOne();
    assertThat(callBacks(deal)).hasSize(1);
  }

  @Test
  void the_call_back_of_a_lead_is_its_next_attempt() {
    String lead = miss().get("lead").stringValue();

    JsonNode attempt = json(get(anna, "/leads/" + lead)).get("nextAttemptAt");
    assertThat(missed(anna).getFirst().get("callBackAt").stringValue())
        .isEqualTo(attempt.stringValue());
    assertThat(post(anna, "/leads/" + lead + "/disqualify", Map.of("reason", "Спам")))
        .hasStatusOk();
    assertThat(missed(anna)).isEmpty();
  }

  @Test
  void a_lead_that_becomes_a_deal_takes_the_call_back_with_it() {
    String lead = miss().get("lead").stringValue();
    assertThat(
            post(anna, "/leads/" + lead + "/convert", Map.of("clientName", "Ирина Белова"))
                .getResponse()
                .getStatus())
        .isIn(200, 201);

    JsonNode line = missed(anna).getFirst();
    assertThat(line.get("deal").isNull()).isFalse();
    assertThat(callBacks(new DealId(Long.parseLong(line.get("deal").stringValue())))).hasSize(1);
    later(60);
    speak("outgoing");
    assertThat(missed(anna)).isEmpty();
  }

  @Test
  void a_missed_call_is_seen_by_its_owner_and_the_head_and_nobody_elses_by_all() {
    Person boris = people.hire(Role.MANAGER);
    Person olga = people.hire(Role.HEAD_OF_SALES);
    deal();
    miss();
    assertThat(missed(anna)).hasSize(1);
    assertThat(missed(olga)).hasSize(1);
    assertThat(missed(boris)).isEmpty();

    phone = Fresh.phone();
    callId += "-nobodys";
    happens(event("ended", "extension", ""));
    assertThat(missed(anna)).hasSize(1);
    assertThat(missed(boris)).hasSize(1);
  }

  @Test
  void only_whose_it_is_says_that_there_is_nothing_to_call_back_for() {
    DealId deal = deal();
    miss();
    String id = missed(anna).getFirst().get("id").stringValue();
    String path = "/telephony/missed/" + id + "/settle";

    assertThat(post(people.hire(Role.MANAGER), path, Map.of())).hasStatus(403);
    assertThat(post(people.hire(Role.ADMINISTRATOR), path, Map.of())).hasStatus(403);
    assertThat(post(people.hire(Role.ENGINEER), path, Map.of())).hasStatus(403);
    assertThat(missed(anna)).hasSize(1);
    assertThat(post(anna, path, Map.of())).hasStatus(204);
    assertThat(post(anna, path, Map.of())).hasStatus(204);
    assertThat(missed(anna)).isEmpty();
    assertThat(callBacks(deal)).isEmpty();
    assertThat(post(anna, "/telephony/missed/999999999/settle", Map.of())).hasStatus(404);
  }

  @Test
  void a_missed_call_is_published_once_with_whose_it_is() {
    DealId deal = deal();
    miss();
    happens(event("ended"));

    List<CallMissed> published = events.stream(CallMissed.class).toList();
    assertThat(published).hasSize(1);
    assertThat(published.getFirst().phone()).isEqualTo(Phone.of(phone));
    assertThat(published.getFirst().deal()).isEqualTo(deal);
    assertThat(published.getFirst().client()).isNotNull();
    assertThat(published.getFirst().lead()).isNull();
    assertThat(published.getFirst().person()).isEqualTo(anna.actor().id());
    assertThat(published.getFirst().at()).isEqualTo(now());
  }

  @Test
  void a_missed_call_of_a_stranger_is_of_the_one_at_whom_alone_it_rang() {
    happens(event("ringing"));
    miss();

    assertThat(events.stream(CallMissed.class).map(CallMissed::person).map(Optional::ofNullable))
        .containsExactly(Optional.of(anna.actor().id()));
  }

  private record Planned(long id, String text, String assignee, String due) {}

  private List<Planned> callBacks(DealId deal) {
    return jdbc.sql(
            """
            select id, text, assignee, (due_at at time zone 'UTC')::text as due from activity
            where kind = 'DEAL' and subject = ? and rule = 'LEAD-1' and state = 'PLANNED'
            """)
        .param(deal.value())
        .query(Planned.class)
        .list();
  }

  private JsonNode miss() {
    callId += "-m";
    return happens(event("ended"));
  }

  private void speak(String direction) {
    callId += "-s";
    Map<String, Object> spoke = event("ended", "direction", direction);
    spoke.put("answered", true);
    spoke.put("duration", 40);
    happens(spoke);
  }
}
