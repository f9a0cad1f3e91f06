package app.zamer.clients;

import app.zamer.users.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ClientRepository {
  private final JdbcClient jdbc;

  ClientRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Client> find(ClientId id) {
    return jdbc.sql(
            """
            select c.id, c.name, c.version,
              array(select p.phone from client_phone p where p.client_id = c.id order by p.position) as phones
            from client c where c.id = :id
            """)
        .param("id", id.value())
        .query(ClientRepository::client)
        .optional();
  }

  Optional<Client> byPhone(Phone phone) {
    return jdbc.sql(
            """
            select c.id, c.name, c.version,
              array(select p.phone from client_phone p where p.client_id = c.id order by p.position) as phones
            from client c where c.id = (select client_id from client_phone where phone = :phone)
            """)
        .param("phone", phone.e164())
        .query(ClientRepository::client)
        .optional();
  }

  /** Those who are reached by a phone: by the bare number of an office all its extensions. */
  List<Client> reachedBy(Phone phone) {
    return jdbc.sql(
            """
            select c.id, c.name, c.version,
              array(select p.phone from client_phone p where p.client_id = c.id order by p.position) as phones
            from client c where c.id in (select client_id from client_phone where %s) order by c.id desc limit 20
            """
                .formatted(phone.reaches("phone")))
        .param("phone", phone.e164())
        .query(ClientRepository::client)
        .list();
  }

  /**
   * The client of a phone, who stays as he is until the end of the transaction: nobody merges him
   * with another while something is being hung on him.
   */
  Optional<Client> holdByPhone(Phone phone) {
    return jdbc.sql(
            """
            select id from client where id = (select client_id from client_phone where phone = :phone) for key share
            """)
        .param("phone", phone.e164())
        .query(Long.class)
        .optional()
        .flatMap(held -> find(new ClientId(held)));
  }

  /** Keeps everybody else from changing these clients and from hanging anything on them. */
  void lockToRemove(ClientId... ids) {
    jdbc.sql("select id from client where id = any(:ids) order by id for update")
        .param("ids", Stream.of(ids).map(ClientId::value).toArray(Long[]::new))
        .query(Long.class)
        .list();
  }

  /** Whether the client's data was removed on his demand. */
  boolean anonymous(ClientId id) {
    return jdbc.sql("select anonymised_at is not null from client where id = :id")
        .param("id", id.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** The client, locked until the end of the transaction. */
  Optional<Client> lock(ClientId id) {
    // the phones are read by a statement of their own, after the lock: the locking one would see
    // them as they were before
    return jdbc.sql("select id from client where id = :id for no key update")
        .param("id", id.value())
        .query(Long.class)
        .optional()
        .flatMap(locked -> find(new ClientId(locked)));
  }

  /** A new client with this phone; empty if somebody else was quicker with the phone. */
  Optional<Client> create(String name, Phone phone, Instant now) {
    long id =
        jdbc.sql("insert into client (name, created_at) values (:name, :now) returning id")
            .param("name", name)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .single();
    // waits for a rival transaction with the same phone, and then either makes the row or knows
    // that it is there
    int made =
        jdbc.sql(
                """
                insert into client_phone (phone, client_id, position) values (:phone, :id, 1) on conflict (phone) do nothing
                """)
            .param("phone", phone.e164())
            .param("id", id)
            .update();
    if (made == 0) {
      jdbc.sql("delete from client where id = :id").param("id", id).update();
      return Optional.empty();
    }
    return Optional.of(new Client(new ClientId(id), name, List.of(phone), 1));
  }

  /** False if the phone is another client's. */
  boolean addPhone(ClientId id, Phone phone) {
    int made =
        jdbc.sql(
                """
                with added as (
                  insert into client_phone (phone, client_id, position)
                  values (:phone, :id, 1 + (select coalesce(max(position), 0) from client_phone where client_id = :id))
                  on conflict (phone) do nothing returning client_id)
                update client set version = version + 1 from added where id = added.client_id
                """)
            .param("phone", phone.e164())
            .param("id", id.value())
            .update();
    return made > 0;
  }

  void removePhone(ClientId id, Phone phone) {
    jdbc.sql(
            """
            with removed as (
              delete from client_phone where phone = :phone and client_id = :id returning client_id)
            update client set version = version + 1 from removed where id = removed.client_id
            """)
        .param("phone", phone.e164())
        .param("id", id.value())
        .update();
  }

  /** Puts a phone of the client before his others. */
  void makeMain(ClientId id, Phone phone) {
    jdbc.sql(
            """
            with first as (
              update client_phone set position = (select min(position) from client_phone where client_id = :id) - 1
              where phone = :phone and client_id = :id returning client_id)
            update client set version = version + 1 from first where id = first.client_id
            """)
        .param("phone", phone.e164())
        .param("id", id.value())
        .update();
  }

  void rename(ClientId id, String name) {
    jdbc.sql("update client set name = :name, version = version + 1 where id = :id")
        .param("id", id.value())
        .param("name", name)
        .update();
  }

  void record(ClientId id, Instant at, Actor by, String field, String before, String after) {
    jdbc.sql(
            """
            insert into client_change (client_id, at, by, field, before, after)
            values (:id, :at, :by, :field, :before, :after)
            """)
        .param("id", id.value())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("by", by.id().value())
        .param("field", field)
        .param("before", before)
        .param("after", after)
        .update();
  }

  static Client client(ResultSet row, int number) throws SQLException {
    String[] phones = (String[]) row.getArray("phones").getArray();
    return new Client(
        new ClientId(row.getLong("id")),
        row.getString("name"),
        Stream.of(phones).map(Phone::new).toList(),
        row.getLong("version"));
  }
}
