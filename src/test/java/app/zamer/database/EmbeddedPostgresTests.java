package app.zamer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTests {
  private static final Path HOME = Path.of("target/postgres").toAbsolutePath();

  /** Whoever ends is not started again. */
  static final Restarts ONCE = new Restarts(List.of(), () -> {});

  @TempDir static Path made;

  @TempDir Path folder;

  static DatabaseSettings settings(boolean durable) {
    return new DatabaseSettings("", "", "", durable, "16MB", 20);
  }

  @BeforeAll
  static void makeAClusterForTheTestsToCopy() {
    EmbeddedPostgres.start(made, HOME, settings(false), ONCE).close();
  }

  @BeforeEach
  void copyTheCluster() throws Exception {
    for (String part : List.of("pgdata", "database-password")) {
      new ProcessBuilder("cp", "-a", made.resolve(part).toString(), folder.toString())
          .start()
          .waitFor();
    }
  }

  @Test
  void keepsItsDataOverARestart() throws Exception {
    try (var server = start()) {
      query(server, "create table note as select 'Замер' as text");
    }
    try (var server = start()) {
      assertThat(query(server, "select text from note")).isEqualTo("Замер");
    }
  }

  @Test
  void isGoneAfterTheLastOneWhoUsesItClosesIt() throws Exception {
    var first = start();
    var second = start();
    ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
    assertThat(second).isSameAs(first);
    first.close();
    assertThat(process.isAlive()).isTrue();
    second.close();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void listensOnTheLoopbackAddressOnly() throws Exception {
    try (var server = start()) {
      assertThat(query(server, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(server, "show unix_socket_directories")).isEmpty();
    }
  }

  @Test
  void asksForThePasswordThatOnlyTheOwnerOfTheFolderCanRead() throws Exception {
    try (var server = start()) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("database-password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl(), EmbeddedPostgres.USER, "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      assertThat(query(server, "show password_encryption")).isEqualTo("scram-sha-256");
    }
  }

  @Test
  void waitsForTheDiskWhenItIsToBeDurableAndNotOtherwise() throws Exception {
    try (var server = EmbeddedPostgres.start(folder, HOME, settings(true), ONCE)) {
      assertThat(query(server, "show fsync")).isEqualTo("on");
      assertThat(query(server, "show synchronous_commit")).isEqualTo("on");
      assertThat(query(server, "show full_page_writes")).isEqualTo("on");
    }
    try (var server = EmbeddedPostgres.start(folder, HOME, settings(false), ONCE)) {
      assertThat(query(server, "show fsync")).isEqualTo("off");
      assertThat(query(server, "show synchronous_commit")).isEqualTo("off");
    }
  }

  @Test
  void takesTheMemoryAndTheConnectionsItIsGiven() throws Exception {
    try (var server = start()) {
      assertThat(query(server, "show shared_buffers")).isEqualTo("16MB");
      assertThat(query(server, "show max_connections")).isEqualTo("20");
    }
  }

  @Test
  void aSecondProgramOnTheSameFolderIsToldWhichOneRuns() throws Exception {
    try (var other = ProgramWithDatabase.start(folder, HOME)) {
      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              DatabaseProblem.class,
              problem -> {
                assertThat(problem)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("process " + other.pid());
                assertThat(problem.whatToDo()).contains("ZAMER_DATA");
              });
    }
  }

  @Test
  void stopsWhenItsProgramIsKilled() throws Exception {
    var other = ProgramWithDatabase.start(folder, HOME);
    ProcessHandle server = other.server();
    other.kill();
    assertThat(server.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    try (var again = start()) {
      assertThat(query(again, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void anOrphanWhoseWatchdogWasKilledTooIsStoppedAtTheNextStart() throws Exception {
    var other = ProgramWithDatabase.start(folder, HOME);
    ProcessHandle orphan = other.server();
    other.killWithWatchdog();
    try (var again = start()) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(again.pid()).isNotEqualTo(orphan.pid());
      assertThat(query(again, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void comesBackAtTheSameAddressWhenItIsKilledAndStillStopsWithItsProgram() throws Exception {
    var other = ProgramWithDatabase.start(folder, HOME);
    ProcessHandle first = other.server();
    first.destroyForcibly();
    first.onExit().get(30, TimeUnit.SECONDS);
    ProcessHandle second = other.serverAfter(first);
    assertThat(second.isAlive()).isTrue();
    other.kill();
    assertThat(second.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  @Test
  void whatWasCommittedIsThereWhenItHasComeBack() throws Exception {
    var restarts = new Restarts(Collections.nCopies(100, Duration.ofMillis(100)), () -> {});
    try (var server = EmbeddedPostgres.start(folder, HOME, settings(true), restarts)) {
      query(server, "create table note as select 'Замер' as text");
      ProcessHandle killed = ProcessHandle.of(server.pid()).orElseThrow();
      killed.destroyForcibly();
      killed.onExit().get(30, TimeUnit.SECONDS);
      assertThat(whenItAnswers(server, "select text from note")).isEqualTo("Замер");
    }
  }

  @Test
  void whoeverWatchesOverTheProgramIsToldWhenItDoesNotComeUpAnyMore() throws Exception {
    var givenUp = new CountDownLatch(1);
    var restarts = new Restarts(Collections.nCopies(2, Duration.ofMillis(100)), givenUp::countDown);
    try (var server = EmbeddedPostgres.start(folder, HOME, settings(false), restarts)) {
      Path control = folder.resolve("pgdata/global/pg_control");
      Files.delete(control);
      ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
      assertThat(givenUp.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anInterruptedInitdbNeverBecomesTheCluster() throws Exception {
    Path fresh = folder.resolve("fresh");
    Path unfinished = Files.createDirectories(fresh.resolve("pgdata.unfinished"));
    Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");
    Files.writeString(fresh.resolve("database-password.unfinished"), "half");
    try (var server = EmbeddedPostgres.start(fresh, HOME, settings(false), ONCE)) {
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void aStalePidFileOfAnotherProgramIsRemoved() throws Exception {
    writePidFile(ProcessHandle.current().pid());
    try (var server = start()) {
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aStalePidFileOfAProcessThatIsGoneIsNoObstacle() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    writePidFile(gone.pid());
    try (var server = start()) {
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void dataOfAnotherMajorVersionIsRefusedAndLeftAlone() throws Exception {
    Path version = folder.resolve("pgdata/PG_VERSION");
    Files.writeString(version, "17\n");
    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(
            DatabaseProblem.class,
            problem -> {
              assertThat(problem).hasMessageContaining("PostgreSQL 17");
              assertThat(problem.whatToDo()).contains("pg_dumpall");
            });
    assertThat(version).hasContent("17");

    Files.writeString(version, "18\n");
    try (var server = start()) { // the refusal let go of the folder
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aLostPasswordFileIsNamed() throws Exception {
    Files.delete(folder.resolve("database-password"));
    assertThatThrownBy(this::start)
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("database-password");
  }

  @Test
  void aFolderWithSpacesAndCyrillicIsFine() throws Exception {
    Path named = folder.resolve("Учёт клиентов 2026");
    try (var server = EmbeddedPostgres.start(named, HOME, settings(false), ONCE)) {
      assertThat(query(server, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void settingsThatCannotBeMeantAreRefused() {
    assertThatThrownBy(() -> new DatabaseSettings("postgres://x/y", "", "", true, "128MB", 100))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("ZAMER_DB_URL");
    assertThatThrownBy(() -> new DatabaseSettings("", "", "", true, "128MB; true", 100))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("shared-buffers");
  }

  private EmbeddedPostgres start() {
    return EmbeddedPostgres.start(folder, HOME, settings(false), ONCE);
  }

  private static String whenItAnswers(EmbeddedPostgres server, String sql) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        return query(server, sql);
      } catch (SQLException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  private void writePidFile(long pid) throws IOException {
    Files.writeString(
        folder.resolve("pgdata/postmaster.pid"),
        pid + "\n" + folder.resolve("pgdata") + "\n1700000000\n5432\n\n127.0.0.1\n");
  }

  private static String query(EmbeddedPostgres server, String sql) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                server.jdbcUrl(), EmbeddedPostgres.USER, server.password());
        var statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "";
      }
      try (var rows = statement.getResultSet()) {
        assertThat(rows.next()).isTrue();
        return rows.getString(1);
      }
    }
  }
}
