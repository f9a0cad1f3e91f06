package app.zamer.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Moves deals in every way, the ways taking turns, so that whatever else the machine does hits all
 * of them alike. Half of the moves bounce a deal between two stages, half take a fresh one further.
 */
final class StageMoves {
  static final List<Integer> CLIENTS = List.of(1, 2, 8, 32);

  /** How often a deal bounces, at most; each time leaves a dead version of its row behind. */
  private static final int BOUNCES = 6;

  private final SampleRows sample;
  private final JdbcClient jdbc;
  private final String owner;
  private final LocalDate nextContactOn;

  StageMoves(SampleRows sample, JdbcClient jdbc, String owner, LocalDate nextContactOn) {
    this.sample = sample;
    this.jdbc = jdbc;
    this.owner = owner;
    this.nextContactOn = nextContactOn;
  }

  /** The rows that all the moves of a round have left behind. */
  record Rows(long history, long activities, long deadlines, long planned, long versions) {}

  /** By way, then by the number of clients. */
  Map<String, Map<Integer, Timings>> measure(List<Way> ways, int rounds, int moves, int warmUp)
      throws Exception {
    var progress = new Progress("moves", ways.size() * (2 + rounds * CLIENTS.size()));
    for (int clients : List.of(1, 8)) {
      Rows before = null;
      for (Way way : ways) {
        progress.step("warming up, " + clients + " at once, (" + way.name() + ")");
        Rows rows = round(way, clients, warmUp, new Timings());
        if (way.stored()) {
          if (before != null && !before.equals(rows)) {
            throw new IllegalStateException(
                "the ways do not write the same rows: "
                    + before
                    + ", and "
                    + way.name()
                    + " "
                    + rows);
          }
          before = rows;
        }
      }
    }
    var timings = new LinkedHashMap<String, Map<Integer, Timings>>();
    for (int round = 0; round < rounds; round++) {
      for (int clients : CLIENTS) {
        for (Way way : ways) {
          progress.step(
              "round "
                  + (round + 1)
                  + " of "
                  + rounds
                  + ", "
                  + clients
                  + " at once, ("
                  + way.name()
                  + ")");
          Timings of =
              timings
                  .computeIfAbsent(way.name(), name -> new LinkedHashMap<>())
                  .computeIfAbsent(clients, count -> new Timings());
          round(way, clients, clients == 1 ? moves / 2 : moves, of);
        }
      }
    }
    return timings;
  }

  private Rows round(Way way, int clients, int moves, Timings timings) throws Exception {
    int each = moves * way.times() / clients;
    int bouncing = each / 2 / BOUNCES + 1;
    int deals = bouncing + each / 2 + 1;
    long first = way.stored() ? sample.openDeals(deals * clients, owner, nextContactOn) : 0;
    var ready = new CountDownLatch(clients);
    var start = new CountDownLatch(1);
    long[][] nanos = new long[clients][each];
    var running = new ArrayList<Future<Void>>();
    long began;
    long ended;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      for (int number = 0; number < clients; number++) {
        long own = first + (long) number * deals;
        long[] times = nanos[number];
        running.add(
            threads.submit(
                () -> {
                  try (Way.Client client = way.client()) {
                    ready.countDown();
                    start.await();
                    moves(client, own, bouncing, times);
                  } finally {
                    ready.countDown();
                  }
                  return null;
                }));
      }
      ready.await();
      began = System.nanoTime();
      start.countDown();
      for (Future<Void> client : running) {
        client.get();
      }
      ended = System.nanoTime();
    } catch (ExecutionException e) {
      throw new IllegalStateException(way.name() + " failed", e.getCause());
    }
    var all = new long[clients * each];
    for (int number = 0; number < clients; number++) {
      System.arraycopy(nanos[number], 0, all, number * each, each);
    }
    timings.add(all.length / ((ended - began) / 1e9), all);
    return way.stored() ? rows(first) : new Rows(0, 0, 0, 0, 0);
  }

  private static void moves(Way.Client client, long first, int bouncing, long[] times)
      throws Exception {
    for (int move = 0; move < times.length; move++) {
      long before = System.nanoTime();
      if (move % 2 == 0) {
        int bounce = move / 2;
        client.bounce(first + bounce % bouncing, bounce / bouncing % 2 == 1);
      } else {
        client.agree(first + bouncing + move / 2);
      }
      times[move] = System.nanoTime() - before;
    }
  }

  private Rows rows(long first) {
    return jdbc.sql(
            """
            select (select count(*) from deal_change where deal_id >= :first),
              (select count(*) from activity where subject >= :first),
              (select count(*) from deadline where subject >= :first),
              (select count(*) from measurement where deal_id >= :first and status = 'planned'),
              (select sum(version) from deal where id >= :first)
            """)
        .param("first", first)
        .query(
            (row, n) ->
                new Rows(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
        .single();
  }
}
