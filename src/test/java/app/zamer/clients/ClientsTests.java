package app.zamer.clients;

import static app.zamer.DealFixture.ANNA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zamer.Fresh;
import app.zamer.ZamerTest;
import app.zamer.web.NotFound;
import app.zamer.web.PageRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ZamerTest
class ClientsTests {
  private static final PageRequest FIRST = new PageRequest(0, 50);

  @Autowired Clients clients;
  @Autowired ClientQuery query;
  @Autowired JdbcClient jdbc;
  @Autowired PlatformTransactionManager transactions;

  @Test
  void a_known_phone_gives_its_client_whose_name_stays_as_it_is() {
    Phone phone = Phone.of(Fresh.phone());
    Client made = clients.findOrCreate("  Мария Фёдорова ", phone);

    Client found = clients.findOrCreate("Маша", phone);

    assertThat(made).isEqualTo(new Client(made.id(), "Мария Фёдорова", List.of(phone), 1));
    assertThat(found).isEqualTo(made);
    assertThat(clients.byPhone(phone)).contains(made);
    assertThat(clients.get(made.id())).isEqualTo(made);
  }

  @Test
  void of_twenty_who_type_one_phone_at_once_all_get_the_same_client() throws Exception {
    for (int round = 0; round < 10; round++) {
      Phone phone = Phone.of(Fresh.phone());
      String name = "Гонка " + phone;
      Set<Client> got = new HashSet<>(atOnce(20, () -> clients.findOrCreate(name, phone)));

      assertThat(got).hasSize(1);
      assertThat(
              jdbc.sql("select count(*) from client where name = ?")
                  .param(name)
                  .query(Long.class)
                  .single())
          .isOne();
    }
  }

  @Test
  void a_client_whose_maker_gives_up_does_not_stand_in_the_way() throws Exception {
    Phone phone = Phone.of(Fresh.phone());
    var firstHasIt = new CountDownLatch(1);
    var secondAsks = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first =
          threads.submit(
              () ->
                  new TransactionTemplate(transactions)
                      .executeWithoutResult(
                          status -> {
                            clients.findOrCreate("Передумал", phone);
                            firstHasIt.countDown();
                            await(secondAsks);
                            status.setRollbackOnly();
                          }));
      firstHasIt.await();
      Future<Client> second =
          threads.submit(
              () -> {
                secondAsks.countDown();
                return clients.findOrCreate("Не передумал", phone);
              });
      assertThat(second.get().name()).isEqualTo("Не передумал");
      first.get();
    }
  }

  @Test
  void a_name_that_is_none_makes_no_client() {
    Phone phone = Phone.of(Fresh.phone());
    for (String name : List.of("", "  ", "а\u0000б", "я".repeat(201))) {
      assertThatThrownBy(() -> clients.findOrCreate(name, phone))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(clients.byPhone(phone)).isEmpty();
    assertThatThrownBy(() -> clients.get(new ClientId(-1))).isInstanceOf(NotFound.class);
  }

  @Test
  void a_rename_raises_the_version_and_leaves_a_trace_of_who_and_from_what() {
    Client client = clients.findOrCreate("Иван", Phone.of(Fresh.phone()));

    assertThat(clients.rename(ANNA, client.id(), " Иван Петров ", 1L))
        .isEqualTo(
            new Clients.Outcome.Done(new Client(client.id(), "Иван Петров", client.phones(), 2)));
    assertThat(clients.rename(ANNA, client.id(), "Пётр", 1L))
        .isEqualTo(new Clients.Outcome.Stale(2));
    assertThat(clients.rename(ANNA, client.id(), "Иван Петров", 2L))
        .isEqualTo(new Clients.Outcome.Done(clients.get(client.id())));
    assertThat(clients.rename(ANNA, client.id(), " ", null))
        .isInstanceOf(Clients.Outcome.Refused.class);

    assertThat(clients.get(client.id()).version()).isEqualTo(2);
    assertThat(query.history(client.id(), FIRST).items())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.by()).isEqualTo("test-anna");
              assertThat(change.before()).isEqualTo("Иван");
              assertThat(change.after()).isEqualTo("Иван Петров");
            });
  }

  @Test
  void of_ten_who_rename_the_same_version_one_wins() throws Exception {
    Client client = clients.findOrCreate("Было", Phone.of(Fresh.phone()));
    List<Clients.Outcome> outcomes =
        atOnce(
            10,
            () ->
                clients.rename(
                    ANNA, client.id(), "Стало " + Thread.currentThread().threadId(), 1L));
    assertThat(outcomes).filteredOn(Clients.Outcome.Done.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(new Clients.Outcome.Stale(2)::equals).hasSize(9);
  }

  @Test
  void a_second_phone_is_added_once_and_never_taken_from_another() throws Exception {
    Phone first = Phone.of(Fresh.phone());
    Phone second = Phone.of(Fresh.phone());
    Client client = clients.findOrCreate("Ольга", first);
    Client other = clients.findOrCreate("Олег", Phone.of(Fresh.phone()));

    Set<Clients.Outcome> outcomes =
        new HashSet<>(atOnce(8, () -> clients.addPhone(ANNA, client.id(), second)));

    var expected = new Client(client.id(), "Ольга", List.of(first, second), 2);
    assertThat(outcomes).containsExactly(new Clients.Outcome.Done(expected));
    assertThat(clients.addPhone(ANNA, other.id(), second))
        .isEqualTo(new Clients.Outcome.PhoneTaken(client.id()));
    assertThat(clients.byPhone(second)).contains(expected);
    assertThat(clients.get(other.id())).isEqualTo(other);
  }

  @Test
  void a_client_is_found_by_any_part_of_name_or_phone() {
    String digits = Fresh.phone().substring(2);
    String surname = "Ёлкин" + digits;
    Client client = clients.findOrCreate("Артём " + surname, Phone.of(digits));

    for (String q :
        List.of(
            surname,
            "артем елкин" + digits,
            "ТЁМ ЕЛКИН" + digits,
            digits,
            "8" + digits,
            "8 (" + digits.substring(0, 3) + ") " + digits.substring(3),
            "+7" + digits,
            digits.substring(2, 9),
            "  " + digits + " ")) {
      assertThat(query.search(ANNA, q, null, FIRST).items()).as(q).containsExactly(client);
    }
    assertThat(query.search(ANNA, digits.substring(6), null, new PageRequest(0, 200)).items())
        .contains(client);
    assertThat(query.search(ANNA, null, Phone.of(digits), FIRST).items()).containsExactly(client);
    assertThat(query.search(ANNA, "Ёлкин", Phone.of(digits), FIRST).total()).isOne();
    assertThat(query.search(ANNA, "Ромашкин", Phone.of(digits), FIRST).total()).isZero();
  }

  @Test
  void signs_that_mean_something_in_a_pattern_are_only_signs() {
    String mark = Fresh.phone().substring(2);
    Client client = clients.findOrCreate("100%_\\ " + mark, Phone.of(mark));
    clients.findOrCreate("100xyz " + mark, Phone.of(Fresh.phone()));

    assertThat(query.search(ANNA, "100%_\\ " + mark, null, FIRST).items()).containsExactly(client);
    assertThat(query.search(ANNA, "1%" + mark, null, FIRST).total()).isZero();
  }

  @Test
  void pages_of_a_search_follow_each_other_newest_first() {
    String mark = "Стр" + Fresh.phone().substring(2);
    List<Client> made = new ArrayList<>();
    for (int i = 0; i < 5; i++)
      made.addFirst(clients.findOrCreate(mark + " " + i, Phone.of(Fresh.phone())));

    assertThat(query.search(ANNA, mark, null, new PageRequest(0, 2)).items())
        .isEqualTo(made.subList(0, 2));
    assertThat(query.search(ANNA, mark, null, new PageRequest(2, 2)).items())
        .isEqualTo(made.subList(4, 5));
    assertThat(query.search(ANNA, mark, null, new PageRequest(3, 2)).items()).isEmpty();
    assertThat(query.search(ANNA, mark, null, new PageRequest(1, 2)).total()).isEqualTo(5);
  }

  private static <T> List<T> atOnce(int people, Callable<T> deed) throws Exception {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return deed.call();
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) results.add(future.get());
      return results;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
