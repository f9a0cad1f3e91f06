package app.zamer.web;

import com.fasterxml.jackson.annotation.Nulls;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/**
 * What is read is what was meant: a number is never taken for a text, nor a text for a number. The
 * rest of it stands in {@code application.yaml}.
 */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {
  /** Days, moments and numbers that can be reckoned with. */
  @Bean
  JsonMapperBuilderCustomizer saneValues() {
    return json ->
        json.addModule(
            new SimpleModule()
                .addDeserializer(LocalDate.class, new Written<>(LocalDate.class, StrictValues::day))
                .addDeserializer(
                    OffsetDateTime.class,
                    new Written<>(
                        OffsetDateTime.class,
                        text -> StrictValues.checked(OffsetDateTime.parse(text))))
                .addDeserializer(
                    Instant.class,
                    new Written<>(
                        Instant.class,
                        text -> StrictValues.checked(OffsetDateTime.parse(text)).toInstant()))
                .addDeserializer(
                    BigDecimal.class, new Checked<>(BigDecimal.class, sums(), StrictValues::sane)));
  }

  @SuppressWarnings("unchecked") // it reads what it is called for
  private static ValueDeserializer<BigDecimal> sums() {
    return (ValueDeserializer<BigDecimal>)
        (ValueDeserializer<?>) NumberDeserializers.BigDecimalDeserializer.instance;
  }

  /** A day or a moment as ISO 8601 writes it: neither a number of seconds nor a list of parts. */
  private static final class Written<T> extends StdDeserializer<T> {
    private final transient Function<String, T> reading;

    Written(Class<T> type, Function<String, T> reading) {
      super(type);
      this.reading = reading;
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw MismatchedInputException.from(parser, handledType(), "not written as a text");
      }
      String text = parser.getString().strip();
      try {
        return text.isEmpty() ? null : reading.apply(text);
      } catch (DateTimeException e) {
        throw MismatchedInputException.from(parser, handledType(), "no day or moment of ours");
      }
    }
  }

  /** What is wrong with a value is told as for one that cannot be read at all. */
  private static final class Checked<T> extends StdDeserializer<T> {
    private final transient ValueDeserializer<T> usual;
    private final transient UnaryOperator<T> check;

    Checked(Class<T> type, ValueDeserializer<T> usual, UnaryOperator<T> check) {
      super(type);
      this.usual = usual;
      this.check = check;
    }

    @Override
    public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
      T value = usual.deserialize(parser, context);
      try {
        return value == null ? null : check.apply(value);
      } catch (DateTimeException | ArithmeticException e) {
        throw MismatchedInputException.from(parser, handledType(), "beyond what is reckoned with");
      }
    }
  }

  @Bean
  JsonMapperBuilderCustomizer strictTypes() {
    return json ->
        json.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            // nothing is no member of a list
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }
}
