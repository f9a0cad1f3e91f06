package app.zamer.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.DealFacts.Completed;
import app.zamer.regulation.DealFacts.Planned;
import app.zamer.regulation.DealFacts.Visit;
import app.zamer.regulation.Rulebook.Stage;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Deals that anything happens to, in any order: edits, moves, visits, results, comments, files,
 * activities and time. A walk that failed comes back with {@code -Dzamer.seed=…}.
 */
class RandomWalkTests {
  private static final int STEPS = 80;
  private static final List<DealField> EDITED =
      List.of(
          DealField.CITY,
          DealField.STREET,
          DealField.HOUSE,
          DealField.APARTMENT,
          DealField.ENTRANCE,
          DealField.FLOOR,
          DealField.INTERCOM,
          DealField.ESTIMATE_AMOUNT,
          DealField.MEASUREMENT_DATE,
          DealField.MEASUREMENT_DATE,
          DealField.DATE_KIND,
          DealField.VIDEO_ALLOWED,
          DealField.CONTRACT_NUMBER,
          DealField.CONTRACT_AMOUNT,
          DealField.CONTRACT_DISCOUNT,
          DealField.CONTRACT_CLIENT_NAME,
          DealField.LOSS_RESULT,
          DealField.LOSS_REASON,
          DealField.NEXT_CONTACT_ON,
          DealField.NEXT_CONTACT_ON);

  @ParameterizedTest(name = "{0}, {1} deals")
  @CsvSource({"Europe/Moscow, 300", "Europe/Berlin, 150"})
  void whateverHappensToDealsTheRegulationHolds(String zone, int deals) {
    long seed = Long.getLong("zamer.seed", new Random().nextLong());
    System.out.println("RandomWalkTests in " + zone + ": -Dzamer.seed=" + seed);
    var random = new Random(seed);
    Set<StageId> visited = new HashSet<>();
    int moves = 0;
    for (int deal = 0; deal < deals; deal++) {
      var walk =
          new Walk(
              RegulationFixture.regulation(ZoneId.of(zone)),
              random,
              "seed " + seed + ", deal " + deal);
      for (int step = 0; step < STEPS; step++) {
        walk.step();
      }
      visited.addAll(walk.facts.reached());
      moves += walk.moves;
    }
    assertThat(moves).as("moves that were made, seed %d", seed).isGreaterThan(deals * STEPS / 100);
    assertThat(visited).as("stages that were reached, seed %d", seed).hasSizeGreaterThan(10);
  }

  /** One deal on its way. */
  private static final class Walk {
    private final Regulation regulation;
    private final RandomGenerator random;
    private final String name;
    private final List<StageId> stages;
    private final Set<String> clauses;
    private final List<String> path = new ArrayList<>();
    private Instant now;
    private DealFacts facts;
    private int moves;

    Walk(Regulation regulation, RandomGenerator random, String name) {
      this.regulation = regulation;
      this.random = random;
      this.name = name;
      this.stages =
          regulation.pipelines().stream()
              .flatMap(pipeline -> pipeline.stages().stream())
              .map(Stage::id)
              .toList();
      this.clauses =
          regulation.clauses().stream().map(Rulebook.Clause::id).collect(Collectors.toSet());
      LocalDate start = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(1000));
      this.now = start.atTime(9, 0).atZone(regulation.zone()).toInstant();
      this.facts = Given.nothing(regulation.start(), new When(now, regulation.zone()));
    }

    void step() {
      DealFacts before = facts;
      try {
        int what = random.nextInt(20);
        path.add(now + " " + facts.stage() + " " + what);
        happen(what);
        settle();
        check(before);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "%s%n%s%nbefore %s%nafter %s%n%s"
                .formatted(name, e.getMessage(), before, facts, String.join("\n", path)),
            e);
      }
    }

    private void happen(int what) {
      switch (what) {
        case 0, 1, 2 -> edit(EDITED.get(random.nextInt(EDITED.size())));
        case 3 -> fillIn();
        case 4, 5, 6 -> move(stages.get(random.nextInt(stages.size())));
        case 7, 8, 9 -> followThePlan();
        case 10 ->
            facts =
                with(
                    random.nextInt(3) == 0 ? List.of() : List.of("Клиенту слишком дорого"),
                    facts.planned(),
                    facts.completed());
        case 11 -> planByHand();
        case 12, 13 -> completeSomething();
        case 14 -> stamp();
        case 15, 16 -> visit();
        case 17 -> files();
        default -> timePasses();
      }
    }

    /** A field, as a person would write it; whatever follows for the measurement follows. */
    private void edit(DealField field) {
      DealFacts after = consistent(field.in(facts, value(field)));
      Set<String> changed =
          facts.changesTo(after).stream().map(DealFacts.Change::field).collect(Collectors.toSet());
      List<Violation> violations = regulation.checkEdit(after, changed, now);
      assertThat(regulation.checkEdit(after, changed, now)).isEqualTo(violations);
      // what is beyond the limits of its field breaks no clause
      violations.stream()
          .filter(violation -> !violation.rule().equals(Violation.INVALID))
          .forEach(this::finished);
      if (violations.isEmpty()) {
        facts = after;
      }
    }

    /** What a willing client tells all at once. */
    private void fillIn() {
      EDITED.stream()
          .filter(field -> Set.of("", "null").contains(String.valueOf(field.of(facts))))
          .forEach(this::edit);
    }

    private void move(StageId to) {
      Decision decision = regulation.decide(facts, to, now);
      assertThat(regulation.decide(facts, to, now)).isEqualTo(decision);
      switch (decision) {
        case Decision.Allowed(DealFacts after, String rule) -> {
          assertThat(rule).isIn(clauses);
          assertThat(after.stage()).isEqualTo(to);
          facts = after;
          moves++;
        }
        case Decision.Refused(List<Violation> violations, StageId suggested) -> {
          assertThat(violations).isNotEmpty();
          violations.forEach(this::finished);
          assertThat(suggested).isNotEqualTo(to);
          if (suggested != null && random.nextBoolean()) {
            follow(suggested, to);
          }
        }
      }
    }

    /** One clause does not send a deal where another sends it back from. */
    private void follow(StageId suggested, StageId from) {
      assertThat(stages).contains(suggested);
      switch (regulation.decide(facts, suggested, now)) {
        case Decision.Allowed(DealFacts after, String rule) -> {
          facts = after;
          moves++;
        }
        case Decision.Refused(List<Violation> violations, StageId other) ->
            assertThat(other).isNotEqualTo(from);
      }
    }

    private void followThePlan() {
      List<PlanItem> plan = regulation.plan(facts, now);
      assertThat(regulation.plan(facts, now)).isEqualTo(plan);
      List<String> actions = plan.stream().map(PlanItem::action).filter(Objects::nonNull).toList();
      if (actions.isEmpty()) {
        return;
      }
      String action = actions.get(random.nextInt(actions.size()));
      if (action.startsWith("move:")) {
        move(StageId.parse(action.substring("move:".length())));
      } else if (action.startsWith("fill:")) {
        DealField.find(action.substring("fill:".length())).ifPresent(this::edit);
      } else {
        switch (action) {
          case "visit.confirm" -> confirm();
          case "stamp" -> stamp();
          case "visit.plan", "visit.result" -> visit();
          case "file.add" -> files();
          default -> {
            assertThat(action).isEqualTo("complete");
            completeSomething();
          }
        }
      }
    }

    private void planByHand() {
      List<Planned> planned = new ArrayList<>(facts.planned());
      if (!planned.isEmpty() && random.nextBoolean()) {
        planned.removeFirst();
      } else {
        planned.add(new Planned(someDay()));
      }
      facts = with(facts.pinned(), List.copyOf(planned), facts.completed());
    }

    private void completeSomething() {
      List<Obligation> open =
          regulation.obligations(facts, now).stream()
              .filter(o -> !o.met() && !o.results().isEmpty())
              .toList();
      if (open.isEmpty()) {
        return;
      }
      Obligation obligation = open.get(random.nextInt(open.size()));
      String result = obligation.results().get(random.nextInt(obligation.results().size()));
      List<Completed> completed = new ArrayList<>(facts.completed());
      completed.add(new Completed(obligation.rule(), obligation.anchor(), result));
      facts = with(facts.pinned(), facts.planned(), List.copyOf(completed));
      Optional<String> date = regulation.dateOf(obligation.rule());
      if (date.isPresent() && result.equals("moved")) {
        edit(DealField.of(date.get()));
      } else if (date.isPresent() && date.get().equals("nextContactOn")) {
        facts = facts.withNextContactOn(null);
      }
    }

    private void stamp() {
      if (checked("stamp").isEmpty()) {
        facts = facts.with(new DealFacts.Estimate(facts.estimate().amount(), now, "tanya"));
      }
    }

    private void visit() {
      Visit visit = facts.visit();
      LocalDate date = facts.measurement().date();
      if (visit != null
          && visit.outcome().isEmpty()
          && visit.confirmedAt() == null
          && random.nextBoolean()) {
        confirm();
      } else if (visit != null
          && open()
          && !now.isBefore(visit.startsAt())
          && random.nextBoolean()) {
        report(visit);
      } else if (date != null && !date.isBefore(today()) && checked("visit.plan").isEmpty()) {
        Instant startsAt = date.atTime(12, 0).atZone(regulation.zone()).toInstant();
        boolean repeat = visit != null && (visit.repeat() || visit.outcome().equals("repeat"));
        DealFacts dated =
            facts.measurement().status().equals("confirmed")
                ? facts.with("measurement.status", repeat ? "repeat-visit" : "planned")
                : facts;
        facts =
            dated.with(
                new Visit(
                    "egor",
                    startsAt,
                    startsAt.plus(2, ChronoUnit.HOURS),
                    now,
                    null,
                    "",
                    null,
                    repeat),
                facts.visitsHeld());
        facts = withFiles(facts.files().estimateSheets(), 0);
        facts =
            withRoles(
                random.nextInt(4) == 0
                    ? Set.of("manager")
                    : Set.of("manager", "engineer", "communications-manager"));
      }
    }

    private void confirm() {
      Visit visit = facts.visit();
      if (checked("visit.confirm").isEmpty() && visit != null) {
        facts =
            facts
                .with(
                    new Visit(
                        visit.engineer(),
                        visit.startsAt(),
                        visit.endsAt(),
                        visit.plannedAt(),
                        now,
                        "",
                        null,
                        visit.repeat()),
                    facts.visitsHeld())
                .with("measurement.status", "confirmed");
      }
    }

    private void report(Visit visit) {
      String outcome =
          List.of("contract", "no-contract", "no-contract", "repeat").get(random.nextInt(4));
      DealFacts after =
          facts
              .with(
                  new Visit(
                      visit.engineer(),
                      visit.startsAt(),
                      visit.endsAt(),
                      visit.plannedAt(),
                      visit.confirmedAt(),
                      outcome,
                      now,
                      visit.repeat()),
                  visit.outcome().isEmpty() ? facts.visitsHeld() + 1 : facts.visitsHeld())
              .with(
                  "measurement.status",
                  outcome.equals("repeat")
                      ? "repeat-visit"
                      : outcome.equals("contract") ? "contract" : "done");
      if (outcome.equals("repeat")) {
        after =
            consistent(
                after
                    .with("measurement.date", today().plusDays(random.nextInt(20)))
                    .with("measurement.dateKind", "exact"));
      }
      List<Violation> violations = regulation.check(after, "visit.result", now);
      violations.forEach(this::finished);
      if (violations.isEmpty()) {
        facts = after;
      }
    }

    private void files() {
      facts = withFiles(random.nextInt(2), random.nextInt(2));
    }

    private void timePasses() {
      now =
          switch (random.nextInt(4)) {
            case 0 -> now.plus(1 + random.nextInt(23), ChronoUnit.HOURS);
            case 1 ->
                today()
                    .plusDays(1)
                    .atTime(LocalTime.of(10, 14 + random.nextInt(3)))
                    .atZone(regulation.zone())
                    .toInstant();
            case 2 -> today().plusDays(1).atTime(11, 0).atZone(regulation.zone()).toInstant();
            default -> now.atZone(regulation.zone()).plusDays(1 + random.nextInt(40)).toInstant();
          };
    }

    /** The program's own moves: after a few of them at most it has nothing more to do. */
    private void settle() {
      for (int n = 0; n < 3; n++) {
        Optional<Regulation.Settled> settled = regulation.settle(facts, now);
        assertThat(regulation.settle(facts, now)).isEqualTo(settled);
        if (settled.isEmpty()
            || !(regulation.decide(facts, settled.get().to(), now)
                instanceof Decision.Allowed(DealFacts after, String rule))) {
          return;
        }
        assertThat(after.stage()).isNotEqualTo(facts.stage());
        facts = after;
        moves++;
      }
      assertThat(regulation.settle(facts, now)).as("the program comes to rest").isEmpty();
    }

    private void check(DealFacts before) {
      boolean passed =
          before.reached().stream()
              .anyMatch(stage -> regulation.stage(stage).orElseThrow().irreversible());
      assertThat(passed && Set.of("estimate", "postponed").contains(facts.stage().stage()))
          .as("IRR-1 is broken")
          .isFalse();
      assertThat(facts.reached()).containsAll(before.reached()).contains(facts.stage());
      List<Obligation> obligations = regulation.obligations(facts, now);
      assertThat(obligations.stream().map(o -> o.kind() + o.rule() + o.anchor()))
          .as("obligations are named once")
          .doesNotHaveDuplicates();
      Instant later = now.plus(random.nextInt(100_000), ChronoUnit.MINUTES);
      assertThat(regulation.obligations(facts, later))
          .as("obligations at another hour")
          .isEqualTo(obligations);
      assertThat(obligations).allSatisfy(o -> assertThat(o.anchor()).isNotBlank());
      Status.of(regulation, facts).agrees(facts);
    }

    private List<Violation> checked(String action) {
      List<Violation> violations = regulation.check(facts, action, now);
      assertThat(regulation.check(facts, action, now)).isEqualTo(violations);
      violations.forEach(this::finished);
      return violations;
    }

    private void finished(Violation violation) {
      Sentences.assertFinished(violation, clauses);
    }

    /**
     * What else changes with the date and the sum of a measurement, as the measurements module sees
     * to it.
     */
    private DealFacts consistent(DealFacts wanted) {
      DealFacts.Measurement m = wanted.measurement();
      DealFacts after = wanted;
      if (!Objects.equals(m.date(), facts.measurement().date())) {
        Visit visit = after.visit();
        String status = m.status();
        if (visit != null && visit.outcome().isEmpty()) {
          status =
              status.equals("confirmed") ? visit.repeat() ? "repeat-visit" : "planned" : status;
          after = after.with("visit", null);
        }
        status =
            status.isEmpty() && m.date() != null
                ? "planned"
                : status.equals("planned") && m.date() == null ? "" : status;
        after =
            after.with(
                new DealFacts.Measurement(
                    m.date(),
                    m.dateKind(),
                    m.date() == null ? null : today(),
                    m.videoAllowed(),
                    status));
      }
      BigDecimal amount = after.estimate().amount();
      return Objects.equals(amount, facts.estimate().amount())
          ? after
          : after.with(new DealFacts.Estimate(amount, null, ""));
    }

    private @Nullable Object value(DealField field) {
      if (random.nextInt(8) == 0) {
        return field.type().equals(String.class) ? "" : null;
      }
      return switch (field) {
        case ESTIMATE_AMOUNT, CONTRACT_AMOUNT -> BigDecimal.valueOf(1 + random.nextInt(100));
        case CONTRACT_DISCOUNT -> BigDecimal.ZERO;
        case MEASUREMENT_DATE, NEXT_CONTACT_ON -> someDay();
        case DATE_KIND -> random.nextBoolean() ? "exact" : "approximate";
        case VIDEO_ALLOWED -> random.nextBoolean();
        case CONTRACT_NUMBER -> random.nextInt(4) == 0 ? "12455" : "12455Ш";
        case LOSS_RESULT ->
            facts.visitsHeld() > 0 == (random.nextInt(5) > 0)
                ? "refused-after-measurement"
                : "refused-before-measurement";
        case LOSS_REASON -> random.nextInt(5) == 0 ? "premises" : "expensive";
        default -> "-";
      };
    }

    private LocalDate someDay() {
      int near = random.nextInt(-1, 12);
      LocalDate day = today().plusDays(random.nextInt(3) == 0 ? random.nextInt(28, 100) : near);
      return day.getDayOfWeek() == DayOfWeek.SUNDAY ? day.plusDays(1) : day;
    }

    private boolean open() {
      return regulation.stage(facts.stage()).orElseThrow().status() == Rulebook.Status.OPEN;
    }

    private LocalDate today() {
      return LocalDate.ofInstant(now, regulation.zone());
    }

    private DealFacts withFiles(int estimateSheets, int measurementSheets) {
      return with(
          facts.pinned(),
          facts.planned(),
          facts.completed(),
          facts.chat(),
          new DealFacts.Files(estimateSheets, measurementSheets));
    }

    private DealFacts withRoles(Set<String> roles) {
      return with(
          facts.pinned(),
          facts.planned(),
          facts.completed(),
          new DealFacts.Chat(roles, random.nextBoolean() ? now : null),
          facts.files());
    }

    private DealFacts with(List<String> pinned, List<Planned> planned, List<Completed> completed) {
      return with(pinned, planned, completed, facts.chat(), facts.files());
    }

    private DealFacts with(
        List<String> pinned,
        List<Planned> planned,
        List<Completed> completed,
        DealFacts.Chat chat,
        DealFacts.Files files) {
      return new DealFacts(
          facts.stage(),
          facts.reached(),
          facts.address(),
          facts.estimate(),
          facts.measurement(),
          facts.visit(),
          facts.visitsHeld(),
          facts.contract(),
          facts.contractTaken(),
          facts.loss(),
          facts.nextContactOn(),
          pinned,
          planned,
          completed,
          chat,
          files);
    }
  }

  /** What the ledger may say of a measurement while its deal is where it is. */
  private record Status(boolean open, boolean won, boolean lost) {
    static Status of(Regulation regulation, DealFacts facts) {
      Rulebook.Status status = regulation.stage(facts.stage()).orElseThrow().status();
      return new Status(
          status == Rulebook.Status.OPEN,
          status == Rulebook.Status.WON,
          status == Rulebook.Status.LOST);
    }

    void agrees(DealFacts facts) {
      String ledger = facts.measurement().status();
      if (won) {
        assertThat(ledger).as("a won deal is under contract").isEqualTo("contract");
      }
      if (lost) {
        assertThat(ledger)
            .as("a lost deal is refused")
            .isIn("", "refused-before", "refused-after", "planned");
      }
      if (open) {
        assertThat(ledger)
            .as("an open deal is not refused")
            .isNotIn("refused-before", "refused-after");
        Visit visit = facts.visit();
        assertThat(ledger.equals("confirmed") && (visit == null || visit.confirmedAt() == null))
            .as("confirmed without a visit")
            .isFalse();
      }
    }
  }
}
