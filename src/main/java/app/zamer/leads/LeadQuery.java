package app.zamer.leads;

import app.zamer.clients.Phone;
import app.zamer.text.SearchKey;
import app.zamer.users.Actor;
import app.zamer.users.Reach;
import app.zamer.users.UserId;
import app.zamer.web.Page;
import app.zamer.web.PageRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The list of leads and the history of one. */
@Component
class LeadQuery {
  private static final TypeReference<List<FieldChange>> CHANGES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final LeadRights rights;

  LeadQuery(JdbcClient jdbc, JsonMapper json, LeadRights rights) {
    this.jdbc = jdbc;
    this.json = json;
    this.rights = rights;
  }

  /**
   * @param q a part of the title, of the client's name or of the number
   */
  record Filter(
      @Nullable String stage, @Nullable UserId owner, @Nullable Phone phone, @Nullable String q) {}

  /** One line of history. */
  record Change(Instant at, String by, @Nullable String rule, List<FieldChange> change) {}

  /** Of the leads that the actor may see, those of the filter, newest first. */
  Page<Lead> page(Actor actor, Filter filter, PageRequest page) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> params = new HashMap<>();
    Reach reach = rights.reach(actor, LeadRights.READ);
    if (!reach.isAll()) {
      conditions.add(reach.ofLeads("lead"));
      params.putAll(reach.params());
    }
    if (filter.stage() != null) {
      conditions.add("stage = :stage");
      params.put("stage", filter.stage());
    }
    if (filter.owner() != null) {
      conditions.add("owner = :owner");
      params.put("owner", filter.owner().value());
    }
    if (filter.phone() != null) {
      conditions.add(filter.phone().reaches("phone"));
      params.put("phone", filter.phone().e164());
    }
    if (filter.q() != null && !filter.q().isBlank()) {
      conditions.add(search(filter.q(), params));
    }
    String from =
        " from lead" + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    List<Lead> items =
        jdbc.sql("select *" + from + " order by id desc limit :size offset :offset")
            .params(params)
            .param("size", page.size())
            .param("offset", page.offset())
            .query(LeadRepository::lead)
            .list();
    return Page.of(
        items, page, jdbc.sql("select count(*)" + from).params(params).query(Long.class).single());
  }

  /** Newest first. */
  Page<Change> history(LeadId id, PageRequest page) {
    List<Change> items =
        jdbc.sql(
                """
                select at, by, rule, change from lead_change
                where lead_id = :id order by id desc limit :size offset :offset
                """)
            .param("id", id.value())
            .param("size", page.size())
            .param("offset", page.offset())
            .query(
                (row, number) ->
                    new Change(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("by"),
                        row.getString("rule"),
                        json.readValue(row.getString("change"), CHANGES)))
            .list();
    long total =
        jdbc.sql("select count(*) from lead_change where lead_id = :id")
            .param("id", id.value())
            .query(Long.class)
            .single();
    return Page.of(items, page, total);
  }

  /**
   * A condition on a lead that leaves all if nothing is looked for: by words of its title or of the
   * client's name, or by a part of the number.
   */
  static String search(String typed, Map<String, Object> params) {
    SearchKey key = SearchKey.of(typed);
    if (key.isNone()) {
      return "true";
    }
    String words = key.in("search_key", "word", params);
    List<String> phones = Phone.patterns(typed.strip());
    if (phones.isEmpty()) {
      return "(" + words + ")";
    }
    params.put(
        "phones", phones.stream().map(pattern -> "%" + pattern + "%").toArray(String[]::new));
    return "(" + words + " or search_key like any (:phones))";
  }
}
