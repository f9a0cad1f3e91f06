package app.zamer.regulation.yaml;

import app.zamer.regulation.DealField;
import app.zamer.regulation.Meaning;
import app.zamer.regulation.Rulebook.Field;
import app.zamer.regulation.Rulebook.Limits;
import app.zamer.regulation.Rulebook.Word;
import app.zamer.regulation.Text;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of a regulation file: what people call them, and which words some of them can be. */
final class FieldSection {
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final int LONGEST_ID = 60;
  private static final Pattern RUBLES = Pattern.compile("-?\\d{1,12}");

  private final Set<String> rights;
  private final Map<String, Field> usual;

  /**
   * @param usual what fields are where the file does not say it
   */
  FieldSection(Set<String> rights, Map<String, Field> usual) {
    this.rights = rights;
    this.usual = usual;
  }

  Field read(String name, YamlTree.Entry field) {
    field.keys(
        "ru",
        "en",
        "type",
        "words",
        "own-words",
        "right",
        "longest",
        "from",
        "to",
        "earliest",
        "latest");
    Limits limits = limits(name, field);
    Text label = text(field);
    YamlTree.Entry type = field.optional("type");
    if (type == null) {
      for (String of : Set.of("words", "own-words", "right")) {
        YamlTree.Entry entry = field.optional(of);
        if (entry != null) {
          entry.flaw("'" + of + "' goes with 'type: choice'");
        }
      }
      return new Field(label, limits);
    }
    if (!type.string().equals("choice")) {
      type.flaw("the type of a field is choice, or it has none");
      return new Field(label, limits);
    }
    if (DealField.find(name).filter(known -> known.type().equals(String.class)).isEmpty()) {
      type.flaw("'" + name + "' is no field of a deal that can be one of a few words");
    }
    Map<String, Word> words = new LinkedHashMap<>();
    field.required("words");
    field.map("words").forEach((id, word) -> words.put(id, word(name, id, word)));
    mean(name, field, words);
    YamlTree.Entry own = field.optional("own-words");
    if (own != null && !words.containsKey(own.string())) {
      own.flaw("'" + own.string() + "' is not among the words");
    } else if (own != null && !name.equals(DealField.LOSS_REASON.id())) {
      own.flaw("nothing keeps own words beside '" + name + "'");
    }
    YamlTree.Entry right = field.optional("right");
    if (right != null && !rights.contains(right.string())) {
      right.flaw("there is no right '" + right.string() + "' among 'rights'");
    }
    return new Field(
        label,
        Collections.unmodifiableMap(words),
        own == null ? null : own.string(),
        right == null ? null : right.string(),
        limits);
  }

  /** What the program asks for by its meaning has a word, in this file or in the usual one. */
  private void mean(String name, YamlTree.Entry field, Map<String, Word> words) {
    Set<Meaning> needed = Meaning.of(name);
    if (words.values().stream().allMatch(word -> word.means() == null)) {
      words.replaceAll((id, word) -> meaning(name, word));
    }
    Set<Meaning> missing = EnumSet.noneOf(Meaning.class);
    missing.addAll(needed);
    words.values().stream().map(Word::means).filter(Objects::nonNull).forEach(missing::remove);
    if (!missing.isEmpty()) {
      field.flaw(
          "no word means to the program what it writes or asks for: "
              + missing.stream().map(Meaning::id).collect(Collectors.joining(", ")));
    }
    if (name.equals(DealField.VISIT_OUTCOME.id())) {
      words.values().stream()
          .filter(word -> word.means() == null)
          .forEach(
              word ->
                  field.flaw(
                      "what comes of a visit decides what is asked for: say what '"
                          + word.id()
                          + "' means"));
    }
  }

  /** What a word of a file that does not say it has always meant. */
  private Word meaning(String name, Word word) {
    Field known = usual.get(name);
    Word same = known == null ? null : known.words().get(word.id());
    return same == null ? word : new Word(word.id(), word.text(), word.icon(), same.means());
  }

  private static Limits limits(String name, YamlTree.Entry field) {
    return new Limits(
        whole(name, field, "longest", String.class),
        amount(name, field, "from"),
        amount(name, field, "to"),
        whole(name, field, "earliest", LocalDate.class),
        whole(name, field, "latest", LocalDate.class));
  }

  private static @Nullable Integer whole(
      String name, YamlTree.Entry field, String bound, Class<?> type) {
    YamlTree.Entry entry = bound(name, field, bound, type);
    if (entry == null) {
      return null;
    }
    if (entry.scalar() instanceof Integer number) {
      return number;
    }
    entry.flaw("'" + bound + "' is a whole number");
    return null;
  }

  private static @Nullable BigDecimal amount(String name, YamlTree.Entry field, String bound) {
    YamlTree.Entry entry = bound(name, field, bound, BigDecimal.class);
    if (entry == null) {
      return null;
    }
    if (RUBLES.matcher(entry.string()).matches()) {
      return new BigDecimal(entry.string());
    }
    entry.flaw("'" + bound + "' is a whole number of RUB");
    return null;
  }

  /** A bound, which only fields of one type have. */
  private static YamlTree.@Nullable Entry bound(
      String name, YamlTree.Entry field, String bound, Class<?> type) {
    YamlTree.Entry entry = field.optional(bound);
    if (entry != null
        && DealField.find(name).filter(known -> known.type().equals(type)).isEmpty()) {
      entry.flaw("'" + name + "' is no field that has '" + bound + "'");
    }
    return entry;
  }

  /** A name, in which nothing is filled in. */
  private static Text text(YamlTree.Entry entry) {
    return new Text(name(entry, "ru"), name(entry, "en"));
  }

  private static String name(YamlTree.Entry entry, String language) {
    YamlTree.Entry name = entry.required(language);
    new Fillers(Map.of()).check(language, name, Set.of());
    return name.string();
  }

  private static Word word(String field, String id, YamlTree.Entry word) {
    if (!ID.matcher(id).matches() || id.length() > LONGEST_ID) {
      word.flaw("'" + id + "' is no word's id: small letters, digits and hyphens");
    }
    word.keys("ru", "en", "icon", "means");
    YamlTree.Entry icon = word.optional("icon");
    YamlTree.Entry means = word.optional("means");
    Meaning meaning = means == null ? null : Meaning.find(means.string()).orElse(null);
    Set<Meaning> known = Meaning.of(field);
    if (means != null && (meaning == null || !known.contains(meaning))) {
      means.flaw(
          known.isEmpty()
              ? "the program asks for no word of '" + field + "' by its meaning"
              : "a word of '"
                  + field
                  + "' means one of "
                  + known.stream().map(Meaning::id).collect(Collectors.joining(", ")));
    }
    return new Word(id, text(word), icon == null ? null : icon.string(), meaning);
  }
}
