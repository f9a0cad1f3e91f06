package app.zamer.measurements;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A contract as a line of the tab «Отчёты». Amounts are RUB, null if unknown.
 *
 * @param madeOn the day on which the number was first entered
 * @param clientName the client's full name as the contract has it; empty if unknown
 * @param deal its id
 * @param client his id
 * @param engineer whose the deal's present visit is; null if there was none
 */
public record ContractLine(
    String number,
    @Nullable LocalDate madeOn,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal discount,
    String clientName,
    String deal,
    String title,
    String client,
    String manager,
    @Nullable String engineer) {}
