package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.web.NotFound;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The clients of the company. A phone belongs to one client only, also when two people type it at
 * the same moment.
 *
 * <p>Who changes a client needs the right {@code client.edit} with him; a client who is found or
 * made by his phone stays as he is.
 */
@Service
public class Clients {
  private final ClientRepository repository;
  private final ClientRights rights;
  private final CompanyClock clock;

  Clients(ClientRepository repository, ClientRights rights, CompanyClock clock) {
    this.repository = repository;
    this.rights = rights;
    this.clock = clock;
  }

  /**
   * The client whose phone this is; if nobody's yet, a new client of that name. A known client's
   * name stays as it is.
   *
   * @throws IllegalArgumentException if the name is not one ({@link Client#wrongName})
   */
  @Transactional
  public Client findOrCreate(String name, Phone phone) {
    requireName(name);
    return repository
        .holdByPhone(phone)
        .or(() -> repository.create(name.strip(), phone, clock.instant()))
        .or(() -> repository.holdByPhone(phone))
        .orElseThrow(
            () -> new IllegalStateException("neither found nor made a client for " + phone));
  }

  public Optional<Client> find(ClientId id) {
    return repository.find(id);
  }

  /** Whether the client's data was removed on his demand. */
  public boolean anonymous(ClientId id) {
    return repository.anonymous(id);
  }

  public Optional<Client> byPhone(Phone phone) {
    return repository.byPhone(phone);
  }

  /**
   * Those who are reached by a phone: whose it is, and by the bare number of an office everybody
   * who has an extension there; the newest first.
   */
  public List<Client> reachedBy(Phone phone) {
    return repository.reachedBy(phone);
  }

  /**
   * The client of that number.
   *
   * @throws NotFound if there is no such client
   */
  public Client get(ClientId id) {
    return repository.find(id).orElseThrow(() -> new NotFound("client " + id));
  }

  /**
   * Gives a client another name; the same name changes nothing.
   *
   * @param expectedVersion the version the actor has seen; null if that does not matter
   * @throws NotFound if there is no such client
   * @throws AccessDeniedException if the actor may not change him
   */
  @Transactional
  public Outcome rename(
      Actor by, ClientId id, @Nullable String name, @Nullable Long expectedVersion) {
    Client client = locked(by, id);
    if (expectedVersion != null && expectedVersion != client.version())
      return new Outcome.Stale(client.version());
    Optional<Violation> wrong = Client.wrongName("name", name);
    if (name == null || wrong.isPresent()) return new Outcome.Refused(wrong.stream().toList());
    if (repository.anonymous(id)) return anonymous("name");
    String clean = name.strip();
    if (clean.equals(client.name())) return new Outcome.Done(client);
    repository.rename(id, clean);
    repository.record(id, clock.instant(), by, "name", client.name(), clean);
    return new Outcome.Done(get(id));
  }

  /**
   * Gives a client one more phone; one that the client has already changes nothing.
   *
   * @throws NotFound if there is no such client
   * @throws AccessDeniedException if the actor may not change him
   */
  @Transactional
  public Outcome addPhone(Actor by, ClientId id, Phone phone) {
    Client client = locked(by, id);
    if (client.phones().contains(phone)) return new Outcome.Done(client);
    if (repository.anonymous(id)) return anonymous("phone");
    if (!repository.addPhone(id, phone)) {
      return new Outcome.PhoneTaken(repository.byPhone(phone).orElseThrow().id());
    }
    repository.record(id, clock.instant(), by, "phones", "", phone.e164());
    return new Outcome.Done(get(id));
  }

  /**
   * Takes a phone from a client, but not his last one.
   *
   * @throws NotFound if there is no such client, or the phone is not his
   * @throws AccessDeniedException if the actor may not change him
   */
  @Transactional
  public Outcome removePhone(Actor by, ClientId id, Phone phone) {
    Client client = locked(by, id, phone);
    if (client.phones().size() == 1) {
      return new Outcome.Refused(
          List.of(
              Violation.invalid(
                  "phone",
                  "Это единственный телефон клиента: сначала добавьте другой.",
                  "This is the client's only phone: add another one first.")));
    }
    repository.removePhone(id, phone);
    repository.record(id, clock.instant(), by, "phones", phone.e164(), "");
    return new Outcome.Done(get(id));
  }

  /**
   * Puts a phone of a client before his others; the one that is first already changes nothing.
   *
   * @throws NotFound if there is no such client, or the phone is not his
   * @throws AccessDeniedException if the actor may not change him
   */
  @Transactional
  public Outcome makeMain(Actor by, ClientId id, Phone phone) {
    Client client = locked(by, id, phone);
    Phone main = client.phones().getFirst();
    if (main.equals(phone)) return new Outcome.Done(client);
    repository.makeMain(id, phone);
    repository.record(id, clock.instant(), by, "main-phone", main.e164(), phone.e164());
    return new Outcome.Done(get(id));
  }

  /**
   * A client whom somebody has chosen, who gets this phone if it is not his yet; empty if the phone
   * is another's.
   *
   * @throws NotFound if there is no such client
   * @throws AccessDeniedException if the phone would be a new one of a client whom the actor may
   *     not change
   */
  @Transactional
  public Optional<Client> take(Actor by, ClientId id, Phone phone) {
    Optional<Client> his = repository.holdByPhone(phone).filter(client -> client.id().equals(id));
    if (his.isPresent()) return his;
    return addPhone(by, id, phone) instanceof Outcome.Done(Client client)
        ? Optional.of(client)
        : Optional.empty();
  }

  /** Whether somebody may give a client this phone, or the client has it already. */
  public boolean takes(Actor by, ClientId id, Phone phone) {
    return repository.byPhone(phone).filter(client -> client.id().equals(id)).isPresent()
        || rights.permits(by, ClientRights.EDIT, id);
  }

  private Client locked(Actor by, ClientId id) {
    Client client = repository.lock(id).orElseThrow(() -> new NotFound("client " + id));
    rights.require(by, ClientRights.EDIT, id);
    return client;
  }

  private Client locked(Actor by, ClientId id, Phone phone) {
    Client client = locked(by, id);
    if (!client.phones().contains(phone)) throw new NotFound("phone of client " + id);
    return client;
  }

  private static Outcome anonymous(String field) {
    return new Outcome.Refused(
        List.of(
            Violation.invalid(
                field,
                "Данные клиента удалены по его требованию: дописывать их нельзя.",
                "The client's data was removed on demand: nothing may be added.")));
  }

  private static void requireName(String name) {
    Client.wrongName("name", name)
        .ifPresent(
            wrong -> {
              throw new IllegalArgumentException(wrong.message().en());
            });
  }

  /** What became of a change. */
  public sealed interface Outcome {
    record Done(Client client) implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}

    /** Somebody was quicker: the version is no longer the expected one. */
    record Stale(long version) implements Outcome {}

    /** The phone is another client's. */
    record PhoneTaken(ClientId owner) implements Outcome {}
  }
}
