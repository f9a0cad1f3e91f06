package app.zamer.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/** Another program, in a JVM of its own, that runs the embedded database of a folder. */
final class ProgramWithDatabase implements AutoCloseable {
  private static final String SERVER = "server ";

  private final Process process;
  private final BufferedReader output;
  private final long serverPid;

  private ProgramWithDatabase(Process process) throws IOException {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.serverPid = told();
  }

  static ProgramWithDatabase start(Path folder, Path home) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ProgramWithDatabase.class.getName(),
                folder.toString(),
                home.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    return new ProgramWithDatabase(process);
  }

  public static void main(String[] args) throws IOException {
    var settings = EmbeddedPostgresTests.settings(false);
    var restarts = new Restarts(Collections.nCopies(100, Duration.ofMillis(100)), () -> {});
    try (var server =
        EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]), settings, restarts)) {
      do {
        System.out.println(SERVER + server.pid());
      } while (System.in.read() >= 0); // lives until its input ends
    }
  }

  private long told() throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(SERVER)) {
        return Long.parseLong(line.substring(SERVER.length()));
      }
    }
    throw new IOException("the other program did not start its database");
  }

  long pid() {
    return process.pid();
  }

  ProcessHandle server() {
    return ProcessHandle.of(serverPid).orElseThrow();
  }

  /** The server that runs there once another one does not any more. */
  ProcessHandle serverAfter(ProcessHandle ended) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end) {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      long pid = told();
      Optional<ProcessHandle> server = ProcessHandle.of(pid);
      if (pid != ended.pid() && server.isPresent()) {
        return server.get();
      }
    }
    throw new IOException("the server did not come back");
  }

  /** kill -9; back when the program is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** kill -9 of the program and of what it left to watch over its server. */
  void killWithWatchdog() throws InterruptedException {
    // the shell before what it waits for, or it would go on with its script
    process.toHandle().children().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().descendants().forEach(ProcessHandle::destroyForcibly);
    kill();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
