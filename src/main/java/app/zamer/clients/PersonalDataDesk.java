package app.zamer.clients;

import app.zamer.clients.PersonalData.Person;
import app.zamer.clients.PersonalData.Replacement;
import app.zamer.clients.PersonalData.Section;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.web.NotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a client may demand of his personal data: a copy of all of it, and its removal (152-ФЗ).
 * Every module answers for its own tables by {@link PersonalData}.
 */
@Service
public class PersonalDataDesk {
  private final JdbcClient jdbc;
  private final ClientRepository clients;
  private final List<PersonalData> modules;
  private final ClientRights rights;
  private final Audit audit;
  private final CompanyClock clock;

  PersonalDataDesk(
      JdbcClient jdbc,
      ClientRepository clients,
      List<PersonalData> modules,
      ClientRights rights,
      Audit audit,
      CompanyClock clock) {
    this.jdbc = jdbc;
    this.clients = clients;
    this.modules =
        modules.stream().sorted((one, other) -> Boolean.compare(isOwn(other), isOwn(one))).toList();
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
  public record Copy(Client client, Instant at, List<Section> sections) {}

  /** What a removal would do, and what stands against it. */
  public record Preview(Client client, List<Replacement> replacements, List<Violation> obstacles) {}

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
    Person person = person(client);
    List<Section> sections =
        modules.stream().flatMap(module -> module.stored(person).stream()).toList();
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
    Person person = person(client);
    return new Preview(
        client,
        modules.stream()
            .flatMap(module -> module.replaced(person).stream())
            .filter(replacement -> replacement.count() > 0)
            .toList(),
        obstacles(person));
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
    Person person = person(client);
    List<Violation> wrong = new ArrayList<>(obstacles(person));
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
    Instant now = clock.instant();
    modules.reversed().forEach(module -> module.anonymise(person, actor, now));
    audit.record(actor, "client.anonymised", ClientMerges.subject(id), Map.of());
    return new Outcome.Done(get(id));
  }

  private List<Violation> obstacles(Person person) {
    List<Violation> obstacles = new ArrayList<>();
    if (clients.anonymous(person.id())) {
      obstacles.add(
          Violation.invalid(
              "client",
              "Данные этого клиента уже удалены.",
              "The data of this client has been removed already."));
    }
    modules.stream()
        .flatMap(module -> module.obstacles(person).stream())
        .map(text -> new Violation(Violation.INVALID, "client", text))
        .forEach(obstacles::add);
    return obstacles;
  }

  private Person person(Client client) {
    List<String> phones = client.phones().stream().map(Phone::e164).toList();
    List<Long> deals =
        ids("select id from deal where client_id = :client order by id", client, phones);
    List<Long> leads =
        ids(
            """
            select id from lead where phone = any(:phones)
            union select l.id from lead l join deal d on d.id = l.deal_id where d.client_id = :client
            order by id
            """,
            client,
            phones);
    return new Person(client.id(), client.name(), phones, deals, leads);
  }

  private List<Long> ids(String sql, Client client, List<String> phones) {
    return jdbc.sql(sql)
        .param("client", client.id().value())
        .param("phones", phones.toArray(String[]::new))
        .query((row, number) -> row.getLong("id"))
        .list();
  }

  private Client get(ClientId id) {
    return clients.find(id).orElseThrow(() -> new NotFound("client " + id));
  }

  // what the client is comes first for him, and is removed last
  private static boolean isOwn(PersonalData module) {
    return module instanceof ClientPersonalData;
  }
}
