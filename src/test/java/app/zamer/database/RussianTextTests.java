package app.zamer.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

class RussianTextTests {
  @TempDir static Path folder;

  private static EmbeddedPostgres server;
  private static SingleConnectionDataSource connection;
  private static JdbcClient jdbc;

  @BeforeAll
  static void start() {
    server =
        EmbeddedPostgres.start(
            folder,
            Path.of("target/postgres").toAbsolutePath(),
            EmbeddedPostgresTests.settings(false),
            EmbeddedPostgresTests.ONCE);
    connection =
        new SingleConnectionDataSource(
            server.jdbcUrl(), EmbeddedPostgres.USER, server.password(), true);
    new ResourceDatabasePopulator(
            new ClassPathResource("db/migration/database/V051__russian_order.sql"))
        .execute(connection);
    jdbc = JdbcClient.create(connection);
  }

  @AfterAll
  static void stop() {
    connection.destroy();
    server.close();
  }

  @Test
  void smallAndCapitalLettersAreTheSameToSearch() {
    assertThat(
            jdbc.sql("select lower('ЁЖИКОВ') = 'ёжиков' and upper('щука') = 'ЩУКА'")
                .query(Boolean.class)
                .single())
        .isTrue();
    assertThat(jdbc.sql("select 'Иванова Щёкина' ilike '%ЩЁК%'").query(Boolean.class).single())
        .isTrue();
  }

  @Test
  void aPartOfARussianWordIsWhatAnIndexCanFind() {
    jdbc.sql("create extension if not exists pg_trgm").update();
    assertThat(
            jdbc.sql("select unnest(show_trgm('щука')) = any (show_trgm('ЩУКА'))")
                .query(Boolean.class)
                .list())
        .hasSize(5)
        .containsOnly(true);
  }

  @Test
  void peopleSeeTheOrderOfTheRussianAlphabetAndOfNumbers() {
    assertThat(
            jdbc.sql(
                    """
                    select name
                    from unnest(array['Яковлев', 'ёлкин', 'Жуков', 'Ермолов', 'Smith', 'абрамов',
                      'Борисов', 'Ёлкина', 'дом 10', 'дом 2']) name
                    order by name collate russian
                    """)
                .query(String.class)
                .list())
        .containsExactly(
            "абрамов", "Борисов", "дом 2", "дом 10", "ёлкин", "Ёлкина", "Ермолов", "Жуков",
            "Яковлев", "Smith");
  }
}
