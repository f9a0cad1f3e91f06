package app.zamer.handover;

import app.zamer.users.User;
import java.util.Map;

/**
 * What stands in the name of somebody who may keep it no longer.
 *
 * @param counts by kind, in their order; none is 0
 */
public record Waiting(User person, Map<String, Long> counts) {
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
