package app.zamer.clients;

import app.zamer.clients.erasure.Copies;
import app.zamer.clients.erasure.Erasures;
import app.zamer.clients.erasure.Person;
import app.zamer.clients.erasure.PersonQuery;
import app.zamer.clients.erasure.Removal;
import app.zamer.clients.erasure.Removals;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.web.IdempotentAnswers;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a client may demand of his personal data: a copy of all of it, and its removal (152-ФЗ).
 * Every module declares its own tables: {@link app.zamer.clients.erasure.Declarations}.
 */
@Service
public class PersonalDataDesk {
  private final ClientRepository clients;
  private final PersonQuery persons;
  private final Copies copies;
  private final Removals removals;
  private final Erasures erasures;
  private final IdempotentAnswers answers;
  private final ClientRights rights;
  private final Audit audit;
  private final CompanyClock clock;

  PersonalDataDesk(
      ClientRepository clients,
      PersonQuery persons,
      Copies copies,
      Removals removals,
      Erasures erasures,
      IdempotentAnswers answers,
      ClientRights rights,
      Audit audit,
      CompanyClock clock) {
    this.clients = clients;
    this.persons = persons;
    this.copies = copies;
    this.removals = removals;
    this.erasures = erasures;
    this.answers = answers;
    this.rights = rights;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of a removal. */
  public sealed interface Outcome {
    record Done(Client client) implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}
  }

  /** A copy of all that is kept of a client. */
  public record Copy(Client client, Instant at, List<Copies.Section> sections) {}

  /** What a removal would do, what it would leave, and what stands against it. */
  public record Preview(
      Client client,
      List<Removal.Replacement> replacements,
      List<Removal.Kept> kept,
      List<Violation> obstacles) {}

  /**
   * All that is kept of a client; that it was taken is written into the journal.
   *
   * @throws NotFound if there is no such client
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not
   */
  @Transactional
  public Copy copy(Actor actor, ClientId id) {
    Client client = get(id);
    rights.require(actor, ClientRights.EXPORT, id);
    List<Copies.Section> sections = copies.of(persons.of(id.value()));
    audit.record(actor, "client.exported", ClientMerges.subject(id), Map.of());
    return new Copy(client, clock.instant(), sections);
  }

  /**
   * What a removal would do.
   *
   * @throws NotFound if there is no such client
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not
   */
  @Transactional(readOnly = true)
  public Preview preview(Actor actor, ClientId id) {
    Client client = get(id);
    rights.require(actor, ClientRights.ANONYMISE, id);
    Person person = persons.of(id.value());
    Removal removal = removals.plan(person, false);
    return new Preview(client, removal.replacements(), removal.kept(), obstacles(id, person));
  }

  /**
   * Removes what is known of a client for good. Sums, dates and figures stay.
   *
   * @param typed the client's name, typed once more
   * @throws NotFound if there is no such client
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not
   */
  @Transactional
  public Outcome anonymise(Actor actor, ClientId id, @Nullable String typed) {
    clients.lockToRemove(id);
    Client client = get(id);
    rights.require(actor, ClientRights.ANONYMISE, id);
    Person person = persons.of(id.value());
    List<Violation> wrong = new ArrayList<>(obstacles(id, person));
    if (typed == null || !typed.strip().equals(client.name())) {
      wrong.add(
          Violation.invalid(
              "confirm",
              "Впишите имя клиента точно так, как оно записано.",
              "Type the client's name exactly as it is written."));
    }
    if (!wrong.isEmpty()) {
      return new Outcome.Refused(wrong);
    }
    erasures.erase(person, actor, clock.instant());
    answers.forget();
    audit.record(actor, "client.anonymised", ClientMerges.subject(id), Map.of());
    return new Outcome.Done(get(id));
  }

  private List<Violation> obstacles(ClientId id, Person person) {
    List<Violation> obstacles = new ArrayList<>();
    if (clients.anonymous(id)) {
      obstacles.add(
          Violation.invalid(
              "client",
              "Данные этого клиента уже удалены.",
              "The data of this client has been removed already."));
    }
    removals.obstacles(person).stream()
        .map(text -> new Violation(Violation.INVALID, "client", text))
        .forEach(obstacles::add);
    return obstacles;
  }

  private Client get(ClientId id) {
    return clients.find(id).orElseThrow(() -> new NotFound("client " + id));
  }
}
