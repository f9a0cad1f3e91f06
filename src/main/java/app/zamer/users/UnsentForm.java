package app.zamer.users;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody typed into a form that was not taken, because nobody is signed in or somebody has
 * signed in since: it is shown to him and sent once more.
 *
 * @param path where the form is sent
 * @param person for whom the page of the form was made; empty if it does not say
 * @param fields what was typed, without passwords
 * @param secrets the names of the passwords, which are typed once more
 */
public record UnsentForm(String path, String person, List<Field> fields, List<String> secrets) {
  /** The fields of a sign-in that carry it. */
  public static final String PATH = "kept.path";

  public static final String PERSON = "kept.person";
  public static final String SECRET = "kept.secret";
  public static final String FIELD = "kept.field.";

  private static final String CSRF = "_csrf";
  private static final int MOST_FIELDS = 300;
  private static final int MOST_CHARACTERS = 200_000;

  /** A field of the form. */
  public record Field(String name, String value) {}

  public UnsentForm {
    fields = List.copyOf(fields);
    secrets = List.copyOf(secrets);
  }

  /** The form that a request brings; empty if it is too large to be kept. */
  static Optional<UnsentForm> of(HttpServletRequest request) {
    List<Field> fields = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    for (Map.Entry<String, String[]> entry : request.getParameterMap().entrySet()) {
      String name = entry.getKey();
      if (name.equals(CSRF)) {
        continue;
      }
      if (isSecret(name)) {
        secrets.add(name);
        continue;
      }
      for (String value : entry.getValue()) {
        fields.add(new Field(name, value));
      }
    }
    return fitting(
        new UnsentForm(request.getRequestURI(), PageToken.person(request), fields, secrets));
  }

  /** The form that a sign-in carries along; empty if it carries none. */
  static Optional<UnsentForm> carried(HttpServletRequest request) {
    String path = request.getParameter(PATH);
    if (path == null || !path.startsWith("/") || path.startsWith("//") || path.contains("\\")) {
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (name.startsWith(FIELD)) {
                for (String value : values) {
                  fields.add(new Field(name.substring(FIELD.length()), value));
                }
              }
            });
    String[] secrets = request.getParameterValues(SECRET);
    String person = request.getParameter(PERSON);
    return fitting(
        new UnsentForm(
            path,
            person == null ? "" : person,
            fields,
            secrets == null ? List.of() : List.of(secrets)));
  }

  /** Whether it may be sent by this person. */
  boolean isOf(String login) {
    return person.isEmpty() || person.equals(login);
  }

  /** What is worth showing: not what the page put there itself. */
  public List<Field> typed() {
    return fields.stream().filter(field -> !field.value().isBlank()).toList();
  }

  private static Optional<UnsentForm> fitting(UnsentForm form) {
    int size =
        form.fields().stream().mapToInt(it -> it.name().length() + it.value().length()).sum();
    return form.fields().size() <= MOST_FIELDS && size <= MOST_CHARACTERS
        ? Optional.of(form)
        : Optional.empty();
  }

  private static boolean isSecret(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return small.contains("password") || small.equals("repeated");
  }

  @Override
  public String toString() {
    return "UnsentForm[" + path + "]";
  }
}
