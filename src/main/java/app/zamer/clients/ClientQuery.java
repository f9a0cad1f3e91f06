package app.zamer.clients;

import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds clients by what a person types: a part of the name, or any part of a phone. */
@Component
class ClientQuery {
  /**
   * From so many characters on the indexes of parts help; anything shorter is looked up as the
   * start of a name.
   */
  private static final int PART = 3;

  private final JdbcClient jdbc;

  ClientQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Change(Instant at, String by, String field, String before, String after) {}

  /** Newest first. */
  Page<Client> search(@Nullable String q, @Nullable Phone phone, PageRequest page) {
    List<String> conditions = new ArrayList<>();
    Map<String, @Nullable Object> params = new HashMap<>();
    if (phone != null) {
      conditions.add("c.id = (select client_id from client_phone where phone = :phone)");
      params.put("phone", phone.e164());
    }
    String text = q == null ? "" : q.strip();
    if (!text.isEmpty()) {
      PhonePart part = PhonePart.of(text);
      params.put("name", namePattern(text));
      if (part.isNone()) {
        conditions.add("c.name_key like :name");
      } else {
        // a union, not an «or»: each part has an index of its own
        conditions.add(
            """
            c.id in (
              select id from client where name_key like :name
              union
              select client_id from client_phone where phone like :inside
              union
              select client_id from client_phone where phone >= :from and phone < :to)
            """);
        params.put("inside", part.inside());
        params.put("from", part.from());
        params.put("to", part.to());
      }
    }
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    List<Client> items =
        jdbc.sql(
                """
            select c.id, c.name, c.version,
              array(select p.phone from client_phone p where p.client_id = c.id order by p.position) as phones
            from client c %s order by c.id desc limit :size offset :offset
            """
                    .formatted(where))
            .params(params)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(ClientRepository::client)
            .list();
    long total =
        jdbc.sql("select count(*) from client c " + where)
            .params(params)
            .query(Long.class)
            .single();
    return Page.of(items, page, total);
  }

  Page<Change> history(ClientId id, PageRequest page) {
    List<Change> items =
        jdbc.sql(
                """
            select at, by, field, before, after from client_change
            where client_id = :id order by id desc limit :size offset :offset
            """)
            .param("id", id.value())
            .param("size", page.size())
            .param("offset", page.offset())
            .query(
                (row, number) ->
                    new Change(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by"),
                        row.getString("field"),
                        row.getString("before"),
                        row.getString("after")))
            .list();
    long total =
        jdbc.sql("select count(*) from client_change where client_id = :id")
            .param("id", id.value())
            .query(Long.class)
            .single();
    return Page.of(items, page, total);
  }

  private static String namePattern(String text) {
    String key = text.toLowerCase(Locale.ROOT).replace('ё', 'е').replaceAll("([\\\\%_])", "\\\\$1");
    return text.length() < PART ? key + "%" : "%" + key + "%";
  }
}
