package app.zamer.clients.erasure;

import app.zamer.regulation.Text;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All that is kept of a person, for him to read. */
@Component
public class Copies {
  private final JdbcClient jdbc;
  private final Declarations declarations;

  Copies(JdbcClient jdbc, Declarations declarations) {
    this.jdbc = jdbc;
    this.declarations = declarations;
  }

  /**
   * A table of the copy.
   *
   * @param name in JSON
   * @param labels of its columns, in their order
   * @param rows by the columns' names
   */
  public record Section(
      String name,
      Text title,
      Map<String, Text> labels,
      List<Map<String, @Nullable Object>> rows) {}

  public List<Section> of(Person person) {
    return declarations.copies().stream()
        .map(
            copy ->
                new Section(
                    copy.name(),
                    copy.title(),
                    copy.labels(),
                    jdbc.sql(copy.sql())
                        .params(person.parameters())
                        .query(
                            (row, number) -> {
                              Map<String, @Nullable Object> values = new LinkedHashMap<>();
                              for (String column : copy.labels().keySet()) {
                                values.put(column, value(row.getObject(column)));
                              }
                              return values;
                            })
                        .list()))
        .toList();
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Timestamp at -> at.toInstant();
      case Date day -> day.toLocalDate();
      default -> value;
    };
  }
}
