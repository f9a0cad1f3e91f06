package app.zamer.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of this program's own, with its data in a folder. It listens on a free port
 * of the loopback address only, asks for a password that only the folder's owner can read, stops
 * with this program, even when the program is killed, and is started again at the same port when it
 * ends by itself.
 */
final class EmbeddedPostgres implements AutoCloseable {
  static final String USER = "zamer";

  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "zamer";
  private static final int PORT_TRIES = 3;
  private static final long LOG_KEPT_BYTES = 10_000_000;
  private static final Map<Path, EmbeddedPostgres> running = new HashMap<>();

  private final Path folder;
  private final FolderLock lock;
  private final Cluster cluster;
  private final DatabaseSettings settings;
  private final String password;
  private final int port;
  private final Supervisor supervisor;
  private Watchdog watchdog;
  private volatile long pid;
  private int users = 1;

  /**
   * Starts the server, or joins the one that this program already runs in the folder; each start
   * wants its own {@link #close()}.
   *
   * @param folder where the data is, absolute; created if there is none
   * @param home where PostgreSQL's programs are unpacked to, once
   * @param restarts what is done when it ends by itself; those of the first start count
   * @throws DatabaseProblem if it can't be started, with what to do about it
   */
  static EmbeddedPostgres start(
      Path folder, Path home, DatabaseSettings settings, Restarts restarts) {
    synchronized (running) {
      EmbeddedPostgres server = running.get(folder);
      if (server != null) {
        server.users++;
        return server;
      }
      try {
        server = new EmbeddedPostgres(folder, home, settings, restarts);
      } catch (IOException e) {
        throw new DatabaseProblem(
            "The database in " + folder + " did not start: " + e.getMessage(),
            "Its own words are in " + folder.resolve("postgres.log") + ".",
            e);
      }
      running.put(folder, server);
      return server;
    }
  }

  private EmbeddedPostgres(Path folder, Path home, DatabaseSettings settings, Restarts restarts)
      throws IOException {
    this.folder = folder;
    this.settings = settings;
    this.lock = FolderLock.take(folder);
    try {
      PostgresPrograms programs = PostgresPrograms.unpacked(home, folder);
      this.cluster = new Cluster(folder, programs);
      cluster.createUnlessThere(USER, settings.durable());
      this.password = cluster.password();
      cluster.refuseOtherMajorVersion();
      cluster.clearLeftovers();
      keepLogShort();
      this.port = startOnFreePort();
      try {
        this.watchdog = Watchdog.over(cluster.pid(), cluster.pidFile());
        this.pid = cluster.pid();
        createDatabaseUnlessThere();
        this.supervisor = Supervisor.over(process(), this::startAgain, restarts);
      } catch (IOException | RuntimeException e) {
        cluster.stop();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      lock.release();
      throw e;
    }
  }

  /** Address of the database, without user and password. */
  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  String password() {
    return password;
  }

  /** Process id of the server that was started last, and is watched over. */
  long pid() {
    return pid;
  }

  private ProcessHandle process() throws IOException {
    return ProcessHandle.of(pid)
        .orElseThrow(() -> new IOException("PostgreSQL " + pid + " ended right after its start"));
  }

  private ProcessHandle startAgain() throws IOException {
    watchdog.dismiss();
    cluster.clearLeftovers();
    cluster.start(port, settings, folder.resolve("postgres.log"));
    watchdog = Watchdog.over(cluster.pid(), cluster.pidFile());
    pid = cluster.pid();
    return process();
  }

  @Override
  public void close() {
    synchronized (running) {
      if (--users > 0) {
        return;
      }
      running.remove(folder);
      supervisor.dismiss();
      try {
        cluster.stop();
        watchdog.dismiss();
        lock.release();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private int startOnFreePort() throws IOException {
    for (int tries = 1; ; tries++) {
      int free = freePort();
      try {
        cluster.start(free, settings, folder.resolve("postgres.log"));
        return free;
      } catch (IOException e) {
        // somebody may have taken the port between finding it and starting
        if (tries == PORT_TRIES || isFree(free)) {
          throw e;
        }
        log.info("Port {} was taken meanwhile, trying another", free);
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private void keepLogShort() throws IOException {
    Path current = folder.resolve("postgres.log");
    if (Files.exists(current) && Files.size(current) > LOG_KEPT_BYTES) {
      Files.move(current, folder.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void createDatabaseUnlessThere() throws IOException {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    try (var connection = DriverManager.getConnection(url, USER, password);
        var statement = connection.createStatement()) {
      try (var there =
          statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
        if (there.next()) {
          return;
        }
      }
      statement.execute("create database " + DATABASE);
    } catch (SQLException e) {
      throw new IOException("it does not let its own program in: " + e.getMessage(), e);
    }
  }
}
