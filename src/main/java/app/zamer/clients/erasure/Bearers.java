package app.zamer.clients.erasure;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom else the words of a name may mean. A text about somebody else must not lose the name of a
 * third person, nor «белый фасад» because a Mr Белый wants to be forgotten: a word means him alone
 * if nobody else is called so, it is no common first name, and it is written nowhere in small
 * letters.
 */
final class Bearers {
  private static final int SHORTEST = 5;
  private static final Set<String> FIRST_NAMES =
      Set.of(
          ("александр александра алексей алена алина алиса алла альберт анастасия анатолий ангелина"
                  + " андрей анжела анна антон антонина арина аркадий арсений артем артур богдан борис"
                  + " вадим валентин валентина валерий валерия варвара василий василиса вера вероника"
                  + " виктор виктория виталий владимир владислав всеволод вячеслав галина геннадий"
                  + " георгий герман глеб григорий дарья денис диана дмитрий ева евгений евгения егор"
                  + " екатерина елена елизавета ефим жанна зинаида зоя иван игорь ильдар илья инна"
                  + " ирина кира кирилл константин ксения лариса лев леонид лидия любовь людмила майя"
                  + " максим маргарита марина мария марк матвей мирон михаил надежда наталия наталья"
                  + " никита николай нина нонна оксана олег олеся ольга павел петр полина раиса регина"
                  + " ринат роман руслан светлана семен сергей снежана софия софья станислав степан"
                  + " тамара татьяна тимофей тимур ульяна федор филипп эдуард элина эльвира эмма юлия"
                  + " юрий яков яна ярослав")
              .split(" "));
  private static final List<String> PATRONYMICS = List.of("вич", "вна", "ична", "нишна", "ьич");

  private final List<Set<String>> others;
  private final Set<NameWord> shared = new HashSet<>();

  /**
   * @param words of the name in question
   * @param others names of everybody else that may be called so
   */
  Bearers(List<NameWord> words, Collection<String> others) {
    this.others = others.stream().map(Bearers::tokens).toList();
    words.stream()
        .filter(word -> isOrdinary(word) || this.others.stream().anyMatch(name -> has(name, word)))
        .forEach(shared::add);
  }

  /** Words that one of these texts has in small letters are words of the language. */
  void learn(Stream<String> texts, List<NameWord> words) {
    List<NameWord> open = words.stream().filter(this::nobodyElse).toList();
    texts
        .flatMap(text -> NameWord.TOKEN.matcher(text).results())
        .map(MatchResult::group)
        .filter(token -> Character.isLowerCase(token.codePointAt(0)))
        .map(NameWord::folded)
        .forEach(token -> open.stream().filter(word -> word.matches(token)).forEach(shared::add));
  }

  boolean nobodyElse(NameWord word) {
    return !shared.contains(word);
  }

  /** Whether nobody else is called by all of these words. */
  boolean nobodyElse(List<NameWord> together) {
    return others.stream().noneMatch(name -> has(name, together));
  }

  private static boolean isOrdinary(NameWord word) {
    return word.word().length() < SHORTEST
        || FIRST_NAMES.contains(word.word())
        || PATRONYMICS.stream().anyMatch(word.word()::endsWith);
  }

  /** Each word by a word of the name of its own: «Иванов Пётр» is no «Иван Иванов». */
  private static boolean has(Set<String> name, List<NameWord> words) {
    if (words.isEmpty()) return true;
    return name.stream()
        .filter(words.getFirst()::matches)
        .anyMatch(
            token -> {
              Set<String> rest = new HashSet<>(name);
              rest.remove(token);
              return has(rest, words.subList(1, words.size()));
            });
  }

  private static boolean has(Set<String> name, NameWord word) {
    return name.stream().anyMatch(word::matches);
  }

  private static Set<String> tokens(String name) {
    return NameWord.TOKEN
        .matcher(name)
        .results()
        .map(token -> NameWord.folded(token.group()))
        .collect(Collectors.toSet());
  }
}
