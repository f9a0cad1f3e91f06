package app.zamer.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tukaani.xz.XZInputStream;

/**
 * A durable PostgreSQL child server from the zonky binaries jar: fsync on, scram password, random loopback port,
 * atomic initdb, orphan recovery, and a pipe watchdog that stops it when this JVM dies, even by kill -9.
 */
final class EmbeddedPostgres implements AutoCloseable {
  static final String USER = "zamer";
  private static final String DB = "zamer";
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final Map<Path, EmbeddedPostgres> RUNNING = new HashMap<>();

  private final Path dir;
  private final Path bin;
  private final Path cluster;
  private final List<String> prefix;
  private final String password;
  private final FileChannel lockChannel;
  private final int port;
  private final Process watchdog;
  private final String timings;
  private int users = 1;

  static synchronized EmbeddedPostgres start(Path dir) throws IOException {
    EmbeddedPostgres running = RUNNING.get(dir);
    if (running != null) {
      running.users++;
      return running;
    }
    var pg = new EmbeddedPostgres(dir);
    RUNNING.put(dir, pg);
    return pg;
  }

  private EmbeddedPostgres(Path dir) throws IOException {
    long t0 = System.nanoTime();
    this.dir = dir;
    Files.createDirectories(dir);
    this.lockChannel = FileChannel.open(dir.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = lockChannel.tryLock();
    } catch (OverlappingFileLockException ignored) {
      // same JVM, other class loader
    }
    if (lock == null) throw new IOException("another instance already uses " + dir);
    Path home = extract();
    long t1 = System.nanoTime();
    this.bin = home.resolve("bin");
    this.cluster = dir.resolve("pgdata");
    this.prefix = rootPrefix();
    Path passwordFile = dir.resolve("pg-password");
    if (!Files.exists(cluster)) initdb(passwordFile);
    this.password = Files.readString(passwordFile).strip();
    checkMajorVersion();
    stopOrphan();
    long t2 = System.nanoTime();
    try (var s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = s.getLocalPort();
    }
    String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=on -c synchronous_commit=on"
        + " -c max_connections=60 -c timezone=UTC -c shared_buffers=128MB";
    run(List.of(bin + "/pg_ctl", "-D", cluster.toString(), "-l", dir.resolve("postgres.log").toString(), "-o", options, "-w", "-t", "60", "start"));
    long pid = postmasterPid().orElseThrow(() -> new IOException("PostgreSQL left no postmaster.pid"));
    this.watchdog = watchdog(pid);
    createDatabase();
    long t3 = System.nanoTime();
    this.timings = "extract %d ms, init %d ms, start %d ms".formatted((t1 - t0) / 1_000_000, (t2 - t1) / 1_000_000, (t3 - t2) / 1_000_000);
  }

  String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DB;
  }

  String password() {
    return password;
  }

  String timings() {
    return timings;
  }

  @Override
  public void close() throws IOException {
    synchronized (EmbeddedPostgres.class) {
      if (--users > 0) return;
      RUNNING.remove(dir);
    }
    watchdog.getOutputStream().close(); // EOF: the watchdog sends SIGINT = fast shutdown
    Optional<Long> pid = postmasterPid();
    if (pid.isPresent()) {
      ProcessHandle.of(pid.get()).ifPresent(p -> {
        try {
          p.onExit().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
          log.warn("PostgreSQL {} did not stop", p.pid(), e);
        }
      });
    }
    lockChannel.close();
  }

  /** PostgreSQL refuses to run as root: a fresh user namespace maps root to nobody while file ownership still works. */
  private static List<String> rootPrefix() throws IOException {
    if (!"root".equals(System.getProperty("user.name"))) return List.of();
    try {
      if (new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0) return List.of("unshare", "-U");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("running as root, and 'unshare -U' is not allowed here: start as a normal user or set spring.datasource.url");
  }

  private Path extract() throws IOException {
    String os = System.getProperty("os.name").toLowerCase().contains("mac") ? "darwin" : "linux";
    String arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    String resource = "/postgres-" + os + "-" + arch + ".txz";
    byte[] archive;
    try (InputStream in = EmbeddedPostgres.class.getResourceAsStream(resource)) {
      if (in == null) throw new IOException("no embedded PostgreSQL for " + os + "/" + arch + ": set spring.datasource.url");
      archive = in.readAllBytes();
    }
    String id = HexFormat.of().toHexDigits(Arrays.hashCode(archive));
    Path home = dir.resolve("pg-" + id);
    if (Files.exists(home)) return home;
    Path tmp = Files.createTempDirectory(dir, "extract");
    try (var tar = new TarArchiveInputStream(new BufferedInputStream(new XZInputStream(new java.io.ByteArrayInputStream(archive)), 1 << 16))) {
      TarArchiveEntry e;
      while ((e = tar.getNextEntry()) != null) {
        Path target = tmp.resolve(e.getName()).normalize();
        if (!target.startsWith(tmp)) throw new IOException("bad entry " + e.getName());
        if (e.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.getParent());
        if (e.isSymbolicLink()) Files.createSymbolicLink(target, Path.of(e.getLinkName()));
        else if (e.isLink()) Files.createLink(target, tmp.resolve(e.getLinkName()));
        else {
          Files.copy(tar, target);
          if ((e.getMode() & 0100) != 0 || e.getName().contains("bin/")) target.toFile().setExecutable(true, false);
        }
      }
    }
    Files.setPosixFilePermissions(tmp, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.move(tmp, home);
    return home;
  }

  private void initdb(Path passwordFile) throws IOException {
    if (!Files.exists(passwordFile)) {
      Files.writeString(passwordFile, java.util.UUID.randomUUID().toString());
      Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
    }
    Path tmp = dir.resolve("pgdata.init");
    deleteRecursively(tmp); // an interrupted initdb never becomes the cluster
    run(List.of(bin + "/initdb", "-D", tmp.toString(), "-U", USER, "-A", "scram-sha-256", "--pwfile=" + passwordFile,
        "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"));
    Files.move(tmp, cluster);
  }

  private void checkMajorVersion() throws IOException {
    String data = Files.readString(cluster.resolve("PG_VERSION")).strip();
    String out = run(List.of(bin + "/postgres", "--version"));
    String binary = out.replaceAll("(?s).*?(\\d+)\\..*", "$1");
    if (!data.equals(binary)) throw new IOException("data directory is PostgreSQL " + data + ", binaries are " + binary + ": dump and restore first");
  }

  private Optional<Long> postmasterPid() throws IOException {
    Path file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) return Optional.empty();
    return Files.readAllLines(file).stream().findFirst().map(String::strip).map(Long::valueOf);
  }

  private void stopOrphan() throws IOException {
    Optional<Long> pid = postmasterPid();
    if (pid.isEmpty()) return;
    Optional<ProcessHandle> process = ProcessHandle.of(pid.get()).filter(ProcessHandle::isAlive);
    boolean ours = process.flatMap(p -> p.info().command()).map(c -> Path.of(c).startsWith(dir)).orElse(false);
    if (ours) {
      log.warn("stopping orphaned PostgreSQL {}", pid.get());
      run(List.of(bin + "/pg_ctl", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "30", "stop"));
    } else {
      log.warn("removing stale postmaster.pid (process {} {})", pid.get(), process.isPresent() ? "is another program" : "is gone");
      Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    }
  }

  /** The JVM holds the pipe; when it dies for any reason the shell reads EOF and sends SIGINT (fast shutdown). */
  private static Process watchdog(long pid) throws IOException {
    return new ProcessBuilder("sh", "-c", "trap '' INT TERM HUP; cat >/dev/null; kill -INT " + pid)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private void createDatabase() throws IOException {
    SQLException last = null;
    for (int i = 0; i < 50; i++) {
      try (Connection c = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, password); var st = c.createStatement()) {
        try (var rs = st.executeQuery("show data_directory")) {
          rs.next();
          if (!Path.of(rs.getString(1)).toRealPath().equals(cluster.toRealPath())) throw new IOException("a foreign PostgreSQL answered on port " + port);
        }
        try (var rs = st.executeQuery("select 1 from pg_database where datname = '" + DB + "'")) {
          if (rs.next()) return;
        }
        st.execute("create database " + DB);
        return;
      } catch (SQLException e) {
        last = e;
        try {
          Thread.sleep(100);
        } catch (InterruptedException ie) {
          Thread.currentThread().interrupt();
          throw new IOException(ie);
        }
      }
    }
    throw new IOException("embedded PostgreSQL does not answer", last);
  }

  private String run(List<String> command) throws IOException {
    var full = new ArrayList<>(prefix);
    full.addAll(command);
    Path out = Files.createTempFile(dir, "cmd", ".log"); // a pipe would be inherited by the daemon and never reach EOF
    try {
      Process p = new ProcessBuilder(full).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      p.getOutputStream().close();
      int rc = p.waitFor();
      String text = Files.readString(out);
      if (rc != 0) throw new IOException(String.join(" ", full) + " failed (" + rc + "): " + text);
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(out);
    }
  }

  private static void deleteRecursively(@Nullable Path path) throws IOException {
    if (path == null || !Files.exists(path)) return;
    try (var walk = Files.walk(path)) {
      for (Path p : walk.sorted(Comparator.reverseOrder()).toList()) Files.delete(p);
    }
  }
}
