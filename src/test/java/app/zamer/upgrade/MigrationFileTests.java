package app.zamer.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What companies have run stays as it was; what is new runs after it, in the order of writing. */
class MigrationFileTests {
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuuMMddHHmm");

  @Test
  void aReleasedFileIsNeverChangedRenamedOrTakenAway() throws IOException {
    Map<String, String> now = new TreeMap<>();
    for (Path file : versioned()) {
      now.put(MIGRATIONS.relativize(file).toString(), sha256(file));
    }
    assertThat(now).containsAllEntriesOf(released());
  }

  @Test
  void aNewFileIsNamedAfterTheMinuteOfItsWritingAndSaysWhatItDoes() throws IOException {
    Map<String, String> released = released();
    for (Path file : versioned()) {
      if (!released.containsKey(MIGRATIONS.relativize(file).toString())) {
        String name = file.getFileName().toString();
        assertThat(name).matches("V\\d{12}__[a-z0-9]+(_[a-z0-9]+)*\\.sql");
        LocalDateTime.parse(name.substring(1, 13), MINUTE);
      }
    }
  }

  @Test
  void noTwoFilesHaveOneVersion() throws IOException {
    assertThat(versioned())
        .extracting(file -> file.getFileName().toString().replaceFirst("__.*", ""))
        .doesNotHaveDuplicates();
  }

  @Test
  void everyFileLiesInTheFolderOfItsModule() throws IOException {
    try (Stream<Path> files = Files.walk(MIGRATIONS)) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(
              file ->
                  Files.isDirectory(
                      Path.of("src/main/java/app/zamer")
                          .resolve(MIGRATIONS.relativize(file).getName(0))));
    }
  }

  private static List<Path> versioned() throws IOException {
    try (Stream<Path> files = Files.walk(MIGRATIONS)) {
      return files.filter(file -> file.getFileName().toString().startsWith("V")).toList();
    }
  }

  /** The digests of the files of all releases, by their paths. */
  private static Map<String, String> released() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/released"))) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : files.filter(each -> each.toString().endsWith(".sha256")).toList()) {
        all.putAll(
            Files.readAllLines(file).stream()
                .map(line -> line.split("  ", 2))
                .collect(Collectors.toMap(part -> part[1], part -> part[0])));
      }
      assertThat(all).isNotEmpty();
      return all;
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
