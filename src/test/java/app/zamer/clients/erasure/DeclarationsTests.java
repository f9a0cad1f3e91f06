package app.zamer.clients.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.ZamerTest;
import app.zamer.regulation.DealField;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ZamerTest
class DeclarationsTests {
  @Autowired Declarations declarations;
  @Autowired JdbcClient jdbc;

  @Test
  void everyColumnThatAWordCanStandInIsDeclaredAndEveryDeclaredColumnExists() {
    Set<String> declared =
        declarations.tables().stream()
            .flatMap(table -> table.columns().stream().map(column -> table.name() + "." + column))
            .collect(Collectors.toCollection(TreeSet::new));
    // what follows from other columns goes with them
    Set<String> standing =
        new TreeSet<>(
            jdbc.sql(
                    """
                    select table_name || '.' || column_name from information_schema.columns c
                    join information_schema.tables t using (table_schema, table_name)
                    where table_schema = 'public' and table_type = 'BASE TABLE' and is_generated = 'NEVER'
                      and (data_type in ('text', 'character varying', 'character', 'json', 'jsonb', 'bytea', 'xml', 'name',
                        'USER-DEFINED') or data_type = 'ARRAY' and udt_name not in ('_date', '_int4', '_int8', '_timestamptz'))
                    """)
                .query(String.class)
                .list());

    assertThat(standing).as("columns that a module declares exist").containsAll(declared);
    standing.removeAll(declared);
    assertThat(standing)
        .as("columns that nobody declares: say in personal/<module>.yaml what stands in them")
        .isEmpty();
  }

  @Test
  void theHistoryOfADealKeepsWhatItsColumnsKeep() {
    DeclaredTable table =
        declarations.tables().stream()
            .filter(one -> one.name().equals("deal_change"))
            .findFirst()
            .orElseThrow();
    DeclaredTable.Group history = table.groups().getFirst();

    assertThat(history.stays())
        .as("days, sums and numbers, in which the last digits of a phone are a coincidence")
        .containsAll(
            Arrays.stream(DealField.values())
                .filter(field -> field.type() != String.class || field == DealField.CONTRACT_NUMBER)
                .map(DealField::id)
                .toList())
        .doesNotContainAnyElementsOf(history.fields());
    Set<String> cleaned = new TreeSet<>(history.stays());
    cleaned.addAll(history.fields());
    assertThat(history.phones())
        .as("streets are called after others")
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(DealField.values())
                .map(DealField::id)
                .filter(id -> id.startsWith("address."))
                .toList());
    cleaned.addAll(history.phones());
    assertThat(cleaned)
        .as("every field is said to stay, to go, or to lose phones")
        .containsAll(Arrays.stream(DealField.values()).map(DealField::id).toList());
  }

  @Test
  void noTableIsDeclaredTwice() {
    List<String> names = declarations.tables().stream().map(DeclaredTable::name).toList();

    assertThat(names).doesNotHaveDuplicates();
  }
}
