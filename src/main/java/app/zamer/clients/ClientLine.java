package app.zamer.clients;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client in the register, as far as the reader may see his deals.
 *
 * @param open how many of his deals are open
 * @param deals how many there are
 * @param address of the latest that has one; empty if none has
 * @param lastDealAt when the latest was opened; null if there is none
 */
public record ClientLine(
    long id,
    String name,
    List<Phone> phones,
    int open,
    int deals,
    String address,
    @Nullable Instant lastDealAt,
    boolean anonymous) {}
