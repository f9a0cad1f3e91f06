package app.zamer.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.clients.erasure.Copies;
import app.zamer.regulation.DealField;
import app.zamer.regulation.DealId;
import app.zamer.regulation.Violation;
import app.zamer.users.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import tools.jackson.databind.json.JsonMapper;

@ZamerTest
class PersonalDataTests {
  private static final AtomicInteger COUNT = new AtomicInteger();

  // a root and a house that nobody else in the database has, so that each can be looked for
  private final String root =
      "Раменск"
          + Integer.toString(
                  COUNT.incrementAndGet() + 1000 * (int) (System.nanoTime() % 100_000), 10)
              .chars()
              .mapToObj(digit -> String.valueOf("абвгдежзик".charAt(digit - '0')))
              .collect(Collectors.joining());
  private final String house = "73" + root;
  private final String name = "Вера Ильинична " + root + "ая";

  @Autowired ClientDesk desk;
  @Autowired PersonalDataDesk data;
  @Autowired People people;
  @Autowired JdbcClient jdbc;
  @Autowired JsonMapper json;

  private Person olga;
  private Client client;
  private DealId deal;

  @BeforeEach
  void aClientWithEverything() {
    olga = people.hire(Role.HEAD_OF_SALES);
    Person anna = people.hire(Role.MANAGER);
    client = desk.client(name);
    deal = desk.dealAt(anna.actor(), client, house);
    desk.edit(deal, Map.of(DealField.CONTRACT_CLIENT_NAME, name));
    desk.consents.record(
        anna.actor(), client.id(), true, LocalDate.of(2026, 3, 1), "paper", "Папка " + name);
    String phone = client.phones().getFirst().e164();
    for (String sql :
        List.of(
            "insert into chat_message (deal_id, author, text, at) values (:deal, 'anna', 'Раменская"
                + " просит позвонить', now())",
            "insert into file (deal_id, kind, name, content_type, size, sha256, uploaded_by,"
                + " uploaded_at) values (:deal, 'photo', 'Раменская.jpg', 'image/jpeg', 5, 'abc',"
                + " 'anna', now())",
            "insert into file_chunk (file_id, no, bytes) select id, 0, 'Раменская'::bytea from file"
                + " where deal_id = :deal",
            "insert into activity (kind, subject, text, due_on, due_at, role, results, state,"
                + " comment, created_at, created_by) values ('DEAL', :deal, 'Позвонить Раменской',"
                + " '2026-03-12', now(), 'manager', '{done}', 'DONE', 'Раменская довольна', now(),"
                + " 'anna')",
            "insert into status_request (deal_id, status, requested_by, requested_at, comment,"
                + " declined_by, declined_at, answer) values (:deal, 'done', 'anna', now(),"
                + " 'Раменская просила', 'olga', now(), 'Раменская передумала')",
            "insert into stamp_return (deal_id, remark, returned_by, returned_at) values (:deal,"
                + " 'Раменская: не та сумма', 'tanya', now())",
            "insert into lead (title, phone, client_name, stage, result, deal_id, created_at,"
                + " updated_at) values (:phone || ' - Входящий звонок', :phone, 'Раменская',"
                + " 'closed', 'converted', :deal, now(), now())",
            "insert into lead_change (lead_id, at, by, change) select id, now(), 'anna',"
                + " '[{\"field\": \"clientName\", \"before\": null, \"after\": \"Раменская\"}]'"
                + " from lead where phone = :phone",
            "insert into call (phone, direction, started_at, duration, answered, record_url,"
                + " deal_id, reported_at, reported_by) values (:phone, 'incoming', now(), 75, true,"
                + " 'https://records.example/ramenskaya', :deal, now(), 'system')")) {
      jdbc.sql(sql.replace("Раменск", root))
          .param("deal", deal.value())
          .param("phone", phone)
          .update();
    }
  }

  @Test
  void theCopyHasEverythingInItAndTheJournalSaysThatItWasTaken() {
    PersonalDataDesk.Copy copy = data.copy(olga.actor(), client.id());

    assertThat(copy.sections().stream().map(Copies.Section::name))
        .contains(
            "client",
            "phones",
            "consents",
            "deals",
            "comments",
            "measurements",
            "visits",
            "calls",
            "leads",
            "files",
            "activities",
            "chat");
    assertThat(copy.sections().toString())
        .contains(
            name,
            client.phones().getFirst().e164(),
            "Лесная",
            house,
            root + "ая.jpg",
            root + "ая довольна",
            "records.example");
    assertThat(audit("client.exported")).isEqualTo(List.of("{}"));
  }

  @Test
  void nothingOfAPersonIsLeftInAnyTableAndTheFiguresStay() {
    desk.lost(deal);
    Map<String, Object> figures = figures();
    assertThat(mentions()).isNotEmpty();

    PersonalDataDesk.Outcome outcome = data.anonymise(olga.actor(), client.id(), name);

    assertThat(outcome).isInstanceOf(PersonalDataDesk.Outcome.Done.class);
    assertThat(mentions()).isEmpty();
    assertThat(figures()).isEqualTo(figures);
    assertThat(desk.now(client).name()).isEqualTo("Клиент № " + client.id());
    assertThat(desk.now(client).phones()).isEmpty();
    assertThat(audit("client.anonymised")).isEqualTo(List.of("{}"));
    assertThat(refusal(data.anonymise(olga.actor(), client.id(), desk.now(client).name())))
        .contains("Данные этого клиента уже удалены.");
    assertThat(desk.clients.addPhone(olga.actor(), client.id(), ClientDesk.phone()))
        .isInstanceOf(Clients.Outcome.Refused.class);
  }

  @Test
  void namesThatStandInTheMemoryOfAMergeAreRemovedToo() {
    desk.lost(deal);
    var merges =
        jdbc.sql(
            "insert into client_merge (kept, merged, at, by, merged_name, merged_created_at,"
                + " merged_version, name_before, name_after, moved) values (?, ?, now(), 'olga', ?,"
                + " now(), 1, ?, ?, '{\"client_phone\": [\"+79990000000\"]}')");
    merges
        .params(client.id().value(), 900_000_000 + client.id().value(), root, root, root)
        .update();

    data.anonymise(olga.actor(), client.id(), name);

    assertThat(mentions()).isEmpty();
  }

  @Test
  void aClientWithAnOpenDealOrAnOpenLeadKeepsHisData() {
    assertThat(refusal(data.anonymise(olga.actor(), client.id(), name)))
        .contains("У клиента есть открытая сделка: сначала завершите её.");
    desk.lost(deal);
    jdbc.sql(
            "insert into lead (title, phone, stage, created_at, updated_at) values ('Лид', ?,"
                + " 'new', now(), now())")
        .param(client.phones().getFirst().e164())
        .update();
    assertThat(refusal(data.anonymise(olga.actor(), client.id(), name)))
        .contains("У клиента есть незакрытый лид: сначала завершите работу с ним.");
    assertThat(desk.now(client)).isEqualTo(client);
  }

  @Test
  void theNameIsTypedToConfirmAndTheRightIsAsked() {
    desk.lost(deal);
    for (String typed : List.of("", "Вера", name.toUpperCase())) {
      assertThat(refusal(data.anonymise(olga.actor(), client.id(), typed)))
          .contains("Впишите имя клиента точно так, как оно записано.");
    }
    for (Role role :
        List.of(Role.MANAGER, Role.TECHNOLOGIST, Role.COMMUNICATIONS_MANAGER, Role.ENGINEER)) {
      Person stranger = people.hire(role);
      assertThatThrownBy(() -> data.anonymise(stranger.actor(), client.id(), name))
          .isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(() -> data.copy(stranger.actor(), client.id()))
          .isInstanceOf(AccessDeniedException.class);
    }
    assertThat(desk.now(client)).isEqualTo(client);
  }

  /** Tables in which the client's name, phone or house still stands. */
  private Set<String> mentions() {
    String digits = client.phones().isEmpty() ? "" : client.phones().getFirst().e164().substring(1);
    Set<String> found = new TreeSet<>();
    for (String table :
        jdbc.sql(
                "select table_name from information_schema.tables where table_schema = 'public' and"
                    + " table_type = 'BASE TABLE'")
            .query(String.class)
            .list()) {
      if (table.equals("flyway_schema_history")) {
        continue;
      }
      // a row as text; a binary column shows its bytes as hexadecimal digits
      String hex =
          java.util.HexFormat.of()
              .formatHex(root.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      long rows =
          jdbc.sql(
                  "select count(*) from %s t where t::text ilike :root or t::text like :phone or t::text like :house or t::text like :hex"
                      .formatted(table))
              .param("root", "%" + root + "%")
              .param("phone", "%" + digits + "%")
              .param("house", "%" + house + "%")
              .param("hex", "%" + hex + "%")
              .query(Long.class)
              .single();
      if (rows > 0) {
        found.add(table);
      }
    }
    return found;
  }

  private Map<String, Object> figures() {
    return jdbc.sql(
            """
            select d.status, d.stage, d.city, d.source, d.loss_reason, d.owner, d.created_at, m.estimate_amount, m.planned_on,
              (select count(*) from deal_comment c where c.deal_id = d.id) as comments,
              (select count(*) from deal_change c where c.deal_id = d.id) as changes,
              (select count(*) from call c where c.deal_id = d.id) as calls,
              (select sum(duration) from call c where c.deal_id = d.id) as seconds,
              (select count(*) from file f where f.deal_id = d.id) as files,
              (select count(*) from lead l where l.deal_id = d.id) as leads
            from deal d join measurement m on m.deal_id = d.id where d.id = ?
            """)
        .param(deal.value())
        .query()
        .singleRow();
  }

  private static List<String> refusal(PersonalDataDesk.Outcome outcome) {
    assertThat(outcome).isInstanceOf(PersonalDataDesk.Outcome.Refused.class);
    return ((PersonalDataDesk.Outcome.Refused) outcome)
        .violations().stream().map(Violation::message).map(text -> text.ru()).toList();
  }

  private List<String> audit(String what) {
    return jdbc.sql("select detail::text from audit_log where what = ? and subject = ?")
        .params(what, "client-" + client.id())
        .query(String.class)
        .list();
  }
}
