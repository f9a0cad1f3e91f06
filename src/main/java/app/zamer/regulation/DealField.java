package app.zamer.regulation;

import app.zamer.regulation.DealFacts.Address;
import app.zamer.regulation.DealFacts.Contract;
import app.zamer.regulation.DealFacts.Estimate;
import app.zamer.regulation.DealFacts.Loss;
import app.zamer.regulation.DealFacts.Measurement;
import app.zamer.regulation.DealFacts.Visit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a deal that people see, by the names of the HTTP API: the same names stand in
 * violations, in history, in the regulation file and in a merge patch.
 */
public enum DealField {
  STAGE(
      "stage",
      StageId.class,
      facts -> facts.stage().toString(),
      (facts, value) -> facts.at(StageId.parse(text(value)))),
  CITY(
      "address.city",
      String.class,
      facts -> facts.address().city(),
      (facts, value) -> facts.with(address(facts, 0, value))),
  STREET(
      "address.street",
      String.class,
      facts -> facts.address().street(),
      (facts, value) -> facts.with(address(facts, 1, value))),
  HOUSE(
      "address.house",
      String.class,
      facts -> facts.address().house(),
      (facts, value) -> facts.with(address(facts, 2, value))),
  APARTMENT(
      "address.apartment",
      String.class,
      facts -> facts.address().apartment(),
      (facts, value) -> facts.with(address(facts, 3, value))),
  ENTRANCE(
      "address.entrance",
      String.class,
      facts -> facts.address().entrance(),
      (facts, value) -> facts.with(address(facts, 4, value))),
  FLOOR(
      "address.floor",
      String.class,
      facts -> facts.address().floor(),
      (facts, value) -> facts.with(address(facts, 5, value))),
  INTERCOM(
      "address.intercom",
      String.class,
      facts -> facts.address().intercom(),
      (facts, value) -> facts.with(address(facts, 6, value))),
  ESTIMATE_AMOUNT(
      "estimate.amount",
      BigDecimal.class,
      facts -> facts.estimate().amount(),
      (facts, value) ->
          facts.with(
              new Estimate(
                  (BigDecimal) value,
                  facts.estimate().stampedAt(),
                  facts.estimate().stampedBy(),
                  facts.estimate().returnedAt()))),
  STAMPED_AT(
      "estimate.stampedAt",
      Instant.class,
      facts -> facts.estimate().stampedAt(),
      (facts, value) ->
          facts.with(
              new Estimate(
                  facts.estimate().amount(),
                  (Instant) value,
                  facts.estimate().stampedBy(),
                  facts.estimate().returnedAt()))),
  STAMPED_BY(
      "estimate.stampedBy",
      String.class,
      facts -> facts.estimate().stampedBy(),
      (facts, value) ->
          facts.with(
              new Estimate(
                  facts.estimate().amount(),
                  facts.estimate().stampedAt(),
                  text(value),
                  facts.estimate().returnedAt()))),
  RETURNED_AT(
      "estimate.returnedAt",
      Instant.class,
      facts -> facts.estimate().returnedAt(),
      (facts, value) ->
          facts.with(
              new Estimate(
                  facts.estimate().amount(),
                  facts.estimate().stampedAt(),
                  facts.estimate().stampedBy(),
                  (Instant) value))),
  MEASUREMENT_DATE(
      "measurement.date",
      LocalDate.class,
      facts -> facts.measurement().date(),
      (facts, value) -> {
        Measurement m = facts.measurement();
        return facts.with(
            new Measurement(
                (LocalDate) value, m.dateKind(), m.decidedOn(), m.videoAllowed(), m.status()));
      }),
  DATE_KIND(
      "measurement.dateKind",
      String.class,
      facts -> facts.measurement().dateKind(),
      (facts, value) -> {
        Measurement m = facts.measurement();
        return facts.with(
            new Measurement(m.date(), text(value), m.decidedOn(), m.videoAllowed(), m.status()));
      }),
  DECIDED_ON(
      "measurement.decidedOn",
      LocalDate.class,
      facts -> facts.measurement().decidedOn(),
      (facts, value) -> {
        Measurement m = facts.measurement();
        return facts.with(
            new Measurement(
                m.date(), m.dateKind(), (LocalDate) value, m.videoAllowed(), m.status()));
      }),
  VIDEO_ALLOWED(
      "measurement.videoAllowed",
      Boolean.class,
      facts -> facts.measurement().videoAllowed(),
      (facts, value) -> {
        Measurement m = facts.measurement();
        return facts.with(
            new Measurement(m.date(), m.dateKind(), m.decidedOn(), (Boolean) value, m.status()));
      }),
  MEASUREMENT_STATUS(
      "measurement.status",
      String.class,
      facts -> facts.measurement().status(),
      (facts, value) -> {
        Measurement m = facts.measurement();
        return facts.with(
            new Measurement(m.date(), m.dateKind(), m.decidedOn(), m.videoAllowed(), text(value)));
      }),
  /** The visit's engineer stands for the visit: changed to nothing, the visit is called off. */
  VISIT(
      "visit",
      String.class,
      facts -> ofVisit(facts, Visit::engineer),
      (facts, value) -> facts.with((Visit) null, facts.visitsHeld())),
  VISIT_STARTS_AT(
      "visit.startsAt",
      Instant.class,
      facts -> ofVisit(facts, Visit::startsAt),
      DealField::readOnly),
  VISIT_ENDS_AT(
      "visit.endsAt", Instant.class, facts -> ofVisit(facts, Visit::endsAt), DealField::readOnly),
  VISIT_CONFIRMED_AT(
      "visit.confirmedAt",
      Instant.class,
      facts -> ofVisit(facts, Visit::confirmedAt),
      DealField::readOnly),
  VISIT_OUTCOME(
      "visit.outcome", String.class, facts -> ofVisit(facts, Visit::outcome), DealField::readOnly),
  CONTRACT_NUMBER(
      "contract.number",
      String.class,
      facts -> facts.contract().number(),
      (facts, value) -> {
        Contract c = facts.contract();
        return facts.with(new Contract(text(value), c.amount(), c.discount(), c.clientName()));
      }),
  CONTRACT_AMOUNT(
      "contract.amount",
      BigDecimal.class,
      facts -> facts.contract().amount(),
      (facts, value) -> {
        Contract c = facts.contract();
        return facts.with(
            new Contract(c.number(), (BigDecimal) value, c.discount(), c.clientName()));
      }),
  CONTRACT_DISCOUNT(
      "contract.discount",
      BigDecimal.class,
      facts -> facts.contract().discount(),
      (facts, value) -> {
        Contract c = facts.contract();
        return facts.with(new Contract(c.number(), c.amount(), (BigDecimal) value, c.clientName()));
      }),
  CONTRACT_CLIENT_NAME(
      "contract.clientName",
      String.class,
      facts -> facts.contract().clientName(),
      (facts, value) -> {
        Contract c = facts.contract();
        return facts.with(new Contract(c.number(), c.amount(), c.discount(), text(value)));
      }),
  LOSS_RESULT(
      "loss.result",
      String.class,
      facts -> facts.loss().result(),
      (facts, value) ->
          facts.with(new Loss(text(value), facts.loss().reason(), facts.loss().remark()))),
  LOSS_REASON(
      "loss.reason",
      String.class,
      facts -> facts.loss().reason(),
      (facts, value) -> facts.with(new Loss(facts.loss().result(), text(value), ""))),
  /** The reason as it was said; it goes with every change of the reason. */
  LOSS_REMARK(
      "loss.remark",
      String.class,
      facts -> facts.loss().remark(),
      (facts, value) ->
          facts.with(new Loss(facts.loss().result(), facts.loss().reason(), text(value)))),
  NEXT_CONTACT_ON(
      "nextContactOn",
      LocalDate.class,
      DealFacts::nextContactOn,
      (facts, value) -> facts.withNextContactOn((LocalDate) value));

  private static final Map<String, DealField> BY_ID =
      Arrays.stream(values()).collect(Collectors.toMap(DealField::id, Function.identity()));

  private final String id;
  private final Class<?> type;
  private final Function<DealFacts, @Nullable Object> getter;
  private final BiFunction<DealFacts, @Nullable Object, DealFacts> wither;

  DealField(
      String id,
      Class<?> type,
      Function<DealFacts, @Nullable Object> getter,
      BiFunction<DealFacts, @Nullable Object, DealFacts> wither) {
    this.id = id;
    this.type = type;
    this.getter = getter;
    this.wither = wither;
  }

  /**
   * @throws IllegalArgumentException if no field has this name
   */
  public static DealField of(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no field " + id));
  }

  public static Optional<DealField> find(String id) {
    return Optional.ofNullable(BY_ID.get(id));
  }

  public String id() {
    return id;
  }

  /**
   * What its values are: text, {@link BigDecimal} in RUB, {@link LocalDate}, {@link Instant} or
   * {@link Boolean}.
   */
  public Class<?> type() {
    return type;
  }

  /** The field's value; null, or an empty text, if nobody has filled it in. */
  public @Nullable Object of(DealFacts facts) {
    return getter.apply(facts);
  }

  /** The same deal with this field changed. */
  public DealFacts in(DealFacts facts, @Nullable Object value) {
    return wither.apply(facts, value);
  }

  boolean sameIn(DealFacts before, DealFacts after) {
    Object a = of(before);
    Object b = of(after);
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y) == 0; // 10.5 and 10.50 are the same sum
    }
    return Objects.equals(a, b);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static Address address(DealFacts facts, int part, @Nullable Object value) {
    Address a = facts.address();
    String[] parts = {
      a.city(), a.street(), a.house(), a.apartment(), a.entrance(), a.floor(), a.intercom()
    };
    parts[part] = text(value);
    return new Address(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]);
  }

  private static @Nullable Object ofVisit(DealFacts facts, Function<Visit, @Nullable Object> part) {
    Visit visit = facts.visit();
    return visit == null ? null : part.apply(visit);
  }

  private static DealFacts readOnly(DealFacts facts, @Nullable Object value) {
    throw new UnsupportedOperationException("a visit is changed as a whole");
  }
}
