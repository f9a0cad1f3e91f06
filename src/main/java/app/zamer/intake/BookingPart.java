package app.zamer.intake;

import app.zamer.regulation.Violation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands on the card of a deal about the link of its client.
 *
 * @param ahead whether a visit is planned that he could answer about
 * @param link null if he has none
 * @param answer what he said about this visit; empty if nothing
 * @param said the same as a sentence
 * @param settled whether somebody has dealt with it
 * @param activity the one in which he is contacted about this visit; null if none is to be done
 * @param lost where the deal goes if he refuses for good
 * @param may which rights the reader has
 * @param note what happened meanwhile; empty if nothing did
 * @param violations what stands in the way of what was wanted
 */
public record BookingPart(
    long deal,
    boolean ahead,
    @Nullable BookingLink link,
    String answer,
    String said,
    boolean settled,
    @Nullable Long activity,
    String lost,
    Set<String> may,
    String note,
    List<Violation> violations) {}
