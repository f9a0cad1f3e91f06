package app.zamer.clients;

import app.zamer.regulation.Violation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person the company sells to.
 *
 * @param phones the client's phones, the first known first
 * @param version grows by one with every change of the name or the phones
 */
public record Client(ClientId id, String name, List<Phone> phones, long version) {
  public static final int NAME_LENGTH = 200;

  public Client {
    phones = List.copyOf(phones);
  }

  /**
   * What is wrong with a client's name: it is missing, blank, or longer than {@link #NAME_LENGTH}.
   *
   * @param field the field to name in the violation
   */
  public static Optional<Violation> wrongName(String field, @Nullable String name) {
    if (name == null || name.isBlank()) {
      return Optional.of(
          Violation.invalid(field, "Укажите имя клиента.", "Give the client's name."));
    }
    if (name.strip().length() > NAME_LENGTH) {
      return Optional.of(
          Violation.invalid(
              field,
              "Имя клиента длиннее " + NAME_LENGTH + " знаков: сократите его.",
              "The client's name is longer than " + NAME_LENGTH + " characters: shorten it."));
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(
          Violation.invalid(
              field,
              "В имени клиента есть непечатаемые знаки: уберите их.",
              "The client's name contains control characters: remove them."));
    }
    return Optional.empty();
  }
}
