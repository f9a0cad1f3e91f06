package app.zamer.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another program, in a JVM of its own, that runs the embedded database of a folder. */
final class ProgramWithDatabase implements AutoCloseable {
  private final Process process;
  private final long serverPid;

  private ProgramWithDatabase(Process process, long serverPid) {
    this.process = process;
    this.serverPid = serverPid;
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
    var output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("server ")) {
        return new ProgramWithDatabase(process, Long.parseLong(line.substring(7)));
      }
    }
    throw new IOException("the other program did not start its database");
  }

  public static void main(String[] args) throws IOException {
    var settings = EmbeddedPostgresTests.settings(false);
    try (var server = EmbeddedPostgres.start(Path.of(args[0]), Path.of(args[1]), settings)) {
      System.out.println("server " + server.pid());
      while (System.in.read() >= 0) {
        // lives until its input ends
      }
    }
  }

  long pid() {
    return process.pid();
  }

  ProcessHandle server() {
    return ProcessHandle.of(serverPid).orElseThrow();
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
