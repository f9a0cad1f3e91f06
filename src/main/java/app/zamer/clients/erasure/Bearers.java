package app.zamer.clients.erasure;

import static java.util.Collections.disjoint;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom else the words of a name may mean. A text about somebody else must not lose the name of a
 * third person, nor «белый фасад» because a Mr Белый wants to be forgotten: a word alone means him
 * if nobody else is called so, it is no common first name, and it is written nowhere in small
 * letters. Two words and more of his name side by side mean him unless another client or a
 * colleague bears them all.
 *
 * <p>«Жена Ракитина» is called by nobody's name but his.
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

  private static final Set<String> RELATIVES =
      Set.of(
          ("жена муж супруг супруга дочь дочка сын сынок мать мама отец папа брат сестра бабушка"
                  + " дедушка внук внучка теща тесть свекровь свекр зять невестка сноха племянник"
                  + " племянница дядя тетя сосед соседка друг подруга знакомый знакомая от")
              .split(" "));

  private final List<Set<String>> called;
  private final List<Set<String>> all;
  private final Set<NameWord> shared = new HashSet<>();

  /**
   * @param words of the name in question
   * @param called names of clients and colleagues that may be called so
   * @param written names that stand in leads and contracts of others
   */
  Bearers(List<NameWord> words, Collection<String> called, Collection<String> written) {
    this.called = bearers(called);
    this.all =
        Stream.concat(
                this.called.stream(), bearers(written).stream().filter(name -> !isHis(name, words)))
            .toList();
    words.stream()
        .filter(word -> isOrdinary(word) || all.stream().anyMatch(name -> has(name, word)))
        .forEach(shared::add);
  }

  private static List<Set<String>> bearers(Collection<String> names) {
    return names.stream().map(Bearers::tokens).filter(name -> disjoint(name, RELATIVES)).toList();
  }

  /** Whether a paper is written on him: it has his surname and more of his name. */
  private boolean isHis(Set<String> name, List<NameWord> words) {
    List<List<NameWord>> together =
        name.stream()
            .map(token -> words.stream().filter(word -> word.matches(token)).toList())
            .filter(meant -> !meant.isEmpty())
            .distinct()
            .toList();
    return together.size() > 1 && hasSurname(together) && isOnlyHis(together, called);
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

  /**
   * Whether nobody else is called by all of these words. What a lead or a contract is written on is
   * his name there as well; but a first name with a patronymic is half the town's.
   *
   * @param together for each word of a text, the words of the name that it is a form of
   */
  boolean nobodyElse(List<List<NameWord>> together) {
    return isOnlyHis(together, hasSurname(together) ? called : all);
  }

  private static boolean isOnlyHis(List<List<NameWord>> together, List<Set<String>> names) {
    return names.stream().noneMatch(name -> bears(name, together));
  }

  private static boolean hasSurname(List<List<NameWord>> together) {
    return together.stream()
        .anyMatch(meant -> meant.stream().noneMatch(word -> isGivenName(word.word())));
  }

  private static boolean isOrdinary(NameWord word) {
    return word.word().length() < SHORTEST || isGivenName(word.word());
  }

  private static boolean isGivenName(String word) {
    return FIRST_NAMES.contains(word) || PATRONYMICS.stream().anyMatch(word::endsWith);
  }

  /** Each word by a word of the name of its own: «Иванов Пётр» is no «Иван Иванов». */
  private static boolean bears(Set<String> name, List<List<NameWord>> together) {
    if (together.isEmpty()) return true;
    return name.stream()
        .filter(token -> together.getFirst().stream().anyMatch(word -> word.matches(token)))
        .anyMatch(
            token -> {
              Set<String> rest = new HashSet<>(name);
              rest.remove(token);
              return bears(rest, together.subList(1, together.size()));
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
