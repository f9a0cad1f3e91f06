package app.zamer.regulation.yaml;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be filled into a text, see {@link app.zamer.regulation.Wording}. */
final class Fillers {
  private static final Pattern FILLER = Pattern.compile("\\{([^{}]*)}");
  private static final String PARAMETER = "param.";
  private static final Map<String, Integer> FORMS = Map.of("ru", 3, "en", 2);

  private final Map<String, Object> parameters;

  Fillers(Map<String, Object> parameters) {
    this.parameters = parameters;
  }

  /**
   * Notes every filler that nothing is known for.
   *
   * @param language whose text it is; decides how many forms a word has beside a number
   * @param others what may stand there besides parameters
   */
  void check(String language, YamlTree.Entry text, Set<String> others) {
    Matcher filler = FILLER.matcher(text.string());
    while (filler.find()) {
      String inside = filler.group(1);
      List<String> parts = List.of(inside.split("\\|", -1));
      boolean known =
          others.contains(inside)
              || (parts.getFirst().startsWith(PARAMETER)
                  && parameters.containsKey(parts.getFirst().substring(PARAMETER.length())));
      if (!known) {
        text.flaw("nothing is known here to fill in {" + inside + "}");
      } else if (parts.size() > 1) {
        checkForms(language, text, parts);
      }
    }
    if (filler.replaceAll("").matches("(?s).*[{}].*")) {
      text.flaw("a brace without its other one");
    }
  }

  private void checkForms(String language, YamlTree.Entry text, List<String> parts) {
    if (!(parameters.get(parts.getFirst().substring(PARAMETER.length())) instanceof Integer)) {
      text.flaw("only a number has forms of a word beside it: {" + parts.getFirst() + "}");
    } else if (parts.size() - 1 != FORMS.getOrDefault(language, parts.size() - 1)) {
      text.flaw(
          "a number has %d forms of a word beside it here: {%s}"
              .formatted(FORMS.get(language), String.join("|", parts)));
    }
  }
}
