package app.zamer.bench;

import app.zamer.clients.Phone;
import app.zamer.deals.DealReads;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/** What people look at, asked for by one person after the other. */
final class Reads {
  private static final int STEP = 7919;
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private final DealReads deals;
  private final Actor manager;
  private final Actor headOfSales;

  Reads(DealReads deals, Actor manager, Actor headOfSales) {
    this.deals = deals;
    this.manager = manager;
    this.headOfSales = headOfSales;
  }

  /**
   * @param size how many deals there are, numbered from 1
   * @param times how often each is asked for
   */
  Map<String, Timings> measure(long size, int times) {
    var questions = new LinkedHashMap<String, LongConsumer>();
    questions.put("board, all deals", n -> deals.board(headOfSales, "sales"));
    questions.put("board, own deals", n -> deals.board(manager, "sales"));
    questions.put(
        "board, more of a stage", n -> deals.more(headOfSales, "sales", "lost", size / 2));
    questions.put(
        "phone", n -> found(deals.search(headOfSales, new Phone(SampleRows.phone(n)), null)));
    questions.put(
        "last four digits",
        n -> found(deals.search(headOfSales, null, SampleRows.phone(n).substring(8))));
    questions.put("deal card", n -> deals.card(headOfSales, new DealId(n)));
    questions.put("list, open", n -> deals.list(headOfSales, "open"));
    questions.put("list, all lost", n -> deals.list(headOfSales, "lost"));
    questions.put("search, a surname", n -> found(deals.search(headOfSales, null, "Кузнецова")));
    questions.put(
        "search, name and street", n -> deals.search(headOfSales, null, "Лесная " + n % 100));
    var timings = new LinkedHashMap<String, Timings>();
    var progress = new Progress("reads of " + size + " deals", questions.size());
    questions.forEach(
        (name, question) -> {
          progress.step(name);
          timings.put(name, asked(question, size, times));
        });
    return timings;
  }

  private static Timings asked(LongConsumer question, long size, int times) {
    // twice the same questions: what is measured is the program and its query, not the first look
    // at a page of the disk
    asked(question, size, times, new Timings());
    var timings = new Timings();
    asked(question, size, times, timings);
    return timings;
  }

  private static void asked(LongConsumer question, long size, int times, Timings timings) {
    var nanos = new long[times];
    long began = System.nanoTime();
    int asked = 0;
    while (asked < times && System.nanoTime() - began < LONGEST_NANOS) {
      long before = System.nanoTime();
      question.accept(1 + (long) asked * STEP % size);
      nanos[asked++] = System.nanoTime() - before;
    }
    timings.add(asked / ((System.nanoTime() - began) / 1e9), Arrays.copyOf(nanos, asked));
  }

  private static void found(int deals) {
    if (deals == 0) {
      throw new IllegalStateException("nothing found");
    }
  }
}
