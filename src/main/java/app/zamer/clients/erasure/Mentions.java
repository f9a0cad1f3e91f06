package app.zamer.clients.erasure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a text tells of a person. */
final class Mentions {
  /** What stands where something was removed. */
  static final String REMOVED = "[удалено]";

  private static final Pattern BESIDE =
      Pattern.compile("[^\\p{L}\\d\\n]{1,3}(?:\\p{L}\\.[^\\p{L}\\d\\n]{0,2}){0,2}");
  private static final Pattern SEVERAL =
      Pattern.compile(
          Pattern.quote(REMOVED) + "(?:[\\s,.()-]{0,3}" + Pattern.quote(REMOVED) + ")+");
  // in a text about him the last four digits are his phone; in another's they are any number
  private static final int FEWEST_OWN = 4;
  private static final int FEWEST_ELSEWHERE = 7;

  private final List<NameWord> words;
  private final Pattern fixed;
  private final @Nullable Bearers bearers;

  private Mentions(Person person, List<NameWord> words, @Nullable Bearers bearers) {
    this.bearers = bearers;
    this.words = words;
    int fewest = bearers == null ? FEWEST_OWN : FEWEST_ELSEWHERE;
    List<String> phrases = new ArrayList<>(bearers == null ? person.phrases() : List.of());
    person.clients().forEach(id -> phrases.add("(№ %d)".formatted(id)));
    phrases.sort(Comparator.comparingInt(String::length).reversed());
    String expressions =
        Stream.concat(
                phrases.stream().map(Pattern::quote),
                person.phones().stream()
                    .map(PhoneForms::new)
                    .flatMap(phone -> phone.expressions(fewest).stream()))
            .collect(Collectors.joining("|"));
    this.fixed =
        Pattern.compile(
            expressions.isEmpty() ? "(?!)" : expressions,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** In texts about the person: any form of any of his names, and the last digits of his phones. */
  static Mentions own(Person person) {
    return new Mentions(person, words(person), null);
  }

  /**
   * In texts about others: his phones, the words of his name that can mean nobody else, and two or
   * more of them side by side.
   */
  static Mentions elsewhere(Person person, Bearers bearers) {
    return new Mentions(person, words(person), bearers);
  }

  /** In texts about others where a word of his name is likely something else's. */
  static Mentions phonesElsewhere(Person person, Bearers bearers) {
    return new Mentions(person, List.of(), bearers);
  }

  static List<NameWord> words(Person person) {
    return person.names().stream().flatMap(name -> NameWord.of(name).stream()).distinct().toList();
  }

  boolean in(String text) {
    return !spans(text).isEmpty();
  }

  /** The text without what tells of the person. */
  String without(String text) {
    List<int[]> spans = spans(text);
    if (spans.isEmpty()) return text;
    StringBuilder rest = new StringBuilder();
    int end = 0;
    for (int[] span : spans) {
      if (span[0] >= end) rest.append(text, end, span[0]).append(REMOVED);
      end = Math.max(end, span[1]);
    }
    return SEVERAL
        .matcher(rest.append(text.substring(end)))
        .replaceAll(Matcher.quoteReplacement(REMOVED));
  }

  private List<int[]> spans(String text) {
    List<int[]> spans = new ArrayList<>();
    fixed
        .matcher(text)
        .results()
        .forEach(
            found ->
                spans.add(
                    // «Имя (№ 12)» is how a history names a client
                    new int[] {
                      found.group().startsWith("(№")
                          ? lineStart(text, found.start())
                          : found.start(),
                      found.end()
                    }));
    names(text, spans);
    spans.sort(Comparator.comparingInt(span -> span[0]));
    return spans;
  }

  private static int lineStart(String text, int before) {
    return text.lastIndexOf('\n', before) + 1;
  }

  private void names(String text, List<int[]> spans) {
    List<Named> run = new ArrayList<>();
    for (MatchResult token : NameWord.TOKEN.matcher(text).results().toList()) {
      String folded = NameWord.folded(token.group());
      List<NameWord> meant =
          words.stream()
              .filter(word -> bearers == null ? word.mayMean(folded) : word.matches(folded))
              .toList();
      if (bearers == null
          ? !meant.isEmpty()
          : isCapital(token) && meant.stream().anyMatch(bearers::nobodyElse)) {
        spans.add(new int[] {token.start(), token.end()});
      }
      if (meant.isEmpty() && token.group().length() == 1) continue; // an initial
      if (meant.isEmpty() || !run.isEmpty() && !beside(text, run.getLast().token(), token)) {
        sideBySide(run, spans);
        run.clear();
      }
      if (!meant.isEmpty()) run.add(new Named(token, meant));
    }
    sideBySide(run, spans);
  }

  private void sideBySide(List<Named> run, List<int[]> spans) {
    if (bearers == null) return;
    List<List<NameWord>> together = run.stream().map(Named::meant).distinct().toList();
    if (together.size() > 1 && bearers.nobodyElse(together)) {
      spans.add(new int[] {run.getFirst().token().start(), run.getLast().token().end()});
    }
  }

  private static boolean isCapital(MatchResult token) {
    return Character.isUpperCase(token.group().codePointAt(0));
  }

  private static boolean beside(String text, MatchResult one, MatchResult other) {
    return BESIDE.matcher(text.substring(one.end(), other.start())).matches();
  }

  /** A word of a text, and the words of the name that it is a form of. */
  private record Named(MatchResult token, List<NameWord> meant) {}
}
