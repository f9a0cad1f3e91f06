package app.zamer.bench;

import app.zamer.clients.Phone;
import app.zamer.deals.DealReads;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** What people look at, asked for by one person after the other. */
final class Reads {
  private static final int STEP = 7919;

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
    var questions = new LinkedHashMap<String, LongFunction<Object>>();
    questions.put("board, all deals", n -> deals.board(headOfSales, "sales"));
    questions.put("board, own deals", n -> deals.board(manager, "sales"));
    questions.put("board, more of a stage", n -> deals.more(headOfSales, "sales", "lost", size / 2));
    questions.put("phone", n -> found(deals.search(headOfSales, new Phone(SampleRows.phone(n)), null)));
    questions.put("last four digits", n -> found(deals.search(headOfSales, null, SampleRows.phone(n).substring(8))));
    questions.put("deal card", n -> deals.card(headOfSales, new DealId(n)));
    questions.put("list, open", n -> deals.list(headOfSales, "open"));
    questions.put("list, all lost", n -> deals.list(headOfSales, "lost"));
    questions.put("search, a surname", n -> found(deals.search(headOfSales, null, "Кузнецова")));
    questions.put("search, name and street", n -> deals.search(headOfSales, null, "Лесная " + n % 100));
    var timings = new LinkedHashMap<String, Timings>();
    questions.forEach((name, question) -> timings.put(name, asked(question, size, times)));
    return timings;
  }

  private static Timings asked(LongFunction<Object> question, long size, int times) {
    var timings = new Timings();
    var nanos = new long[times];
    // the same questions twice: what is measured is the program and its query, not the first look at a page of the disk
    for (int pass = 0; pass < 2; pass++) {
      long began = System.nanoTime();
      for (int i = 0; i < times; i++) {
        long before = System.nanoTime();
        question.apply(1 + (long) i * STEP % size);
        nanos[i] = System.nanoTime() - before;
        if (pass == 0 && System.nanoTime() - began > 20_000_000_000L) {
          timings.add(1, new long[] {nanos[i]});
          return timings;
        }
      }
      if (pass == 1) {
        timings.add(times / ((System.nanoTime() - began) / 1e9), nanos);
      }
    }
    return timings;
  }

  private static int found(int deals) {
    if (deals == 0) {
      throw new IllegalStateException("nothing found");
    }
    return deals;
  }
}
