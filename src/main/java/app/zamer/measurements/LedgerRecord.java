package app.zamer.measurements;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measurement record of the ledger «Учёт клиентов»: the row of a deal's measurement, as the
 * ledger shows it. What nobody has filled in is null. Amounts are RUB.
 *
 * @param id the deal's id, since the record is the deal's one row
 * @param dateKind {@code exact} or {@code approximate}
 * @param decidedOn the day on which the planned date was last set or changed
 * @param version the deal's version
 */
public record LedgerRecord(
    String id,
    String deal,
    String title,
    Client client,
    Address address,
    String manager,
    @Nullable LocalDate plannedDate,
    @Nullable String dateKind,
    @Nullable LocalDate decidedOn,
    @Nullable BigDecimal estimateAmount,
    @Nullable OffsetDateTime stampedAt,
    @Nullable String stampedBy,
    String status,
    @Nullable Boolean videoAllowed,
    @Nullable VisitView visit,
    Contract contract,
    long version) {

  public record Client(String id, String name, List<String> phones) {}

  public record Address(
      @Nullable String city,
      @Nullable String street,
      @Nullable String house,
      @Nullable String apartment,
      @Nullable String entrance,
      @Nullable String floor,
      @Nullable String intercom) {}

  /**
   * @param madeOn the day on which the contract's number was first entered
   */
  public record Contract(
      @Nullable String number,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal discount,
      @Nullable String clientName,
      @Nullable LocalDate madeOn) {}
}
