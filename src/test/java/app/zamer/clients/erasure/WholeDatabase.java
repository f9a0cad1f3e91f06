package app.zamer.clients.erasure;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks into every column of every table, as the catalogue names them, and puts an older state
 * back.
 */
final class WholeDatabase {
  private static final String OLDER = "older";

  private final JdbcClient jdbc;
  private final JdbcTemplate template;

  WholeDatabase(JdbcClient jdbc, JdbcTemplate template) {
    this.jdbc = jdbc;
    this.template = template;
  }

  /** Columns in which words of these letters stand, in text or in the bytes of a text. */
  TreeSet<String> columnsWith(String... words) {
    String hex =
        Stream.of(words)
            .flatMap(
                word ->
                    Stream.of(word, word.toLowerCase(Locale.ROOT), word.toUpperCase(Locale.ROOT)))
            .map(WholeDatabase::hex)
            .collect(Collectors.joining("|"));
    String lower = String.join("|", words).toLowerCase(Locale.ROOT).replace('ё', 'е');
    return columns("replace(lower(cast(%1$s as text)), 'ё', 'е') ~ :word", lower, hex);
  }

  /** Columns in which phones stand, whatever is between the digits, or their last seven digits. */
  TreeSet<String> columnsWithPhone(String... e164) {
    String spread =
        Stream.of(e164)
            .map(phone -> phone.substring(phone.length() - 7))
            .map(
                last ->
                    last.chars()
                        .mapToObj(digit -> "[%c%c]".formatted(digit, digit + '\uff10' - '0'))
                        .collect(Collectors.joining("[^0-9\uff10-\uff19a-zа-я]{0,6}")))
            .collect(Collectors.joining("|", "(?:", ")(?![0-9])"));
    String hex =
        Stream.of(e164).map(phone -> hex(phone.substring(2))).collect(Collectors.joining("|"));
    return columns("cast(%1$s as text) ~ :word", spread, hex);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private TreeSet<String> columns(String condition, String word, String hex) {
    TreeSet<String> found = new TreeSet<>();
    record Column(String table, String name, String type) {}
    List<Column> all =
        jdbc.sql(
                """
                select table_name, column_name, data_type from information_schema.columns
                join information_schema.tables using (table_schema, table_name)
                where table_schema = 'public' and table_type = 'BASE TABLE'
                  and data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'ARRAY')
                """)
            .query((row, n) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
            .list();
    for (var table : all.stream().collect(Collectors.groupingBy(Column::table)).entrySet()) {
      List<String> columns = new ArrayList<>();
      for (Column column : table.getValue()) {
        String test =
            column.type().equals("bytea")
                ? "encode(%s, 'hex') ~ :hex".formatted(column.name())
                : condition.formatted(column.name());
        columns.add("bool_or(%s)".formatted(test));
      }
      jdbc.sql("select %s from %s".formatted(String.join(", ", columns), table.getKey()))
          .param("word", word)
          .param("hex", hex)
          .query(
              row -> {
                for (int i = 0; i < columns.size(); i++) {
                  if (row.getBoolean(i + 1)) {
                    found.add(table.getKey() + "." + table.getValue().get(i).name());
                  }
                }
              });
    }
    return found;
  }

  /** Keeps the database as it stands, as a backup does. */
  void keep() {
    forget();
    jdbc.sql("create schema " + OLDER).update();
    tables()
        .forEach(
            table ->
                jdbc.sql("create table %1$s.%2$s as table public.%2$s".formatted(OLDER, table))
                    .update());
  }

  /** Puts what was kept back in place of what stands. */
  void bringBack() {
    List<String> statements = new ArrayList<>(List.of("set session_replication_role = replica"));
    for (String table : tables()) {
      String columns =
          jdbc.sql(
                  """
                  select string_agg(quote_ident(column_name), ', ') from information_schema.columns
                  where table_schema = 'public' and table_name = ? and is_generated = 'NEVER'
                  """)
              .param(table)
              .query(String.class)
              .single();
      statements.add("delete from public." + table);
      statements.add(
          "insert into public.%2$s (%3$s) overriding system value select %3$s from %1$s.%2$s"
              .formatted(OLDER, table, columns));
    }
    statements.add("set session_replication_role = default");
    template.execute(
        (ConnectionCallback<Integer>)
            connection -> {
              try (var statement = connection.createStatement()) {
                for (String sql : statements) statement.execute(sql);
              }
              return 0;
            });
  }

  void forget() {
    jdbc.sql("drop schema if exists %s cascade".formatted(OLDER)).update();
  }

  private List<String> tables() {
    return jdbc.sql(
            """
            select table_name from information_schema.tables
            where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history'
            """)
        .query(String.class)
        .list();
  }
}
