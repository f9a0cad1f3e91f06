package app.zamer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How the settings of the program make it read and write JSON. */
class JsonTests {
  enum Kind {
    EXACT,
    APPROXIMATE
  }

  record Visit(int floor, Kind kind, BigDecimal amount, LocalDate day, OffsetDateTime at) {}

  private static final String GOOD =
      """
      {"floor": 5, "kind": "EXACT", "amount": 1000000.50, "day": "2026-03-10",
       "at": "2026-03-10T09:00:00+03:00"}""";

  @Test
  void whatIsReadIsWrittenTheSameWay() {
    withJson(
        json ->
            assertThat(json.writeValueAsString(json.readValue(GOOD, Visit.class)))
                .isEqualTo(
                    """
                    {"floor":5,"kind":"EXACT","amount":1000000.50,"day":"2026-03-10",\
                    "at":"2026-03-10T09:00:00+03:00"}"""));
  }

  @Test
  void bigAmountsAreWrittenInDigits() {
    withJson(
        json ->
            assertThat(json.writeValueAsString(new BigDecimal("1E+9").setScale(2)))
                .isEqualTo("1000000000.00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"flor\": 5}",
        "{\"floor\": 5.5}",
        "{\"kind\": 0}",
        "{\"kind\": \"exactly\"}",
        "{\"day\": \"10.03.2026\"}",
        "{\"amount\": \"much\"}",
        "{\"floor\": 5} {}"
      })
  void whatCannotBeMeantIsAnError(String text) {
    withJson(
        json ->
            assertThatThrownBy(() -> json.readValue(text, Visit.class))
                .isInstanceOf(JacksonException.class));
  }

  @Test
  void aFieldGivenTwiceIsAnError() {
    withJson(
        json ->
            assertThatThrownBy(() -> json.readTree("{\"floor\": 5, \"floor\": 6}"))
                .isInstanceOf(JacksonException.class));
  }

  private static void withJson(Consumer<JsonMapper> check) {
    new ApplicationContextRunner()
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class))
        .run(context -> check.accept(context.getBean(JsonMapper.class)));
  }
}
