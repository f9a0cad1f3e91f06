package app.zamer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.springframework.util.FileSystemUtils;

/**
 * Every run of the tests begins with an empty database, which its test classes share. What the last
 * run left stays until then, to be looked at. Runs beside each other have different folders.
 */
public final class EmptyDatabaseForTests implements LauncherSessionListener {
  @Override
  public void launcherSessionOpened(LauncherSession session) {
    try {
      FileSystemUtils.deleteRecursively(
          Path.of(System.getProperty("zamer.data-dir", "target/test-data"), "pgdata"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
