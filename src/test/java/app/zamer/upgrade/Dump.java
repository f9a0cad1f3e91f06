package app.zamer.upgrade;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * A whole database of a released version as SQL: its migrations as they were, and its rows. The
 * embedded PostgreSQL brings no pg_dump. What a session leaves is not in it.
 *
 * <p>Made at a release, from the demo of that version: {@code java -cp … app.zamer.upgrade.Dump
 * jdbc:postgresql://… user password FILE.sql.xz}, in the folder of its sources.
 */
final class Dump {
  private static final String SECTION = "-- section ";
  private static final String END_OF_ROWS = "\\.";
  private static final String HISTORY =
      """
      create table flyway_schema_history (
        installed_rank integer not null, version varchar(50), description varchar(200) not null, type varchar(20) not null,
        script varchar(1000) not null, checksum integer, installed_by varchar(100) not null,
        installed_on timestamp not null default now(), execution_time integer not null, success boolean not null);
      alter table flyway_schema_history add constraint flyway_schema_history_pk primary key (installed_rank);
      create index flyway_schema_history_s_idx on flyway_schema_history (success);
      """;

  private Dump() {}

  public static void main(String[] arguments) throws Exception {
    try (Connection database =
        DriverManager.getConnection(arguments[0], arguments[1], arguments[2])) {
      write(database, Path.of("src/main/resources/db/migration"), Path.of(arguments[3]));
    }
  }

  /** Writes the database that these migrations have made. */
  static void write(Connection database, Path migrations, Path file)
      throws IOException, SQLException {
    try (OutputStream out =
        new XZOutputStream(
            Files.newOutputStream(file), new LZMA2Options(LZMA2Options.PRESET_MAX))) {
      section(out, "history", HISTORY);
      try (Stream<Path> files = Files.walk(migrations)) {
        for (Path each : files.filter(Files::isRegularFile).sorted(order()).toList()) {
          section(out, each.getFileName().toString(), Files.readString(each));
        }
      }
      for (String table : tables(database)) {
        section(out, "rows", "truncate " + table + " cascade;\n");
      }
      for (String table : tables(database)) {
        String columns = String.join(", ", columns(database, table));
        var rows = new ByteArrayOutputStream();
        long count =
            database
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy " + table + " (" + columns + ") to stdout", rows);
        if (count > 0) {
          section(out, "copy", "copy " + table + " (" + columns + ") from stdin;\n");
          rows.writeTo(out);
          text(out, END_OF_ROWS + "\n");
        }
      }
      section(out, "sequences", "");
      for (String next : sequences(database)) {
        text(out, next + "\n");
      }
    }
  }

  /** Fills an empty database. */
  static void load(Connection database, Path file) throws IOException, SQLException {
    try (var lines =
            new BufferedReader(
                new InputStreamReader(
                    new XZInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
        Statement statement = database.createStatement()) {
      statement.execute("set session_replication_role = replica");
      var section = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(SECTION + "copy")) {
          run(statement, section);
          String copy = lines.readLine();
          database
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(copy, new ByteArrayInputStream(rows(lines)));
        } else if (line.startsWith(SECTION)) {
          run(statement, section);
        } else {
          section.append(line).append('\n');
        }
      }
      run(statement, section);
      statement.execute("set session_replication_role = default");
    }
  }

  private static byte[] rows(BufferedReader lines) throws IOException {
    var rows = new ByteArrayOutputStream();
    for (String line = lines.readLine();
        line != null && !line.equals(END_OF_ROWS);
        line = lines.readLine()) {
      rows.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return rows.toByteArray();
  }

  private static void run(Statement statement, StringBuilder section) throws SQLException {
    if (!section.toString().isBlank()) {
      statement.execute(section.toString());
    }
    section.setLength(0);
  }

  private static void section(OutputStream out, String name, String text) throws IOException {
    text(out, SECTION + name + "\n" + text);
    if (!text.endsWith("\n")) {
      text(out, "\n");
    }
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** In which Flyway runs them: by version, then what is repeated by its name. */
  private static Comparator<Path> order() {
    return Comparator.comparing(Dump::repeated)
        .thenComparingLong(file -> repeated(file) ? 0 : version(file))
        .thenComparing(Dump::name);
  }

  private static boolean repeated(Path file) {
    return name(file).startsWith("R__");
  }

  private static long version(Path file) {
    return Long.parseLong(name(file).substring(1, name(file).indexOf("__")));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static List<String> tables(Connection database) throws SQLException {
    return strings(
        database,
        """
        select quote_ident(relname) from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'spring_session%'
        order by relname
        """);
  }

  private static List<String> columns(Connection database, String table) throws SQLException {
    return strings(
        database,
        "select quote_ident(attname) from pg_attribute where attrelid = '"
            + table
            + "'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by"
            + " attnum");
  }

  private static List<String> sequences(Connection database) throws SQLException {
    return strings(
        database,
        """
        select format('select setval(%L, %s);', quote_ident(sequencename), last_value)
        from pg_sequences where schemaname = 'public' and last_value is not null order by sequencename
        """);
  }

  private static List<String> strings(Connection database, String query) throws SQLException {
    var all = new ArrayList<String>();
    try (Statement statement = database.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        all.add(rows.getString(1));
      }
    }
    return all;
  }
}
