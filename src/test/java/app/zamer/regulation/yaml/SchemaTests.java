package app.zamer.regulation.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schema by which editors complete and underline a regulation says the same as the reader, as
 * far as shape goes.
 */
class SchemaTests {
  private static final Pattern KNOWN_KEYS = Pattern.compile("known here: (.+)$");
  private static final String TEXT = text("sales.schema.json");
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TEXT);

  @Test
  void theRegulationIsOfItsSchema() {
    assertThat(errors(text("sales.yaml"))).isEmpty();
    assertThat(errors(text("sound/sales.yaml"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "activity-like-a-deadline",
        "bad-kind",
        "bad-parameter",
        "bad-scope",
        "bad-status",
        "bad-truth",
        "date-of-nothing",
        "deadline-like-an-activity",
        "empty-values",
        "everything-at-once",
        "lasting-without-field",
        "missing-sections",
        "missing-texts",
        "not-a-map",
        "nothing-but-a-version",
        "obligation-without-a-sign",
        "required-and-holds",
        "step-of-nothing",
        "step-of-two",
        "unknown-keys",
        "wrong-shapes"
      })
  void aMistakeOfShapeIsSeenByTheSchemaToo(String name) {
    assertThat(errors(text("broken/" + name + "/sales.yaml"))).isNotEmpty();
  }

  @Test
  void theSchemaKnowsTheKeysThatTheReaderKnows() {
    Set<Set<String>> inSchema = new HashSet<>();
    properties(JsonMapper.shared().readTree(TEXT), inSchema);
    Set<Set<String>> inReader = new HashSet<>();
    text("broken/unknown-keys/errors.txt")
        .lines()
        .forEach(
            line -> {
              Matcher known = KNOWN_KEYS.matcher(line);
              if (known.find()) {
                inReader.add(new TreeSet<>(List.of(known.group(1).split(", ", -1))));
              }
            });
    assertThat(inReader).containsExactlyInAnyOrderElementsOf(inSchema);
  }

  /** The property names of every closed object of a schema. */
  private static void properties(JsonNode schema, Set<Set<String>> found) {
    if (schema.path("additionalProperties").isBoolean()) {
      found.add(new TreeSet<>(schema.path("properties").propertyNames()));
    }
    schema.forEach(part -> properties(part, found));
  }

  private static List<Error> errors(String yaml) {
    return SCHEMA.validate(yaml, InputFormat.YAML);
  }

  private static String text(String name) {
    try (InputStream stream = SchemaTests.class.getResourceAsStream("/regulation/" + name)) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
