package app.zamer.measurements;

import org.jspecify.annotations.Nullable;

/**
 * A disagreement between deal and ledger.
 *
 * @param field as the API names it
 * @param inDeal what the deal says, by its history, its visit or its end
 * @param inLedger what the ledger says
 */
public record Difference(
    String deal, String field, @Nullable String inDeal, @Nullable String inLedger) {}
