package app.zamer.bench;

import app.zamer.regulation.DealField;
import app.zamer.regulation.StageId;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/** What a client agrees to when his deal goes to «Предзамер». */
record Agreement(LocalDate today) {
  static final StageId ESTIMATE = new StageId("sales", "estimate");
  static final StageId POSTPONED = new StageId("sales", "postponed");
  static final StageId PRE_MEASUREMENT = new StageId("sales", "pre-measurement");

  static final BigDecimal AMOUNT = new BigDecimal("115973.00");

  LocalDate nextContactOn() {
    return today.plusDays(5);
  }

  LocalDate measurementOn() {
    return today.plusDays(10);
  }

  LocalDate confirmOn() {
    return measurementOn().minusDays(3);
  }

  Map<DealField, Object> fields() {
    return Map.of(
        DealField.of("address.city"), "Москва",
        DealField.of("address.street"), "Лесная",
        DealField.of("address.house"), "12",
        DealField.of("address.apartment"), "34",
        DealField.of("address.entrance"), "2",
        DealField.of("address.floor"), "5",
        DealField.of("address.intercom"), "-",
        DealField.of("measurement.date"), measurementOn(),
        DealField.of("measurement.videoAllowed"), true,
        DealField.of("estimate.amount"), AMOUNT);
  }

  String json() {
    return """
        {"to": "sales/pre-measurement",
         "address": {"city": "Москва", "street": "Лесная", "house": "12", "apartment": "34", "entrance": "2", "floor": "5", "intercom": "-"},
         "measurement": {"date": "%s", "videoAllowed": true}, "estimate": {"amount": 115973.00}}
        """
        .formatted(measurementOn());
  }

  /** The same as the lines of history have it. */
  String change() {
    return """
        [{"field": "stage", "before": "sales/estimate", "after": "sales/pre-measurement"},
         {"field": "address.city", "before": null, "after": "Москва"}, {"field": "address.street", "before": null, "after": "Лесная"},
         {"field": "address.house", "before": null, "after": "12"}, {"field": "address.apartment", "before": null, "after": "34"},
         {"field": "address.entrance", "before": null, "after": "2"}, {"field": "address.floor", "before": null, "after": "5"},
         {"field": "address.intercom", "before": null, "after": "-"}, {"field": "estimate.amount", "before": null, "after": 115973.00},
         {"field": "measurement.date", "before": null, "after": "%s"}, {"field": "measurement.decidedOn", "before": null, "after": "%s"},
         {"field": "measurement.videoAllowed", "before": null, "after": true},
         {"field": "measurement.status", "before": null, "after": "planned"}]
        """
        .formatted(measurementOn(), today);
  }
}
