package app.zamer.clients.erasure;

import app.zamer.clients.erasure.DeclaredTable.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads rows of declared tables. */
@Repository
class Rows {
  private final JdbcClient jdbc;

  Rows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param ctid where it stands until it is changed
   * @param values what columns say, as text
   * @param applies of each group, whether its condition holds
   */
  record Row(
      String ctid,
      Map<String, @Nullable String> values,
      Map<String, String> types,
      List<Boolean> applies) {}

  /**
   * Rows under a condition.
   *
   * @param groups whose conditions are asked of each row
   * @param columns what is read of each row
   */
  List<Row> read(
      Person person,
      DeclaredTable table,
      List<Group> groups,
      Set<String> columns,
      String condition,
      String candidates,
      boolean locked) {
    Map<String, String> types = types(table, columns);
    String selected =
        Stream.concat(
                columns.stream().map("cast(%1$s as text) as %1$s"::formatted),
                Stream.iterate(0, i -> i < groups.size(), i -> i + 1)
                    .map(i -> "(%s) is true as applies_%d".formatted(groups.get(i).only(), i)))
            .collect(Collectors.joining(", "));
    return jdbc.sql(
            "select cast(ctid as text) as place, %s from %s where %s%s"
                .formatted(selected, table.name(), condition, locked ? " for update" : ""))
        .params(person.parameters())
        .param("candidates", candidates)
        .query(
            (row, number) -> {
              Map<String, @Nullable String> values = new LinkedHashMap<>();
              for (String column : columns) values.put(column, row.getString(column));
              List<Boolean> applies = new ArrayList<>();
              for (int i = 0; i < groups.size(); i++) applies.add(row.getBoolean("applies_" + i));
              return new Row(row.getString("place"), values, types, applies);
            })
        .list();
  }

  /** The types of columns, as the catalogue names them. */
  Map<String, String> types(DeclaredTable table, Set<String> columns) {
    Map<String, String> types = new HashMap<>();
    jdbc.sql(
            """
            select column_name, data_type from information_schema.columns
            where table_schema = current_schema() and table_name = :name and column_name = any(:columns)
            """)
        .param("name", table.name())
        .param("columns", columns.toArray(String[]::new))
        .query(
            row -> {
              types.put(row.getString("column_name"), row.getString("data_type"));
            });
    return types;
  }
}
