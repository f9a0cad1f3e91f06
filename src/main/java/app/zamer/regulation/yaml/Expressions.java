package app.zamer.regulation.yaml;

import app.zamer.regulation.Case;
import app.zamer.regulation.Expression;
import app.zamer.regulation.Uncomputable;
import app.zamer.regulation.Uncomputable.Place;
import app.zamer.regulation.Wording;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compiles expressions in CEL over a {@link Vocabulary}. Definitions become words of their own for
 * what is compiled after them.
 */
final class Expressions {
  /** In one file, refused ones in particular: each takes its time to compile. */
  private static final int MOST = 3_000;

  private static final int MOST_REFUSED = 100;

  private static final CelType DATE = Vocabulary.DATE;

  /** The longest text and list that an expression may come to. */
  private static final int LARGEST = 10_000;

  /** What lies beyond is no day that anybody agrees on, and none that can be stored. */
  private static final int LAST_YEAR = 9999;

  private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");

  private static final CelOptions LIMITS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .maxExpressionCodePointSize(10_000)
          .maxParseRecursionDepth(100)
          .comprehensionMaxIterations(10_000)
          .build();

  private final Vocabulary vocabulary;
  private final Literals literals;
  private final ZoneId zone;
  private final Map<String, Function<Case, Object>> values = new HashMap<>();
  private final Map<String, Set<String>> defined = new HashMap<>();
  private final Map<String, CelAbstractSyntaxTree> trees = new HashMap<>();
  private final CelRuntime runtime;
  private Environment environment;
  private int compiled;
  private int refused;

  Expressions(Vocabulary vocabulary, Literals literals, ZoneId zone) {
    this.vocabulary = vocabulary;
    this.literals = literals;
    this.zone = zone;
    vocabulary.words().forEach((name, word) -> values.put(name, word.value()));
    var types = new HashMap<String, CelType>();
    vocabulary.words().forEach((name, word) -> types.put(name, word.type()));
    this.environment = Environment.of(types);
    this.runtime = runtime();
  }

  /**
   * An expression that CEL refuses, with every reason and the place of each within the expression.
   */
  static final class Refused extends Exception {
    private final transient List<CelIssue> issues;

    Refused(List<CelIssue> issues) {
      this.issues = issues;
    }

    List<CelIssue> issues() {
      return issues;
    }
  }

  /** The expression that a fact is filled in; empty if it is no fact or always has a value. */
  Optional<String> filledIn(String fact) {
    return Optional.ofNullable(vocabulary.words().get(fact))
        .map(Vocabulary.Word::type)
        .filter(type -> type.equals(SimpleType.STRING) || type instanceof OptionalType)
        .map(type -> type.equals(SimpleType.STRING) ? fact + " != ''" : fact + ".hasValue()");
  }

  /** Compiles an expression that must give this type. */
  @SuppressWarnings(
      "unchecked") // the type checker has seen that the result is of the CEL type the caller named
  <T> Expression<T> compile(String source, CelType result, Place place) throws Refused {
    CelAbstractSyntaxTree ast = ast(source, result);
    CelRuntime.Program program = program(ast);
    Set<String> words = words(ast);
    return new Expression<>() {
      @Override
      public T in(Case question) {
        return (T) evaluate(program, question, place);
      }

      @Override
      public Place place() {
        return place;
      }

      @Override
      public Set<String> words() {
        return words;
      }
    };
  }

  /**
   * What an expression may come to that is no word of a field; empty if it comes to one whatever it
   * is asked, or if the field may say anything. What does not compile is told by compiling it.
   */
  List<CelIssue> notWords(String field, String source) {
    try {
      return literals.notWords(field, environment.checked(source, null), trees);
    } catch (CelValidationException e) {
      return List.of();
    }
  }

  /** Whether a word stands for something already. */
  boolean knows(String word) {
    return values.containsKey(word);
  }

  /** Compiles an expression and makes it a word for those that come after it. */
  void define(String name, String source, Place place) throws Refused {
    CelAbstractSyntaxTree ast = ast(source, null);
    CelRuntime.Program program = program(ast);
    Function<Case, Object> value =
        question -> question.remember(program, known -> evaluate(program, known, place));
    vocabulary.word(name, ast.getResultType(), value);
    values.put(name, value);
    defined.put(name, words(ast));
    trees.put(name, ast);
    environment = environment.with(name, ast.getResultType());
  }

  /**
   * Makes a broken definition a word of any type, so that its error is told once and not wherever
   * it is used.
   */
  void defineAnything(String name) {
    values.put(name, question -> Optional.empty());
    environment = environment.with(name, SimpleType.DYN);
  }

  /** What an expression looks at, definitions resolved. */
  private Set<String> words(CelAbstractSyntaxTree ast) {
    return ast.getReferenceMap().values().stream()
        .map(CelReference::name)
        .filter(values::containsKey)
        .flatMap(name -> defined.getOrDefault(name, Set.of(name)).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private CelAbstractSyntaxTree ast(String source, @Nullable CelType result) throws Refused {
    if (++compiled > MOST || refused > MOST_REFUSED) {
      throw new Refused(List.of(CelIssue.formatError(1, 0, "too many expressions, or wrong ones")));
    }
    try {
      CelAbstractSyntaxTree ast = environment.checked(source, result);
      List<CelIssue> wrong = literals.wrong(ast);
      if (!wrong.isEmpty()) {
        refused++;
        throw new Refused(wrong);
      }
      return ast;
    } catch (CelValidationException e) {
      refused++;
      throw new Refused(e.getErrors());
    }
  }

  private CelRuntime.Program program(CelAbstractSyntaxTree ast) {
    try {
      return runtime.createProgram(ast);
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("a checked expression has no program", e);
    }
  }

  private Object evaluate(CelRuntime.Program program, Case question, Place place) {
    CelVariableResolver words =
        name -> {
          Function<Case, Object> value = values.get(name);
          return value == null ? Optional.empty() : Optional.of(value.apply(question));
        };
    try {
      return bounded(program.eval(words), place);
    } catch (CelEvaluationException | RuntimeException e) {
      throw failure(e, place);
    }
  }

  /** A definition that fails tells its own place, not that of whoever uses it. */
  private static Uncomputable failure(Throwable e, Place place) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Uncomputable inner) {
        return inner;
      }
    }
    // its message may quote what a deal says
    return new Uncomputable(
        place,
        e instanceof CelEvaluationException failed
            ? failed.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            : "fails with " + e.getClass().getSimpleName());
  }

  /** What grows with every definition that uses another would fill the memory. */
  private static Object bounded(Object value, Place place) {
    if (!within(value)) {
      throw new Uncomputable(place, "the value is beyond all bounds");
    }
    return value;
  }

  private static boolean within(Object value) {
    return switch (value) {
      case String text -> text.length() <= LARGEST;
      case Collection<?> list -> list.size() <= LARGEST;
      case Map<?, ?> map -> map.size() <= LARGEST;
      case Optional<?> some -> some.isEmpty() || within(some.get());
      case LocalDate day -> day.getYear() > 0 && day.getYear() <= LAST_YEAR;
      case Instant moment -> moment.isBefore(LAST_MOMENT);
      default -> true;
    };
  }

  /** What checks expressions over these words. */
  static CelCompiler compiler(Map<String, CelType> words) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.optional());
    words.forEach(builder::addVar);
    declare(builder, "days", SimpleType.INT, DATE, DATE);
    declare(builder, "month", SimpleType.STRING, DATE);
    declare(builder, "at", SimpleType.TIMESTAMP, DATE, SimpleType.STRING);
    declare(builder, "endOf", SimpleType.TIMESTAMP, DATE);
    declare(builder, "earliest", OptionalType.create(DATE), ListType.create(DATE));
    declare(builder, "latest", DATE, ListType.create(DATE));
    declare(
        builder,
        "mentions",
        SimpleType.BOOL,
        ListType.create(SimpleType.STRING),
        SimpleType.STRING);
    declare(
        builder,
        "mentions",
        SimpleType.BOOL,
        ListType.create(SimpleType.STRING),
        ListType.create(SimpleType.STRING));
    declare(
        builder,
        "result",
        SimpleType.STRING,
        MapType.create(SimpleType.STRING, SimpleType.STRING),
        SimpleType.STRING,
        DATE);
    declare(builder, "string", SimpleType.STRING, DATE);
    declare(builder, "_+_", DATE, DATE, SimpleType.INT);
    declare(builder, "_-_", DATE, DATE, SimpleType.INT);
    for (String comparison : List.of("_<_", "_<=_", "_>_", "_>=_")) {
      declare(builder, comparison, SimpleType.BOOL, DATE, DATE);
    }
    return builder.build();
  }

  /**
   * One runtime for all: an environment grown step by step converts every value once for each of
   * its steps.
   */
  private CelRuntime runtime() {
    CelRuntimeBuilder builder =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(LIMITS)
            .addLibraries(CelExtensions.optional());
    builder.addFunctionBindings(
        CelFunctionBinding.from(
            "days_date_date", LocalDate.class, LocalDate.class, ChronoUnit.DAYS::between),
        CelFunctionBinding.from(
            "month_date", LocalDate.class, day -> "%02d".formatted(day.getMonthValue())),
        CelFunctionBinding.from(
            "at_date_string",
            LocalDate.class,
            String.class,
            (day, time) -> Vocabulary.at(day, time, zone)),
        CelFunctionBinding.from("endOf_date", LocalDate.class, day -> Vocabulary.endOf(day, zone)),
        CelFunctionBinding.from(
            "earliest_list",
            List.class,
            days -> dates(days).stream().min(Comparator.naturalOrder())),
        CelFunctionBinding.from(
            "latest_list",
            List.class,
            days ->
                dates(days).stream()
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new DateTimeException("latest([]) is no day"))),
        CelFunctionBinding.from(
            "mentions_list_string",
            List.class,
            String.class,
            (texts, reason) -> mentions(texts, reason)),
        CelFunctionBinding.from(
            "mentions_list_list",
            List.class,
            List.class,
            (texts, ways) ->
                ((List<?>) ways).stream().anyMatch(way -> mentions(texts, (String) way))),
        CelFunctionBinding.from(
            "result_map_string_date",
            List.of(Map.class, String.class, LocalDate.class),
            arguments ->
                ((Map<?, ?>) arguments[0])
                        .containsKey(Vocabulary.key((String) arguments[1], arguments[2].toString()))
                    ? ((Map<?, ?>) arguments[0])
                        .get(Vocabulary.key((String) arguments[1], arguments[2].toString()))
                    : ""),
        CelFunctionBinding.from("string_date", LocalDate.class, LocalDate::toString),
        CelFunctionBinding.from("_+__date_int", LocalDate.class, Long.class, LocalDate::plusDays),
        CelFunctionBinding.from("_-__date_int", LocalDate.class, Long.class, LocalDate::minusDays),
        CelFunctionBinding.from(
            "_<__date_date", LocalDate.class, LocalDate.class, LocalDate::isBefore),
        CelFunctionBinding.from(
            "_<=__date_date", LocalDate.class, LocalDate.class, (a, b) -> !a.isAfter(b)),
        CelFunctionBinding.from(
            "_>__date_date", LocalDate.class, LocalDate.class, LocalDate::isAfter),
        CelFunctionBinding.from(
            "_>=__date_date", LocalDate.class, LocalDate.class, (a, b) -> !a.isBefore(b)));
    return builder.build();
  }

  /** Declares an overload whose id is the function's name and its parameters' kinds. */
  private static void declare(
      CelCompilerBuilder builder, String function, CelType result, CelType... parameters) {
    String id =
        function
            + "_"
            + Arrays.stream(parameters).map(CelType::name).collect(Collectors.joining("_"));
    builder.addFunctionDeclarations(
        CelFunctionDecl.newFunctionDeclaration(
            function, CelOverloadDecl.newGlobalOverload(id, result, parameters)));
  }

  private static Collection<LocalDate> dates(List<?> days) {
    return days.stream().map(LocalDate.class::cast).toList();
  }

  /** Whether one of the texts has every word of the reason; case and ё/е don't matter (LOST-3). */
  private static boolean mentions(List<?> texts, String reason) {
    Set<String> wanted = words(reason);
    return !wanted.isEmpty()
        && texts.stream().anyMatch(text -> words((String) text).containsAll(wanted));
  }

  private static Set<String> words(String text) {
    var words = new HashSet<>(Arrays.asList(Wording.folded(text).split(" ")));
    words.remove("");
    return words;
  }
}
