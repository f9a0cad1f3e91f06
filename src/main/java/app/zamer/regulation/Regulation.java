package app.zamer.regulation;

import app.zamer.regulation.Rulebook.Clause;
import app.zamer.regulation.Rulebook.Duty;
import app.zamer.regulation.Rulebook.Effect;
import app.zamer.regulation.Rulebook.Field;
import app.zamer.regulation.Rulebook.Guard;
import app.zamer.regulation.Rulebook.Limits;
import app.zamer.regulation.Rulebook.NextStep;
import app.zamer.regulation.Rulebook.Pipeline;
import app.zamer.regulation.Rulebook.Scope;
import app.zamer.regulation.Rulebook.Settlement;
import app.zamer.regulation.Rulebook.Stage;
import app.zamer.regulation.Rulebook.Word;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engine: answers every question about a deal from the {@link Rulebook} and the deal's facts.
 * It is pure — no clock, no database, the same answer for the same question — and may be used by
 * many threads.
 */
public final class Regulation {
  private static final String EDIT = "deal.edit";
  private static final String STATUS = "ledger.status";
  private static final String UNKNOWN = "…";

  /** What tells where a deal stands, has been and goes, and nothing else of it. */
  private static final Set<String> WAY =
      Set.of("stage", "to", "pipeline", "open", "reached", "irreversible");

  private final Rulebook book;
  private final Map<StageId, Stage> stages = new LinkedHashMap<>();
  private final Map<String, List<Guard>> guards = new HashMap<>();
  private final Map<String, List<Effect>> effects = new HashMap<>();
  private final Map<String, Clause> clauses = new LinkedHashMap<>();
  private final Wording wording;
  private final LossReasons reasons;
  private final Consumer<Uncomputable> failures;

  public Regulation(Rulebook book) {
    this(book, failure -> {});
  }

  private Regulation(Rulebook book, Consumer<Uncomputable> failures) {
    this.book = book;
    this.failures = failures;
    this.wording = new Wording(book.parameters());
    this.reasons =
        new LossReasons(
            book.fields()
                .getOrDefault(
                    DealField.LOSS_REASON.id(),
                    new Field(label(DealField.LOSS_REASON.id()), Limits.NONE)));
    book.pipelines()
        .forEach(pipeline -> pipeline.stages().forEach(stage -> stages.put(stage.id(), stage)));
    book.guards()
        .forEach(
            guard ->
                guard
                    .at()
                    .forEach(
                        at -> guards.computeIfAbsent(at, key -> new ArrayList<>()).add(guard)));
    book.effects()
        .forEach(
            effect ->
                effect
                    .at()
                    .forEach(
                        at -> effects.computeIfAbsent(at, key -> new ArrayList<>()).add(effect)));
    book.clauses().forEach(clause -> clauses.put(clause.id(), clause));
  }

  /**
   * The same regulation, which tells of every expression that cannot be worked out.
   *
   * @param listener called by whoever asks, in the middle of the answer
   */
  public Regulation telling(Consumer<Uncomputable> listener) {
    return new Regulation(book, listener);
  }

  /** Asks everything that a deal may ever be asked, for what cannot be worked out to be told. */
  public void askEverything(DealFacts facts, Instant now) {
    options(facts, now);
    plan(facts, now);
    settle(facts, now);
    Set<String> fields =
        Arrays.stream(DealField.values()).map(DealField::id).collect(Collectors.toSet());
    checkEdit(facts, fields, now);
    guards.keySet().stream()
        .filter(place -> place.indexOf('/') < 0)
        .forEach(action -> check(facts, action, now));
  }

  /** A deal as it is when it has just been opened. */
  public DealFacts opened() {
    return DealFacts.bare(start(), Set.of(start()));
  }

  /** What it was made of. */
  Rulebook book() {
    return book;
  }

  public String version() {
    return book.version();
  }

  public ZoneId zone() {
    return book.zone();
  }

  public List<Pipeline> pipelines() {
    return book.pipelines();
  }

  public Collection<Clause> clauses() {
    return clauses.values();
  }

  public Optional<Clause> clause(String id) {
    return Optional.ofNullable(clauses.get(id));
  }

  public Map<String, Object> parameters() {
    return book.parameters();
  }

  /** What people call a field; its own name if the file has no word for it. */
  public Text label(String field) {
    Field known = book.fields().get(field);
    return known == null ? new Text(field, field) : known.label();
  }

  /** What the file says of the fields, by their names. */
  public Map<String, Field> fields() {
    return book.fields();
  }

  /** What a field can be, in the order in which people choose; empty if it may say anything. */
  public Collection<Word> words(String field) {
    Field known = book.fields().get(field);
    return known == null ? List.of() : known.words().values();
  }

  /** One of the words of a field; a word that this edition does not have stands for itself. */
  public Word word(String field, String id) {
    Field known = book.fields().get(field);
    Word word = known == null ? null : known.words().get(id);
    return word == null ? new Word(id, new Text(id, id), null, null) : word;
  }

  /**
   * The word of a field that means this to the program, the first of several.
   *
   * @throws IllegalStateException if no word does, which the reader of the file does not let be
   */
  public String word(String field, Meaning meaning) {
    return words(field).stream()
        .filter(word -> word.means() == meaning)
        .map(Word::id)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(field + " has no word for " + meaning.id()));
  }

  /** The words of a field that mean one of these to the program. */
  public Set<String> words(String field, Set<Meaning> meanings) {
    return words(field).stream()
        .filter(word -> word.means() != null && meanings.contains(word.means()))
        .map(Word::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether a word of a field means this to the program; null and the empty one mean nothing. */
  public boolean means(String field, @Nullable String word, Meaning meaning) {
    return word != null && !word.isEmpty() && word(field, word).means() == meaning;
  }

  /** The clause to refer to; empty if the file names none, and then nothing is referred to. */
  public String clauseOf(Topic topic) {
    return book.references().getOrDefault(topic, "");
  }

  /** What speaks against something in the name of the clause to refer to. */
  public Violation violation(Topic topic, @Nullable String field, Text message) {
    String clause = clauseOf(topic);
    return new Violation(clause.isEmpty() ? Violation.INVALID : clause, field, message);
  }

  /**
   * What the status of a measurement can be where a deal has ended so: the words that the law of
   * the status (ALL-1) lets be, with a visit or without one.
   */
  public Set<String> endings(Rulebook.Status end) {
    String field = DealField.MEASUREMENT_STATUS.id();
    Set<String> endings = new LinkedHashSet<>();
    for (Stage stage : stages.values()) {
      if (stage.status() == end) {
        DealFacts ended =
            DealFacts.bare(stage.id(), Set.of(stage.id()))
                .with(DealField.CONTRACT_NUMBER.id(), UNKNOWN);
        words(field).stream()
            .map(Word::id)
            .filter(
                word ->
                    Stream.of(0, 1)
                        .map(held -> ended.with(ended.visit(), held).with(field, word))
                        .anyMatch(facts -> check(facts, STATUS, Instant.EPOCH).isEmpty()))
            .forEach(endings::add);
      }
    }
    return endings;
  }

  /** The clauses that set a deadline for an action, such as {@code stamp}. */
  public Set<String> deadlinesOf(String action) {
    return book.duties().stream()
        .filter(duty -> duty.kind() == Obligation.Kind.DEADLINE && action.equals(duty.action()))
        .map(Duty::rule)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether a field can be this; a field without words may be anything. */
  public boolean knows(String field, String word) {
    Field known = book.fields().get(field);
    return known == null || known.words().isEmpty() || known.words().containsKey(word);
  }

  /** The right that changes a field, besides the one to change the deal. */
  public Optional<String> rightOf(String field) {
    return Optional.ofNullable(book.fields().get(field)).map(Field::right);
  }

  /** The reasons for which deals are lost. */
  public LossReasons reasons() {
    return reasons;
  }

  /** Where a new deal begins. */
  public StageId start() {
    return book.start();
  }

  public Optional<Stage> stage(StageId id) {
    return Optional.ofNullable(stages.get(id));
  }

  /**
   * Whether a deal may go to a stage, and what it is like when it is there.
   *
   * @param to a stage that exists
   * @throws IllegalArgumentException if no stage has this id
   */
  public Decision decide(DealFacts facts, StageId to, Instant now) {
    Stage target = stage(to).orElseThrow(() -> new IllegalArgumentException("no stage " + to));
    var question = new Case(facts, to, now, zone());
    if (!target.from().contains(facts.stage())) {
      if (facts.stage().equals(to)) {
        return new Decision.Refused(List.of(alreadyThere()), null);
      }
      var violations = new ArrayList<Violation>();
      violations.add(new Violation(target.entry(), null, notFromHere(question)));
      violations.addAll(violated(guardsAt(to.toString()), question));
      return new Decision.Refused(violations, null);
    }
    List<Guard> broken = broken(guardsAt(to.toString()), question);
    if (broken.isEmpty()) {
      return switch (arrived(question, target.entry())) {
        case Decision.Allowed allowed -> agreeing(allowed, now);
        case Decision.Refused refused -> refused;
      };
    }
    return new Decision.Refused(
        broken.stream().map(guard -> violation(guard, question)).toList(),
        suggested(broken, question));
  }

  private Decision agreeing(Decision.Allowed allowed, Instant now) {
    DealFacts after = allowed.after();
    List<Violation> disagreeing =
        violated(guardsAt(STATUS), new Case(after, after.stage(), now, zone()));
    return disagreeing.isEmpty() ? allowed : new Decision.Refused(disagreeing, null);
  }

  /**
   * Whether a move cannot be taken back: it is the first over the point of no return (IRR-1), or it
   * ends the deal as lost. Whoever makes such a move by hand is asked before.
   *
   * @throws IllegalArgumentException if no stage has this id
   */
  public boolean irrevocable(DealFacts facts, StageId to) {
    Stage target = stage(to).orElseThrow(() -> new IllegalArgumentException("no stage " + to));
    return target.status() == Rulebook.Status.LOST
        || target.irreversible()
            && facts.reached().stream()
                .flatMap(been -> stage(been).stream())
                .noneMatch(Stage::irreversible);
  }

  /**
   * The fields that the clauses of a stage speak of, whether they are filled in or not, in the
   * order of the file: what a window that closes a deal shows at once.
   */
  public Set<String> askedAt(StageId to) {
    return guardsAt(to.toString()).stream()
        .map(Guard::field)
        .filter(Objects::nonNull)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The answer for every stage that exists, in the order of the file. */
  public Map<StageId, Decision> options(DealFacts facts, Instant now) {
    var options = new LinkedHashMap<StageId, Decision>();
    stages.keySet().forEach(to -> options.put(to, decide(facts, to, now)));
    return options;
  }

  /**
   * What stands in the way of an action that moves nothing, such as {@code visit.confirm}.
   *
   * @return all of it; empty if nothing does
   */
  public List<Violation> check(DealFacts facts, String action, Instant now) {
    return violated(guardsAt(action), new Case(facts, facts.stage(), now, zone()));
  }

  /**
   * What an edit would break: the clauses about the changed fields that have to hold while the deal
   * is where it is.
   *
   * @param changed names of the fields that differ from before
   */
  public List<Violation> checkEdit(DealFacts after, Set<String> changed, Instant now) {
    var lasting =
        new LinkedHashSet<Guard>(
            guardsAt(after.stage().toString()).stream().filter(Guard::lasting).toList());
    lasting.addAll(guardsAt(EDIT));
    List<Guard> concerned =
        Stream.concat(
                lasting.stream()
                    .filter(guard -> guard.field() != null && changed.contains(guard.field())),
                statusGuards(changed))
            .toList();
    List<Violation> violations = unknownWords(after, changed);
    violations.addAll(beyondLimits(after, changed, LocalDate.ofInstant(now, zone())));
    violations.addAll(violated(concerned, new Case(after, after.stage(), now, zone())));
    return violations;
  }

  /** What the status of a measurement has to agree with, if any of it has changed (ALL-1). */
  private Stream<Guard> statusGuards(Set<String> changed) {
    return guardsAt(STATUS).stream()
        .filter(guard -> !Collections.disjoint(words(guard.when(), guard.holds()), changed));
  }

  /** A field that is one of a few words is none but those, wherever it comes from. */
  private List<Violation> unknownWords(DealFacts facts, Set<String> changed) {
    var violations = new ArrayList<Violation>();
    book.fields()
        .forEach(
            (name, field) -> {
              if (!field.words().isEmpty()
                  && changed.contains(name)
                  && DealField.of(name).of(facts) instanceof String word
                  && !word.isEmpty()
                  && !field.words().containsKey(word)) {
                String known = String.join(", ", field.words().keySet());
                violations.add(
                    Violation.invalid(
                        name,
                        "Допустимые значения: " + known + ".",
                        "Possible values: " + known + "."));
              }
            });
    return violations;
  }

  /** Every value lies within the limits of its field, wherever it comes from. */
  private List<Violation> beyondLimits(DealFacts facts, Set<String> changed, LocalDate today) {
    var violations = new ArrayList<Violation>();
    for (String name : changed) {
      Field field = book.fields().get(name);
      if (field != null && !field.limits().equals(Limits.NONE)) {
        FieldLimits.wrong(name, field.limits(), DealField.of(name).of(facts), today)
            .ifPresent(violations::add);
      }
    }
    return violations;
  }

  /**
   * The activities and deadlines that should exist; the same facts give the same ones at any
   * moment. Of clauses that cannot be worked out none are among them.
   */
  public List<Obligation> obligations(DealFacts facts, Instant now) {
    return obligations(facts, now, new HashSet<>());
  }

  /**
   * The same.
   *
   * @param unknown takes the clauses of whose activities and deadlines nobody can say whether they
   *     should exist: what there is of them stays as it is
   */
  public List<Obligation> obligations(DealFacts facts, Instant now, Set<String> unknown) {
    var question = new Case(facts, facts.stage(), now, zone());
    var obligations = new ArrayList<Obligation>();
    for (Duty duty : book.duties()) {
      answer(duty, question, () -> duty.when().in(question) ? obligation(duty, question) : null)
          .ifPresent(obligations::add);
      if (question.failure(duty) != null) {
        unknown.add(duty.rule());
      }
    }
    return obligations;
  }

  /**
   * What people have to do next, in the order of {@link PlanItem.Place}: what can be done now
   * first.
   */
  public List<PlanItem> plan(DealFacts facts, Instant now) {
    return new Plans(this).plan(facts, now);
  }

  /**
   * The plan as people are told it, in the same order: what one action answers is one line, and
   * what only time brings is a reason to wait and not a line of its own.
   */
  public List<PlanLine> agenda(DealFacts facts, Instant now) {
    return new Agenda(this, facts, now).lines();
  }

  /**
   * What a part of the regulation says of a case; empty if it says nothing or cannot be worked out,
   * which is noted and told.
   */
  <T> Optional<T> answer(Object part, Case question, Supplier<@Nullable T> asked) {
    try {
      return Optional.ofNullable(asked.get());
    } catch (Uncomputable e) {
      failures.accept(e);
      question.failed(part, e);
      return Optional.empty();
    }
  }

  /** A stage that an expression names. */
  StageId stage(Expression<String> expression, Case question) {
    String named = expression.in(question);
    return stages.keySet().stream()
        .filter(stage -> stage.toString().equals(named))
        .findFirst()
        .orElseThrow(
            () -> new Uncomputable(expression.place(), "there is no stage '" + named + "'"));
  }

  /**
   * Where the program itself puts a deal as it is: a deadline passed that moves it, or its facts
   * belong to another stage.
   */
  public Optional<Settled> settle(DealFacts facts, Instant now) {
    return settle(facts, obligations(facts, now), now);
  }

  /**
   * The same for whoever has asked for the obligations already.
   *
   * @param obligations those of these facts
   */
  public Optional<Settled> settle(DealFacts facts, List<Obligation> obligations, Instant now) {
    for (Obligation obligation : obligations) {
      StageId onMiss = obligation.onMiss();
      if (onMiss != null
          && !onMiss.equals(facts.stage())
          && !obligation.met()
          && !obligation.dueAt().isAfter(now)) {
        return Optional.of(new Settled(onMiss, obligation.rule()));
      }
    }
    var question = new Case(facts, facts.stage(), now, zone());
    return book.settlements().stream()
        .flatMap(
            settlement ->
                answer(
                    settlement,
                    question,
                    () ->
                        settlement.when().in(question)
                            ? new Settled(stage(settlement.to(), question), settlement.rule())
                            : null)
                    .stream())
        .filter(settled -> !settled.to().equals(facts.stage()))
        .findFirst();
  }

  /** A move by the program itself, and the clause that asks for it. */
  public record Settled(StageId to, String rule) {}

  /**
   * The field that a «moved» answer to an activity changes.
   *
   * @return a name as in the HTTP API, {@code measurement.date} or {@code nextContactOn}
   */
  public Optional<String> dateOf(String rule) {
    return book.duties().stream()
        .filter(duty -> duty.rule().equals(rule))
        .map(Duty::date)
        .filter(Objects::nonNull)
        .findFirst();
  }

  /**
   * What an activity or deadline of a clause is about. A clause may have several of a kind; of
   * those the one is meant that is called so, or else the first.
   *
   * @param subject what it is called in Russian, as it is stored
   */
  public Optional<Duty> duty(Obligation.Kind kind, String rule, String subject) {
    List<Duty> duties =
        book.duties().stream()
            .filter(duty -> duty.kind() == kind && duty.rule().equals(rule))
            .toList();
    return duties.stream()
        .filter(duty -> duty.subject().ru().equals(subject))
        .findFirst()
        .or(() -> duties.stream().findFirst());
  }

  /**
   * How many minutes before the deadlines of a clause its people are told of them; clauses whose
   * deadlines nobody is warned of are absent.
   */
  public Map<String, Integer> warnings() {
    var minutes = new LinkedHashMap<String, Integer>();
    for (Duty duty : book.duties()) {
      if (duty.warn() != null
          && book.parameters().get(duty.warn()) instanceof Integer ahead
          && ahead > 0) {
        minutes.merge(duty.rule(), ahead, Math::max);
      }
    }
    return minutes;
  }

  /** The activities that an action such as {@code stamp} brings about: what waits for it. */
  public List<Duty> waitingFor(String action) {
    return book.duties().stream()
        .filter(duty -> duty.kind() == Obligation.Kind.ACTIVITY && action.equals(duty.action()))
        .toList();
  }

  /**
   * How far a right reaches for somebody with these roles.
   *
   * @return empty if the right is not his at all, or nobody's
   */
  public Set<Scope> scopes(String right, Collection<String> roles) {
    Map<String, Scope> scopes = book.rights().getOrDefault(right, Map.of());
    var reach = EnumSet.noneOf(Scope.class);
    roles.stream().map(scopes::get).filter(Objects::nonNull).forEach(reach::add);
    return reach;
  }

  /**
   * Every right of the file, and whom it reaches how far: right, role, scope. An edition older than
   * the program may lack a right that the program has since.
   */
  public Map<String, Map<String, Scope>> rights() {
    return book.rights();
  }

  /**
   * What this regulation says of leads.
   *
   * @throws IllegalStateException if it says nothing of them and nothing has {@linkplain
   *     #completedBy completed} it
   */
  public LeadRules leads() {
    if (book.leads() == null) {
      throw new IllegalStateException("the regulation says nothing of leads");
    }
    return book.leads();
  }

  /**
   * This regulation, with what a newer one has and this one, being written in a lower form of the
   * file, cannot have: the rights that came later, and leads. In a file of the same form a right
   * that is not there is nobody's. What says nothing at all of the status of a measurement takes
   * that from the newer one too, and so it does with the clauses to refer to that it has.
   */
  public Regulation completedBy(Regulation newer) {
    Map<String, Map<String, Scope>> rights = new LinkedHashMap<>(book.rights());
    boolean lower = book.form() < newer.book.form();
    newer
        .book
        .rights()
        .forEach(
            (right, scopes) -> {
              if (lower || book.leads() == null && right.startsWith("lead.")) {
                rights.putIfAbsent(right, scopes);
              }
            });
    boolean lawless = guardsAt(STATUS).isEmpty();
    List<Guard> guards =
        lawless
            ? Stream.concat(book.guards().stream(), newer.guardsAt(STATUS).stream()).toList()
            : book.guards();
    Map<Topic, String> references = new EnumMap<>(Topic.class);
    newer
        .book
        .references()
        .forEach(
            (topic, clause) -> {
              if (clauses.containsKey(clause)) {
                references.put(topic, clause);
              }
            });
    references.putAll(book.references());
    return book.leads() != null
            && rights.size() == book.rights().size()
            && !lawless
            && references.equals(book.references())
        ? this
        : new Regulation(
            new Rulebook(
                book.version(),
                book.form(),
                book.zone(),
                book.parameters(),
                book.fields(),
                book.pipelines(),
                book.start(),
                book.clauses(),
                guards,
                book.duties(),
                book.steps(),
                book.settlements(),
                book.effects(),
                rights,
                references,
                book.leads() == null ? newer.book.leads() : book.leads()));
  }

  /** Where a clause works; empty in every part if it only says something. */
  public Workings workings(String rule) {
    List<Guard> its = book.guards().stream().filter(guard -> guard.rule().equals(rule)).toList();
    List<Duty> duties = book.duties().stream().filter(duty -> duty.rule().equals(rule)).toList();
    List<NextStep> next = book.steps().stream().filter(step -> step.rule().equals(rule)).toList();
    List<Settlement> settlements =
        book.settlements().stream().filter(settlement -> settlement.rule().equals(rule)).toList();
    Set<String> words = new HashSet<>();
    its.forEach(guard -> words.addAll(words(guard.when(), guard.holds(), guard.suggest())));
    duties.forEach(
        duty -> words.addAll(words(duty.when(), duty.dueOn(), duty.dueAt(), duty.met())));
    duties.stream()
        .flatMap(duty -> Stream.ofNullable(duty.warn()))
        .forEach(warn -> words.add("param." + warn));
    next.forEach(step -> words.addAll(words(step.when(), step.to())));
    settlements.forEach(settlement -> words.addAll(words(settlement.when(), settlement.to())));
    LeadRules leads = book.leads();
    if (leads != null && leads.clause().equals(rule)) {
      leads.parameters().stream()
          .filter(book.parameters()::containsKey)
          .forEach(name -> words.add("param." + name));
    }
    return new Workings(
        stages.values().stream()
            .filter(stage -> stage.entry().equals(rule))
            .map(Stage::id)
            .toList(),
        demands(its, null),
        duties.stream()
            .map(
                duty ->
                    new Workings.Task(
                        duty.kind(),
                        duty.subject(),
                        duty.assignee(),
                        duty.onMiss(),
                        parameters(words(duty.dueOn(), duty.dueAt()))))
            .toList(),
        next.stream().map(NextStep::text).distinct().toList(),
        !settlements.isEmpty(),
        parameters(words));
  }

  /** What a deal has to have to get into a stage, be it from wherever, in the order of the file. */
  public List<Workings.Demand> demands(StageId to) {
    return demands(guardsAt(to.toString()), to);
  }

  /**
   * The ways between stages that some deal can take: those of the file, but for those that the
   * clauses bar whatever has become of the deal (IRR-1).
   *
   * @return for every stage where a deal can come from
   */
  public Map<StageId, Set<StageId>> ways() {
    Set<StageId> everywhere =
        stages.values().stream()
            .filter(stage -> stage.status() == Rulebook.Status.OPEN)
            .map(Stage::id)
            .collect(Collectors.toSet());
    Map<StageId, Set<StageId>> ways = new LinkedHashMap<>();
    for (Stage stage : stages.values()) {
      List<Guard> barring =
          guardsAt(stage.id().toString()).stream().filter(Regulation::looksOnlyBack).toList();
      Set<StageId> from = new LinkedHashSet<>();
      for (StageId before : stages.keySet()) {
        if (stage.from().contains(before)
            && (passes(barring, before, stage.id(), Set.of())
                || passes(barring, before, stage.id(), everywhere))) {
          from.add(before);
        }
      }
      ways.put(stage.id(), from);
    }
    return ways;
  }

  private static boolean looksOnlyBack(Guard guard) {
    Set<String> words = words(guard.when(), guard.holds());
    return !words.isEmpty() && WAY.containsAll(words);
  }

  private boolean passes(List<Guard> guards, StageId from, StageId to, Set<StageId> been) {
    Set<StageId> reached = new LinkedHashSet<>(been);
    reached.add(from);
    return broken(guards, new Case(DealFacts.bare(from, reached), to, Instant.EPOCH, zone()))
        .isEmpty();
  }

  /** Guards that say the same of several fields are one demand, which names them all. */
  private List<Workings.Demand> demands(List<Guard> guards, @Nullable StageId to) {
    record Same(String rule, Set<String> at, boolean lasting, Text message) {}
    Map<Same, List<Guard>> same = new LinkedHashMap<>();
    for (Guard guard : guards) {
      same.computeIfAbsent(
              new Same(guard.rule(), guard.at(), guard.lasting(), guard.message()),
              key -> new ArrayList<>())
          .add(guard);
    }
    List<Workings.Demand> demands = new ArrayList<>();
    same.forEach(
        (key, each) -> {
          List<Text> fields =
              each.stream().map(Guard::field).filter(Objects::nonNull).map(this::label).toList();
          Text message = wording.filledIn(key.message());
          Text where = to == null ? new Text(UNKNOWN, UNKNOWN) : name(to);
          demands.add(
              new Workings.Demand(
                  key.rule(),
                  key.at(),
                  key.lasting(),
                  new Text(
                      filledIn(
                          message.ru(),
                          fields.stream().map(Text::ru).collect(Collectors.joining("», «")),
                          UNKNOWN,
                          where.ru(),
                          UNKNOWN),
                      filledIn(
                          message.en(),
                          fields.stream().map(Text::en).collect(Collectors.joining("”, “")),
                          UNKNOWN,
                          where.en(),
                          UNKNOWN))));
        });
    return demands;
  }

  private List<String> parameters(Set<String> words) {
    return book.parameters().keySet().stream()
        .filter(name -> words.contains("param." + name))
        .toList();
  }

  private static Set<String> words(@Nullable Expression<?>... expressions) {
    Set<String> words = new HashSet<>();
    for (Expression<?> expression : expressions) {
      if (expression != null) {
        words.addAll(expression.words());
      }
    }
    return words;
  }

  private Decision arrived(Case question, String rule) {
    DealFacts after = question.facts().at(question.to());
    for (Effect effect : effects.getOrDefault(question.to().toString(), List.of())) {
      DealFacts before = after;
      after = answer(effect, question, () -> written(effect, before, question)).orElse(before);
      Uncomputable why = question.failure(effect);
      if (why != null) {
        return new Decision.Refused(List.of(why.of(rule)), null);
      }
    }
    return new Decision.Allowed(after, rule);
  }

  private DealFacts written(Effect effect, DealFacts facts, Case question) {
    if (!effect.when().in(question)) {
      return facts;
    }
    Object value = effect.to().in(question);
    if (value instanceof String word && !word.isEmpty() && !knows(effect.field(), word)) {
      throw new Uncomputable(
          effect.to().place(), "'" + effect.field() + "' is never '" + word + "'");
    }
    return facts.with(effect.field(), value);
  }

  Obligation obligation(Duty duty, Case question) {
    String anchor = duty.anchor().in(question);
    boolean completed =
        !duty.results().isEmpty()
            && question.facts().completed().stream()
                .anyMatch(done -> done.rule().equals(duty.rule()) && done.anchor().equals(anchor));
    Expression<LocalDate> dueOn = duty.dueOn();
    return new Obligation(
        duty.kind(),
        duty.rule(),
        anchor,
        duty.subject(),
        duty.assignee(),
        dueOn == null ? null : dueOn.in(question),
        duty.dueAt().in(question),
        completed || duty.met().in(question),
        duty.results(),
        duty.onMiss());
  }

  private List<Guard> guardsAt(String place) {
    return guards.getOrDefault(place, List.of());
  }

  private List<Guard> broken(Collection<Guard> guards, Case question) {
    return guards.stream()
        .filter(
            guard ->
                !answer(
                        guard,
                        question,
                        () -> !guard.when().in(question) || guard.holds().in(question))
                    .orElse(false))
        .toList();
  }

  private List<Violation> violated(Collection<Guard> guards, Case question) {
    return broken(guards, question).stream().map(guard -> violation(guard, question)).toList();
  }

  private Violation violation(Guard guard, Case question) {
    Uncomputable why = question.failure(guard);
    if (why != null) {
      return why.of(guard.rule());
    }
    StageId suggested = suggested(guard, question).orElse(null);
    return new Violation(
        guard.rule(), guard.field(), filledIn(guard.message(), guard.field(), question, suggested));
  }

  private @Nullable StageId suggested(List<Guard> broken, Case question) {
    return broken.stream()
        .flatMap(guard -> suggested(guard, question).stream())
        .filter(stage -> !stage.equals(question.to()))
        .findFirst()
        .orElse(null);
  }

  private Optional<StageId> suggested(Guard guard, Case question) {
    Expression<String> suggest = guard.suggest();
    return suggest == null || question.failure(guard) != null
        ? Optional.empty()
        : answer(suggest, question, () -> stage(suggest, question));
  }

  private Text notFromHere(Case question) {
    return filledIn(
        new Text(
            "Со стадии «{from}» перейти в «{to}» нельзя.",
            "A deal cannot go from “{from}” to “{to}”."),
        null,
        question,
        null);
  }

  private Violation alreadyThere() {
    return violation(
        Topic.STAGE,
        null,
        new Text("Сделка уже на этой стадии.", "The deal is in this stage already."));
  }

  private Text filledIn(
      Text raw, @Nullable String field, Case question, @Nullable StageId suggested) {
    Text message = wording.filledIn(raw);
    return new Text(
        filledIn(
            message.ru(),
            field == null ? "" : label(field).ru(),
            name(question.facts().stage()).ru(),
            name(question.to()).ru(),
            suggested == null ? "" : name(suggested).ru()),
        filledIn(
            message.en(),
            field == null ? "" : label(field).en(),
            name(question.facts().stage()).en(),
            name(question.to()).en(),
            suggested == null ? "" : name(suggested).en()));
  }

  private static String filledIn(
      String message, String field, String from, String to, String suggested) {
    if (message.indexOf('{') < 0) {
      return message;
    }
    return message
        .replace("{field}", field)
        .replace("{from}", from)
        .replace("{to}", to)
        .replace("{suggested}", suggested);
  }

  private Text name(StageId id) {
    return stage(id).map(Stage::name).orElse(new Text(id.toString(), id.toString()));
  }
}
