package app.zamer.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.People;
import app.zamer.People.Person;
import app.zamer.ZamerTest;
import app.zamer.company.CompanyClock;
import app.zamer.regulation.DealId;
import app.zamer.users.Role;
import app.zamer.web.NotFound;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;

@ZamerTest
class ClientMergeTests {
  private static final MergeChoice AS_IT_IS = new MergeChoice(false, null, null, null);

  @Autowired ClientDesk desk;
  @Autowired ClientMerges merges;
  @Autowired Clients clients;
  @Autowired People people;
  @Autowired CompanyClock clock;
  @Autowired JdbcClient jdbc;

  @Autowired PersonalDataDesk data;

  private Person olga;
  private Person anna;
  private Client kept;
  private Client merged;
  private DealId deal;

  @BeforeEach
  void twoClients() {
    olga = people.hire(Role.HEAD_OF_SALES);
    anna = people.hire(Role.MANAGER);
    kept = desk.client("Вера Ильина");
    merged = desk.client("Ильина Вера");
    deal = desk.deal(anna.actor(), merged, "Кухня");
    clients.addPhone(anna.actor(), merged.id(), ClientDesk.phone());
    desk.consents.record(
        anna.actor(), merged.id(), true, LocalDate.of(2026, 3, 1), "paper", "Папка 3");
    merged = desk.now(merged);
  }

  @Test
  void everythingGoesAlongAndTheChosenNameAndPhoneStay() {
    Phone main = merged.phones().getLast();

    done(
        merges.merge(
            olga.actor(), kept.id(), merged.id(), new MergeChoice(true, main, null, null)));

    Client one = desk.now(kept);
    assertThat(one.name()).isEqualTo("Ильина Вера");
    assertThat(one.phones())
        .containsExactly(main, kept.phones().getFirst(), merged.phones().getFirst());
    assertThat(desk.clientOf(deal)).isEqualTo(kept.id().value());
    assertThat(desk.consents.latest(kept.id())).isPresent();
    assertThat(merges.keptInstead(merged.id())).contains(kept.id());
    assertThatThrownBy(() -> clients.get(merged.id())).isInstanceOf(NotFound.class);
    assertThat(audit("client.merged")).isOne();
  }

  /** Every column that the catalogue knows to point at a client, or that is called as if it did. */
  @Test
  void noReferenceToTheMergedOneIsLeftBehindInAnyTable() {
    Map<String, Long> before = references(merged.id());
    assertThat(before.values())
        .as("a table that points at clients has a row here, so that its module is put to the test")
        .doesNotContain(0L);

    done(merges.merge(olga.actor(), kept.id(), merged.id(), AS_IT_IS));

    assertThat(references(merged.id()).values()).containsOnly(0L);
    Map<String, Long> after = references(kept.id());
    before.forEach(
        (column, rows) -> assertThat(after.get(column)).as(column).isGreaterThanOrEqualTo(rows));
  }

  @Test
  void theCopyOfOneSaysNothingOfSomebodyHeWasMergedWithByMistake() {
    ClientMerge merge =
        done(
            merges.merge(
                olga.actor(),
                kept.id(),
                merged.id(),
                new MergeChoice(false, kept.phones().getFirst(), null, null)));
    assertThat(copy(kept)).contains(merged.name());

    done(merges.undo(olga.actor(), kept.id(), merge.id()));

    assertThat(copy(kept)).contains(kept.name()).doesNotContain(merged.name());
    assertThat(copy(merged)).contains(merged.name()).doesNotContain(kept.name());
  }

  private String copy(Client client) {
    return data.copy(olga.actor(), client.id()).sections().toString();
  }

  @Test
  void undoingBringsBackTwoClientsAsTheyWere() {
    Client keptBefore = desk.now(kept);
    ClientMerge merge =
        done(
            merges.merge(
                olga.actor(),
                kept.id(),
                merged.id(),
                new MergeChoice(true, merged.phones().getFirst(), null, null)));
    clock.stopAt(clock.instant().plus(Duration.ofMinutes(9)));

    done(merges.undo(olga.actor(), kept.id(), merge.id()));

    assertThat(desk.now(kept).name()).isEqualTo(keptBefore.name());
    assertThat(desk.now(kept).phones()).isEqualTo(keptBefore.phones());
    assertThat(desk.now(merged).name()).isEqualTo(merged.name());
    assertThat(desk.now(merged).phones()).containsExactlyInAnyOrderElementsOf(merged.phones());
    assertThat(desk.clientOf(deal)).isEqualTo(merged.id().value());
    assertThat(desk.consents.latest(merged.id())).isPresent();
    assertThat(desk.consents.latest(kept.id())).isEmpty();
    assertThat(merges.keptInstead(merged.id())).isEmpty();
    assertThat(audit("client.merge-undone")).isOne();
    assertThat(refusal(merges.undo(olga.actor(), kept.id(), merge.id()))).contains("уже отменили");
  }

  @Test
  void whatWasDoneSinceStaysAndIsSaidBeforeUndoing() {
    ClientMerge merge = done(merges.merge(olga.actor(), kept.id(), merged.id(), AS_IT_IS));
    clock.stopAt(clock.instant().plusSeconds(60));
    DealId since = desk.deal(anna.actor(), desk.now(kept), "Шкаф");
    Phone lost = merged.phones().getLast();
    clients.removePhone(olga.actor(), kept.id(), lost);
    clients.rename(olga.actor(), kept.id(), "Вера Андреевна", null);

    UndoPreview preview = merges.undoPreview(olga.actor(), kept.id(), merge.id());
    assertThat(preview.deals()).isOne();
    assertThat(preview.newDeals()).isOne();
    assertThat(preview.lostPhones()).containsExactly(lost);
    assertThat(preview.phones()).containsExactly(merged.phones().getFirst());
    assertThat(preview.nameBack()).isFalse();

    done(merges.undo(olga.actor(), kept.id(), merge.id()));
    assertThat(desk.clientOf(since)).isEqualTo(kept.id().value());
    assertThat(desk.clientOf(deal)).isEqualTo(merged.id().value());
    assertThat(desk.now(kept).name()).isEqualTo("Вера Андреевна");
    assertThat(desk.now(merged).phones()).containsExactly(merged.phones().getFirst());
  }

  @Test
  void itCannotBeUndoneWhenTheTimeIsOverOrOneOfTheTwoWouldHaveNoPhone() {
    ClientMerge merge = done(merges.merge(olga.actor(), kept.id(), merged.id(), AS_IT_IS));
    merged.phones().forEach(phone -> clients.removePhone(olga.actor(), kept.id(), phone));
    assertThat(refusal(merges.undo(olga.actor(), kept.id(), merge.id()))).contains("телефон");
    clients.addPhone(olga.actor(), kept.id(), merged.phones().getFirst());
    clock.stopAt(clock.instant().plus(Duration.ofMinutes(10)));

    assertThat(refusal(merges.undo(olga.actor(), kept.id(), merge.id()))).contains("время вышло");
    assertThat(desk.clientOf(deal)).isEqualTo(kept.id().value());
  }

  @Test
  void aMergedClientIsFoundAcrossSeveralMerges() {
    Client third = desk.client("В. Ильина");
    done(merges.merge(olga.actor(), kept.id(), merged.id(), AS_IT_IS));
    done(merges.merge(olga.actor(), third.id(), kept.id(), AS_IT_IS));

    assertThat(merges.keptInstead(merged.id())).contains(third.id());
    assertThat(desk.clientOf(deal)).isEqualTo(third.id().value());
  }

  @Test
  void aManagerMergesOnlyClientsNoneOfWhoseDealsIsAnothers() {
    Person boris = people.hire(Role.MANAGER);
    for (Person stranger :
        List.of(boris, people.hire(Role.TECHNOLOGIST), people.hire(Role.ENGINEER))) {
      assertThatThrownBy(() -> merges.merge(stranger.actor(), kept.id(), merged.id(), AS_IT_IS))
          .isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(() -> merges.preview(stranger.actor(), kept.id(), merged.id()))
          .isInstanceOf(AccessDeniedException.class);
    }
    assertThat(desk.clientOf(deal)).isEqualTo(merged.id().value());

    ClientMerge merge = done(merges.merge(anna.actor(), kept.id(), merged.id(), AS_IT_IS));
    assertThatThrownBy(() -> merges.undo(boris.actor(), kept.id(), merge.id()))
        .isInstanceOf(AccessDeniedException.class);
    done(merges.undo(anna.actor(), kept.id(), merge.id()));
  }

  @Test
  void whatCannotBeMergedIsSaid() {
    assertThat(refusal(merges.merge(olga.actor(), kept.id(), kept.id(), AS_IT_IS)))
        .contains("один и тот же");
    assertThat(
            refusal(
                merges.merge(
                    olga.actor(),
                    kept.id(),
                    merged.id(),
                    new MergeChoice(false, ClientDesk.phone(), null, null))))
        .contains("Этого телефона нет");
    assertThat(
            merges.merge(
                olga.actor(),
                kept.id(),
                merged.id(),
                new MergeChoice(false, null, null, merged.version() - 1)))
        .isInstanceOf(ClientMerges.Outcome.Stale.class);
    assertThatThrownBy(() -> merges.merge(olga.actor(), kept.id(), new ClientId(-1), AS_IT_IS))
        .isInstanceOf(NotFound.class);
  }

  @Test
  void ofTwoWhoMergeInOppositeDirectionsAtOnceOneIsTooLate() throws Exception {
    for (int round = 0; round < 5; round++) {
      Client one = desk.client("Один");
      Client other = desk.client("Другой");
      List<Object> got =
          atOnce(
              List.of(
                  () -> merges.merge(olga.actor(), one.id(), other.id(), AS_IT_IS),
                  () -> merges.merge(olga.actor(), other.id(), one.id(), AS_IT_IS)));

      assertThat(got.stream().filter(ClientMerges.Outcome.Done.class::isInstance)).hasSize(1);
      assertThat(got.stream().filter(NotFound.class::isInstance)).hasSize(1);
    }
  }

  @Test
  void aDealThatIsOpenedDuringAMergeHangsOnTheOneThatIsLeft() throws Exception {
    for (int round = 0; round < 5; round++) {
      Client one = desk.client("Один");
      Client other = desk.client("Другой");
      List<Callable<Object>> actions = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        actions.add(() -> desk.deal(anna.actor(), other, "Шкаф"));
      }
      actions.add(4, () -> merges.merge(olga.actor(), one.id(), other.id(), AS_IT_IS));

      List<Object> got = atOnce(actions);

      List<DealId> opened =
          got.stream().filter(DealId.class::isInstance).map(DealId.class::cast).toList();
      assertThat(opened).as(got.toString()).hasSize(8);
      assertThat(opened).allMatch(deal -> desk.clientOf(deal) == one.id().value());
    }
  }

  private static ClientMerge done(ClientMerges.Outcome outcome) {
    assertThat(outcome).isInstanceOf(ClientMerges.Outcome.Done.class);
    return ((ClientMerges.Outcome.Done) outcome).merge();
  }

  private static String refusal(ClientMerges.Outcome outcome) {
    assertThat(outcome).isInstanceOf(ClientMerges.Outcome.Refused.class);
    return ((ClientMerges.Outcome.Refused) outcome).violations().getFirst().message().ru();
  }

  private long audit(String what) {
    return jdbc.sql("select count(*) from audit_log where what = ? and subject = ?")
        .params(what, "client-" + kept.id())
        .query(Long.class)
        .single();
  }

  private Map<String, Long> references(ClientId client) {
    Map<String, Long> rows = new TreeMap<>();
    for (String column : columns()) {
      String[] parts = column.split("\\.");
      rows.put(
          column,
          jdbc.sql("select count(*) from %s where %s = ?".formatted(parts[0], parts[1]))
              .param(client.value())
              .query(Long.class)
              .single());
    }
    return rows;
  }

  private Set<String> columns() {
    return jdbc.sql(
            """
            select c.conrelid::regclass || '.' || a.attname
            from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
            where c.contype = 'f' and c.confrelid = 'client'::regclass
            union
            select table_name || '.' || column_name from information_schema.columns
            where table_schema = 'public' and column_name in ('client', 'client_id')
            """)
        .query(String.class)
        .set();
  }

  private static List<Object> atOnce(List<Callable<Object>> actions) throws Exception {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Object>> futures =
          actions.stream()
              .map(
                  action ->
                      threads.submit(
                          () -> {
                            start.await();
                            try {
                              return action.call();
                            } catch (RuntimeException e) {
                              return (Object) e;
                            }
                          }))
              .toList();
      start.countDown();
      List<Object> got = new ArrayList<>();
      for (Future<Object> future : futures) {
        got.add(future.get());
      }
      return got;
    }
  }
}
