package app.zamer.deals;

import app.zamer.clients.Phone;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.LossReasons;
import app.zamer.regulation.Regulation;
import app.zamer.regulation.Rulebook;
import app.zamer.web.Sum;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A deal as the API shows it; what nobody has filled in is null. Moments are in the company's time
 * zone.
 */
record DealView(
    String id,
    String title,
    @Nullable String source,
    String pipeline,
    String stage,
    String status,
    long version,
    String owner,
    ClientView client,
    AddressView address,
    EstimateView estimate,
    MeasurementView measurement,
    @Nullable VisitView visit,
    ContractView contract,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LossView loss,
    @Nullable LocalDate nextContactOn,
    boolean withoutActivity,
    OffsetDateTime createdAt,
    OffsetDateTime updatedAt) {

  record ClientView(String id, String name, List<String> phones) {}

  /** {@code "-"} stands for a part that does not exist. */
  record AddressView(
      @Nullable String city,
      @Nullable String street,
      @Nullable String house,
      @Nullable String apartment,
      @Nullable String entrance,
      @Nullable String floor,
      @Nullable String intercom) {}

  record EstimateView(
      @Nullable BigDecimal amount,
      @Nullable OffsetDateTime stampedAt,
      @Nullable String stampedBy) {}

  record MeasurementView(
      @Nullable LocalDate date,
      @Nullable String dateKind,
      @Nullable LocalDate decidedOn,
      @Nullable Boolean videoAllowed,
      @Nullable String status) {}

  record VisitView(
      String engineer,
      OffsetDateTime startsAt,
      OffsetDateTime endsAt,
      @Nullable OffsetDateTime confirmedAt,
      @Nullable String outcome,
      boolean repeat) {}

  record ContractView(
      @Nullable String number,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal discount,
      @Nullable String clientName) {}

  /**
   * @param reason in the words in which it was said
   * @param remark the same where it is none of the file's reasons
   */
  record LossView(@Nullable String result, @Nullable String reason, @Nullable String remark) {}

  /**
   * @param whole false for somebody who sees only what a visit needs
   */
  static DealView of(Deal deal, Regulation regulation, boolean whole) {
    DealFacts facts = deal.facts();
    // a deal that an edition has left without its stage can still go on
    Rulebook.Status status =
        regulation.stage(facts.stage()).map(Rulebook.Stage::status).orElse(Rulebook.Status.OPEN);
    ZoneId zone = regulation.zone();
    return new DealView(
        deal.id().toString(),
        deal.title(),
        whole ? said(deal.source()) : null,
        facts.stage().pipeline(),
        facts.stage().stage(),
        status.name().toLowerCase(Locale.ROOT),
        deal.version(),
        deal.owner().value(),
        new ClientView(
            deal.client().id().toString(),
            deal.client().name(),
            deal.client().phones().stream().map(Phone::e164).toList()),
        address(facts.address()),
        new EstimateView(
            Sum.rubles(facts.estimate().amount()),
            at(facts.estimate().stampedAt(), zone),
            said(facts.estimate().stampedBy())),
        new MeasurementView(
            facts.measurement().date(),
            said(facts.measurement().dateKind()),
            facts.measurement().decidedOn(),
            facts.measurement().videoAllowed(),
            said(facts.measurement().status())),
        visit(facts.visit(), zone),
        new ContractView(
            said(facts.contract().number()),
            Sum.rubles(facts.contract().amount()),
            Sum.rubles(facts.contract().discount()),
            said(facts.contract().clientName())),
        whole ? loss(facts.loss(), regulation) : null,
        whole ? facts.nextContactOn() : null,
        status == Rulebook.Status.OPEN && !deal.planned(),
        deal.createdAt().atZone(zone).toOffsetDateTime(),
        deal.updatedAt().atZone(zone).toOffsetDateTime());
  }

  private static AddressView address(DealFacts.Address address) {
    return new AddressView(
        said(address.city()),
        said(address.street()),
        said(address.house()),
        said(address.apartment()),
        said(address.entrance()),
        said(address.floor()),
        said(address.intercom()));
  }

  private static @Nullable VisitView visit(DealFacts.@Nullable Visit visit, ZoneId zone) {
    return visit == null
        ? null
        : new VisitView(
            visit.engineer(),
            visit.startsAt().atZone(zone).toOffsetDateTime(),
            visit.endsAt().atZone(zone).toOffsetDateTime(),
            at(visit.confirmedAt(), zone),
            said(visit.outcome()),
            visit.repeat());
  }

  private static LossView loss(DealFacts.Loss loss, Regulation regulation) {
    LossReasons reasons = regulation.reasons();
    return new LossView(said(loss.result()), said(reasons.said(loss)), said(reasons.remark(loss)));
  }

  private static @Nullable OffsetDateTime at(@Nullable Instant moment, ZoneId zone) {
    return moment == null ? null : moment.atZone(zone).toOffsetDateTime();
  }

  private static @Nullable String said(String text) {
    return text.isEmpty() ? null : text;
  }
}
