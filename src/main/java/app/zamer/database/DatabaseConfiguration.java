package app.zamer.database;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An external PostgreSQL when {@code ZAMER_DB_URL} names one, otherwise the embedded one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
  private static final Logger log = LoggerFactory.getLogger(DatabaseConfiguration.class);

  /**
   * What the program ends with when its embedded database does not come up any more: EX_TEMPFAIL of
   * sysexits.h, after which a supervisor may start it again.
   */
  static final int WITHOUT_DATABASE = 75;

  @Bean
  Database database(
      DatabaseSettings settings,
      ApplicationContext program,
      @Value("${zamer.data-dir}") Path dataFolder,
      @Value("${zamer.postgres-home:}") String postgresHome) {
    if (settings.external()) {
      return new Database(settings.url(), settings.user(), settings.password(), () -> {});
    }
    Path folder = dataFolder.toAbsolutePath().normalize();
    Path home =
        postgresHome.isBlank()
            ? folder.resolve("postgres")
            : Path.of(postgresHome).toAbsolutePath().normalize();
    EmbeddedPostgres server =
        EmbeddedPostgres.start(folder, home, settings, Restarts.orElse(() -> end(program)));
    log.info("Embedded PostgreSQL in {} answers on {}", folder, server.jdbcUrl());
    return new Database(server.jdbcUrl(), EmbeddedPostgres.USER, server.password(), server::close);
  }

  private static void end(ApplicationContext program) {
    log.error("Zamer ends, as its database does not come up; see postgres.log in its data folder");
    System.exit(SpringApplication.exit(program, () -> WITHOUT_DATABASE));
  }

  @Bean
  JdbcConnectionDetails jdbcConnectionDetails(Database database) {
    return new JdbcConnectionDetails() {
      @Override
      public String getUsername() {
        return database.user();
      }

      @Override
      public String getPassword() {
        return database.password();
      }

      @Override
      public String getJdbcUrl() {
        return database.url();
      }
    };
  }

  /** Of its own, as a migration may take longer than an answer to people. */
  @Bean
  FlywayConnectionDetails flywayConnectionDetails(Database database) {
    return new FlywayConnectionDetails() {
      @Override
      public String getUsername() {
        return database.user();
      }

      @Override
      public String getPassword() {
        return database.password();
      }

      @Override
      public String getJdbcUrl() {
        return database.url();
      }
    };
  }

  /** Where the database is; closing it stops it if it is the embedded one. */
  record Database(String url, String user, String password, Runnable stop)
      implements AutoCloseable {
    @Override
    public void close() {
      stop.run();
    }

    @Override
    public String toString() {
      return url; // never the password
    }
  }
}
