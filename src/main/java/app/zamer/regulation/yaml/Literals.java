package app.zamer.regulation.yaml;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the type checker does not see: texts within expressions that stand for something. Stages and
 * clauses have to exist, times of day and patterns have to be ones, and a fact is compared with
 * what it can be.
 */
final class Literals {
  private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?");
  private static final String PARAMETER = "param.";

  private final Set<String> stages;
  private final Set<String> clauses;
  private final Map<String, Object> parameters;
  private final Map<String, Set<String>> choices;

  /**
   * @param choices for each fact that is one of a few texts, or a list of them: what they can be,
   *     besides empty
   */
  Literals(
      Set<String> stages,
      Set<String> clauses,
      Map<String, Object> parameters,
      Map<String, Set<String>> choices) {
    this.stages = stages;
    this.clauses = clauses;
    this.parameters = parameters;
    this.choices = choices;
  }

  List<CelIssue> wrong(CelAbstractSyntaxTree ast) {
    var issues = new ArrayList<CelIssue>();
    CelNavigableAst.fromAst(ast).getRoot().allNodes().forEach(node -> check(node, ast, issues));
    return issues;
  }

  /**
   * What an expression may come to that is no word of a field.
   *
   * @param definitions the trees of the words that it may use
   */
  List<CelIssue> notWords(
      String field, CelAbstractSyntaxTree ast, Map<String, CelAbstractSyntaxTree> definitions) {
    Set<String> known = choices.get(field);
    var issues = new ArrayList<CelIssue>();
    if (known != null && !comesTo(field, known, ast.getExpr(), ast, definitions, issues)) {
      issues.add(
          issue(
              ast.getExpr(),
              ast,
              "'"
                  + field
                  + "' is one of its words, chosen with ? and : — "
                  + String.join(", ", known.stream().sorted().toList())));
    }
    return issues;
  }

  /** Whether it can be seen what it comes to; what is none of the words is noted. */
  private boolean comesTo(
      String field,
      Set<String> known,
      CelExpr expr,
      CelAbstractSyntaxTree ast,
      Map<String, CelAbstractSyntaxTree> definitions,
      List<CelIssue> issues) {
    if (expr.getKind() == Kind.CALL && expr.call().function().equals("_?_:_")) {
      List<CelExpr> ways = expr.call().args();
      boolean first = comesTo(field, known, ways.get(1), ast, definitions, issues);
      return comesTo(field, known, ways.get(2), ast, definitions, issues) && first;
    }
    Optional<String> text = text(expr).or(() -> parameter(expr, ast));
    if (text.isPresent()) {
      if (!text.get().isEmpty() && !known.contains(text.get())) {
        issues.add(never(field, text.get(), known, expr, ast));
      }
      return true;
    }
    String name = name(expr, ast);
    CelAbstractSyntaxTree definition = name == null ? null : definitions.get(name);
    return definition == null
        ? field.equals(name)
        : words(field, known, definition.getExpr(), definition, definitions);
  }

  private boolean words(
      String field,
      Set<String> known,
      CelExpr expr,
      CelAbstractSyntaxTree ast,
      Map<String, CelAbstractSyntaxTree> definitions) {
    var issues = new ArrayList<CelIssue>();
    return comesTo(field, known, expr, ast, definitions, issues) && issues.isEmpty();
  }

  private static CelIssue never(
      String name, String text, Set<String> known, CelExpr expr, CelAbstractSyntaxTree ast) {
    return issue(
        expr,
        ast,
        "'"
            + name
            + "' is never '"
            + text
            + "'; it can be: "
            + String.join(", ", known.stream().sorted().toList()));
  }

  private void check(CelNavigableExpr node, CelAbstractSyntaxTree ast, List<CelIssue> issues) {
    CelExpr expr = node.expr();
    text(expr)
        .filter(text -> text.contains("/") && !stages.contains(text) && !begins(text, node))
        .ifPresent(text -> issues.add(issue(expr, ast, "there is no stage " + text)));
    if (expr.getKind() != Kind.CALL) {
      return;
    }
    List<CelExpr> args = expr.call().args();
    switch (expr.call().function()) {
      case "at" ->
          mustBe(
              args.get(1),
              ast,
              issues,
              time -> TIME.matcher(time).matches(),
              "a time of day such as 09:30");
      case "matches" ->
          mustBe(args.getLast(), ast, issues, Literals::isPattern, "a regular expression (RE2)");
      case "result" -> mustBe(args.get(1), ast, issues, clauses::contains, "a clause of this file");
      case "_==_", "_!=_" -> {
        compared(args.get(0), args.get(1), ast, issues);
        compared(args.get(1), args.get(0), ast, issues);
      }
      case "@in" -> {
        if (args.get(1).getKind() == Kind.LIST) {
          args.get(1)
              .list()
              .elements()
              .forEach(element -> compared(args.get(0), element, ast, issues));
        } else {
          compared(args.get(1), args.get(0), ast, issues);
        }
      }
      default -> {}
    }
  }

  /** The beginning of a stage, to which an expression adds the rest. */
  private boolean begins(String text, CelNavigableExpr node) {
    return node.parent()
            .map(CelNavigableExpr::expr)
            .filter(
                sum ->
                    sum.getKind() == Kind.CALL
                        && sum.call().function().equals("_+_")
                        && sum.call().args().getFirst().id() == node.id())
            .isPresent()
        && stages.stream().anyMatch(stage -> stage.startsWith(text));
  }

  private void compared(
      CelExpr fact, CelExpr with, CelAbstractSyntaxTree ast, List<CelIssue> issues) {
    String name = name(fact, ast);
    Set<String> known = name == null ? null : choices.get(name);
    if (name != null && known != null) {
      text(with)
          .filter(text -> !text.isEmpty() && !text.contains("/") && !known.contains(text))
          .ifPresent(text -> issues.add(never(name, text, known, with, ast)));
    }
  }

  private void mustBe(
      CelExpr expr,
      CelAbstractSyntaxTree ast,
      List<CelIssue> issues,
      Predicate<String> right,
      String what) {
    Optional<String> parameter = parameter(expr, ast);
    String is = parameter.isPresent() ? "the parameter is '%s', not %s" : "'%s' is not %s";
    parameter
        .or(() -> text(expr))
        .filter(right.negate())
        .ifPresent(wrong -> issues.add(issue(expr, ast, is.formatted(wrong, what))));
  }

  private static boolean isPattern(String text) {
    try {
      com.google.re2j.Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** The value of a parameter, if that is what an expression names. */
  private Optional<String> parameter(CelExpr expr, CelAbstractSyntaxTree ast) {
    String name = name(expr, ast);
    return name == null || !name.startsWith(PARAMETER)
        ? Optional.empty()
        : Optional.ofNullable(parameters.get(name.substring(PARAMETER.length())))
            .map(Object::toString);
  }

  private static Optional<String> text(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private static @Nullable String name(CelExpr expr, CelAbstractSyntaxTree ast) {
    return ast.getReference(expr.id()).map(reference -> reference.name()).orElse(null);
  }

  private static CelIssue issue(CelExpr expr, CelAbstractSyntaxTree ast, String message) {
    Integer offset = ast.getSource().getPositionsMap().get(expr.id());
    CelSourceLocation place =
        Optional.ofNullable(offset)
            .flatMap(ast.getSource()::getOffsetLocation)
            .orElse(CelSourceLocation.of(1, 0));
    return CelIssue.formatError(place, message);
  }
}
