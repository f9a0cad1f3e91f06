package app.zamer.upgrade;

import app.zamer.ZamerApplication;
import app.zamer.company.CompanyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;

/** The program, started on the database of a released version. */
final class Upgraded implements AutoCloseable {
  final ConfigurableApplicationContext program;

  private Upgraded(ConfigurableApplicationContext program) {
    this.program = program;
  }

  /**
   * @param server whose database is another; the released one is put beside it
   * @param dump what {@link Dump} wrote of the released version
   * @param now the moment at which it was written, where the clock stands
   */
  static Upgraded start(JdbcConnectionDetails server, Path dump, Instant now)
      throws IOException, SQLException {
    String name = "released_" + dump.getFileName().toString().replaceAll("\\D+", "_") + "x";
    String url = server.getJdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
    try (Connection database = connected(server, server.getJdbcUrl());
        var statement = database.createStatement()) {
      statement.execute("drop database if exists " + name + " (force)");
      statement.execute("create database " + name + " template template0");
    }
    try (Connection database = connected(server, url)) {
      Dump.load(database, dump);
    }
    var program =
        new SpringApplicationBuilder(ZamerApplication.class)
            .run(
                "--server.port=0",
                "--zamer.database.url=" + url,
                "--zamer.database.user=" + server.getUsername(),
                "--zamer.database.password=" + server.getPassword());
    program.getBean(CompanyClock.class).stopAt(now);
    return new Upgraded(program);
  }

  private static Connection connected(JdbcConnectionDetails server, String url)
      throws SQLException {
    return DriverManager.getConnection(url, server.getUsername(), server.getPassword());
  }

  @Override
  public void close() {
    program.close();
  }
}
