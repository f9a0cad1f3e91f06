package app.zamer.deals;

import app.zamer.clients.Phone;
import app.zamer.regulation.StageId;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deal that a search has found, with all that it may have been found by.
 *
 * @param address city, street and house, as far as they are known
 * @param contractNumber empty if there is none
 * @param amount of the contract, or of the estimate while there is none
 */
public record FoundDeal(
    String id,
    String title,
    StageId stage,
    String status,
    String client,
    List<Phone> phones,
    String owner,
    String address,
    String contractNumber,
    @Nullable BigDecimal amount) {}
