package app.zamer.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import app.zamer.Fresh;
import app.zamer.People;
import app.zamer.StoppedClock;
import app.zamer.ZamerTest;
import app.zamer.activities.DeadlineMissed;
import app.zamer.activities.SubjectKind;
import app.zamer.chat.Chat;
import app.zamer.clients.Phone;
import app.zamer.company.CompanyClock;
import app.zamer.deals.DealAssigned;
import app.zamer.deals.DealEdit;
import app.zamer.deals.Deals;
import app.zamer.handover.HandedOver;
import app.zamer.intake.BookingAnswer;
import app.zamer.intake.BookingAnswered;
import app.zamer.intake.RequestReceived;
import app.zamer.leads.LeadChange;
import app.zamer.leads.LeadId;
import app.zamer.leads.LeadOutcome;
import app.zamer.leads.Leads;
import app.zamer.leads.NewLead;
import app.zamer.measurements.VisitChanged;
import app.zamer.measurements.VisitChanged.What;
import app.zamer.regulation.DealId;
import app.zamer.telephony.CallMissed;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import app.zamer.users.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ZamerTest
class NoticeTests {
  private static final Instant NOON = StoppedClock.START.plus(Duration.ofHours(3));

  @Autowired People people;
  @Autowired Office office;
  @Autowired Deals deals;
  @Autowired Leads leads;
  @Autowired Chat chat;
  @Autowired Users users;
  @Autowired Notices notices;
  @Autowired NoticeQuery query;
  @Autowired NoticeWords words;
  @Autowired NoticeClock noticeClock;
  @Autowired SettingRepository settings;
  @Autowired MissedEvents missed;
  @Autowired CompanyClock clock;

  private Actor anna;
  private Actor boris;
  private Actor olga;
  private Actor egor;

  @BeforeEach
  void people() {
    office.opens();
    anna = people.hire(Role.MANAGER).actor();
    boris = people.hire(Role.MANAGER).actor();
    olga = people.hire(Role.HEAD_OF_SALES).actor();
    egor = people.hire(Role.ENGINEER).actor();
  }

  @Test
  void whoeverIsGivenADealHearsOfItOnce() {
    DealId deal = office.deal(anna);
    deals.edit(olga, deal, new DealEdit(Map.of(), null, null, boris.id()), null);

    List<Notice> told = office.heard(boris, 1);

    Office.one(told, "deal-assigned");
    assertThat(words.title(told.getFirst()).ru())
        .isEqualTo("Вам передали сделку · Имя " + olga.id());
    assertThat(words.link(told.getFirst(), boris)).isEqualTo("/deals/" + deal);
    office.quiet();
    assertThat(office.notices(olga)).isEmpty();
    assertThat(query.unread(boris)).isOne();
  }

  @Test
  void whoeverIsGivenALeadHearsOfItAndWhoTakesOneDoesNot() {
    var wanted = new NewLead(Phone.of(Fresh.phone()), "Пётр Ильин", null, null);
    LeadId lead = ((LeadOutcome.Done) leads.open(olga, wanted)).lead().id();
    leads.change(anna, lead, null, new LeadChange(null, null, null, anna.id(), false));
    office.quiet();
    assertThat(office.notices(anna)).isEmpty();

    leads.change(olga, lead, null, new LeadChange(null, null, null, boris.id(), false));
    List<Notice> told = office.heard(boris, 1);
    Office.one(told, "lead-assigned");
    assertThat(words.link(told.getFirst(), boris)).isEqualTo("/leads/" + lead);
  }

  @Test
  void whoHandsOverHearsThatSomebodyHasLeftAndWhoGetsItIsToldOnceOfAll() {
    office.deal(anna);
    office.deal(anna);
    users.deactivate(Actor.SYSTEM, anna.id());
    List<Notice> waits = office.heard(olga, 1);
    Office.one(waits, "handover-waits");
    assertThat(words.title(waits.getFirst()).ru())
        .isEqualTo("Осталось после ухода: Сделки: 2 · Имя " + anna.id());
    assertThat(words.link(waits.getFirst(), olga)).isEqualTo("/handover");

    office.happens(
        new HandedOver(
            1,
            anna.id(),
            List.of(
                new HandedOver.Share(boris.id(), "deals", 2),
                new HandedOver.Share(boris.id(), "leads", 1),
                new HandedOver.Share(egor.id(), "visits", 3),
                new HandedOver.Share(null, "chats", 4)),
            false,
            olga.id(),
            StoppedClock.START));
    List<Notice> told = office.heard(boris, 1);
    assertThat(words.title(told.getFirst()).ru())
        .isEqualTo("Вам передали: Сделки: 2, Лиды: 1 · Имя " + olga.id());
    assertThat(words.link(told.getFirst(), boris)).isEqualTo("/day");
    Office.one(office.heard(egor, 1), "handed-over");
    office.quiet();
    assertThat(office.notices(olga)).hasSize(1);
  }

  @Test
  void theSameHeardTwiceIsToldOnce() {
    DealId deal = office.deal(boris);
    var event = new DealAssigned(deal, boris.id(), olga.id(), StoppedClock.START);
    office.happens(event);
    office.quiet();
    office.happens(event);
    office.quiet();

    assertThat(office.notices(boris)).hasSize(1);
  }

  @Test
  void nobodyHearsOfADealThatHeMayNotSee() {
    DealId deal = office.deal(anna);
    office.happens(new DealAssigned(deal, boris.id(), olga.id(), StoppedClock.START));
    office.happens(new DealAssigned(deal, anna.id(), olga.id(), StoppedClock.START));
    office.heard(anna, 1);
    office.quiet();

    assertThat(office.notices(boris)).isEmpty();
  }

  @Test
  void aNoticeOfADealThatIsNoLongerHisIsNotShownEither() {
    DealId deal = office.deal(anna);
    office.happens(new DealAssigned(deal, anna.id(), olga.id(), StoppedClock.START));
    Notice told = office.heard(anna, 1).getFirst();

    deals.edit(olga, deal, new DealEdit(Map.of(), null, null, boris.id()), null);

    assertThat(office.notices(anna)).isEmpty();
    assertThat(query.unread(anna)).isZero();
    assertThat(query.find(anna, told.id())).isEmpty();
  }

  @Test
  void manyMessagesOfAChatAreOneNoticeAndLaterAnotherInstead() {
    DealId deal = office.deal(anna);
    chat.invite(anna, deal, anna.id());
    chat.invite(anna, deal, olga.id());
    for (int i = 0; i < 10; i++) {
      chat.post(olga, deal, "сообщение " + i);
    }
    office.quiet();

    List<Notice> told = office.notices(anna);
    Office.one(told, "chat");
    assertThat(told.getFirst().messages()).isEqualTo(10);
    assertThat(office.notices(olga)).isEmpty();

    clock.stopAt(StoppedClock.START.plus(Duration.ofMinutes(11)));
    chat.post(olga, deal, "ещё одно");
    office.quiet();

    told = office.notices(anna);
    assertThat(told).hasSize(2);
    assertThat(told.getFirst().messages()).isEqualTo(11);
    assertThat(query.unread(anna)).isOne();
  }

  @Test
  void messagesOfSeveralPeopleAtOnceAreOneNoticeToo() throws InterruptedException {
    DealId deal = office.deal(anna);
    chat.invite(anna, deal, anna.id());
    var begin = new CountDownLatch(1);
    List<Thread> talking =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    Thread.startVirtualThread(
                        () -> {
                          try {
                            begin.await();
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                          chat.post(olga, deal, "сообщение " + i);
                        }))
            .toList();
    begin.countDown();
    for (Thread thread : talking) {
      thread.join();
    }
    office.quiet();

    assertThat(office.notices(anna)).hasSize(1);
    assertThat(office.notices(anna).getFirst().messages()).isEqualTo(8);
  }

  @Test
  void whoOpensTheChatHasReadIt() {
    DealId deal = office.deal(anna);
    chat.invite(anna, deal, anna.id());
    chat.post(olga, deal, "посмотрите");
    office.heard(anna, 1);

    notices.chatSeen(anna.id(), deal);

    assertThat(query.unread(anna)).isZero();
    assertThat(office.notices(anna).getFirst().read()).isTrue();
  }

  @Test
  void aVisitThatGoesToAnotherEngineerIsPlannedForOneAndCalledOffForTheOther() {
    Actor ilya = people.hire(Role.ENGINEER).actor();
    DealId deal = office.deal(anna);
    visit(deal, egor);
    office.happens(
        new VisitChanged(
            deal,
            What.MOVED,
            egor.id(),
            NOON.plus(Duration.ofDays(1)),
            new VisitChanged.Before(ilya.id(), NOON),
            olga.id(),
            StoppedClock.START));

    Office.one(office.heard(egor, 1), "visit-planned");
    List<Notice> gone = office.heard(ilya, 1);
    Office.one(gone, "visit-called-off");
    // the deal is out of his sight: he hears of the hour and nothing of the client
    assertThat(gone.getFirst().subject()).isEmpty();
    assertThat(gone.getFirst().client()).isEmpty();
    assertThat(words.number(gone.getFirst())).isNull();
    assertThat(words.title(gone.getFirst()).ru()).isEqualTo("Выезд отменён: 12:00");
    assertThat(words.link(gone.getFirst(), ilya)).isEqualTo("/visits/mine");
    List<Notice> manager = office.heard(anna, 1);
    Office.one(manager, "visit-moved");
    assertThat(words.title(manager.getFirst()).ru())
        .isEqualTo("Выезд перенесён: 11.03 12:00 вместо 12:00");
  }

  @Test
  void aMissIsToldToItsOwnerAtOnceAndToTheHeadOfSales() {
    DealId deal = office.deal(anna);
    office.happens(
        new DeadlineMissed(
            SubjectKind.DEAL, deal.value(), "REP-1", "2026-03-09", StoppedClock.START, anna.id()));

    Office.one(office.heard(anna, 1), "deadline-missed");
    List<Notice> escalated = office.heard(olga, 1);
    Office.one(escalated, "deadline-escalated");
    assertThat(words.title(escalated.getFirst()).ru())
        .contains("09:00", "Имя " + anna.id(), "Получить от инженера результат замера");
    office.quiet();
    assertThat(office.notices(boris)).isEmpty();
  }

  @Test
  void aDeadlineIsToldOfBeforehandOnceAlsoByTwoNodesAndAfterARestart() throws Exception {
    DealId deal = office.deal(anna);
    Instant due = StoppedClock.START.plus(Duration.ofMinutes(75));
    office.deadline(deal, "MEAS-11", due, anna);

    noticeClock.wake();
    assertThat(ahead(anna)).isEmpty();

    assertThat(noticeClock.nextAfter(StoppedClock.START))
        .isBeforeOrEqualTo(due.minus(Duration.ofMinutes(30)));
    clock.stopAt(due.minus(Duration.ofMinutes(30)));
    List<Thread> nodes =
        List.of(
            Thread.startVirtualThread(noticeClock::wake),
            Thread.startVirtualThread(noticeClock::wake));
    for (Thread node : nodes) {
      node.join();
    }
    noticeClock.wake();

    List<Notice> told = ahead(anna);
    Office.one(told, "deadline-ahead");
    assertThat(words.title(told.getFirst()).ru())
        .isEqualTo("Срок в 10:15: Получить замерные листы");
  }

  @Test
  void aDeadlineThatIsMetMeanwhileIsNotToldOf() {
    DealId deal = office.deal(anna);
    long deadline =
        office.deadline(deal, "MEAS-11", StoppedClock.START.plus(Duration.ofMinutes(75)), anna);
    office.change(
        jdbc ->
            jdbc.sql("update deadline set met_at = now() where id = ?").param(deadline).update());

    clock.stopAt(StoppedClock.START.plus(Duration.ofMinutes(60)));
    noticeClock.wake();

    assertThat(ahead(anna)).isEmpty();
  }

  @Test
  void theDigestComesInTheMorningOfAWorkingDayToThoseWhoHaveSomethingToDo() {
    LocalDate wednesday = LocalDate.of(2031, 6, 4);
    clock.stopAt(at(wednesday, LocalTime.of(8, 30)));
    // what other tests have left to whoever takes it
    office.change(
        jdbc ->
            jdbc.sql("update activity set assignee = 'nobody' where assignee is null").update());
    DealId deal = office.deal(anna);
    office.deadline(deal, "REP-1", at(wednesday, LocalTime.of(10, 45)), anna);
    office.deadline(deal, "REP-8", at(wednesday, LocalTime.of(8, 0)), anna);
    noticeClock.wake();
    assertThat(digests(anna)).isEmpty();

    clock.stopAt(at(wednesday, LocalTime.of(9, 0)));
    noticeClock.wake();
    noticeClock.wake();

    assertThat(digests(anna)).hasSize(1);
    assertThat(words.title(digests(anna).getFirst()).ru())
        .isEqualTo("На сегодня: 1, просрочено: 1, ждёт вашего решения: 0");
    assertThat(digests(boris)).isEmpty();
  }

  @Test
  void thereIsNoDigestAtTheWeekendNorInTheAfternoon() {
    LocalDate saturday = LocalDate.of(2031, 6, 7);
    clock.stopAt(at(saturday, LocalTime.of(8, 0)));
    DealId deal = office.deal(anna);
    office.deadline(deal, "REP-1", at(saturday, LocalTime.of(10, 45)), anna);
    clock.stopAt(at(saturday, LocalTime.of(9, 0)));
    noticeClock.wake();
    clock.stopAt(at(saturday.plusDays(2), LocalTime.of(14, 0)));
    noticeClock.wake();

    assertThat(digests(anna)).isEmpty();
    assertThat(noticeClock.nextAfter(at(saturday, LocalTime.of(10, 0))))
        .isBeforeOrEqualTo(at(saturday.plusDays(2), LocalTime.of(9, 0)));
  }

  @Test
  void whatAListenerFailedAtIsHeardAgainAndToldOnce() {
    DealId deal = office.deal(anna);
    var event = new DealAssigned(deal, anna.id(), olga.id(), StoppedClock.START);
    // the table is away while the event is heard
    office.change(jdbc -> jdbc.sql("alter table notice rename to notice_away").update());
    try {
      office.happens(event);
      await().atMost(Office.SOON).until(() -> failedPublications(anna) == 1);
    } finally {
      office.change(jdbc -> jdbc.sql("alter table notice_away rename to notice").update());
    }
    assertThat(office.notices(anna)).isEmpty();

    clock.stopAt(StoppedClock.START.plus(Duration.ofMinutes(1)));
    missed.hearAgain();

    Office.one(office.heard(anna, 1), "deal-assigned");
    office.quiet();
    clock.stopAt(StoppedClock.START.plus(Duration.ofHours(1)));
    missed.hearAgain();
    office.quiet();
    assertThat(office.notices(anna)).hasSize(1);
  }

  @Test
  void whatIsHeardToTheEndLeavesNothingInTheRegistry() {
    office.happens(new DealAssigned(office.deal(anna), anna.id(), olga.id(), StoppedClock.START));
    office.heard(anna, 1);

    office.quiet();
  }

  @Test
  void aPersonIsToldOnlyOfTheKindsHeHasChosen() {
    settings.choose(anna.id(), Kind.ASSIGNED, Channel.PROGRAM, false);
    settings.choose(anna.id(), Kind.ASSIGNED, Channel.PUSH, false);
    settings.choose(anna.id(), Kind.ASSIGNED, Channel.MAIL, false);
    DealId deal = office.deal(anna);
    office.happens(new DealAssigned(deal, anna.id(), olga.id(), StoppedClock.START));
    office.quiet();

    assertThat(office.notices(anna)).isEmpty();
  }

  @Test
  void aMissedCallIsToldToWhoseItWas() {
    DealId deal = office.deal(anna);
    office.happens(
        new CallMissed(
            1, Phone.of("+79912084543"), null, null, deal, anna.id(), StoppedClock.START));

    List<Notice> told = office.heard(anna, 1);
    Office.one(told, "call-missed");
    assertThat(words.title(told.getFirst()).ru()).isEqualTo("Пропущенный звонок в 09:00");
    assertThat(words.link(told.getFirst(), anna)).isEqualTo("/calls");
    office.quiet();
    assertThat(office.notices(boris)).isEmpty();
  }

  @Test
  void aClientsAnswerIsToldToTheManagerAndARequestToWhoeverHasTheDeal() {
    DealId deal = office.deal(anna);
    office.happens(
        new BookingAnswered(
            deal,
            anna.id(),
            BookingAnswer.MOVE,
            LocalDate.of(2026, 3, 14),
            List.of(LocalDate.of(2026, 3, 16)),
            StoppedClock.START));
    office.happens(new RequestReceived(1, "Сайт", null, deal, false, StoppedClock.START));

    assertThat(office.heard(anna, 2))
        .extracting(notice -> words.title(notice).ru())
        .containsExactlyInAnyOrder("Клиент просит перенести замер 14.03.2026", "Заявка с сайта");
    office.quiet();
    assertThat(office.notices(boris)).isEmpty();
  }

  @Test
  void whoHasLeftIsToldNothing() {
    DealId deal = office.deal(anna);
    users.deactivate(Actor.SYSTEM, anna.id());
    office.happens(new DealAssigned(deal, anna.id(), olga.id(), StoppedClock.START));
    office.quiet();

    assertThat(office.notices(anna)).isEmpty();
  }

  @Test
  void oldNoticesAreRemoved() {
    DealId deal = office.deal(anna);
    office.happens(new DealAssigned(deal, anna.id(), olga.id(), StoppedClock.START));
    office.heard(anna, 1);

    clock.stopAt(StoppedClock.START.plus(Duration.ofDays(89)));
    noticeClock.forgetOld();
    assertThat(office.notices(anna)).hasSize(1);
    clock.stopAt(StoppedClock.START.plus(Duration.ofDays(91)));
    noticeClock.forgetOld();
    assertThat(office.notices(anna)).isEmpty();
  }

  @Test
  void onlyOnesOwnNoticesAreRead() {
    DealId deal = office.deal(anna);
    office.happens(new DealAssigned(deal, anna.id(), olga.id(), StoppedClock.START));
    Notice told = office.heard(anna, 1).getFirst();

    notices.read(olga, told.id());
    notices.readAll(olga);
    assertThat(query.unread(anna)).isOne();
    notices.read(anna, told.id());
    assertThat(query.unread(anna)).isZero();
  }

  private void visit(DealId deal, Actor engineer) {
    office.change(
        jdbc ->
            jdbc.sql(
                    """
                    insert into visit (deal_id, engineer, starts_at, ends_at, planned_at, planned_by)
                    values (?, ?, now() + interval '1 day', now() + interval '26 hours', now(), 'system')
                    """)
                .params(deal.value(), engineer.id().value())
                .update());
  }

  private List<Notice> ahead(Actor person) {
    return query.list(person, Kind.DEADLINE_AHEAD, false, 0, 10);
  }

  private List<Notice> digests(Actor person) {
    return query.list(person, Kind.DIGEST, false, 0, 10);
  }

  private int failedPublications(Actor person) {
    int[] failed = new int[1];
    office.change(
        jdbc ->
            failed[0] =
                jdbc.sql(
                        """
                        select count(*) from event_publication
                        where status = 'FAILED' and serialized_event like '%' || ? || '%'
                        """)
                    .param(person.id().value())
                    .query(Integer.class)
                    .single());
    return failed[0];
  }

  private Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(clock.getZone()).toInstant();
  }
}
