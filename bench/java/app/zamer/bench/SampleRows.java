package app.zamer.bench;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deals by the thousand, written by SQL: nine of ten closed, the open ones spread over stages and
 * managers, each with client, phone, measurement, two lines of history and, while open, its
 * activity.
 */
final class SampleRows {
  static final int MANAGERS = 20;

  private static final List<String> TABLES =
      List.of("client", "client_phone", "deal", "measurement", "deal_change", "activity", "deadline");

  private final JdbcClient jdbc;
  private long deals;

  SampleRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  static String manager(int number) {
    return "manager%02d".formatted(number);
  }

  /** The phone of the sample deal with this number, counted from 1. */
  static String phone(long number) {
    return "+79%09d".formatted(number * 618_033_989L % 1_000_000_000L);
  }

  long deals() {
    return deals;
  }

  /** Removes all deals and clients, the sample's and any other. */
  void clear() {
    jdbc.sql("truncate client, deal, activity, deadline restart identity cascade").update();
    deals = 0;
  }

  /** Makes them as many as wanted; there are never fewer afterwards. */
  void growTo(long wanted) {
    if (wanted <= deals) {
      return;
    }
    // an index over a million rows is built faster than filled row by row
    List<String> indexes = wanted - deals > 50_000 ? withoutIndexes() : List.of();
    long first = deals + 1;
    jdbc.sql(
            """
            insert into client (id, name, created_at) overriding system value
            select n,
              (array['Иван','Смирн','Кузнец','Поп','Сокол','Лебед','Козл','Новик','Мороз','Петр','Волк','Солов','Василь','Зайц','Павл',
                'Семён','Голуб','Виноград','Богдан','Воробь','Фёдор','Михайл','Беля','Тарас','Бел'])[1 + n / 10 % 25]
              || (array['ов','ова','ев','ева'])[1 + n / 250 % 4] || ' '
              || (array['Андрей','Мария','Пётр','Ольга','Сергей','Анна','Дмитрий'])[1 + n % 7] || ' '
              || chr(1040 + (n / 70 % 28)::int) || '.',
              timestamptz '2025-01-01' + n * interval '30 seconds'
            from generate_series(:first, :last) n
            """)
        .param("first", first)
        .param("last", wanted)
        .update();
    jdbc.sql(
            """
            insert into client_phone (phone, client_id, position)
            select '+79' || lpad((n * 618033989 % 1000000000)::text, 9, '0'), n, 0
            from generate_series(:first, :last) n
            """)
        .param("first", first)
        .param("last", wanted)
        .update();
    jdbc.sql(
            """
            insert into deal (
              id, client_id, owner, title, pipeline, stage, status, reached, stage_since, city, street, house, apartment, entrance,
              floor, intercom, next_contact_on, created_at, updated_at) overriding system value
            select n, n, 'manager' || lpad((1 + n / 100 % :managers)::text, 2, '0'),
              (array['Кухня','Шкаф','Окна','Лестница','Гардеробная','Балкон'])[1 + n % 6] || ', ' || k.name,
              split_part(stage, '/', 1), split_part(stage, '/', 2), status,
              array(select distinct unnest(array['sales/estimate', stage])),
              k.created_at,
              'Москва', (array['Лесная','Садовая','Мира','Победы','Заречная'])[1 + n % 5] || ' ' || n % 100, (1 + n % 200)::text,
              (1 + n % 90)::text, (1 + n % 6)::text, (1 + n % 16)::text, '-',
              case when status = 'open' then date '2030-01-01' + (n % 300)::int end, k.created_at, k.created_at
            from (
              select n,
                case when n % 10 < 4 then 'sales/won' when n % 10 < 9 then 'sales/lost'
                  else (array['sales/estimate','sales/postponed','sales/pre-measurement','sales/measurement','sales/after-measurement',
                    'sales/repeat-measurement','sales/pre-contract','sales/signing','deferred/month-03','deferred/month-09'])[1 + n / 10 % 10]
                end as stage,
                case when n % 10 < 4 then 'won' when n % 10 < 9 then 'lost' else 'open' end as status
              from generate_series(:first, :last) n) s
            join client k on k.id = n
            """)
        .param("first", first)
        .param("last", wanted)
        .param("managers", MANAGERS)
        .update();
    jdbc.sql(
            """
            insert into measurement (deal_id, planned_on, date_kind, decided_on, video_allowed, status, estimate_amount, contract_number,
              contract_amount, contract_on)
            select id, created_at::date + 20, 'exact', created_at::date, true,
              case status when 'won' then 'contract' when 'lost' then 'refused-before' else 'planned' end, 50000 + id % 200000,
              case status when 'won' then id || 'Ш' else '' end, case status when 'won' then 60000 + id % 200000 end,
              case status when 'won' then created_at::date + 30 end
            from deal where id between :first and :last
            """)
        .param("first", first)
        .param("last", wanted)
        .update();
    jdbc.sql(
            """
            insert into deal_change (deal_id, at, by, rule, regulation, change)
            select id, created_at, owner, null, '1', '[{"field": "stage", "before": null, "after": "sales/estimate"}]'
            from deal where id between :first and :last
            union all
            select id, updated_at, owner, 'STAGES', '1',
              jsonb_build_array(jsonb_build_object('field', 'stage', 'before', 'sales/estimate', 'after', pipeline || '/' || stage))
            from deal where id between :first and :last
            """)
        .param("first", first)
        .param("last", wanted)
        .update();
    activities(first, wanted);
    indexes.forEach(index -> jdbc.sql(index).update());
    continueIds();
    deals = wanted;
    TABLES.forEach(table -> jdbc.sql("vacuum analyze " + table).update());
  }

  /**
   * Open deals at the beginning, with all that a move of them needs besides what it brings along.
   *
   * @return the id of the first; the others follow
   */
  long openDeals(int count, String owner, LocalDate nextContactOn) {
    long first = jdbc.sql("select coalesce(max(id), 0) + 1 from deal").query(Long.class).single();
    long last = first + count - 1;
    jdbc.sql(
            """
            with c as (
              insert into client (id, name, created_at) overriding system value
              select n, 'Клиент замера', now() from generate_series(:first, :last) n returning id
            ), p as (
              insert into client_phone (phone, client_id, position)
              select '+74' || lpad((id % 1000000000)::text, 9, '0'), id, 0 from c
            ), d as (
              insert into deal (id, client_id, owner, title, pipeline, stage, status, reached, stage_since, next_contact_on, created_at, updated_at)
                overriding system value
              select id, id, :owner, 'Кухня', 'sales', 'estimate', 'open', array['sales/estimate'], now(), :on, now(), now() from c
              returning id
            ), h as (
              insert into deal_change (deal_id, at, by, rule, regulation, change)
              select id, now(), :owner, null, '1', '[{"field": "stage", "before": null, "after": "sales/estimate"}]' from d
            )
            insert into measurement (deal_id) select id from d
            """)
        .param("first", first)
        .param("last", last)
        .param("owner", owner)
        .param("on", nextContactOn)
        .update();
    activities(first, last);
    continueIds();
    return first;
  }

  private void activities(long first, long last) {
    jdbc.sql(
            """
            insert into activity (kind, subject, rule, anchor, text, due_on, due_at, assignee, role, results, state, created_at, created_by)
            select 'DEAL', id, 'ALL-2', next_contact_on::text, 'Связаться с клиентом', next_contact_on,
              (next_contact_on + time '23:59:59') at time zone 'Europe/Moscow', owner, 'manager',
              array['done','confirmed','moved','refused'], 'PLANNED', created_at, 'system'
            from deal where id between :first and :last and status = 'open' and next_contact_on is not null
            """)
        .param("first", first)
        .param("last", last)
        .update();
  }

  private List<String> withoutIndexes() {
    List<String> definitions =
        jdbc.sql(
                """
                select indexdef from pg_indexes
                where schemaname = 'public' and tablename in (:tables)
                  and indexname not in (select conname from pg_constraint)
                """)
            .param("tables", TABLES)
            .query(String.class)
            .list();
    jdbc.sql(
            """
            select 'drop index ' || indexname from pg_indexes
            where schemaname = 'public' and tablename in (:tables)
              and indexname not in (select conname from pg_constraint)
            """)
        .param("tables", TABLES)
        .query(String.class)
        .list()
        .forEach(drop -> jdbc.sql(drop).update());
    return definitions;
  }

  private void continueIds() {
    for (String table : List.of("client", "deal")) {
      jdbc.sql("select setval(pg_get_serial_sequence('" + table + "', 'id'), (select max(id) from " + table + "))")
          .query(Long.class)
          .single();
    }
  }
}
