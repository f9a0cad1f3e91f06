package app.zamer.activities;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * The module with those below it on a database of its own, without the scheduler, which would wake
 * deadlines whenever it likes, and with {@link SampleDeals} in place of the deals.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ApplicationModuleTest(
    mode = ApplicationModuleTest.BootstrapMode.ALL_DEPENDENCIES,
    extraIncludes = {"database", "users", "web"},
    verifyAutomatically = false)
@TestPropertySource(properties = "zamer.data-dir=" + ActivitiesTest.DATA)
@ContextConfiguration(initializers = ActivitiesTest.EmptyDatabase.class)
@Import(SampleDeals.class)
@AutoConfigureMockMvc
@interface ActivitiesTest {
  String DATA = "target/test-data-activities";

  class EmptyDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    @Override
    public void initialize(ConfigurableApplicationContext context) {
      try {
        FileSystemUtils.deleteRecursively(Path.of(DATA, "pgdata"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
