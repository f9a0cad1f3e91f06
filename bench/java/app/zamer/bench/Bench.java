package app.zamer.bench;

import app.zamer.ZamerApplication;
import app.zamer.company.CompanyClock;
import app.zamer.deals.DealReads;
import app.zamer.deals.Deals;
import app.zamer.editions.Editions;
import app.zamer.regulation.DealId;
import app.zamer.users.Actor;
import app.zamer.users.NewUser;
import app.zamer.users.Role;
import app.zamer.users.Tokens;
import app.zamer.users.UserId;
import app.zamer.users.UserOutcome;
import app.zamer.users.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * Measures the program on a database of its own and prints what came out as Markdown.
 *
 * <p>What it does just now, and how far it is, goes to the stream of errors.
 *
 * <p>Arguments: {@code --quick} for a rough look in a minute or two; {@code moves}, {@code reads}
 * or {@code pages} for these parts only.
 */
public final class Bench {
  private static final String PASSWORD = "measured and thrown away";
  private static final String TOKEN = "bench-token";
  private static final Set<String> PARTS = Set.of("moves", "reads", "pages");

  private final ConfigurableApplicationContext program;
  private final boolean quick;
  private final SampleRows sample;
  private final Actor manager;
  private final Actor headOfSales;

  private Bench(ConfigurableApplicationContext program, boolean quick) {
    this.program = program;
    this.quick = quick;
    this.sample = new SampleRows(program.getBean(JdbcClient.class));
    for (int number = 2; number <= SampleRows.MANAGERS; number++) {
      hired(SampleRows.manager(number), Role.MANAGER);
    }
    this.manager = hired(SampleRows.manager(1), Role.MANAGER);
    this.headOfSales = hired("head", Role.HEAD_OF_SALES);
    program.getBean(Tokens.class).createKnown(manager.id(), "bench", TOKEN);
  }

  public static void main(String[] arguments) throws Exception {
    Set<String> wanted = Set.copyOf(Arrays.asList(arguments));
    boolean quick = wanted.contains("--quick");
    Path folder = Files.createTempDirectory("zamer-bench");
    String[] settings = {
      "--server.port=0",
      "--zamer.data-dir=" + folder,
      "--zamer.postgres-home=" + System.getProperty("zamer.postgres-home", ""),
      "--logging.level.root=error",
      "--logging.level.app.zamer=warn"
    };
    try (ConfigurableApplicationContext program =
        SpringApplication.run(ZamerApplication.class, settings)) {
      var bench = new Bench(program, quick);
      bench.printMachine();
      boolean all = wanted.stream().noneMatch(PARTS::contains);
      if (all || wanted.contains("moves")) {
        bench.printMoves();
      }
      if (all || wanted.contains("pages")) {
        bench.printPages();
      }
      if (all || wanted.contains("reads")) {
        bench.printReads();
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private Actor hired(String login, Role role) {
    var outcome =
        program
            .getBean(Users.class)
            .create(Actor.SYSTEM, new NewUser(login, login, Set.of(role), PASSWORD));
    if (!(outcome instanceof UserOutcome.Saved)) {
      throw new IllegalStateException(outcome.toString());
    }
    return new Actor(new UserId(login), Set.of(role));
  }

  private void printMachine() throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    String model =
        Files.exists(cpus)
            ? Files.readAllLines(cpus).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(System.getProperty("os.arch"))
            : System.getProperty("os.arch");
    String postgres =
        program.getBean(JdbcClient.class).sql("show server_version").query(String.class).single();
    System.out.printf(
        "%s, %d cores; JDK %s; PostgreSQL %s, embedded, durable, on the same machine%s%n",
        model,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        postgres,
        quick ? "; a quick look, not a measurement" : "");
  }

  private void printMoves() throws Exception {
    var clock = program.getBean(CompanyClock.class);
    var agreement = agreement();
    var jdbc = program.getBean(JdbcClient.class);
    sample.growTo(1_000);
    long some = sample.openDeals(1, manager.id().value(), agreement.nextContactOn());
    var facts = new DealReads(program).facts(new DealId(some));
    List<Way> ways =
        List.of(
            new ByEngine(
                program.getBean(Editions.class).inForce(), facts, agreement, clock.instant()),
            new ByDeals(program.getBean(Deals.class), manager, agreement),
            new ByHttp(port(), TOKEN, agreement),
            new BySql(program.getBean(DataSource.class), manager.id().value(), agreement));
    var moves = new StageMoves(sample, jdbc, manager.id().value(), agreement.nextContactOn());
    Map<String, Map<Integer, Timings>> timings =
        quick ? moves.measure(ways, 3, 960, 1_600) : moves.measure(ways, 7, 3_200, 16_000);
    System.out.printf(
        """

        Stage moves: (a) the engine alone, (b) `Deals.move` in the process, (c) `POST /deals/{id}/moves`, (d) the same rows by plain JDBC

        | clients | a, moves/s | p50, µs | p99, µs | b, moves/s | p50, ms | p99, ms | c, moves/s | p50, ms | p99, ms | d, moves/s | p50, ms | p99, ms | b/d | c/d |
        |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
        """);
    for (int clients : StageMoves.CLIENTS) {
      var line = new StringBuilder("| " + clients);
      for (Way way : ways) {
        Timings of = timings.get(way.name()).get(clients);
        double unit = way.stored() ? 1 : 1000;
        line.append(" | ").append(Timings.shown(of.perSecond()));
        line.append(" | ").append(Timings.shown(of.millis(0.5) * unit));
        line.append(" | ").append(Timings.shown(of.millis(0.99) * unit));
      }
      double bare = timings.get("d").get(clients).perSecond();
      line.append(" | **")
          .append(Timings.shown(timings.get("b").get(clients).perSecond() / bare))
          .append("**");
      line.append(" | **")
          .append(Timings.shown(timings.get("c").get(clients).perSecond() / bare))
          .append("** |");
      System.out.println(line);
    }
    sample.clear();
  }

  private void printReads() {
    List<Long> sizes =
        quick ? List.of(1_000L, 10_000L, 100_000L) : List.of(1_000L, 100_000L, 1_000_000L);
    var timings = new LinkedHashMap<String, Map<Long, Timings>>();
    var reads = new Reads(new DealReads(program), manager, headOfSales);
    for (long size : sizes) {
      made(size);
      reads
          .measure(size, quick ? 300 : 1_000)
          .forEach(
              (name, of) ->
                  timings.computeIfAbsent(name, question -> new LinkedHashMap<>()).put(size, of));
    }
    var head = new StringBuilder("\nWhat people look at, in the process, milliseconds\n\n| |");
    var rule = new StringBuilder("|---|");
    for (long size : sizes) {
      head.append(String.format(Locale.ROOT, " %,d deals, p50 | p99 |", size));
      rule.append("---|---|");
    }
    System.out.println(head.append(" last/first |"));
    System.out.println(rule.append("---|"));
    timings.forEach(
        (name, of) -> {
          var line = new StringBuilder("| " + name);
          for (long size : sizes) {
            line.append(" | ").append(Timings.shown(of.get(size).millis(0.5)));
            line.append(" | ").append(Timings.shown(of.get(size).millis(0.99)));
          }
          double growth =
              of.get(sizes.getLast()).millis(0.5) / of.get(sizes.getFirst()).millis(0.5);
          System.out.println(line.append(" | **").append(Timings.shown(growth)).append("** |"));
        });
  }

  private void printPages() throws Exception {
    long deals = quick ? 10_000 : 100_000;
    int times = quick ? 200 : 1_000;
    made(deals);
    var head = new Pages(port());
    head.signIn(headOfSales.id().value(), PASSWORD);
    var own = new Pages(port());
    own.signIn(manager.id().value(), PASSWORD);
    var queries = new Reads(new DealReads(program), manager, headOfSales).measure(deals, times);
    System.out.printf(
        Locale.ROOT,
        """

        Pages over HTTP, one person, %,d deals, milliseconds; beside some the query of the same rows alone, in the process

        | | p50 | p99 | KB of HTML | query p50 | query/page |
        |---|---|---|---|---|---|
        """,
        deals);
    print("board, all deals", head, n -> "/board", times, queries.get("board, all deals"));
    print("board, own deals", own, n -> "/board", times, queries.get("board, own deals"));
    print(
        "deal card",
        head,
        n -> "/deals/" + (1 + (long) n * 7919 % deals),
        times,
        queries.get("deal card"));
    print("my day, everybody's", head, n -> "/day", times, null);
    print("my day, own", own, n -> "/day", times, null);
    print(
        "search, last four digits",
        head,
        n -> "/search?q=" + SampleRows.phone(1 + n).substring(8),
        times,
        queries.get("last four digits"));
    print("ledger", head, n -> "/ledger", times, null);
    var agreement = agreement();
    long deal = sample.openDeals(1, manager.id().value(), agreement.nextContactOn());
    try (Way.Client mover = new ByHttp(port(), TOKEN, agreement).client()) {
      Timings heard = new Live(head, mover).measure(deal, quick ? 100 : 500);
      System.out.printf(
          "%nUntil another browser hears of a stage move, from the moment it is asked for: p50 %s"
              + " ms, p99 %s ms%n",
          Timings.shown(heard.millis(0.5)), Timings.shown(heard.millis(0.99)));
    }
  }

  private Agreement agreement() {
    var clock = program.getBean(CompanyClock.class);
    return new Agreement(LocalDate.ofInstant(clock.instant(), clock.getZone()));
  }

  /** A million of them takes minutes. */
  private void made(long deals) {
    System.err.printf("Making %,d deals…%n", deals);
    sample.growTo(deals);
  }

  private static void print(
      String name, Pages pages, Pages.Paths paths, int times, @Nullable Timings query)
      throws Exception {
    System.err.println("page: " + name);
    Timings page = pages.measure(paths, times);
    int bytes = pages.get(paths.at(0)).getBytes(StandardCharsets.UTF_8).length;
    System.out.printf(
        "| %s | %s | %s | %s | %s | %s |%n",
        name,
        Timings.shown(page.millis(0.5)),
        Timings.shown(page.millis(0.99)),
        bytes / 1024,
        query == null ? "" : Timings.shown(query.millis(0.5)),
        query == null ? "" : "**" + Timings.shown(query.millis(0.5) / page.millis(0.5)) + "**");
  }

  private int port() {
    return Integer.parseInt(program.getEnvironment().getRequiredProperty("local.server.port"));
  }
}
