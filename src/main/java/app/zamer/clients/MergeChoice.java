package app.zamer.clients;

import org.jspecify.annotations.Nullable;

/**
 * What stays of two clients that become one.
 *
 * @param nameOfMerged whether he is called as the merged one is
 * @param main his main phone; null for the kept one's
 * @param keptVersion the version of the kept one that the actor has seen; null if that does not
 *     matter
 * @param mergedVersion the same of the merged one
 */
public record MergeChoice(
    boolean nameOfMerged,
    @Nullable Phone main,
    @Nullable Long keptVersion,
    @Nullable Long mergedVersion) {}
