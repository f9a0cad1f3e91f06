package app.zamer.leads;

import static app.zamer.leads.LeadsFixture.ADMIN;
import static app.zamer.leads.LeadsFixture.ANNA;
import static app.zamer.leads.LeadsFixture.BORIS;
import static app.zamer.leads.LeadsFixture.EGOR;
import static app.zamer.leads.LeadsFixture.KIRA;
import static app.zamer.leads.LeadsFixture.OLGA;
import static app.zamer.leads.LeadsFixture.TANYA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.Fresh;
import app.zamer.ZamerTest;
import app.zamer.activities.Activities;
import app.zamer.activities.Activity;
import app.zamer.activities.Completion;
import app.zamer.activities.Result;
import app.zamer.activities.Standing;
import app.zamer.activities.SubjectKind;
import app.zamer.clients.Client;
import app.zamer.clients.Clients;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.Deals;
import app.zamer.deals.NewDeal;
import app.zamer.deals.OpenOutcome;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.Tokens;
import app.zamer.users.UserId;
import app.zamer.users.Users;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

@ZamerTest
class LeadsTests {
  /** Ten in the morning in Moscow. */
  private static final Instant NOW = Instant.parse("2026-03-10T07:00:00Z");

  private static final PageRequest FIRST = new PageRequest(0, 50);

  @Autowired Leads leads;
  @Autowired LeadQuery query;
  @Autowired Deals deals;
  @Autowired Clients clients;
  @Autowired Activities activities;
  @Autowired Users users;
  @Autowired Tokens tokens;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @BeforeEach
  void it_is_ten_in_the_morning() {
    LeadsFixture.employ(users, tokens);
    clock.stopAt(NOW);
  }

  @AfterEach
  void the_clock_ticks_on() {
    clock.set(Instant.now());
  }

  // LEAD-1

  @Test
  void a_call_from_or_to_an_unknown_number_makes_a_lead_named_after_it() {
    Phone caller = Phone.of("79912084543");
    jdbc.sql("delete from lead_change where lead_id in (select id from lead where phone = ?)")
        .param(caller.e164())
        .update();
    jdbc.sql("delete from lead where phone = ?").param(caller.e164()).update();
    Phone called = Phone.of(Fresh.phone());

    Lead outgoing = leadOf(leads.call(ANNA, answered(caller, CallDirection.OUTGOING)));
    Lead incoming = leadOf(leads.call(ANNA, answered(called, CallDirection.INCOMING)));

    assertThat(outgoing.title()).isEqualTo("79912084543 - Исходящий звонок");
    assertThat(incoming.title()).isEqualTo(called.e164().substring(1) + " - Входящий звонок");
    assertThat(incoming.stage()).isEqualTo("new");
    assertThat(incoming.owner()).isEqualTo(ANNA.id());
    assertThat(incoming.createdAt()).isEqualTo(NOW);
    assertThat(history(incoming))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.rule()).isEqualTo("LEAD-1");
              assertThat(change.by()).isEqualTo("leads-anna");
              assertThat(change.change())
                  .contains(
                      new FieldChange("title", null, incoming.title()),
                      new FieldChange("phone", null, called.e164()));
            });
  }

  @Test
  void a_call_of_an_open_lead_goes_onto_it_and_makes_no_second() {
    Phone phone = Phone.of(Fresh.phone());
    CallTarget first = leads.call(ANNA, answered(phone, CallDirection.INCOMING));
    CallTarget second = leads.call(BORIS, missed(phone, NOW));

    LeadId lead = leadOf(first).id();
    assertThat(first).isEqualTo(new CallTarget.OnLead(lead, true));
    assertThat(second).isEqualTo(new CallTarget.OnLead(lead, false));
    assertThat(leadOf(second).owner()).isEqualTo(ANNA.id());
  }

  @Test
  void a_call_of_a_client_with_an_open_deal_goes_onto_the_deal_whoever_owns_it() {
    Phone phone = Phone.of(Fresh.phone());
    DealId deal = openDeal(ANNA, phone);

    assertThat(leads.call(BORIS, missed(phone, NOW))).isEqualTo(new CallTarget.OnDeal(deal));
    assertThat(countLeads(phone)).isZero();
  }

  @Test
  void a_call_after_the_lead_was_closed_makes_a_new_one_with_the_known_name() {
    Phone phone = Phone.of(Fresh.phone());
    clients.findOrCreate("Мария Орлова", phone);
    Lead first = leadOf(leads.call(ANNA, answered(phone, CallDirection.INCOMING)));
    leads.disqualify(ANNA, first.id(), "Ошиблись номером");

    Lead second = leadOf(leads.call(ANNA, answered(phone, CallDirection.INCOMING)));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.clientName()).isEqualTo("Мария Орлова");
  }

  @Test
  void a_new_lead_belongs_to_the_manager_who_spoke_else_to_the_one_who_reports_else_to_nobody() {
    assertThat(ownerOfCall(KIRA, BORIS.id())).isEqualTo(BORIS.id());
    assertThat(ownerOfCall(ANNA, BORIS.id())).isEqualTo(BORIS.id());
    assertThat(ownerOfCall(ANNA, KIRA.id())).isEqualTo(ANNA.id());
    assertThat(ownerOfCall(ANNA, null)).isEqualTo(ANNA.id());
    assertThat(ownerOfCall(KIRA, null)).isNull();
    assertThat(ownerOfCall(KIRA, TANYA.id())).isNull();
  }

  @Test
  void of_many_calls_of_one_unknown_number_at_once_one_makes_the_lead() throws Exception {
    for (int round = 0; round < 10; round++) {
      Phone phone = Phone.of(Fresh.phone());
      List<CallTarget> targets =
          atOnce(16, number -> leads.call(number % 2 == 0 ? ANNA : BORIS, missed(phone, NOW)));

      Set<LeadId> made =
          new HashSet<>(targets.stream().map(target -> leadOf(target).id()).toList());
      assertThat(made).hasSize(1);
      assertThat(targets)
          .filteredOn(
              target -> target instanceof CallTarget.OnLead(LeadId lead, boolean first) && first)
          .hasSize(1);
      assertThat(countLeads(phone)).isOne();
      Lead lead = leads.get(OLGA, made.iterator().next());
      assertThat(lead.attempts()).isEqualTo(16);
      assertThat(planned(lead)).hasSize(1);
    }
  }

  @Test
  void calls_and_notes_of_one_number_at_once_make_one_lead() throws Exception {
    for (int round = 0; round < 10; round++) {
      Phone phone = Phone.of(Fresh.phone());
      List<Object> made =
          atOnce(
              8,
              number ->
                  number % 2 == 0
                      ? leads.call(ANNA, missed(phone, NOW))
                      : leads.open(ANNA, new NewLead(phone, "Пётр", null, null)));

      assertThat(made).filteredOn(LeadOutcome.Done.class::isInstance).hasSizeLessThanOrEqualTo(1);
      assertThat(countLeads(phone)).isOne();
    }
  }

  // LEAD-2

  @Test
  void an_unanswered_call_puts_a_new_lead_into_no_answer_and_plans_the_next_attempt() {
    Lead lead = leadOf(leads.call(ANNA, missed(Phone.of(Fresh.phone()), NOW)));

    assertThat(lead.stage()).isEqualTo("no-answer");
    assertThat(lead.attempts()).isOne();
    assertThat(lead.nextAttemptAt()).isEqualTo("2026-03-10T09:00:00Z");
    assertThat(planned(lead))
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.rule()).isEqualTo("LEAD-2");
              assertThat(attempt.assignee()).isEqualTo("leads-anna");
              assertThat(attempt.dueOn()).isEqualTo("2026-03-10");
              assertThat(attempt.dueAt()).isEqualTo("2026-03-10T09:00:00Z");
              assertThat(attempt.text()).isEqualTo("Позвонить ещё раз: " + lead.title());
            });
    assertThat(history(lead))
        .extracting(LeadQuery.Change::rule)
        .containsExactly("LEAD-2", "LEAD-1");
  }

  @Test
  void every_further_unanswered_call_is_counted_and_moves_the_attempt() {
    Phone phone = Phone.of(Fresh.phone());
    leads.call(ANNA, missed(phone, NOW));
    clock.stopAt(NOW.plusSeconds(3600));
    Lead lead = leadOf(leads.call(ANNA, missed(phone, NOW.plusSeconds(3600))));

    assertThat(lead.attempts()).isEqualTo(2);
    assertThat(lead.nextAttemptAt()).isEqualTo("2026-03-10T10:00:00Z");
    assertThat(planned(lead))
        .extracting(Standing.StandingActivity::dueAt)
        .containsExactly(lead.nextAttemptAt());
    assertThat(done(lead)).hasSize(1);
  }

  @Test
  void two_unanswered_calls_in_the_evening_plan_one_attempt_for_the_morning() {
    Phone phone = Phone.of(Fresh.phone());
    Instant evening = Instant.parse("2026-03-10T17:30:00Z");
    clock.stopAt(evening);
    leads.call(ANNA, missed(phone, evening));
    Lead lead = leadOf(leads.call(ANNA, missed(phone, evening.plusSeconds(60))));

    assertThat(lead.attempts()).isEqualTo(2);
    assertThat(lead.nextAttemptAt()).isEqualTo("2026-03-11T06:00:00Z");
    assertThat(planned(lead)).hasSize(1);
    assertThat(done(lead)).isEmpty();
  }

  @Test
  void an_answered_call_completes_the_attempt_and_leaves_the_stage() {
    Phone phone = Phone.of(Fresh.phone());
    leads.call(ANNA, missed(phone, NOW));
    Lead lead = leadOf(leads.call(ANNA, answered(phone, CallDirection.INCOMING)));

    assertThat(lead.stage()).isEqualTo("no-answer");
    assertThat(lead.attempts()).isOne();
    assertThat(lead.nextAttemptAt()).isNull();
    assertThat(planned(lead)).isEmpty();
    assertThat(done(lead))
        .singleElement()
        .satisfies(attempt -> assertThat(attempt.result()).isEqualTo(Result.DONE));
  }

  @Test
  void a_call_reported_out_of_order_is_counted_but_undoes_nothing() {
    Phone phone = Phone.of(Fresh.phone());
    leads.call(ANNA, answered(phone, CallDirection.INCOMING));
    Lead late = leadOf(leads.call(ANNA, missed(phone, NOW.minusSeconds(600))));
    assertThat(late.stage()).isEqualTo("new");
    assertThat(late.attempts()).isOne();
    assertThat(late.nextAttemptAt()).isNull();

    Phone other = Phone.of(Fresh.phone());
    leads.call(ANNA, missed(other, NOW));
    PhoneCall before =
        new PhoneCall(other, CallDirection.INCOMING, NOW.minusSeconds(600), true, null);
    Lead waiting = leadOf(leads.call(ANNA, before));
    assertThat(waiting.nextAttemptAt()).isNotNull();
    assertThat(planned(waiting)).hasSize(1);
  }

  @Test
  void the_attempt_of_a_lead_that_nobody_owns_is_for_any_manager_until_one_takes_it() {
    Lead lead = leadOf(leads.call(KIRA, missed(Phone.of(Fresh.phone()), NOW)));
    assertThat(planned(lead))
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.assignee()).isNull();
              assertThat(attempt.role()).isEqualTo("manager");
            });

    leads.change(
        BORIS, lead.id(), lead.version(), new LeadChange(null, null, null, BORIS.id(), false));

    assertThat(planned(lead))
        .extracting(Standing.StandingActivity::assignee)
        .containsExactly("leads-boris");
  }

  @Test
  void
      an_attempt_completed_by_hand_is_no_longer_planned_and_one_moved_is_planned_for_the_new_day() {
    Lead lead = leadOf(leads.call(ANNA, missed(Phone.of(Fresh.phone()), NOW)));
    long attempt = planned(lead).getFirst().id();

    assertThat(activities.complete(ANNA, attempt, Result.MOVED, null, LocalDate.of(2026, 3, 12)))
        .isInstanceOf(Completion.Completed.class);
    Lead moved = leads.get(ANNA, lead.id());
    assertThat(moved.nextAttemptAt()).isEqualTo("2026-03-12T17:00:00Z");
    assertThat(planned(lead))
        .extracting(Standing.StandingActivity::dueOn)
        .containsExactly(LocalDate.of(2026, 3, 12));

    long second = planned(lead).getFirst().id();
    assertThat(activities.complete(ANNA, second, Result.MOVED, null, LocalDate.of(2026, 3, 12)))
        .isInstanceOf(Completion.Refused.class);
    assertThat(planned(lead)).hasSize(1);

    assertThat(activities.complete(ANNA, second, Result.DONE, "Дозвонился с мобильного", null))
        .isInstanceOf(Completion.Completed.class);
    assertThat(leads.get(ANNA, lead.id()).nextAttemptAt()).isNull();
    assertThat(planned(lead)).isEmpty();
    assertThat(history(lead))
        .flatExtracting(LeadQuery.Change::change)
        .extracting(FieldChange::field)
        .contains("activity");
  }

  @Test
  void an_attempt_cannot_be_moved_to_a_day_whose_hours_are_over() {
    Lead lead = leadOf(leads.call(ANNA, missed(Phone.of(Fresh.phone()), NOW)));
    clock.stopAt(Instant.parse("2026-03-10T17:00:01Z"));

    Completion refused =
        activities.complete(
            ANNA, planned(lead).getFirst().id(), Result.MOVED, null, LocalDate.of(2026, 3, 10));

    assertThat(refused)
        .isInstanceOfSatisfying(
            Completion.Refused.class,
            refusal ->
                assertThat(refusal.violations())
                    .extracting(violation -> violation.field())
                    .containsExactly("newDate"));
    assertThat(planned(lead)).hasSize(1);
    assertThat(leads.get(ANNA, lead.id())).isEqualTo(lead);
  }

  @Test
  void a_manager_may_not_complete_the_attempt_of_another() {
    Lead lead = leadOf(leads.call(ANNA, missed(Phone.of(Fresh.phone()), NOW)));
    long attempt = planned(lead).getFirst().id();
    assertThatThrownBy(() -> activities.complete(BORIS, attempt, Result.DONE, null, null))
        .isInstanceOf(AccessDeniedException.class);
  }

  // LEAD-3

  @Test
  void converting_makes_the_client_and_the_deal_and_closes_the_lead() {
    Phone phone = Phone.of(Fresh.phone());
    Lead lead = leadOf(leads.call(ANNA, missed(phone, NOW)));

    Lead closed = done(leads.convert(ANNA, lead.id(), new Conversion("Ирина Белова", null, false)));

    assertThat(closed.stage()).isEqualTo("closed");
    assertThat(closed.result()).isEqualTo(LeadResult.CONVERTED);
    assertThat(closed.clientName()).isEqualTo("Ирина Белова");
    assertThat(closed.nextAttemptAt()).isNull();
    assertThat(closed.version()).isGreaterThan(lead.version());
    assertThat(deals.openDealOf(phone)).hasValue(closed.deal());
    assertThat(clients.byPhone(phone)).map(Client::name).hasValue("Ирина Белова");
    assertThat(dealTitle(closed)).isEqualTo(lead.title());
    assertThat(planned(lead)).isEmpty();
    assertThat(history(closed).getFirst().rule()).isEqualTo("LEAD-3");
    assertThat(leads.call(BORIS, missed(phone, NOW)))
        .isEqualTo(new CallTarget.OnDeal(dealOf(closed)));
  }

  @Test
  void converting_takes_the_given_title_and_without_any_name_the_number() {
    Phone phone = Phone.of(Fresh.phone());
    Lead lead = leadOf(leads.call(KIRA, answered(phone, CallDirection.INCOMING)));

    Lead closed =
        done(leads.convert(BORIS, lead.id(), new Conversion(" ", "Кухня на Ленина", false)));

    assertThat(dealTitle(closed)).isEqualTo("Кухня на Ленина");
    assertThat(clients.byPhone(phone)).map(Client::name).hasValue(phone.shown());
    assertThat(closed.owner()).isEqualTo(BORIS.id());
    assertThat(dealOwner(closed)).isEqualTo("leads-boris");
  }

  @Test
  void the_deal_belongs_to_the_owner_of_the_lead_whoever_converts_it() {
    Lead lead = leadOf(leads.call(ANNA, answered(Phone.of(Fresh.phone()), CallDirection.INCOMING)));
    assertThat(dealOwner(done(leads.convert(OLGA, lead.id(), new Conversion(null, null, false)))))
        .isEqualTo("leads-anna");
  }

  @Test
  void a_lead_is_closed_once() {
    Lead lead = leadOf(leads.call(ANNA, answered(Phone.of(Fresh.phone()), CallDirection.INCOMING)));
    Lead closed = done(leads.convert(ANNA, lead.id(), new Conversion(null, null, false)));

    assertThat(leads.convert(ANNA, lead.id(), new Conversion(null, null, true)))
        .isEqualTo(new LeadOutcome.AlreadyClosed(closed));
    assertThat(leads.disqualify(ANNA, lead.id(), "Передумали"))
        .isEqualTo(new LeadOutcome.AlreadyClosed(closed));
    assertThat(
            leads.change(
                ANNA,
                lead.id(),
                closed.version(),
                new LeadChange("Другое", null, null, null, false)))
        .isEqualTo(new LeadOutcome.AlreadyClosed(closed));
    assertThat(leads.get(ANNA, lead.id())).isEqualTo(closed);
  }

  @Test
  void of_many_who_convert_one_lead_at_once_one_makes_the_deal() throws Exception {
    Phone phone = Phone.of(Fresh.phone());
    Lead lead = leadOf(leads.call(KIRA, answered(phone, CallDirection.INCOMING)));

    List<Object> outcomes =
        atOnce(
            12,
            number ->
                number < 8
                    ? leads.convert(
                        number % 2 == 0 ? ANNA : OLGA, lead.id(), new Conversion(null, null, true))
                    : leads.call(BORIS, missed(phone, NOW)));

    assertThat(outcomes).filteredOn(LeadOutcome.Done.class::isInstance).hasSize(1);
    assertThat(countDeals(phone)).isOne();
    assertThat(countLeads(phone)).isOne();
  }

  @Test
  void a_client_with_an_open_deal_gets_a_second_only_on_demand() {
    Phone phone = Phone.of(Fresh.phone());
    Lead lead = leadOf(leads.call(ANNA, answered(phone, CallDirection.INCOMING)));
    DealId known = openDeal(BORIS, phone);

    assertThat(leads.convert(ANNA, lead.id(), new Conversion(null, null, false)))
        .isEqualTo(new LeadOutcome.HasDeal(known));
    assertThat(leads.get(ANNA, lead.id())).isEqualTo(lead);

    Lead closed = done(leads.convert(ANNA, lead.id(), new Conversion(null, null, true)));
    assertThat(closed.deal()).isNotNull().isNotEqualTo(known);
    assertThat(countDeals(phone)).isEqualTo(2);
  }

  @Test
  void what_fails_while_a_lead_is_converted_leaves_nothing_behind() {
    Phone phone = Phone.of(Fresh.phone());
    Lead lead = leadOf(leads.call(ANNA, answered(phone, CallDirection.INCOMING)));
    transaction.executeWithoutResult(
        status -> {
          leads.convert(ANNA, lead.id(), new Conversion("Иван", null, false));
          status.setRollbackOnly();
        });
    assertThat(leads.get(ANNA, lead.id())).isEqualTo(lead);
    assertThat(deals.openDealOf(phone)).isEmpty();
    assertThat(clients.byPhone(phone)).isEmpty();
  }

  @Test
  void disqualifying_takes_a_reason() {
    Lead lead = leadOf(leads.call(ANNA, missed(Phone.of(Fresh.phone()), NOW)));

    for (String blank : new String[] {null, "", " \t\n"}) {
      assertThat(leads.disqualify(ANNA, lead.id(), blank))
          .isInstanceOfSatisfying(
              LeadOutcome.Refused.class,
              refused ->
                  assertThat(refused.violations())
                      .singleElement()
                      .satisfies(
                          violation -> {
                            assertThat(violation.rule()).isEqualTo("LEAD-3");
                            assertThat(violation.field()).isEqualTo("reason");
                          }));
    }
    assertThat(leads.disqualify(ANNA, lead.id(), "я".repeat(2001)))
        .isInstanceOf(LeadOutcome.Refused.class);
    assertThat(leads.get(ANNA, lead.id())).isEqualTo(lead);

    Lead closed = done(leads.disqualify(ANNA, lead.id(), " Не наш город "));
    assertThat(closed.result()).isEqualTo(LeadResult.DISQUALIFIED);
    assertThat(closed.reason()).isEqualTo("Не наш город");
    assertThat(closed.deal()).isNull();
    assertThat(planned(lead)).isEmpty();
    assertThat(leads.disqualify(ANNA, lead.id(), "Ещё раз"))
        .isEqualTo(new LeadOutcome.AlreadyClosed(closed));
  }

  // by hand

  @Test
  void a_lead_made_by_hand_is_named_by_title_or_name_or_number() {
    Phone phone = Phone.of(Fresh.phone());
    assertThat(
            done(
                leads.open(ANNA, new NewLead(Phone.of(Fresh.phone()), "Пётр", "Лестница", "Сайт"))))
        .returns("Лестница", Lead::title)
        .returns("Сайт", Lead::source)
        .returns(ANNA.id(), Lead::owner);
    assertThat(done(leads.open(ANNA, new NewLead(Phone.of(Fresh.phone()), "Пётр", " ", null))))
        .returns("Пётр", Lead::title);
    assertThat(done(leads.open(OLGA, new NewLead(phone, null, null, null))))
        .returns(phone.e164().substring(1), Lead::title)
        .returns(null, Lead::owner);
  }

  @Test
  void a_number_with_an_open_lead_or_deal_gets_no_lead_by_hand() {
    Phone phone = Phone.of(Fresh.phone());
    Lead lead = done(leads.open(ANNA, new NewLead(phone, null, null, null)));
    assertThat(leads.open(BORIS, new NewLead(phone, null, null, null)))
        .isEqualTo(new LeadOutcome.HasLead(lead.id()));

    Phone other = Phone.of(Fresh.phone());
    DealId deal = openDeal(ANNA, other);
    assertThat(leads.open(BORIS, new NewLead(other, null, null, null)))
        .isEqualTo(new LeadOutcome.HasDeal(deal));
  }

  @Test
  void a_change_needs_the_version_that_is_and_says_what_was_before() {
    Lead lead = done(leads.open(ANNA, new NewLead(Phone.of(Fresh.phone()), "Пётр", null, null)));
    LeadChange rename = new LeadChange("Кухня", null, null, null, false);

    Lead changed = done(leads.change(ANNA, lead.id(), lead.version(), rename));
    assertThat(changed.title()).isEqualTo("Кухня");
    assertThat(leads.change(ANNA, lead.id(), lead.version(), rename))
        .isEqualTo(new LeadOutcome.Stale(changed.version()));
    assertThat(leads.change(ANNA, lead.id(), changed.version(), rename))
        .isEqualTo(new LeadOutcome.Done(changed));
    assertThat(history(lead).getFirst().change())
        .containsExactly(new FieldChange("title", "Пётр", "Кухня"));
    assertThat(history(lead)).hasSize(2);
  }

  @Test
  void everything_wrong_with_a_change_is_said_at_once() {
    Lead lead = done(leads.open(ANNA, new NewLead(Phone.of(Fresh.phone()), "Пётр", null, null)));
    LeadChange wrong = new LeadChange(" ", "я".repeat(201), "\u0000", KIRA.id(), false);

    assertThat(leads.change(ANNA, lead.id(), null, wrong))
        .isInstanceOfSatisfying(
            LeadOutcome.Refused.class,
            refused ->
                assertThat(refused.violations())
                    .extracting(violation -> violation.field())
                    .containsExactly("title", "clientName", "source", "owner"));
    LeadChange nobody = new LeadChange(null, null, null, new UserId("nobody-at-all"), false);
    assertThat(leads.change(ANNA, lead.id(), null, nobody)).isInstanceOf(LeadOutcome.Refused.class);
    assertThat(leads.get(ANNA, lead.id())).isEqualTo(lead);
  }

  // rights

  @Test
  void a_manager_has_own_and_free_leads_the_head_all_and_an_administrator_only_reads() {
    Lead own = done(leads.open(ANNA, new NewLead(Phone.of(Fresh.phone()), null, null, null)));
    Lead free = leadOf(leads.call(KIRA, answered(Phone.of(Fresh.phone()), CallDirection.INCOMING)));
    LeadChange rename = new LeadChange("Другое", null, null, null, false);

    for (Actor actor : List.of(ANNA, OLGA, ADMIN)) {
      assertThat(leads.get(actor, own.id())).isEqualTo(own);
    }
    assertThat(leads.get(BORIS, free.id())).isEqualTo(free);
    assertThat(leads.change(BORIS, free.id(), null, rename)).isInstanceOf(LeadOutcome.Done.class);
    assertThat(leads.change(OLGA, own.id(), null, rename)).isInstanceOf(LeadOutcome.Done.class);
    for (Actor actor : List.of(BORIS, KIRA, EGOR, TANYA)) {
      assertThatThrownBy(() -> leads.get(actor, own.id()))
          .isInstanceOf(AccessDeniedException.class);
    }
    for (Actor actor : List.of(BORIS, KIRA, EGOR, TANYA, ADMIN)) {
      assertThatThrownBy(() -> leads.change(actor, own.id(), null, rename))
          .isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(() -> leads.disqualify(actor, own.id(), "Нет"))
          .isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(() -> leads.convert(actor, own.id(), new Conversion(null, null, false)))
          .isInstanceOf(AccessDeniedException.class);
    }
    for (Actor actor : List.of(KIRA, EGOR, TANYA, ADMIN)) {
      assertThatThrownBy(
              () -> leads.open(actor, new NewLead(Phone.of(Fresh.phone()), null, null, null)))
          .isInstanceOf(AccessDeniedException.class);
    }
    assertThatThrownBy(() -> leads.get(OLGA, new LeadId(-1))).isInstanceOf(NotFound.class);
  }

  @Test
  void the_list_shows_what_the_actor_may_see_and_finds_by_any_part() {
    Phone phone = Phone.of(Fresh.phone());
    String digits = phone.e164().substring(2);
    Lead own = done(leads.open(ANNA, new NewLead(phone, "Фёдор 100%", "Кухня_" + digits, null)));
    Lead free = leadOf(leads.call(KIRA, missed(Phone.of(Fresh.phone()), NOW)));

    for (String q :
        List.of(
            digits,
            "8" + digits,
            "+7" + digits,
            "8 (" + digits.substring(0, 3) + ") " + digits.substring(3),
            digits.substring(6),
            "кухня_" + digits)) {
      assertThat(found(ANNA, filter(null, null, q))).as(q).contains(own.id());
    }
    assertThat(found(ANNA, filter(null, phone, "ФЕДОР 100%"))).containsExactly(own.id());
    assertThat(found(ANNA, filter(null, phone, "Фёдор 1000"))).isEmpty();
    assertThat(found(ANNA, filter(null, phone, "\u0000"))).containsExactly(own.id());
    assertThat(found(BORIS, filter(null, phone, null))).isEmpty();
    assertThat(found(BORIS, filter(null, free.phone(), null))).containsExactly(free.id());
    assertThat(found(ADMIN, filter(null, phone, null))).containsExactly(own.id());
    assertThat(found(OLGA, filter("no-answer", phone, null))).isEmpty();
    assertThat(found(OLGA, filter("no-answer", free.phone(), null))).containsExactly(free.id());
    assertThat(found(OLGA, new LeadQuery.Filter(null, ANNA.id(), phone, null)))
        .containsExactly(own.id());
    assertThat(found(OLGA, new LeadQuery.Filter(null, BORIS.id(), phone, null))).isEmpty();
    assertThat(query.page(OLGA, filter(null, phone, null), new PageRequest(3, 1)).total()).isOne();
  }

  private static LeadQuery.Filter filter(
      @Nullable String stage, @Nullable Phone phone, @Nullable String q) {
    return new LeadQuery.Filter(stage, null, phone, q);
  }

  private List<LeadId> found(Actor actor, LeadQuery.Filter filter) {
    return query.page(actor, filter, FIRST).items().stream().map(Lead::id).toList();
  }

  private static PhoneCall answered(Phone phone, CallDirection direction) {
    return new PhoneCall(phone, direction, NOW, true, null);
  }

  private static PhoneCall missed(Phone phone, Instant startedAt) {
    return new PhoneCall(phone, CallDirection.OUTGOING, startedAt, false, null);
  }

  private @Nullable UserId ownerOfCall(Actor actor, @Nullable UserId user) {
    return leadOf(
            leads.call(
                actor,
                new PhoneCall(Phone.of(Fresh.phone()), CallDirection.INCOMING, NOW, true, user)))
        .owner();
  }

  private Lead leadOf(CallTarget target) {
    assertThat(target).isInstanceOf(CallTarget.OnLead.class);
    return leads.get(OLGA, ((CallTarget.OnLead) target).lead());
  }

  private static Lead done(LeadOutcome outcome) {
    assertThat(outcome).isInstanceOf(LeadOutcome.Done.class);
    return ((LeadOutcome.Done) outcome).lead();
  }

  private static DealId dealOf(Lead lead) {
    DealId deal = lead.deal();
    assertThat(deal).isNotNull();
    return deal;
  }

  private DealId openDeal(Actor owner, Phone phone) {
    OpenOutcome outcome =
        transaction.execute(
            status ->
                deals.open(owner, new NewDeal("Пётр Ильин", phone, "Шкаф", null, false, null)));
    assertThat(outcome).isInstanceOf(OpenOutcome.Opened.class);
    return ((OpenOutcome.Opened) outcome).id();
  }

  private String dealTitle(Lead lead) {
    return jdbc.sql("select title from deal where id = ?")
        .param(dealOf(lead).value())
        .query(String.class)
        .single();
  }

  private String dealOwner(Lead lead) {
    return jdbc.sql("select owner from deal where id = ?")
        .param(dealOf(lead).value())
        .query(String.class)
        .single();
  }

  private long countLeads(Phone phone) {
    return jdbc.sql("select count(*) from lead where phone = ?")
        .param(phone.e164())
        .query(Long.class)
        .single();
  }

  private long countDeals(Phone phone) {
    return jdbc.sql(
            "select count(*) from deal join client_phone p using (client_id) where p.phone = ?")
        .param(phone.e164())
        .query(Long.class)
        .single();
  }

  private List<LeadQuery.Change> history(Lead lead) {
    return query.history(lead.id(), FIRST).items();
  }

  private List<Standing.StandingActivity> planned(Lead lead) {
    return inState(lead, Activity.State.PLANNED);
  }

  private List<Standing.StandingActivity> done(Lead lead) {
    return inState(lead, Activity.State.DONE);
  }

  private List<Standing.StandingActivity> inState(Lead lead, Activity.State state) {
    return activities.standing(SubjectKind.LEAD, lead.id().value()).activities().stream()
        .filter(activity -> activity.state() == state)
        .toList();
  }

  /**
   * What each of many gets who all do something at the same moment; one that throws, or waits for
   * ever, fails the test.
   */
  private static <T> List<T> atOnce(int many, IntFunction<T> what)
      throws InterruptedException, ExecutionException {
    CountDownLatch ready = new CountDownLatch(many);
    CountDownLatch go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> all =
          IntStream.range(0, many)
              .mapToObj(
                  number ->
                      (Callable<T>)
                          () -> {
                            ready.countDown();
                            go.await();
                            return what.apply(number);
                          })
              .map(threads::submit)
              .toList();
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
