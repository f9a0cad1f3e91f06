package app.zamer.clients;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.regulation.Violation;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import app.zamer.web.NotFound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes one of two clients that are the same person, and two again for as long as the regulation's
 * parameter says. Everything that points at the merged client is made to point at the kept one, and
 * the database proves it: the row of the merged one is removed.
 */
@Service
public class ClientMerges {
  private static final String UNDO_MINUTES = "mergeUndoMinutes";
  private static final long UNDO_MINUTES_OTHERWISE = 10;
  private static final int MOST = 200;
  private static final String PHONES = "client_phone";
  private static final String DEALS = "deal";

  private final ClientRepository clients;
  private final MergeRepository merges;
  private final ClientCardQuery card;
  private final MergeQuery query;
  private final List<ClientReferences> references;
  private final ClientRights rights;
  private final Editions editions;
  private final Audit audit;
  private final CompanyClock clock;

  ClientMerges(
      ClientRepository clients,
      MergeRepository merges,
      ClientCardQuery card,
      MergeQuery query,
      List<ClientReferences> references,
      ClientRights rights,
      Editions editions,
      Audit audit,
      CompanyClock clock) {
    this.clients = clients;
    this.merges = merges;
    this.card = card;
    this.query = query;
    this.references = List.copyOf(references);
    this.rights = rights;
    this.editions = editions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of a merge or its undoing. */
  public sealed interface Outcome {
    record Done(ClientMerge merge) implements Outcome {}

    record Refused(List<Violation> violations) implements Outcome {}

    /** One of the two was changed since he was looked at. */
    record Stale(Client changed) implements Outcome {}
  }

  /**
   * What a merge would do.
   *
   * @throws NotFound if there is no such client
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not merge
   *     these two
   */
  @Transactional(readOnly = true)
  public MergePreview preview(Actor actor, ClientId kept, ClientId merged) {
    Client stays = get(kept);
    Client goes = get(merged);
    rights.require(actor, ClientRights.MERGE, kept, merged);
    return new MergePreview(
        stays,
        goes,
        card.deals(actor, kept, MOST),
        card.deals(actor, merged, MOST),
        query.belongings(merged),
        undoTime());
  }

  /**
   * Makes one client of two.
   *
   * @throws NotFound if there is no such client
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not merge
   *     these two
   */
  @Transactional
  public Outcome merge(Actor actor, ClientId kept, ClientId merged, MergeChoice choice) {
    clients.lockToRemove(kept, merged);
    Client stays = get(kept);
    Client goes = get(merged);
    rights.require(actor, ClientRights.MERGE, kept, merged);
    if (choice.keptVersion() != null && choice.keptVersion() != stays.version()) {
      return new Outcome.Stale(stays);
    }
    if (choice.mergedVersion() != null && choice.mergedVersion() != goes.version()) {
      return new Outcome.Stale(goes);
    }
    List<Violation> wrong = wrong(stays, goes, choice);
    if (!wrong.isEmpty()) {
      return new Outcome.Refused(wrong);
    }
    Instant now = clock.instant();
    Instant createdAt = merges.createdAt(merged);
    Map<String, List<String>> moved = new TreeMap<>();
    for (ClientReferences table : references) {
      List<String> rows = table.move(goes, stays, actor, now);
      if (!rows.isEmpty()) {
        moved.put(table.table(), rows);
      }
    }
    merges.remove(merged);
    String name = choice.nameOfMerged() ? goes.name() : stays.name();
    clients.rename(kept, name);
    if (choice.main() != null) {
      clients.makeMain(kept, choice.main());
    }
    long id = merges.add(stays, goes, createdAt, name, moved, actor, now);
    clients.record(kept, now, actor, "merged", goes.name(), name);
    audit.record(
        actor, "client.merged", subject(kept), Map.of("client", merged.toString(), "merge", id));
    return new Outcome.Done(merge(merges.find(id).orElseThrow()));
  }

  /** The client that took the place of one that is no more. */
  public Optional<ClientId> keptInstead(ClientId merged) {
    Set<ClientId> seen = new HashSet<>();
    Optional<ClientId> kept = merges.keptInstead(merged);
    while (kept.isPresent() && seen.add(kept.get()) && clients.find(kept.get()).isEmpty()) {
      kept = merges.keptInstead(kept.get());
    }
    return kept.filter(id -> clients.find(id).isPresent());
  }

  /** The merges that this client came out of, the latest first. */
  public List<ClientMerge> of(ClientId kept) {
    return merges.of(kept).stream().map(this::merge).toList();
  }

  /** The last merge of a client that can still be undone and that the actor may undo. */
  Optional<ClientMerge> undoable(Actor actor, ClientId kept) {
    Instant now = clock.instant();
    return of(kept).stream()
        .filter(merge -> merge.undoUntil() != null && now.isBefore(merge.undoUntil()))
        .findFirst()
        .filter(merge -> rights.permits(actor, ClientRights.MERGE, kept));
  }

  /**
   * What undoing a merge would do.
   *
   * @throws NotFound if this client came out of no such merge
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not
   */
  @Transactional(readOnly = true)
  public UndoPreview undoPreview(Actor actor, ClientId kept, long merge) {
    Client client = get(kept);
    rights.require(actor, ClientRights.MERGE, kept);
    MergeRepository.Row row = row(kept, merge);
    List<Phone> phones =
        row.moved().getOrDefault(PHONES, List.of()).stream().map(Phone::new).toList();
    return new UndoPreview(
        merge(row),
        client,
        row.nameBefore(),
        client.name().equals(row.nameAfter()) && !row.nameBefore().equals(row.nameAfter()),
        query.stillOf(kept, row.moved().getOrDefault(DEALS, List.of())),
        phones.stream().filter(client.phones()::contains).toList(),
        query.dealsSince(kept, row.at()),
        phones.stream().filter(phone -> !client.phones().contains(phone)).toList());
  }

  /**
   * Makes two clients again of one. What was done since stays with the kept one.
   *
   * @throws NotFound if this client came out of no such merge
   * @throws org.springframework.security.access.AccessDeniedException if the actor may not
   */
  @Transactional
  public Outcome undo(Actor actor, ClientId kept, long merge) {
    clients.lockToRemove(kept);
    Client client = get(kept);
    rights.require(actor, ClientRights.MERGE, kept);
    MergeRepository.Row row = row(kept, merge);
    Instant now = clock.instant();
    List<Violation> wrong = notUndoable(row, client, now);
    if (!wrong.isEmpty()) {
      return new Outcome.Refused(wrong);
    }
    merges.restore(row);
    Client restored = get(row.merged());
    Map<String, Integer> back = new LinkedHashMap<>();
    for (ClientReferences table : references) {
      List<String> rows = row.moved().getOrDefault(table.table(), List.of());
      if (!rows.isEmpty()) {
        back.put(table.table(), table.moveBack(rows, client, restored, actor, now).size());
      }
    }
    clients.rename(kept, client.name().equals(row.nameAfter()) ? row.nameBefore() : client.name());
    merges.undone(merge, actor, now);
    clients.record(kept, now, actor, "parted", client.name(), row.mergedName());
    clients.record(row.merged(), now, actor, "parted", client.name(), row.mergedName());
    audit.record(
        actor,
        "client.merge-undone",
        subject(kept),
        Map.of("client", row.merged().toString(), "merge", merge));
    return new Outcome.Done(merge(row(kept, merge)));
  }

  Duration undoTime() {
    return Duration.ofMinutes(
        editions.inForce().parameters().get(UNDO_MINUTES) instanceof Number minutes
            ? minutes.longValue()
            : UNDO_MINUTES_OTHERWISE);
  }

  /** What the journal calls a client. */
  static String subject(ClientId client) {
    return "client-" + client;
  }

  private List<Violation> wrong(Client stays, Client goes, MergeChoice choice) {
    List<Violation> wrong = new ArrayList<>();
    if (stays.id().equals(goes.id())) {
      wrong.add(
          Violation.invalid(
              "with",
              "Это один и тот же клиент: выберите другого.",
              "This is the same client: choose another one."));
    }
    if (clients.anonymous(stays.id()) || clients.anonymous(goes.id())) {
      wrong.add(
          Violation.invalid(
              "with",
              "Данные одного из клиентов удалены по его требованию: объединять нечего.",
              "The data of one of the two was removed on demand: there is nothing to merge."));
    }
    Phone main = choice.main();
    if (main != null && !stays.phones().contains(main) && !goes.phones().contains(main)) {
      wrong.add(
          Violation.invalid(
              "phone",
              "Этого телефона нет ни у одного из двух: выберите другой.",
              "Neither of the two has this phone: choose another one."));
    }
    return wrong;
  }

  private List<Violation> notUndoable(MergeRepository.Row row, Client kept, Instant now) {
    if (row.undoneAt() != null) {
      return refusal("Это объединение уже отменили.", "This merge has been undone already.");
    }
    if (!now.isBefore(row.at().plus(undoTime()))) {
      long minutes = undoTime().toMinutes();
      return refusal(
          "Отменить можно было в течение %d минут: время вышло.".formatted(minutes),
          "It could be undone within %d minutes: they are over.".formatted(minutes));
    }
    if (clients.anonymous(kept.id())) {
      return refusal(
          "Данные клиента удалены по его требованию: разделить его нельзя.",
          "The client's data was removed on demand: he cannot be parted.");
    }
    List<String> phones = row.moved().getOrDefault(PHONES, List.of());
    long back = kept.phones().stream().filter(phone -> phones.contains(phone.e164())).count();
    if (back == 0 || back == kept.phones().size()) {
      return refusal(
          "С тех пор телефоны поменяли: у одного из двух не осталось бы ни одного. Верните телефон и повторите.",
          "The phones were changed since: one of the two would have none. Put a phone back and try again.");
    }
    return List.of();
  }

  private static List<Violation> refusal(String ru, String en) {
    return List.of(Violation.invalid("merge", ru, en));
  }

  private MergeRepository.Row row(ClientId kept, long merge) {
    return merges
        .find(merge)
        .filter(found -> found.kept().equals(kept))
        .orElseThrow(() -> new NotFound("merge " + merge));
  }

  private Client get(ClientId id) {
    return clients.find(id).orElseThrow(() -> new NotFound("client " + id));
  }

  private ClientMerge merge(MergeRepository.Row row) {
    return new ClientMerge(
        row.id(),
        row.kept(),
        row.merged(),
        row.mergedName(),
        row.at(),
        row.by(),
        row.undoneAt() == null ? row.at().plus(undoTime()) : null);
  }
}
