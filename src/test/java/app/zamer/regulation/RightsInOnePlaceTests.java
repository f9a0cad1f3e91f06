package app.zamer.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.ZamerApplication;
import app.zamer.users.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Who may do what, only the regulation file says: the program names no role but the two that are
 * its own, and every right and parameter of the file has words for people.
 */
class RightsInOnePlaceTests {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Set<Role> OWN = Set.of(Role.ADMINISTRATOR, Role.EXCHANGE);
  private static final String ROLE = "app/zamer/users/Role";

  @Test
  void noRoleIsNamedInTheProgramButItsOwn() {
    Set<String> others =
        Arrays.stream(Role.values())
            .filter(role -> !OWN.contains(role))
            .map(Role::name)
            .collect(Collectors.toSet());
    List<String> named = new ArrayList<>();
    for (ClassModel type : program()) {
      type.constantPool()
          .forEach(
              entry -> {
                if (entry instanceof FieldRefEntry field
                    && field.owner().asInternalName().equals(ROLE)
                    && others.contains(field.name().stringValue())) {
                  named.add(name(type) + ": " + field.name().stringValue());
                }
                if (entry instanceof StringEntry text && quotesRole(text.stringValue())) {
                  named.add(name(type) + ": " + text.stringValue());
                }
              });
    }
    assertThat(named).as("who may do what belongs into sales.yaml").isEmpty();
  }

  @Test
  void noRoleIsComparedInATemplate() throws IOException {
    Pattern compared =
        Pattern.compile(
            "\"(%s)\"\\.equals|equals\\(\"(%1$s)\"\\)|contains\\(\"(%1$s)\"\\)"
                .formatted(
                    Arrays.stream(Role.values()).map(Role::id).collect(Collectors.joining("|"))));
    try (Stream<Path> files = Files.walk(Path.of("src/main/jte"))) {
      assertThat(
              files
                  .filter(Files::isRegularFile)
                  .filter(file -> compared.matcher(read(file)).find()))
          .isEmpty();
    }
  }

  @Test
  void aRoleThatWereNamedInSqlWouldBeFound() {
    assertThat(quotesRole("where 'manager' = any (roles)")).isTrue();
    assertThat(quotesRole("select manager from deal")).isFalse();
    assertThat(quotesRole("where x = 'administrator'")).isFalse();
  }

  @Test
  void everyRightAndEveryParameterHasWordsInBothLanguages() throws IOException {
    String file = read(RESOURCES.resolve("regulation/sales.yaml"));
    for (String language : List.of("", "_en")) {
      Properties words = new Properties();
      try (var reader =
          Files.newBufferedReader(
              RESOURCES.resolve("messages/regulation" + language + ".properties"),
              StandardCharsets.UTF_8)) {
        words.load(reader);
      }
      assertThat(keys(file, "rights"))
          .hasSizeGreaterThan(40)
          .allMatch(right -> words.containsKey("regulation.right." + right));
      assertThat(keys(file, "parameters"))
          .hasSizeGreaterThan(30)
          .allMatch(parameter -> words.containsKey("regulation.parameter." + parameter));
    }
  }

  private static List<String> keys(String file, String section) {
    return file.lines()
        .dropWhile(line -> !line.equals(section + ":"))
        .skip(1)
        .takeWhile(line -> line.isBlank() || line.startsWith("  "))
        .filter(line -> line.matches(" {2}[A-Za-z][\\w.]*:.*"))
        .map(line -> line.strip().replaceFirst(":.*", ""))
        .toList();
  }

  /** A role in the quotes of SQL. */
  private static boolean quotesRole(String text) {
    return Arrays.stream(Role.values())
        .filter(role -> !OWN.contains(role))
        .anyMatch(role -> text.contains("'" + role.id() + "'"));
  }

  private static List<ClassModel> program() {
    try {
      Path root =
          Path.of(
              ZamerApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(root.resolve("app/zamer"))) {
        return files
            .filter(file -> file.toString().endsWith(".class"))
            .filter(file -> !file.toString().contains("/demo/"))
            .map(RightsInOnePlaceTests::parse)
            .filter(type -> !name(type).equals(ROLE))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(ClassModel type) {
    return type.thisClass().asInternalName();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
