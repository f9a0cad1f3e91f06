package app.zamer.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import app.zamer.regulation.DealField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Every field of a deal that people fill in is kept, shown, remembered and cleared again. */
class FieldTests extends Journey {
  /** Texts of which only some are possible. */
  private static final Map<DealField, String> WORDS =
      Map.of(
          DealField.DATE_KIND, "approximate",
          DealField.LOSS_RESULT, "refused-before-measurement");

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        // filled in by the program, or by a request of its own
        "STAGE",
        "STAMPED_AT",
        "STAMPED_BY",
        "RETURNED_AT",
        "DECIDED_ON",
        "MEASUREMENT_STATUS",
        "VISIT",
        "VISIT_STARTS_AT",
        "VISIT_ENDS_AT",
        "VISIT_CONFIRMED_AT",
        "VISIT_OUTCOME",
        // a reason in own words is two fields: LossTests
        "LOSS_REASON",
        "LOSS_REMARK"
      })
  void isKeptShownRememberedAndCleared(DealField field) {
    Deal deal = bare();
    Object value = value(field);
    deal.set(field.id(), value);
    assertThat(shown(Json.at(deal.json(), field.id())))
        .as("%s on the card", field.id())
        .isEqualTo(value.toString());
    assertThat(deal.history().getFirst().path("change").valueStream())
        .as("the newest line of history")
        .anyMatch(
            change ->
                Json.text(change, "field").equals(field.id())
                    && comparable(Json.text(change, "after")).equals(value.toString()));
    deal.set(field.id(), null);
    assertThat(deal.text(field.id())).as("%s when it is cleared", field.id()).isEmpty();
  }

  private Object value(DealField field) {
    if (field == DealField.CONTRACT_NUMBER) {
      return zamer.contractNumber();
    }
    Class<?> type = field.type();
    if (type.equals(LocalDate.class)) {
      return in(5);
    }
    if (type.equals(BigDecimal.class)) {
      return new BigDecimal("84000.50");
    }
    return type.equals(Boolean.class) ? true : WORDS.getOrDefault(field, "4-А");
  }

  private static String shown(JsonNode node) {
    return node.isNumber() ? node.decimalValue().setScale(2).toString() : node.asString();
  }

  /** 84000.5 and 84000.50 are the same sum. */
  private static String comparable(String text) {
    return text.matches("[0-9]+\\.[0-9]+") ? new BigDecimal(text).setScale(2).toString() : text;
  }
}
