package app.zamer.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs, unpacked from this program's jar, and how they are run. */
final class PostgresPrograms {
  private final Path bin;
  private final Path scratch;
  private final List<String> prefix;

  private PostgresPrograms(Path bin, Path scratch, List<String> prefix) {
    this.bin = bin;
    this.scratch = scratch;
    this.prefix = prefix;
  }

  /**
   * @param home folder that holds the unpacked programs, one subfolder a version
   * @param scratch folder for files that live as long as one command
   * @throws DatabaseProblem if they can't run here
   */
  static PostgresPrograms unpacked(Path home, Path scratch) throws IOException {
    List<String> prefix = prefix();
    URL archive = archive();
    Path folder = home.resolve(fingerprint(archive));
    if (!Files.exists(folder)) {
      unpack(archive, home, folder);
    }
    return new PostgresPrograms(folder.resolve("bin"), scratch, prefix);
  }

  /**
   * Runs one of the programs to its end.
   *
   * @return what it printed
   * @throws IOException with what it printed, if it fails
   */
  String run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    // a pipe would be inherited by the server that pg_ctl starts, and never end
    Path output = Files.createTempFile(scratch, program, ".out");
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      process.getOutputStream().close();
      int exitCode = process.waitFor();
      String printed = Files.readString(output).strip();
      if (exitCode != 0) {
        throw new IOException(program + " failed with " + exitCode + ": " + printed);
      }
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " ran", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** PostgreSQL refuses to run as root, and in a user namespace of its own root is nobody. */
  private static List<String> prefix() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    List<String> prefix = List.of("unshare", "-U");
    try {
      if (new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0) {
        return prefix;
      }
    } catch (IOException noSuchProgram) {
      // said below
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new DatabaseProblem(
        "Zamer was started as root. PostgreSQL refuses to run as root, and the way round it, a"
            + " user namespace (unshare -U), is not allowed on this machine.",
        "Start Zamer as an ordinary user, or give it a PostgreSQL server of yours by ZAMER_DB_URL,"
            + " ZAMER_DB_USER and ZAMER_DB_PASSWORD.");
  }

  private static URL archive() {
    String system =
        System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")
            ? "linux"
            : System.getProperty("os.name");
    String processor =
        switch (System.getProperty("os.arch")) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> System.getProperty("os.arch");
        };
    URL url = PostgresPrograms.class.getResource("/postgres-" + system + "-" + processor + ".txz");
    if (url == null) {
      throw new DatabaseProblem(
          "Zamer brings no PostgreSQL for " + system + " on " + processor + ".",
          "Give it a PostgreSQL server of yours by ZAMER_DB_URL, ZAMER_DB_USER and"
              + " ZAMER_DB_PASSWORD.");
    }
    return url;
  }

  /** Tells one archive from another without reading it. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    return connection instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : Long.toHexString(connection.getContentLengthLong());
  }

  private static void unpack(URL archive, Path home, Path folder) throws IOException {
    Files.createDirectories(home);
    Path unfinished = Files.createTempDirectory(home, "unpacking");
    try (InputStream in = archive.openStream();
        var tar =
            new TarArchiveInputStream(
                new BufferedInputStream(new XZInputStream(new BufferedInputStream(in))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, unfinished);
      }
      Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.move(unfinished, folder);
    } catch (IOException e) {
      FileSystemUtils.deleteRecursively(unfinished);
      if (!Files.exists(folder)) { // else another program was quicker
        throw e;
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    Path target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new IOException("the archive of PostgreSQL names a file outside: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(target, folder.resolve(entry.getLinkName()));
    } else {
      Files.copy(tar, target);
      if ((entry.getMode() & 0100) != 0) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
