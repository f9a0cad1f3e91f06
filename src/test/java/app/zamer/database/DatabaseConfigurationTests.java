package app.zamer.database;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DatabaseConfigurationTests {
  @TempDir Path folder;

  private final ApplicationContextRunner program =
      new ApplicationContextRunner().withUserConfiguration(DatabaseConfiguration.class);

  @Test
  void anExternalDatabaseIsUsedAsItIsAndNoneIsStarted() {
    Path data = folder.resolve("data");
    program
        .withPropertyValues(
            "zamer.data-dir=" + data,
            "zamer.database.url=jdbc:postgresql://db.example/zamer",
            "zamer.database.user=crm",
            "zamer.database.password=secret")
        .run(
            context -> {
              var details = context.getBean(JdbcConnectionDetails.class);
              assertThat(details.getJdbcUrl()).isEqualTo("jdbc:postgresql://db.example/zamer");
              assertThat(details.getUsername()).isEqualTo("crm");
              assertThat(details.getPassword()).isEqualTo("secret");
              assertThat(data).doesNotExist();
            });
  }

  @Test
  void anAddressThatIsNoneOfPostgresqlIsExplained() {
    program
        .withPropertyValues(
            "zamer.data-dir=" + folder, "zamer.database.url=postgres://db.example/zamer")
        .run(
            context -> {
              Throwable failure = requireNonNull(context.getStartupFailure());
              var analysis = requireNonNull(new DatabaseProblemAnalyzer().analyze(failure));
              assertThat(analysis.getDescription()).contains("ZAMER_DB_URL");
              assertThat(analysis.getAction()).contains("jdbc:postgresql://host:5432/zamer");
            });
  }
}
