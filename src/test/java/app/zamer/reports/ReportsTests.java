package app.zamer.reports;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.Office;
import app.zamer.ZamerTest;
import app.zamer.activities.Result;
import app.zamer.editions.Editions;
import app.zamer.measurements.StatusRequests;
import app.zamer.regulation.DealId;
import app.zamer.reports.FigureQuery.Contracts;
import app.zamer.reports.FigureQuery.FunnelCount;
import app.zamer.reports.FigureQuery.Idle;
import app.zamer.reports.FigureQuery.Loss;
import app.zamer.reports.FigureQuery.Sum;
import app.zamer.users.Actor;
import app.zamer.users.Role;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The figures of one manager's deals, and for each of them the list behind it. */
@ZamerTest
class ReportsTests {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 10);
  private static final LocalDate TOMORROW = TODAY.plusDays(1);
  private static final Period MARCH =
      new Period(Period.Kind.CUSTOM, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));
  private static final Period APRIL =
      new Period(Period.Kind.CUSTOM, LocalDate.of(2026, 4, 1), LocalDate.of(2026, 4, 30));

  @Autowired Office office;
  @Autowired Reports reports;
  @Autowired Editions editions;
  @Autowired StatusRequests statusRequests;

  private Actor anna = Actor.SYSTEM;
  private Actor olga = Actor.SYSTEM;
  private Actor tanya = Actor.SYSTEM;
  private Actor kira = Actor.SYSTEM;
  private Actor egor = Actor.SYSTEM;
  private Filter march = new Filter(MARCH, null);
  private Filter april = new Filter(APRIL, null);

  @BeforeEach
  void people() {
    anna = office.hire(Role.MANAGER);
    olga = office.hire(Role.HEAD_OF_SALES);
    tanya = office.hire(Role.TECHNOLOGIST);
    kira = office.hire(Role.COMMUNICATIONS_MANAGER);
    egor = office.hire(Role.ENGINEER);
    march = new Filter(MARCH, office.user(anna));
    april = new Filter(APRIL, office.user(anna));
  }

  @Test
  void aMissIsOpenUntilItIsMadeGoodAndStaysAMissOfItsPeriod() {
    DealId deal = office.booked(anna, TODAY.plusDays(10));
    office.until(TODAY.plusDays(7), 12, 0);
    assertThat(matrix(march).open().all()).isZero();

    office.until(TODAY.plusDays(8), 0, 1);

    assertMisses("PRE-6", 1, 1);
    LateQuery.Row row = late(LateQuery.State.OPEN, null).getFirst();
    assertThat(row.deal()).isEqualTo(deal.value());
    assertThat(row.person().login()).isEqualTo(anna.id().value());
    assertThat(row.client()).isEqualTo("Пётр Ильин");
    assertThat(row.open()).isTrue();
    assertThat(row.metAt()).isNull();

    office.complete(anna, deal, "PRE-5", Result.CONFIRMED);

    assertMisses("PRE-6", 0, 1);
    LateQuery.Row made = late(LateQuery.State.PERIOD, "PRE-6").getFirst();
    assertThat(made.open()).isFalse();
    assertThat(made.metAt()).isNotNull();
    assertThat(matrix(april).period().all()).as("another month").isZero();
  }

  @Test
  void whatTheDealHasOutgrownIsNoLongerToBeDone() {
    DealId closed = office.booked(anna, TOMORROW);
    DealId moved = office.booked(anna, TOMORROW);
    office.until(TODAY, 16, 1);
    assertMisses("MEAS-5", 2, 2);

    office.lose(anna, closed, "дорого", "refused-before-measurement");
    office.fill(anna, moved, Map.of("measurement.date", TODAY.plusDays(3)));

    assertMisses("MEAS-5", 0, 2);
    assertThat(late(LateQuery.State.PERIOD, null)).noneMatch(LateQuery.Row::open);
  }

  @Test
  void theLongestOverdueComesFirstAndAPeriodBeginsWithItsNewest() {
    DealId first = office.booked(anna, TODAY.plusDays(8));
    DealId second = office.booked(anna, TODAY.plusDays(9));
    office.until(TODAY.plusDays(7), 0, 1);

    assertThat(late(LateQuery.State.OPEN, null))
        .extracting(LateQuery.Row::deal)
        .containsExactly(first.value(), second.value());
    assertThat(late(LateQuery.State.PERIOD, null))
        .extracting(LateQuery.Row::deal)
        .containsExactly(second.value(), first.value());
    LateQuery.Row last = late(LateQuery.State.OPEN, null).getFirst();
    assertThat(
            reports.listLate(
                olga,
                march,
                LateQuery.State.OPEN,
                null,
                new LateQuery.After(last.dueAt(), last.id())))
        .extracting(LateQuery.Row::deal)
        .containsExactly(second.value());
  }

  @Test
  void aRequestWaitsUntilItIsGranted() {
    DealId deal = office.booked(anna, TOMORROW);
    long request = statusRequests.ask(anna, deal, "cancelled", "Клиент заболел").id();

    RequestsQuery.Open open = reports.requests(olga, march);
    assertThat(open.count()).isEqualTo(1);
    assertThat(open.newest().getFirst().id()).isEqualTo(request);
    assertThat(open.newest().getFirst().comment()).isEqualTo("Клиент заболел");

    assertThat(reports.grant(olga, request)).isInstanceOf(StatusRequests.Answer.Given.class);

    assertThat(reports.requests(olga, march).count()).isZero();
    assertThat(reports.grant(olga, request)).isInstanceOf(StatusRequests.Answer.Already.class);
    assertThat(list(new Ask(Figure.CANCELLED), march)).containsExactly(deal.value());
  }

  @Test
  void ofManyRequestsTheNewestAreShownAndAllAreCounted() {
    for (int i = 0; i < RequestsQuery.NEWEST + 2; i++) {
      statusRequests.ask(anna, office.booked(anna, TOMORROW), "cancelled", "№ " + i);
    }
    RequestsQuery.Open open = reports.requests(olga, march);
    assertThat(open.count()).isEqualTo(RequestsQuery.NEWEST + 2);
    assertThat(open.newest())
        .hasSize(RequestsQuery.NEWEST)
        .first()
        .extracting(RequestsQuery.Request::comment)
        .isEqualTo("№ " + (RequestsQuery.NEWEST + 1));
  }

  @Test
  void aDealIsIdleWhileNothingIsPlannedForIt() {
    DealId idle = office.open(anna);
    DealId contacted = office.open(anna);
    office.fill(anna, contacted, Map.of("nextContactOn", TOMORROW));
    DealId closed = office.open(anna, 1000);
    office.lose(anna, closed, "дорого", "refused-before-measurement");

    assertThat(reports.idle(olga, march)).extracting(Idle::count).containsExactly(1L);
    assertThat(list(new Ask(Figure.IDLE), march)).containsExactly(idle.value());
    assertThat(list(new Ask(Figure.IDLE), april)).as("now, whatever the period").hasSize(1);
  }

  @Test
  void aListGoesOnAfterItsLastRowAndHasEveryDealOnce() {
    for (int i = 0; i < ListQuery.PAGE + 3; i++) {
      office.open(anna);
    }
    assertThat(list(new Ask(Figure.IDLE), march))
        .hasSize(ListQuery.PAGE + 3)
        .doesNotHaveDuplicates();
    assertThat(reports.idle(olga, march).getFirst().count()).isEqualTo(ListQuery.PAGE + 3);
  }

  @Test
  void theFunnelSaysHowFarTheDealsOfThePeriodHaveComeAndWhereTheyStand() {
    office.open(anna, 1000);
    DealId postponed = office.open(anna, 2000);
    office.fill(anna, postponed, Map.of("nextContactOn", TODAY.plusDays(20)));
    office.move(anna, postponed, "sales/postponed", Map.of());
    office.booked(anna, TODAY.plusDays(10));
    office.booked(anna, TOMORROW);
    DealId won = office.open(anna, 3000);
    office.win(anna, won, 2900, 100);
    DealId lost = office.open(anna, 4000);
    office.lose(anna, lost, "дорого", "refused-before-measurement");
    DealId deferred = office.open(anna, 5000);
    office.defer(anna, deferred, TODAY.plusDays(60));

    Funnel funnel = Funnel.of(editions.inForce());
    FunnelCount count = reports.funnel(olga, march, funnel);

    assertThat(count.opened()).isEqualTo(sum(7, 214_900));
    assertThat(numbers(funnel, count, "sales/estimate")).containsExactly(7L, 7L, 1L);
    assertThat(numbers(funnel, count, "sales/postponed")).containsExactly(1L, 4L, 1L);
    assertThat(numbers(funnel, count, "sales/pre-measurement")).containsExactly(1L, 3L, 1L);
    assertThat(numbers(funnel, count, "sales/measurement")).containsExactly(1L, 2L, 1L);
    assertThat(numbers(funnel, count, "sales/signing")).containsExactly(0L, 1L, 0L);
    assertThat(numbers(funnel, count, "sales/won")).containsExactly(1L, 1L, 1L);
    assertThat(numbers(funnel, count, "sales/lost")).containsExactly(1L, 0L, 1L);
    assertThat(numbers(funnel, count, "")).as("deferred").containsExactly(1L, 0L, 1L);
    assertThat(reports.funnel(olga, april, funnel).opened()).isEqualTo(sum(0, 0));
    assertThat(standing(count)).as("every deal stands somewhere").isEqualTo(count.opened());

    for (int i = 0; i < funnel.steps().size(); i++) {
      Funnel.Step step = funnel.steps().get(i);
      FigureQuery.StepCount here = count.steps().get(i);
      assertBehind(new Ask(Figure.REACHED).at(step), march, here.reached());
      assertBehind(new Ask(Figure.STANDING).at(step), march, here.standing());
      if (step.onTheWay()) {
        assertBehind(new Ask(Figure.PASSED).at(step), march, here.passed());
      }
    }
    assertBehind(new Ask(Figure.REACHED), march, count.opened());
  }

  @Test
  void lossesAreCountedByReasonBeforeAndAfterTheMeasurement() {
    office.lose(
        anna, office.open(anna, 1000), "Дорого, ещё подумают", "refused-before-measurement");
    office.lose(
        anna, office.open(anna, 2000), "дорого, еще подумают ", "refused-before-measurement");
    office.lose(anna, office.open(anna, 4000), "Нашли дешевле", "refused-before-measurement");
    DealId after = visited("no-contract");
    office.lose(anna, after, "нашли дешевле", "refused-after-measurement");

    List<Loss> losses = reports.losses(olga, march);

    assertThat(losses).hasSize(2);
    Loss dear =
        losses.stream().filter(it -> it.said().startsWith("Дорого")).findFirst().orElseThrow();
    assertThat(dear.before()).isEqualTo(sum(2, 3000));
    assertThat(dear.after()).isEqualTo(sum(0, 0));
    Loss cheaper = losses.stream().filter(it -> !it.equals(dear)).findFirst().orElseThrow();
    assertThat(cheaper.before()).isEqualTo(sum(1, 4000));
    assertThat(cheaper.after()).isEqualTo(sum(1, 100_000));
    for (Loss loss : losses) {
      assertBehind(new Ask(Figure.LOST).of(loss), march, loss.all());
      assertBehind(new Ask(Figure.LOST).of(loss).ended(Choice.BEFORE), march, loss.before());
      assertBehind(new Ask(Figure.LOST).of(loss).ended(Choice.AFTER), march, loss.after());
    }
    assertThat(list(new Ask(Figure.LOST).ended(Choice.AFTER), march))
        .containsExactly(after.value());
    assertThat(reports.losses(olga, april)).isEmpty();
  }

  @Test
  void reasonsThatAreTooManyAreCountedTogether() {
    for (int i = 0; i < FigureQuery.MOST_REASONS + 2; i++) {
      office.lose(anna, office.open(anna, 1000), "причина " + i, "refused-before-measurement");
    }
    List<Loss> losses = reports.losses(olga, march);

    assertThat(losses).hasSize(FigureQuery.MOST_REASONS + 1);
    assertThat(losses.getLast().key()).isNull();
    assertThat(losses.getLast().all()).isEqualTo(sum(2, 2000));
    assertBehind(new Ask(Figure.LOST).of(losses.getLast()), march, losses.getLast().all());
  }

  @Test
  void aStampIsLateOrMissing() {
    DealId late = office.booked(anna, TOMORROW);
    DealId missing = office.booked(anna, TOMORROW);
    DealId stamped = office.booked(anna, TOMORROW);
    office.stamp(stamped, tanya);
    office.until(TODAY, 16, 1);
    office.stamp(late, tanya);

    assertMissed(Figure.STAMP_LATE, late);
    assertMissed(Figure.STAMP_NONE, missing);
    assertThat(list(new Ask(Figure.STAMP_NONE), april)).isEmpty();
  }

  @Test
  void aVisitIsNotConfirmedOrCalledOffOrNotReported() {
    DealId unconfirmed = office.booked(anna, TOMORROW);
    office.plan(unconfirmed, TOMORROW, kira, egor);
    DealId calledOff = confirmed();
    DealId calledOffBefore = confirmed();
    DealId unreported = confirmed();
    DealId reported = confirmed();
    office.fill(anna, calledOffBefore, Map.of("measurement.date", TODAY.plusDays(3)));
    office.plan(calledOffBefore, TODAY.plusDays(3), kira, egor);
    office.until(TOMORROW, 11, 0);
    assertThat(list(new Ask(Figure.UNCONFIRMED), march)).as("before its time").isEmpty();

    office.until(TOMORROW, 13, 0);
    office.fill(anna, calledOff, Map.of("measurement.date", TODAY.plusDays(2)));
    office.plan(calledOff, TODAY.plusDays(2), kira, egor);
    office.report(reported, egor, "no-contract");
    assertThat(list(new Ask(Figure.UNREPORTED), march)).as("before its end").isEmpty();
    office.until(TOMORROW, 15, 0);

    assertMissed(Figure.UNCONFIRMED, unconfirmed);
    assertMissed(Figure.NOT_HELD, calledOff);
    assertMissed(Figure.UNREPORTED, unreported);
  }

  @Test
  void aSheetThatIsNotInByTheMorningIsCounted() {
    DealId without = visited("no-contract");
    DealId with = visited("no-contract");
    office.attachSheet(egor, with);
    office.until(TODAY.plusDays(2), 10, 15);

    assertMissed(Figure.SHEET_LATE, without);
  }

  @Test
  void contractsAreCountedByWeekAndByManager() {
    Actor boris = office.hire(Role.MANAGER);
    DealId first = office.open(anna);
    office.fill(anna, first, Map.of("estimate.amount", 5000));
    office.win(anna, first, 4500, 500);
    DealId second = office.open(anna, 6000);
    office.win(anna, second, 6000, 0);
    DealId boriss = office.open(boris, 100);
    office.win(boris, boriss, 100, 0);
    office.until(TODAY.plusDays(7), 12, 0);
    DealId third = office.open(anna, 8000);
    office.win(anna, third, 7000, 1000);

    List<Contracts> contracts = reports.contracts(olga, march);
    ContractWeeks weeks = ContractWeeks.of(MARCH, contracts);

    assertThat(weeks.all().count()).isEqualTo(3);
    assertThat(weeks.all().amount()).isEqualByComparingTo("17500");
    assertThat(weeks.all().discount()).isEqualByComparingTo("1500");
    assertThat(weeks.people()).hasSize(1);
    assertThat(weeks.weeks())
        .hasSize(6)
        .first()
        .extracting(ContractWeeks.Line::from)
        .isEqualTo(MARCH.from());
    assertThat(weeks.weeks().getLast().to()).isEqualTo(MARCH.to());
    assertThat(weeks.weeks().stream().map(line -> line.total().count()))
        .containsExactly(0L, 0L, 2L, 1L, 0L, 0L);
    for (ContractWeeks.Line line : weeks.weeks()) {
      assertBehind(
          new Ask(Figure.CONTRACTS).in(line.week()),
          march,
          new Sum(line.total().count(), line.total().amount()));
    }
    assertBehind(
        new Ask(Figure.CONTRACTS), march, new Sum(weeks.all().count(), weeks.all().amount()));
    assertThat(reports.contracts(olga, march.with(null)))
        .extracting(each -> each.person().login())
        .contains(anna.id().value(), boris.id().value());
    assertThat(reports.contracts(olga, april)).isEmpty();
  }

  // ---- what is asked

  /** A choice in the making. */
  private record Ask(
      Figure figure,
      @Nullable String stage,
      @Nullable String pipeline,
      @Nullable String reason,
      boolean rest,
      @Nullable String result,
      @Nullable LocalDate week) {
    Ask(Figure figure) {
      this(figure, null, null, null, false, null, null);
    }

    Ask at(Funnel.Step step) {
      return step.stageId().isEmpty()
          ? new Ask(figure, null, step.pipeline(), null, false, null, null)
          : new Ask(figure, step.stageId(), null, null, false, null, null);
    }

    Ask of(Loss loss) {
      return new Ask(figure, null, null, loss.key(), loss.key() == null, null, null);
    }

    Ask ended(String how) {
      return new Ask(figure, stage, pipeline, reason, rest, how, week);
    }

    Ask in(LocalDate monday) {
      return new Ask(figure, null, null, null, false, null, monday);
    }
  }

  private Choice choice(Ask ask) {
    List<String> onwards =
        ask.stage == null ? List.of() : Funnel.of(editions.inForce()).onwards(ask.stage);
    return new Choice(
        ask.figure, ask.stage, onwards, ask.pipeline, ask.reason, ask.rest, ask.result, ask.week);
  }

  /** The deals of a list, page by page. */
  private List<Long> list(Ask ask, Filter filter) {
    return rows(ask, filter).stream().map(ListQuery.Row::deal).toList();
  }

  private List<ListQuery.Row> rows(Ask ask, Filter filter) {
    List<ListQuery.Row> all = new ArrayList<>();
    ListQuery.After after = null;
    while (true) {
      List<ListQuery.Row> found = reports.list(olga, choice(ask), filter, after);
      boolean more = found.size() > ListQuery.PAGE;
      List<ListQuery.Row> page = more ? found.subList(0, ListQuery.PAGE) : found;
      all.addAll(page);
      if (!more) {
        return all;
      }
      after = new ListQuery.After(page.getLast().at(), page.getLast().key());
    }
  }

  private static Sum sum(long count, int amount) {
    return new Sum(count, BigDecimal.valueOf(amount).setScale(2));
  }

  // ---- what is expected

  private void assertBehind(Ask ask, Filter filter, Sum number) {
    List<ListQuery.Row> rows = rows(ask, filter);
    assertThat(rows).as(ask.toString()).hasSize((int) number.count());
    BigDecimal amount =
        rows.stream()
            .map(row -> row.amount() == null ? BigDecimal.ZERO : row.amount())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(amount).as(ask.toString()).isEqualByComparingTo(number.amount());
    Sum head = reports.sum(olga, choice(ask), filter);
    assertThat(head.count()).isEqualTo(number.count());
    assertThat(head.amount()).isEqualByComparingTo(number.amount());
  }

  private void assertMissed(Figure figure, DealId... deals) {
    long number =
        reports.missed(olga, march, List.of(Figure.values())).stream()
            .mapToLong(person -> person.counts().getOrDefault(figure, 0L))
            .sum();
    assertThat(number).as(figure.id()).isEqualTo(deals.length);
    assertThat(list(new Ask(figure), march))
        .as(figure.id())
        .containsExactly(Arrays.stream(deals).map(DealId::value).toArray(Long[]::new));
  }

  private void assertMisses(String clause, int open, int period) {
    Matrix matrix = matrix(march);
    assertThat(matrix.open().of(clause)).isEqualTo(open);
    assertThat(matrix.period().of(clause)).isEqualTo(period);
    assertThat(late(LateQuery.State.OPEN, clause)).hasSize(open);
    assertThat(late(LateQuery.State.PERIOD, clause)).hasSize(period);
    assertThat(reports.countLate(olga, march, LateQuery.State.OPEN, clause)).isEqualTo(open);
    assertThat(reports.countLate(olga, march, LateQuery.State.PERIOD, clause)).isEqualTo(period);
    assertThat(late(LateQuery.State.OPEN, null)).hasSize((int) matrix.open().all());
    assertThat(late(LateQuery.State.PERIOD, null)).hasSize((int) matrix.period().all());
  }

  private Matrix matrix(Filter filter) {
    return Matrix.of(reports.late(olga, filter), editions.inForce());
  }

  private List<LateQuery.Row> late(LateQuery.State state, @Nullable String clause) {
    return reports.listLate(olga, march, state, clause, null);
  }

  private static List<Long> numbers(Funnel funnel, FunnelCount count, String stage) {
    int place = funnel.steps().stream().map(Funnel.Step::stageId).toList().indexOf(stage);
    FigureQuery.StepCount here = count.steps().get(place);
    return List.of(here.reached().count(), here.passed().count(), here.standing().count());
  }

  private static Sum standing(FunnelCount count) {
    return count.steps().stream()
        .map(FigureQuery.StepCount::standing)
        .reduce(Sum.NOTHING, Sum::plus);
  }

  // ---- what people do

  /** With a confirmed visit tomorrow. */
  private DealId confirmed() {
    DealId deal = office.booked(anna, TOMORROW);
    office.stamp(deal, tanya);
    office.plan(deal, TOMORROW, kira, egor);
    office.confirm(anna, deal, kira);
    return deal;
  }

  /** It is three o'clock tomorrow, and the engineer has said what came of his visit. */
  private DealId visited(String outcome) {
    office.until(TODAY, 9, 0);
    DealId deal = confirmed();
    office.until(TOMORROW, 15, 0);
    office.report(deal, egor, outcome);
    return deal;
  }
}
