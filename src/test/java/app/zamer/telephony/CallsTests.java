package app.zamer.telephony;

import static app.zamer.leads.LeadsFixture.ADMIN;
import static app.zamer.leads.LeadsFixture.ANNA;
import static app.zamer.leads.LeadsFixture.BORIS;
import static app.zamer.leads.LeadsFixture.EGOR;
import static app.zamer.leads.LeadsFixture.KIRA;
import static app.zamer.leads.LeadsFixture.OLGA;
import static app.zamer.leads.LeadsFixture.PBX;
import static app.zamer.leads.LeadsFixture.TANYA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.Fresh;
import app.zamer.ZamerTest;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.leads.CallDirection;
import app.zamer.leads.Conversion;
import app.zamer.leads.Lead;
import app.zamer.leads.LeadId;
import app.zamer.leads.LeadOutcome;
import app.zamer.leads.Leads;
import app.zamer.leads.LeadsFixture;
import app.zamer.leads.PhoneCall;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.Tokens;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@ZamerTest
class CallsTests {
  private static final Instant NOW = Instant.parse("2026-03-10T07:00:00Z");
  private static final PageRequest FIRST = new PageRequest(0, 50);
  private static final Reach EVERYTHING =
      new Reach(new UserId("anybody"), Set.of(Scope.ALL), Instant.EPOCH);

  @Autowired Calls calls;
  @Autowired CallRepository repository;
  @Autowired Leads leads;
  @Autowired Users users;
  @Autowired Tokens tokens;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void it_is_ten_in_the_morning() {
    LeadsFixture.employ(users, tokens);
    clock.stopAt(NOW);
  }

  @AfterEach
  void the_clock_ticks_on() {
    clock.set(Instant.now());
  }

  @Test
  void a_call_is_kept_as_it_was_reported() {
    Phone phone = Phone.of(Fresh.phone());
    Calls.Reported reported =
        calls.report(
            PBX,
            new CallReport(
                new PhoneCall(phone, CallDirection.OUTGOING, NOW, true, BORIS.id()),
                61,
                "https://pbx.example/1",
                null));

    Call call = reported.call();
    assertThat(reported.first()).isTrue();
    assertThat(call)
        .isEqualTo(
            new Call(
                call.id(),
                null,
                phone,
                CallDirection.OUTGOING,
                CallState.ENDED,
                NOW,
                null,
                NOW.plusSeconds(61),
                61,
                61,
                true,
                BORIS.id(),
                new Call.Said(BORIS.id(), CallState.ENDED, NOW.plusSeconds(61)),
                "https://pbx.example/1",
                call.lead(),
                null,
                Set.of(),
                Set.of(),
                true));
    assertThat(repository.of(leadOf(call), EVERYTHING, FIRST).items()).containsExactly(call);
  }

  @Test
  void a_call_reported_again_is_the_same_call_whichever_report_came_first() {
    Phone phone = Phone.of(Fresh.phone());
    String callId = UUID.randomUUID().toString();
    Call first = calls.report(PBX, report(phone, false, 10, "", callId)).call();

    Calls.Reported again =
        calls.report(
            PBX,
            new CallReport(
                new PhoneCall(
                    Phone.of(Fresh.phone()),
                    CallDirection.INCOMING,
                    NOW.minusSeconds(9),
                    true,
                    BORIS.id()),
                25,
                "https://pbx.example/1",
                callId));
    Calls.Reported third =
        calls.report(PBX, report(phone, false, 5, "https://pbx.example/2", callId));

    Call completed =
        new Call(
            first.id(),
            callId,
            phone,
            CallDirection.OUTGOING,
            CallState.ENDED,
            NOW.minusSeconds(9),
            null,
            NOW.plusSeconds(16),
            25,
            25,
            true,
            BORIS.id(),
            new Call.Said(BORIS.id(), CallState.ENDED, NOW.plusSeconds(16)),
            "https://pbx.example/1",
            first.lead(),
            null,
            Set.of(),
            Set.of(),
            true);
    assertThat(again).isEqualTo(new Calls.Reported(completed, false));
    assertThat(third).isEqualTo(new Calls.Reported(completed, false));
    assertThat(leads.get(OLGA, leadOf(first)).attempts()).isOne();
    assertThat(repository.of(leadOf(first), EVERYTHING, FIRST).items()).containsExactly(completed);
  }

  @Test
  void calls_without_an_id_of_the_exchange_are_all_different() {
    Phone phone = Phone.of(Fresh.phone());
    Call first = calls.report(PBX, report(phone, false, 0, "", null)).call();
    Call second = calls.report(PBX, report(phone, false, 0, "", null)).call();

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.lead()).isEqualTo(first.lead());
    assertThat(leads.get(OLGA, leadOf(first)).attempts()).isEqualTo(2);
    assertThat(repository.of(leadOf(first), EVERYTHING, FIRST).total()).isEqualTo(2);
  }

  @Test
  void of_many_reports_of_one_call_at_once_one_counts() throws Exception {
    for (int round = 0; round < 10; round++) {
      Phone phone = Phone.of(Fresh.phone());
      String callId = UUID.randomUUID().toString();

      List<Calls.Reported> reported =
          atOnce(12, () -> calls.report(PBX, report(phone, false, 0, "", callId)));

      assertThat(reported).filteredOn(Calls.Reported::first).hasSize(1);
      Set<Call> kept = reported.stream().map(Calls.Reported::call).collect(Collectors.toSet());
      assertThat(kept).hasSize(1);
      assertThat(leads.get(OLGA, leadOf(kept.iterator().next())).attempts()).isOne();
    }
  }

  @Test
  void of_many_calls_of_one_unknown_number_at_once_all_lie_on_one_lead() throws Exception {
    Phone phone = Phone.of(Fresh.phone());
    List<Calls.Reported> reported =
        atOnce(
            16, () -> calls.report(PBX, report(phone, true, 0, "", UUID.randomUUID().toString())));

    Set<LeadId> made =
        reported.stream().map(each -> leadOf(each.call())).collect(Collectors.toSet());
    assertThat(made).hasSize(1);
    assertThat(repository.of(made.iterator().next(), EVERYTHING, FIRST).total()).isEqualTo(16);
  }

  @Test
  void the_calls_of_a_lead_go_with_it_to_the_deal_where_later_ones_join_them() {
    Phone phone = Phone.of(Fresh.phone());
    String callId = UUID.randomUUID().toString();
    LeadId lead = leadOf(calls.report(PBX, report(phone, false, 0, "", callId)).call());
    calls.report(PBX, report(phone, true, 70, "", null));

    DealId deal = convert(lead);
    Call later = calls.report(PBX, report(phone, true, 30, "", null)).call();

    assertThat(later.deal()).isEqualTo(deal);
    assertThat(later.lead()).isNull();
    assertThat(repository.of(deal, EVERYTHING, FIRST).total()).isEqualTo(3);
    assertThat(repository.of(deal, EVERYTHING, FIRST).items().getFirst()).isEqualTo(later);
    assertThat(repository.of(lead, EVERYTHING, FIRST).total()).isEqualTo(2);
    Call again = calls.report(PBX, report(phone, false, 0, "", callId)).call();
    assertThat(again.lead()).isEqualTo(lead);
    assertThat(again.deal()).isEqualTo(deal);
  }

  @Test
  void a_report_that_fails_leaves_neither_call_nor_lead() {
    Phone phone = Phone.of(Fresh.phone());
    CallReport wrong =
        new CallReport(
            new PhoneCall(phone, CallDirection.OUTGOING, NOW, false, new UserId("nobody-at-all")),
            0,
            "",
            "x-" + phone);
    assertThatThrownBy(() -> calls.report(PBX, wrong)).isInstanceOf(DataAccessException.class);

    assertThat(count("select count(*) from lead where phone = ?", phone)).isZero();
    assertThat(count("select count(*) from call where phone = ?", phone)).isZero();
  }

  @Test
  void managers_their_head_communications_and_administrators_report_calls_and_nobody_else() {
    for (Actor actor : List.of(ANNA, OLGA, KIRA, ADMIN, Actor.SYSTEM)) {
      assertThat(calls.report(actor, report(Phone.of(Fresh.phone()), true, 0, "", null)).first())
          .isTrue();
    }
    for (Actor actor : List.of(EGOR, TANYA)) {
      assertThatThrownBy(
              () -> calls.report(actor, report(Phone.of(Fresh.phone()), true, 0, "", null)))
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  private static CallReport report(
      Phone phone, boolean answered, int duration, String recordUrl, @Nullable String callId) {
    return new CallReport(
        new PhoneCall(phone, CallDirection.OUTGOING, NOW, answered, null),
        duration,
        recordUrl,
        callId);
  }

  private static LeadId leadOf(Call call) {
    LeadId lead = call.lead();
    assertThat(lead).isNotNull();
    return lead;
  }

  private DealId convert(LeadId lead) {
    LeadOutcome outcome = leads.convert(ANNA, lead, new Conversion("Ирина", null, false));
    assertThat(outcome).isInstanceOf(LeadOutcome.Done.class);
    Lead closed = ((LeadOutcome.Done) outcome).lead();
    DealId deal = closed.deal();
    assertThat(deal).isNotNull();
    return deal;
  }

  private long count(String sql, Phone phone) {
    return jdbc.sql(sql).param(phone.e164()).query(Long.class).single();
  }

  /** What each of many gets who all do the same at the same moment. */
  private static <T> List<T> atOnce(int many, Callable<T> what) throws Exception {
    CountDownLatch ready = new CountDownLatch(many);
    CountDownLatch go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> all = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        all.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  go.await();
                  return what.call();
                }));
      }
      ready.await();
      go.countDown();
      List<T> got = new ArrayList<>();
      for (Future<T> each : all) {
        got.add(each.get());
      }
      return got;
    }
  }
}
