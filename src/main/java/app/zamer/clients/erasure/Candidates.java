package app.zamer.clients.erasure;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Regular expressions of PostgreSQL that find every text which may tell of a person, and others
 * besides: {@link Mentions} looks at them closely.
 *
 * @param text for columns of text
 * @param hexadecimal for bytes that may be a text, written as hexadecimal digits
 */
record Candidates(String text, String hexadecimal) {
  private static final String NOTHING = "$nothing";
  private static final int LAST_DIGITS = 7;
  private static final HexFormat HEX = HexFormat.of();

  static Candidates of(Person person, List<NameWord> words, Bearers bearers) {
    List<PhoneForms> phones = person.phones().stream().map(PhoneForms::new).toList();
    Stream<String> alone =
        words.stream()
            .filter(bearers::nobodyElse)
            .flatMap(word -> word.beginnings().stream())
            .map(NameWord::expression);
    String text =
        joined(
            Stream.of(
                    alone,
                    sideBySide(person),
                    phones.stream().map(phone -> phone.beginning(LAST_DIGITS)),
                    person.clients().stream().map(id -> "\\(№ %d\\)".formatted(id)))
                .flatMap(stream -> stream));
    String hexadecimal =
        joined(
            Stream.concat(
                    words.stream()
                        .filter(word -> word.word().length() > 2)
                        .flatMap(word -> word.beginnings().stream())
                        .flatMap(Candidates::writings),
                    phones.stream().map(PhoneForms::digits))
                .map(part -> HEX.formatHex(part.getBytes(StandardCharsets.UTF_8))));
    return new Candidates(text, hexadecimal);
  }

  private static Stream<String> sideBySide(Person person) {
    return person.names().stream()
        .map(NameWord::of)
        .flatMap(
            words ->
                words.stream()
                    .flatMap(
                        one ->
                            words.stream()
                                .filter(other -> !other.equals(one))
                                .map(
                                    other ->
                                        anyOf(one)
                                            + "[^[:space:]]{0,8}[[:space:][:punct:]].{0,6}"
                                            + anyOf(other))));
  }

  private static String anyOf(NameWord word) {
    return word.beginnings().stream()
        .map(NameWord::expression)
        .collect(Collectors.joining("|", "(?:", ")"));
  }

  private static Stream<String> writings(String beginning) {
    return Stream.of(
        beginning,
        beginning.substring(0, 1).toUpperCase(Locale.ROOT) + beginning.substring(1),
        beginning.toUpperCase(Locale.ROOT));
  }

  private static String joined(Stream<String> expressions) {
    String all = expressions.distinct().collect(Collectors.joining("|"));
    return all.isEmpty() ? NOTHING : all;
  }
}
