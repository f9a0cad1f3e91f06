package app.zamer.clients.erasure;

import app.zamer.users.Actor;
import app.zamer.users.Audit;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The journal of removals: in the database, and in a file that outlives the restoring of an older
 * backup. What the file has and the database has not is done again before the program takes
 * requests.
 *
 * <p>It keeps no name and no phone, not even as a hash, which whoever has its key finds by trying
 * all numbers: a row is known again by its id and the moment it was made.
 */
@Component
public class Erasures implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Erasures.class);

  /** Tables that a person's rows are found by, with the column that says when a row was made. */
  private static final Map<String, String> MADE =
      Map.of("client", "created_at", "lead", "created_at", "call", "reported_at");

  private final JdbcClient jdbc;
  private final PersonQuery persons;
  private final Removals removals;
  private final ErasureFile file;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final JsonMapper json;
  private volatile boolean running;

  Erasures(
      JdbcClient jdbc,
      PersonQuery persons,
      Removals removals,
      ErasureFile file,
      Audit audit,
      TransactionTemplate transaction,
      JsonMapper json) {
    this.jdbc = jdbc;
    this.persons = persons;
    this.removals = removals;
    this.file = file;
    this.audit = audit;
    this.transaction = transaction;
    this.json = json;
  }

  /**
   * An entry of the journal.
   *
   * @param rows by table, then by id, when the row was made
   */
  record Entry(UUID id, Instant at, String by, Map<String, Map<String, Instant>> rows) {}

  /** Removes a person's data and writes it into the journal, in the caller's transaction. */
  public void erase(Person person, Actor by, Instant now) {
    Entry entry = new Entry(UUID.randomUUID(), now, by.id().value(), rows(person));
    removals.carryOut(removals.plan(person, true), person, by, now);
    insert(entry);
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            file.append(List.of(entry));
          }
        });
  }

  /** Before the program takes requests. */
  @Override
  public void start() {
    running = true;
    List<Entry> known = entries();
    List<Entry> written = file.read();
    Set<UUID> ids = known.stream().map(Entry::id).collect(Collectors.toSet());
    List<Entry> missing = written.stream().filter(entry -> !ids.contains(entry.id())).toList();
    for (Entry entry : missing) {
      transaction.executeWithoutResult(status -> again(entry));
    }
    if (!missing.isEmpty()) {
      log.info("An older database: {} removals of clients' data were done again", missing.size());
    }
    Set<UUID> inFile = written.stream().map(Entry::id).collect(Collectors.toSet());
    file.append(known.stream().filter(entry -> !inFile.contains(entry.id())).toList());
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  // before anything that answers requests or does jobs
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE + 1000;
  }

  private void again(Entry entry) {
    if (!insert(entry)) return; // another node was quicker
    Instant now = entry.at();
    List<Long> clients = still("client", entry);
    clients.forEach(client -> erase(persons.of(client), now));
    List<Long> leads = still("lead", entry).stream().filter(lead -> isLeft("lead", lead)).toList();
    List<Long> calls = still("call", entry).stream().filter(call -> isLeft("call", call)).toList();
    if (!leads.isEmpty()) erase(persons.ofLeads(leads), now);
    if (!calls.isEmpty()) erase(persons.ofCalls(calls), now);
    clients.forEach(client -> record("client-" + client));
    if (clients.isEmpty() && !(leads.isEmpty() && calls.isEmpty())) record("");
  }

  private void record(String subject) {
    audit.record(Actor.SYSTEM, "client.anonymised-again", subject, Map.of());
  }

  private void erase(Person person, Instant now) {
    removals.carryOut(removals.plan(person, true), person, Actor.SYSTEM, now);
  }

  private boolean isLeft(String table, long id) {
    return jdbc.sql(
            "select exists (select from %s where id = :id and phone <> '+0')".formatted(table))
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** Which rows of an entry this database has: the same id, made at the same moment. */
  private List<Long> still(String table, Entry entry) {
    List<Long> found = new ArrayList<>();
    entry
        .rows()
        .getOrDefault(table, Map.of())
        .forEach(
            (id, made) ->
                jdbc.sql(
                        "select id from %s where id = :id and %s = :made"
                            .formatted(table, MADE.get(table)))
                    .param("id", Long.valueOf(id))
                    .param("made", made.atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .optional()
                    .ifPresent(found::add));
    return found;
  }

  private Map<String, Map<String, Instant>> rows(Person person) {
    Map<String, Map<String, Instant>> rows = new TreeMap<>();
    rows.put(
        "client",
        made(
            """
            select id, created_at from client where id = any(:clients)
            union select merged, merged_created_at from client_merge where merged = any(:clients)
            """,
            person));
    rows.put("lead", made("select id, created_at from lead where id = any(:leads)", person));
    rows.put(
        "call",
        made(
            """
            select id, reported_at from call
            where phone = any(:phones) or deal_id = any(:deals) or lead_id = any(:leads)
            """,
            person));
    return rows;
  }

  private Map<String, Instant> made(String sql, Person person) {
    Map<String, Instant> made = new LinkedHashMap<>();
    jdbc.sql(sql)
        .params(person.parameters())
        .query(
            row -> {
              made.put(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant());
            });
    return made;
  }

  private boolean insert(Entry entry) {
    return jdbc.sql(
                """
                insert into erasure (id, at, by, rows) values (:id, :at, :by, cast(:rows as jsonb))
                on conflict (id) do nothing
                """)
            .param("id", entry.id())
            .param("at", entry.at().atOffset(ZoneOffset.UTC))
            .param("by", entry.by())
            .param("rows", json.writeValueAsString(entry.rows()))
            .update()
        == 1;
  }

  private List<Entry> entries() {
    return jdbc.sql("select id, at, by, rows from erasure order by at")
        .query(
            (row, number) ->
                new Entry(
                    row.getObject("id", UUID.class),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("by"),
                    json.readValue(
                        row.getString("rows"),
                        new TypeReference<Map<String, Map<String, Instant>>>() {})))
        .list();
  }
}
