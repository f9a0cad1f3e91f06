package app.zamer.database;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/**
 * A small process that holds a pipe from this program. The pipe ends when this program does,
 * however it does, and then the watchdog stops the server.
 */
final class Watchdog {
  // the pid file is looked at so that a number given to another process since is left alone
  private static final String SCRIPT =
      """
      trap '' HUP INT TERM
      cat >/dev/null
      [ "$(head -n 1 "$2" 2>/dev/null)" = "$1" ] && kill -INT "$1"
      """;

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  static Watchdog over(long pid, Path pidFile) throws IOException {
    return new Watchdog(
        new ProcessBuilder(
                "sh", "-c", SCRIPT, "zamer-watchdog", Long.toString(pid), pidFile.toString())
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start());
  }

  /** Ends it; a server that still runs is stopped. */
  void dismiss() throws IOException {
    process.getOutputStream().close();
  }
}
