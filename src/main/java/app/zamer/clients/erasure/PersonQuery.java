package app.zamer.clients.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds what belongs to a client, and what he is and was called. */
@Repository
public class PersonQuery {
  private static final int SHORTEST_PHRASE = 8;
  private static final Pattern REPLACED = Pattern.compile("(Клиент|Сделка|Лид) № \\d+");

  private final JdbcClient jdbc;

  PersonQuery(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Person of(long client) {
    List<Long> clients =
        ids(
            """
            with recursive was (id) as (
              select cast(:client as bigint)
              union select m.merged from client_merge m join was on m.kept = was.id where m.undone_at is null)
            select id from was order by id
            """,
            Map.of("client", client));
    return of(client, clients, List.of(), List.of());
  }

  /** What leads without a client tell of: a person of whom there is nothing else. */
  Person ofLeads(List<Long> leads) {
    return of(0, List.of(), leads, List.of());
  }

  /** The same of calls. */
  Person ofCalls(List<Long> calls) {
    return of(
        0,
        List.of(),
        List.of(),
        texts(
            """
            select distinct phone from call c where id = any(:calls) and phone ~ '^[+][1-9]'
              and not exists (select from client_phone p where p.phone = c.phone)
            """,
            Map.of("calls", array(calls))));
  }

  private Person of(long client, List<Long> clients, List<Long> some, List<String> somePhones) {
    Map<String, Object> known = Map.of("clients", array(clients), "leads", array(some));
    List<Long> partners =
        ids(
            """
            select distinct other from client_merge cross join lateral (values (kept), (merged)) o (other)
            where undone_at is not null and (kept = any(:clients) or merged = any(:clients)) and other <> all(:clients)
            """,
            known);
    List<Long> deals =
        ids("select id from deal where client_id = any(:clients) order by id", known);
    Set<String> phones = new LinkedHashSet<>(phones(known));
    phones.addAll(somePhones);
    List<Long> leads =
        ids(
            """
            select l.id from lead l left join deal d on d.id = l.deal_id
            where d.client_id = any(:clients)
              or (l.phone = any(:phones) or l.id = any(:leads)) and d.id is null order by l.id
            """,
            Map.of(
                "clients", array(clients),
                "leads", array(some),
                "phones", phones.toArray(String[]::new)));
    Map<String, Object> subjects =
        Map.of("clients", array(clients), "deals", array(deals), "leads", array(leads));
    phones.addAll(phonesOfLeads(subjects));
    return new Person(
        client,
        clients,
        partners,
        names(subjects),
        List.copyOf(phones),
        phrases(subjects),
        deals,
        leads);
  }

  /** His phones and those he had, but for what is somebody else's by now. */
  private List<String> phones(Map<String, Object> known) {
    return texts(
        """
        with own (phone) as (
          select phone from client_phone where client_id = any(:clients)
          union select v from client_change cross join lateral (values (before), (after)) t (v)
            where client_id = any(:clients) and field in ('phones', 'main-phone')
          union select jsonb_array_elements_text(moved -> 'client_phone') from client_merge
            where kept = any(:clients) and undone_at is null
          union select l.phone from lead l left join deal d on d.id = l.deal_id
            where d.client_id = any(:clients) or l.id = any(:leads))
        select phone from own o where phone ~ '^[+][1-9]' and not exists (
          select from client_phone p where p.phone = o.phone and p.client_id <> all(:clients))
        """,
        known);
  }

  private List<String> phonesOfLeads(Map<String, Object> subjects) {
    return texts(
        """
        with own (phone) as (
          select v from lead_change cross join lateral jsonb_path_query(change, '$[*] ? (@.field == "phone").*') p (j)
            cross join lateral (select j #>> '{}') t (v) where lead_id = any(:leads))
        select distinct phone from own o where phone ~ '^[+][1-9]' and not exists (
          select from client_phone p where p.phone = o.phone and p.client_id <> all(:clients))
        """,
        subjects);
  }

  private List<String> names(Map<String, Object> subjects) {
    return texts(
            """
            select name from client where id = any(:clients)
            union select v from client_change cross join lateral (values (before), (after)) t (v)
              where client_id = any(:clients) and field in ('name', 'merged', 'parted')
            union select v from client_merge cross join lateral (values (merged_name), (name_before), (name_after)) t (v)
              where kept = any(:clients) or merged = any(:clients)
            union select contract_client_name from measurement where deal_id = any(:deals)
            union select j #>> '{}' from deal_change
              cross join lateral jsonb_path_query(change, '$[*] ? (@.field == "contract.clientName").*') p (j)
              where deal_id = any(:deals) and j #>> '{}' <> 'contract.clientName'
            union select client_name from lead where id = any(:leads)
            union select j #>> '{}' from lead_change
              cross join lateral jsonb_path_query(change, '$[*] ? (@.field == "clientName").*') p (j)
              where lead_id = any(:leads) and j #>> '{}' <> 'clientName'
            """,
            subjects)
        .stream()
        .filter(PersonQuery::isSaid)
        .toList();
  }

  private List<String> phrases(Map<String, Object> subjects) {
    return texts(
            """
            select title from deal where id = any(:deals)
            union select title from lead where id = any(:leads)
            union select j #>> '{}' from deal_change
              cross join lateral jsonb_path_query(change, '$[*] ? (@.field == "title").*') p (j) where deal_id = any(:deals)
            union select j #>> '{}' from lead_change
              cross join lateral jsonb_path_query(change, '$[*] ? (@.field == "title").*') p (j) where lead_id = any(:leads)
            """,
            subjects)
        .stream()
        .filter(title -> title.length() >= SHORTEST_PHRASE && isSaid(title))
        .toList();
  }

  private static boolean isSaid(String value) {
    return !value.isBlank()
        && !value.equals(Mentions.REMOVED)
        && !REPLACED.matcher(value).matches();
  }

  /** Whom else the words may mean: clients and colleagues, and who is written in their papers. */
  Bearers bearers(Person person, List<NameWord> words) {
    if (words.isEmpty()) return new Bearers(words, List.of(), List.of());
    String expression =
        words.stream()
            .flatMap(word -> word.beginnings().stream())
            .map(NameWord::expression)
            .distinct()
            .collect(Collectors.joining("|"));
    return new Bearers(
        words,
        others(
            person,
            expression,
            """
            select name from client where id <> all(:clients) and name ~ :words
            union select name from app_user where name ~ :words
            """),
        others(
            person,
            expression,
            """
            select client_name from lead where id <> all(:leads) and client_name ~ :words
            union select contract_client_name from measurement where deal_id <> all(:deals) and contract_client_name ~ :words
            """));
  }

  private List<String> others(Person person, String expression, String sql) {
    return jdbc.sql(sql)
        .params(person.parameters())
        .param("words", expression)
        .query((row, number) -> Objects.requireNonNull(row.getString(1)))
        .list();
  }

  private List<Long> ids(String sql, Map<String, Object> parameters) {
    return jdbc.sql(sql).params(parameters).query((row, number) -> row.getLong(1)).list();
  }

  private List<String> texts(String sql, Map<String, Object> parameters) {
    List<String> found = new ArrayList<>();
    jdbc.sql(sql)
        .params(parameters)
        .query(
            row -> {
              String value = row.getString(1);
              if (value != null) found.add(value);
            });
    return found;
  }

  private static Long[] array(Collection<Long> ids) {
    return ids.toArray(Long[]::new);
  }
}
