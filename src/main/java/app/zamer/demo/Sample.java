package app.zamer.demo;

import app.zamer.activities.Result;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.leads.CallDirection;
import app.zamer.leads.PhoneCall;
import app.zamer.measurements.VisitReport;
import app.zamer.regulation.DealId;
import app.zamer.telephony.CallReport;
import app.zamer.telephony.Calls;
import app.zamer.users.Actor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Two months in the life of a company, lived through day by day on the demo's clock: about three
 * hundred deals in every stage, with the history, the misses and the moves by the program that such
 * a time brings.
 */
@Component
@Profile("demo")
class Sample {
  private static final int MONTHS = 12;

  private final SampleDeals deals;
  private final Calls calls;
  private final DemoClock demoClock;
  private final CompanyClock clock;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingInt(Event::number));
  private final SampleNames names = new SampleNames(12_455);
  private int count;

  Sample(SampleDeals deals, Calls calls, DemoClock demoClock, CompanyClock clock) {
    this.deals = deals;
    this.calls = calls;
    this.demoClock = demoClock;
    this.clock = clock;
  }

  private record Event(Instant at, int number, Runnable happens) {}

  /** One deal's life: who has it, and where its day one lies. */
  private final class Story {
    private final Actor manager;
    private final LocalDate start;
    private final int number;
    private final Map<String, Object> card = new HashMap<>();
    private final BigDecimal amount =
        BigDecimal.valueOf(names.from(30, 420) * 1000L + names.from(0, 999));
    private DealId deal = new DealId(0);

    private Story(int daysAgo) {
      this.number = ++count;
      this.manager = DemoPeople.managers().get(number % DemoPeople.managers().size());
      this.start = today().minusDays(daysAgo);
      card.put("address.city", "Уфа");
      card.put("address.street", names.street());
      card.put("address.house", Integer.toString(names.from(1, 150)));
      card.put("address.apartment", Integer.toString(names.from(1, 240)));
      card.put("address.entrance", Integer.toString(names.from(1, 6)));
      card.put("address.floor", Integer.toString(names.from(1, 16)));
      card.put("address.intercom", names.from(0, 3) == 0 ? "-" : names.from(1, 240) + "К");
      card.put("measurement.videoAllowed", names.from(0, 4) > 0);
      card.put("estimate.amount", amount);
      String client = names.client();
      String order = names.order();
      at(
          0,
          10,
          () ->
              deal =
                  deals.open(
                      manager,
                      client,
                      "+7958%07d".formatted(3_100_000 + number * 37),
                      client + " — " + order,
                      names.source()));
    }

    private void at(int day, int hour, Runnable happens) {
      events.add(
          new Event(
              start
                  .plusDays(day)
                  .atTime(LocalTime.of(hour, number % 60))
                  .atZone(clock.getZone())
                  .toInstant(),
              events.size() + 1000 * number,
              happens));
    }

    private Story contact(int day) {
      at(
          0,
          11,
          () ->
              deals.fill(
                  manager,
                  deal,
                  Map.of("nextContactOn", start.plusDays(day), "estimate.amount", amount)));
      return this;
    }

    private Story postponed() {
      at(1, 12, () -> deals.move(manager, deal, "sales/postponed"));
      return this;
    }

    /** The client agrees on a visit on this day of the story. */
    private Story booked(int day) {
      at(
          0,
          12,
          () -> {
            card.put("measurement.date", start.plusDays(day));
            deals.fill(manager, deal, card);
            deals.move(manager, deal, day > 3 ? "sales/pre-measurement" : "sales/measurement");
          });
      return this;
    }

    /** The client confirms three days before, and the deal goes on to the visit. */
    private Story confirmed(int visit) {
      at(
          visit - 3,
          12,
          () -> {
            deals.complete(manager, deal, "PRE-5", Result.CONFIRMED, null);
            deals.move(manager, deal, "sales/measurement");
          });
      return this;
    }

    /** Stamp, slot and confirmation on the day before the visit. */
    private Story prepared(int visit) {
      at(
          visit - 1,
          13,
          () -> {
            deals.prepareVisit(manager, deal);
            deals.stamp(deal);
            deals.planVisit(deal, start.plusDays(visit), 10 + 2 * (number % 4), clock.getZone());
            deals.confirmVisit(manager, deal);
          });
      return this;
    }

    private Story result(int visit, String outcome) {
      at(visit, 18, () -> deals.report(deal, new VisitReport(outcome, null, null, null)));
      return this;
    }

    private Story again(int visit, int second) {
      at(
          visit,
          18,
          () ->
              deals.report(deal, new VisitReport("repeat", null, start.plusDays(second), "exact")));
      at(visit + 1, 9, () -> deals.move(manager, deal, "sales/repeat-measurement"));
      return this;
    }

    private Story sheets(int visit) {
      at(visit, 19, () -> deals.attachSheets(deal));
      at(visit + 1, 9, () -> deals.move(manager, deal, "sales/after-measurement"));
      return this;
    }

    private Story moved(int day, String to) {
      at(day, 15, () -> deals.move(manager, deal, to));
      return this;
    }

    private Story won(int day, int hour) {
      at(
          day,
          hour,
          () ->
              deals.move(
                  manager,
                  deal,
                  "sales/won",
                  Map.of(
                      "contract.number",
                      (12_400 + number) + "Ш",
                      "contract.amount",
                      amount,
                      "contract.discount",
                      names.from(0, 9) * 1000,
                      "contract.clientName",
                      names.client())));
      return this;
    }

    private void lost(int day, String result) {
      String reason = names.reason();
      at(
          day,
          16,
          () -> {
            deals.pin(
                manager,
                deal,
                "Клиент отказался окончательно: "
                    + reason
                    + ". Предложили скидку и рассрочку, решения не изменил.");
            deals.move(
                manager,
                deal,
                "sales/lost",
                Map.of("loss.result", result, "loss.reason", reason, "estimate.amount", amount));
          });
    }

    /** The client wants to hear from us on a day far away. */
    private void deferred(int months) {
      // not so many days: thirty of them may jump over February
      LocalDate contact = start.plusDays(34).plusMonths(months);
      at(
          0,
          13,
          () -> {
            deals.pin(
                manager,
                deal,
                "Дом сдаётся позже, клиент просил вернуться к разговору ближе к сроку.");
            deals.move(
                manager,
                deal,
                "deferred/month-%02d".formatted(contact.getMonthValue()),
                Map.of("nextContactOn", contact));
          });
    }
  }

  /** Lives the two months through, up to the present moment. */
  void live() {
    Instant now = clock.instant();
    stories();
    demoClock.set(events.element().at(), true);
    while (!events.isEmpty() && events.element().at().isBefore(now)) {
      Event event = events.remove();
      demoClock.set(event.at(), false);
      event.happens().run();
    }
    events.clear();
    demoClock.set(now, true);
    leads(now);
  }

  private void stories() {
    for (int i = 0; i < 30; i++) {
      new Story(i % 4).contact(2 + i % 3);
      new Story(2 + i % 12).contact(20 + i % 10).postponed();
      new Story(1 + i % 5).booked(10 + i % 16);
    }
    for (int i = 0; i < 10; i++) {
      new Story(12).booked(14);
      new Story(1).booked(3).prepared(3);
      new Story(2 + i % 2).booked(3).prepared(3);
      new Story(10).booked(8 + i % 3).confirmed(8 + i % 3).prepared(8 + i % 3);
    }
    for (int i = 0; i < 4; i++) {
      new Story(4).booked(3).prepared(3);
      new Story(4).booked(3).prepared(3).result(3, "contract");
      new Story(4).booked(3).prepared(3).result(3, "no-contract");
    }
    for (int i = 0; i < 14; i++) {
      new Story(20 + i).booked(12).confirmed(12).prepared(12).result(12, "no-contract");
      new Story(16 + i).booked(3).prepared(3).result(3, "no-contract").sheets(3);
      new Story(20 + i).booked(9).confirmed(9).prepared(9).again(9, 35 + i);
      new Story(30 + i)
          .booked(3)
          .prepared(3)
          .result(3, "no-contract")
          .sheets(3)
          .moved(6, "sales/pre-contract");
    }
    for (int i = 0; i < 10; i++) {
      new Story(26 + i)
          .booked(3)
          .prepared(3)
          .result(3, "no-contract")
          .sheets(3)
          .moved(6, "sales/pre-contract")
          .moved(9, "sales/signing");
      new Story(20 + 3 * i).contact(2).lost(4, "refused-before-measurement");
      new Story(22 + 3 * i)
          .booked(3)
          .prepared(3)
          .result(3, "no-contract")
          .sheets(3)
          .lost(8, "refused-after-measurement");
      new Story(15 + 4 * i).booked(10).lost(6, "refused-before-measurement");
    }
    for (int i = 0; i < 24; i++) {
      new Story(10 + 2 * i).booked(3).prepared(3).result(3, "contract").won(4, i % 5 == 0 ? 12 : 9);
      new Story(40).deferred(i % MONTHS);
    }
  }

  private void leads(Instant now) {
    for (int i = 0; i < 12; i++) {
      Phone phone = Phone.of("+7958%07d".formatted(3_900_000 + i * 91));
      CallDirection direction = i % 2 == 0 ? CallDirection.INCOMING : CallDirection.OUTGOING;
      Actor manager = DemoPeople.managers().get(i % 2);
      calls.report(
          manager,
          new CallReport(
              new PhoneCall(phone, direction, now.minusSeconds(60L * i), i % 3 != 0, manager.id()),
              i % 3 == 0 ? 0 : 95 + i,
              "",
              null));
    }
  }

  private LocalDate today() {
    return clock.today();
  }
}
