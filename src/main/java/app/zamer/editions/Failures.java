package app.zamer.editions;

import app.zamer.regulation.Regulation;
import app.zamer.regulation.Uncomputable;
import app.zamer.regulation.yaml.Flaw;
import app.zamer.users.Actor;
import app.zamer.users.Audit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Expressions of an edition that cannot be worked out: looked for before it comes into force, and
 * told to the administrator if one shows itself afterwards.
 */
@Component
class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  /** More places than these are not told apart. */
  private static final int MOST = 50;

  private static final int SLICE = 500;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

  private final ObjectProvider<OpenDeals> deals;
  private final Audit audit;
  private final Map<Uncomputable.Place, String> inForce = new ConcurrentHashMap<>();

  Failures(ObjectProvider<OpenDeals> deals, Audit audit) {
    this.deals = deals;
    this.audit = audit;
  }

  /**
   * What cannot be worked out of an edition for a new deal and for the open ones, of which as many
   * are asked as five seconds allow.
   */
  List<Flaw> tried(Regulation edition, Instant now) {
    Map<Uncomputable.Place, String> found = new LinkedHashMap<>();
    Regulation regulation =
        edition.telling(failure -> found.putIfAbsent(failure.place(), failure.getMessage()));
    regulation.askEverything(regulation.opened(), now);
    OpenDeals open = deals.getIfAvailable();
    long begun = System.nanoTime();
    long after = 0;
    boolean more = open != null;
    while (open != null && more) {
      OpenDeals.Slice slice = open.slice(after, SLICE);
      for (var facts : slice.facts()) {
        more = found.size() < MOST && System.nanoTime() - begun < LONGEST;
        if (!more) {
          break;
        }
        if (edition.stage(facts.stage()).isPresent()) {
          regulation.askEverything(facts, now);
        }
      }
      more &= slice.facts().size() == SLICE;
      after = slice.last();
    }
    List<Flaw> flaws = new ArrayList<>();
    found.forEach(
        (place, why) -> flaws.add(new Flaw(place.file(), place.line(), place.column(), why)));
    return flaws;
  }

  /** The edition that has come into force, whose failures are told from now on. */
  Regulation watched(Regulation edition) {
    inForce.clear();
    return edition.telling(failure -> happened(edition.version(), failure));
  }

  /** What could not be worked out since the edition in force was read, by its place in the file. */
  List<String> inForce() {
    return inForce.entrySet().stream()
        .map(failure -> failure.getKey() + ": " + failure.getValue())
        .sorted()
        .toList();
  }

  private void happened(String version, Uncomputable failure) {
    String why = String.valueOf(failure.getMessage());
    if (inForce.size() < MOST && inForce.putIfAbsent(failure.place(), why) == null) {
      log.error("edition {} cannot be worked out at {}: {}", version, failure.place(), why);
      // not in the transaction of whoever has asked, which may come to nothing
      Thread.ofVirtual()
          .start(
              () ->
                  audit.record(
                      Actor.SYSTEM,
                      "regulation.failed",
                      version,
                      Map.of("place", failure.place().toString(), "why", why)));
    }
  }
}
