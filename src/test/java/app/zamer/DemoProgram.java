package app.zamer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The program in demo mode, with its jobs running, on a database of its own. It ends with the JVM.
 */
public final class DemoProgram {
  public static final ZoneId ZONE = ZoneId.of("Europe/Moscow");

  /** The moment at which the sample data end: a Tuesday, after yesterday's visits are due. */
  public static final LocalDateTime SAMPLE_NOW = LocalDateTime.of(2026, 3, 10, 9, 40);

  private DemoProgram() {}

  /** Starts it on this folder below {@code target}, which is emptied. */
  public static ConfigurableApplicationContext start(String folder, String... options) {
    Path data = Path.of("target", folder);
    try {
      FileSystemUtils.deleteRecursively(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SpringApplicationBuilder(ZamerApplication.class)
        .profiles("demo")
        .run(
            Stream.concat(
                    Stream.of(
                        "--server.port=0",
                        "--zamer.data-dir=" + data,
                        "--db-scheduler.enabled=true"),
                    Stream.of(options))
                .toArray(String[]::new));
  }

  /** With sample data and a clock that stays where they end; made once for all who ask. */
  public static ConfigurableApplicationContext withSample() {
    return Sample.RUNNING;
  }

  private static final class Sample {
    private static final ConfigurableApplicationContext RUNNING =
        start("sample-data", "--zamer.demo.now=" + SAMPLE_NOW.atZone(ZONE).toOffsetDateTime());
  }
}
