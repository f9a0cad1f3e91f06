package app.zamer.clients;

import app.zamer.clients.PersonalData.Person;
import app.zamer.clients.PersonalData.Replacement;
import app.zamer.clients.PersonalData.Section;
import app.zamer.regulation.Text;
import app.zamer.web.Messages;
import app.zamer.web.Moments;
import app.zamer.web.Shown;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Questions of {@link PersonalData} as SQL, in which {@code :client}, {@code :phones}, {@code
 * :deals} and {@code :leads} are the person's.
 */
public final class PersonalTable {
  private PersonalTable() {}

  /**
   * @param labels pairs of a column and its text
   */
  public static Section read(
      JdbcClient jdbc, Person person, String name, Text title, String sql, Object... labels) {
    Map<String, Text> texts = new LinkedHashMap<>();
    for (int i = 0; i < labels.length; i += 2) {
      texts.put((String) labels[i], (Text) labels[i + 1]);
    }
    List<Map<String, @Nullable Object>> rows =
        jdbc.sql(sql)
            .params(params(person))
            .query(
                (row, number) -> {
                  Map<String, @Nullable Object> values = new LinkedHashMap<>();
                  for (String column : texts.keySet()) {
                    values.put(column, value(row.getObject(column)));
                  }
                  return values;
                })
            .list();
    return new Section(name, title, texts, rows);
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Timestamp at -> at.toInstant();
      case Date day -> day.toLocalDate();
      default -> value;
    };
  }

  /** How many rows a query counts, as a replacement. */
  public static Replacement count(
      JdbcClient jdbc, Person person, Text what, @Nullable Text by, String sql) {
    return new Replacement(
        what, jdbc.sql(sql).params(params(person)).query(Long.class).single(), by);
  }

  /**
   * Whether free text may tell of the person, as a condition: it has a word of his name, or so many
   * digits that it may be his number.
   */
  public static String mayTellOf(String column) {
    return """
        (exists (select from regexp_split_to_table(lower(:name), '[[:space:]]+') w
            where length(w) >= 4 and strpos(lower(%1$s), w) > 0)
          or %1$s ~ '[0-9]{5}')\
        """
        .formatted(column);
  }

  /**
   * Removes what was and what became of some fields from a table of history, whose column {@code
   * change} lists changes of fields.
   *
   * @param owner a condition on its rows, such as {@code deal_id = any(:deals)}
   */
  public static void updateHistory(
      JdbcClient jdbc, Person person, String table, String owner, List<String> fields) {
    jdbc.sql(
            """
            update %s set change = (select jsonb_agg(case when item ->> 'field' = any (:fields)
                then item || jsonb_build_object('before', case when item ->> 'before' is null then null else :removed end,
                  'after', case when item ->> 'after' is null then null else :removed end) else item end order by place)
              from jsonb_array_elements(change) with ordinality as c (item, place))
            where %s and jsonb_typeof(change) = 'array' and change <> '[]'
            """
                .formatted(table, owner))
        .params(params(person))
        .param("fields", fields.toArray(String[]::new))
        .update();
  }

  public static int update(JdbcClient jdbc, Person person, String sql) {
    return jdbc.sql(sql).params(params(person)).update();
  }

  private static Map<String, Object> params(Person person) {
    return Map.of(
        "client", person.id().value(),
        "name", person.name(),
        "phones", person.phoneArray(),
        "deals", person.dealArray(),
        "leads", person.leadArray(),
        "removed", PersonalData.REMOVED);
  }

  /** A value of the copy as people read it. */
  public static String shown(String column, @Nullable Object value, Moments moments) {
    return switch (value) {
      case null -> "—";
      case Instant at -> moments.show(at);
      case LocalDate day -> Shown.day(day);
      case BigDecimal sum -> Shown.money(sum);
      case Boolean truth -> Messages.get(truth ? "clients.data.yes" : "clients.data.no");
      default -> word(column, value.toString());
    };
  }

  private static String word(String column, String value) {
    try {
      return Messages.get("clients.data." + column + "." + value);
    } catch (MissingResourceException e) {
      return value;
    }
  }
}
