package app.zamer.users;

import app.zamer.web.Messages;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.stream.Collectors;

/** Entries of the journal as people read them; what has no words stands there as it was written. */
public final class AuditWords {
  /** Every kind of entry that the program writes. */
  public static final List<String> KINDS =
      List.of(
          "signed-in",
          "sign-in.failed",
          "sign-in.copied",
          "signed-out.everywhere",
          "signed-out.elsewhere",
          "user.created",
          "user.changed",
          "user.password-set",
          "user.password-changed",
          "token.created",
          "token.revoked",
          "regulation.adopted",
          "regulation.failed",
          "client.merged",
          "client.merge-undone",
          "client.exported",
          "client.listed",
          "client.anonymised",
          "client.anonymised-again",
          "intake.form-created",
          "intake.form-changed",
          "intake.form-raised",
          "intake.company-changed",
          "handover.given",
          "handover.undone",
          "exported",
          "right.refused",
          "csrf.failed");

  private AuditWords() {}

  public static String kind(String what) {
    return word("admin.audit." + what, what);
  }

  public static String by(AuditLine line) {
    if (line.by().equals(Actor.SYSTEM.id().value())) {
      return Messages.get("admin.audit.system");
    }
    return line.byName().isEmpty() ? line.by() : line.byName();
  }

  public static String subject(AuditLine line) {
    Object name = line.detail().get("name");
    if (isNamed(line) && name != null) {
      return "«" + name + "»";
    }
    return line.subjectName().isEmpty() ? line.subject() : line.subjectName();
  }

  // what nobody knows by its id
  private static boolean isNamed(AuditLine line) {
    return line.what().startsWith("token.") || line.what().startsWith("intake.");
  }

  /** What else is known of it: {@code Роли: Менеджер → Менеджер, Инженер}. */
  public static List<String> detail(AuditLine line) {
    boolean named = isNamed(line);
    return line.detail().entrySet().stream()
        .filter(entry -> !(named && entry.getKey().equals("name")))
        .map(
            entry ->
                word("admin.audit.detail." + entry.getKey(), entry.getKey())
                    + ": "
                    + change(line, entry))
        .toList();
  }

  // a change of a user stands there as [before, after]
  private static String change(AuditLine line, Map.Entry<String, Object> entry) {
    return line.what().equals("user.changed")
            && entry.getValue() instanceof List<?> pair
            && pair.size() == 2
        ? value(entry.getKey(), pair.get(0)) + " → " + value(entry.getKey(), pair.get(1))
        : value(entry.getKey(), entry.getValue());
  }

  private static String value(String key, Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream()
              .map(item -> value(key, Objects.requireNonNull(item)))
              .collect(Collectors.joining(", "));
      case Boolean truth -> Messages.get(truth ? "admin.yes" : "admin.no");
      case String text when key.equals("roles") -> word("role." + text, text);
      case String text when key.equals("purpose") -> word("token.purpose." + text, text);
      default -> value.toString();
    };
  }

  private static String word(String key, String otherwise) {
    try {
      return Messages.get(key);
    } catch (MissingResourceException e) {
      return otherwise;
    }
  }
}
