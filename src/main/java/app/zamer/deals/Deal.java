package app.zamer.deals;

import app.zamer.activities.Standing;
import app.zamer.clients.Client;
import app.zamer.regulation.DealFacts;
import app.zamer.regulation.DealId;
import app.zamer.users.UserId;
import java.time.Instant;
import java.util.Map;

/**
 * A deal as it is stored, with everything the regulation looks at.
 *
 * @param engineers whose visits the deal has or had, and when the last of them had its result:
 *     {@link Instant#MAX} while one has none
 * @param version counts the changes people see of the deal itself
 * @param revision counts every change the regulation might see, those of comments, files and
 *     activities too
 * @param standing the activities and deadlines as they were when the deal was read
 * @param planned whether any activity is still to be done (ALL-2)
 */
record Deal(
    DealId id,
    long version,
    long revision,
    UserId owner,
    Client client,
    String title,
    String source,
    Instant createdAt,
    Instant updatedAt,
    Map<String, Instant> engineers,
    DealFacts facts,
    Standing standing,
    boolean planned) {

  /** The same deal of somebody else. */
  Deal of(UserId another) {
    return new Deal(
        id, version, revision, another, client, title, source, createdAt, updatedAt, engineers,
        facts, standing, planned);
  }

  /** The deal after a change. */
  Deal written(DealFacts after, boolean stillPlanned, Instant now) {
    return new Deal(
        id,
        version,
        revision,
        owner,
        client,
        title,
        source,
        createdAt,
        now,
        engineers,
        after,
        standing,
        stillPlanned);
  }
}
