package app.zamer.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's data folder, the password to it, and the server that runs over it. */
final class Cluster {
  private static final Logger log = LoggerFactory.getLogger(Cluster.class);
  private static final Pattern MAJOR = Pattern.compile("(\\d+)\\.");

  private final Path data;
  private final Path passwordFile;
  private final PostgresPrograms programs;

  Cluster(Path folder, PostgresPrograms programs) {
    this.data = folder.resolve("pgdata");
    this.passwordFile = folder.resolve("database-password");
    this.programs = programs;
  }

  Path pidFile() {
    return data.resolve("postmaster.pid");
  }

  /** Makes an empty cluster; an interrupted attempt never becomes one. */
  void createUnlessThere(String user, boolean durable) throws IOException {
    if (Files.exists(data)) {
      return;
    }
    writePasswordUnlessThere();
    Path unfinished = data.resolveSibling("pgdata.unfinished");
    FileSystemUtils.deleteRecursively(unfinished);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--pgdata=" + unfinished,
                "--username=" + user,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
    if (!durable) {
      arguments.add("--no-sync");
    }
    initialise(arguments);
    Files.move(unfinished, data);
  }

  /**
   * pg_trgm asks the C library, and not PostgreSQL's own locale, what a letter is: in the locale C
   * it knows no Cyrillic ones, and its indexes find everything.
   */
  private void initialise(List<String> arguments) throws IOException {
    List<String> withLetters = new ArrayList<>(arguments);
    withLetters.add("--lc-ctype=C.UTF-8");
    try {
      programs.run("initdb", withLetters.toArray(String[]::new));
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("invalid locale name")) {
        throw e;
      }
      log.warn(
          "This machine has no locale C.UTF-8: searching by a part of a Russian word will be slow");
      programs.run("initdb", arguments.toArray(String[]::new));
    }
  }

  String password() throws IOException {
    if (!Files.exists(passwordFile)) {
      throw new DatabaseProblem(
          "The file " + passwordFile + ", which holds the password of the database, is missing.",
          "Bring it back from a backup; the data in " + data + " is untouched.");
    }
    return Files.readString(passwordFile).strip();
  }

  /** PostgreSQL reads only data of its own major version. */
  void refuseOtherMajorVersion() throws IOException {
    String ofData = Files.readString(data.resolve("PG_VERSION")).strip();
    String printed = programs.run("postgres", "--version");
    var matcher = MAJOR.matcher(printed);
    if (!matcher.find()) {
      throw new IOException("postgres --version printed " + printed);
    }
    String ofPrograms = matcher.group(1);
    if (!ofData.equals(ofPrograms)) {
      throw new DatabaseProblem(
          "The data in %s was written by PostgreSQL %s; this Zamer brings PostgreSQL %s. Nothing was changed."
              .formatted(data, ofData, ofPrograms),
          ("Dump the data with PostgreSQL %s (pg_dumpall), move the folder away, start this Zamer"
                  + " once, and load the dump; or start the Zamer that wrote it.")
              .formatted(ofData));
    }
  }

  /**
   * Stops a server that outlived the program that started it, and removes the pid file of a process
   * that is another program by now. The file of a process that is gone is PostgreSQL's own to
   * clear: it first makes sure that none of that server's children live.
   */
  void clearLeftovers() throws IOException {
    Optional<ProcessHandle> process = recordedProcess();
    if (process.isEmpty()) {
      return;
    }
    if (isServerOfThisData(process.get())) {
      log.warn("Stopping PostgreSQL {}, which outlived its program", process.get().pid());
      stop();
    } else {
      log.warn("Removing a stale postmaster.pid: process {} is not ours", process.get().pid());
      Files.delete(pidFile());
    }
  }

  /** Starts the server on a port of the loopback address and waits until it answers. */
  void start(int port, DatabaseSettings settings, Path logFile) throws IOException {
    String onOff = settings.durable() ? "on" : "off";
    List<String> options =
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=" + onOff,
            "synchronous_commit=" + onOff,
            "full_page_writes=" + onOff,
            "shared_buffers=" + settings.sharedBuffers(),
            "max_connections=" + settings.maxConnections(),
            "timezone=UTC",
            "log_timezone=UTC",
            "log_checkpoints=off",
            // disks have no arms that move any more, and most of what is read is in memory
            "random_page_cost=1.1",
            // names and phones of people must not get into the log with a failed statement
            "log_error_verbosity=terse",
            "log_min_error_statement=panic");
    programs.run(
        "pg_ctl",
        "--pgdata=" + data,
        "--log=" + logFile,
        "--options=-c " + String.join(" -c ", options),
        "--wait",
        "--timeout=60",
        "start");
  }

  /** Stops the server if it runs: what is open is rolled back, what is answered is kept. */
  void stop() throws IOException {
    Optional<ProcessHandle> process = recordedProcess();
    if (process.isEmpty()) {
      return;
    }
    try {
      programs.run("pg_ctl", "--pgdata=" + data, "--mode=fast", "--wait", "--timeout=60", "stop");
    } catch (IOException e) {
      if (process.get().isAlive()) { // else its watchdog was quicker
        throw e;
      }
    }
    awaitEnd(process.get());
  }

  /** pg_ctl goes by the pid file, which the server removes a moment before it ends. */
  private static void awaitEnd(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while PostgreSQL stopped", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("PostgreSQL " + process.pid() + " does not end", e);
    }
  }

  /** Process id of the running server. */
  long pid() throws IOException {
    return recordedProcess()
        .orElseThrow(() -> new IOException("PostgreSQL ended right after its start"))
        .pid();
  }

  private Optional<ProcessHandle> recordedProcess() throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    return Files.readAllLines(pidFile()).stream()
        .findFirst()
        .map(String::strip)
        .filter(line -> line.matches("[0-9]+"))
        .map(Long::valueOf)
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive);
  }

  private boolean isServerOfThisData(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean postgres =
        info.command().map(Path::of).filter(path -> path.endsWith("postgres")).isPresent();
    return postgres
        && Arrays.asList(info.arguments().orElse(new String[0])).contains(data.toString());
  }

  private void writePasswordUnlessThere() throws IOException {
    if (Files.exists(passwordFile)) {
      return;
    }
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    Path unfinished = passwordFile.resolveSibling("database-password.unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(unfinished, HexFormat.of().formatHex(secret));
    Files.move(unfinished, passwordFile);
  }
}
