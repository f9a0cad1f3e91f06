package app.zamer.database;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** External PostgreSQL when spring.datasource.url is set, otherwise an embedded one; decided at run time, so AOT-safe. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
  @Bean(destroyMethod = "close")
  DatabaseHandle database(Environment env, @Value("${zamer.data-dir:data}") Path dataDir) throws IOException {
    String url = env.getProperty("spring.datasource.url", "");
    if (!url.isBlank()) {
      return new DatabaseHandle(url, env.getProperty("spring.datasource.username", ""), env.getProperty("spring.datasource.password", ""), () -> {});
    }
    EmbeddedPostgres pg = EmbeddedPostgres.start(dataDir.toAbsolutePath().normalize());
    LoggerFactory.getLogger(getClass()).info("embedded PostgreSQL on {} ({})", pg.jdbcUrl(), pg.timings());
    return new DatabaseHandle(pg.jdbcUrl(), EmbeddedPostgres.USER, pg.password(), pg);
  }

  @Bean
  JdbcConnectionDetails jdbcConnectionDetails(DatabaseHandle db) {
    return new JdbcConnectionDetails() {
      @Override
      public String getUsername() {
        return db.user();
      }

      @Override
      public String getPassword() {
        return db.password();
      }

      @Override
      public String getJdbcUrl() {
        return db.url();
      }
    };
  }

  record DatabaseHandle(String url, String user, String password, AutoCloseable resource) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      resource.close();
    }
  }
}
