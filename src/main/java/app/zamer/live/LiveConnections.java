package app.zamer.live;

import app.zamer.users.Actor;
import app.zamer.users.Actors;
import app.zamer.users.UserId;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;

/**
 * The open pages of this node, and what it has heard of late, so that a page that comes back tells
 * since when it has heard nothing and gets what it has missed. Moments are the machine's, in
 * milliseconds since 1970: they are compared between nodes, whose clocks may differ by {@value
 * #SKEW_MILLIS}.
 */
@Component
class LiveConnections {
  /** What is told to a page that may have missed more than is known here: look again. */
  static final String REFRESH = "refresh";

  static final long SKEW_MILLIS = 3000;
  private static final int MOST_KEPT = 20_000;

  /** Browsers share one among their pages, so it is that many browsers. */
  static final int MOST_OF_ONE = 12;

  private final Actors actors;
  private final Map<String, LiveAudience> audiences = new HashMap<>();
  // the oldest first
  private final Collection<LivePage> open = new ConcurrentLinkedQueue<>();
  private final Deque<Heard> heard = new ArrayDeque<>();
  private long completeSince = Long.MAX_VALUE;
  private long last;

  private record Heard(long at, LiveChange change) {}

  LiveConnections(List<LiveAudience> audiences, Actors actors) {
    this.actors = actors;
    audiences.forEach(audience -> this.audiences.put(audience.kind(), audience));
  }

  /** From now on everything is heard; what happened before may have been missed. */
  synchronized void listening() {
    completeSince = now();
    heard.clear();
    open.forEach(page -> page.tell(completeSince, REFRESH));
  }

  synchronized void heard(LiveChange change) {
    if (change.kind().equals(LiveAccess.KIND)) {
      actors.forget();
      open.stream().filter(page -> change.people().contains(page.person())).forEach(LivePage::end);
      return;
    }
    var event = new Heard(now(), change);
    heard.add(event);
    if (heard.size() > MOST_KEPT) {
      completeSince = heard.remove().at() + 1;
    }
    open.forEach(page -> tell(page, event));
  }

  /**
   * Adds a page, and tells it what it has missed.
   *
   * @param since the moment it was made, or when it last heard something
   */
  synchronized void add(LivePage page, long since) {
    endOldest(page.person());
    open.add(page);
    if (since < completeSince) {
      page.tell(now(), REFRESH);
      return;
    }
    Collection<Heard> missed =
        heard.stream().filter(event -> event.at() >= since - SKEW_MILLIS).toList();
    missed.forEach(event -> tell(page, event));
    page.tell(now(), "");
  }

  // who opens ever more of them closes his own, and nobody else's
  private void endOldest(UserId user) {
    List<LivePage> his = open.stream().filter(page -> page.person().equals(user)).toList();
    if (his.size() >= MOST_OF_ONE) {
      his.subList(0, his.size() - MOST_OF_ONE + 1)
          .forEach(
              page -> {
                open.remove(page);
                page.end();
              });
    }
  }

  /** The page was closed. */
  void remove(LivePage page) {
    open.remove(page);
  }

  /** Ends all connections; the pages come back, here or to another node. */
  synchronized void close() {
    open.forEach(LivePage::end);
  }

  private void tell(LivePage page, Heard event) {
    LiveAudience audience = audiences.get(event.change().kind());
    Optional<Actor> actor = actors.byLogin(page.person().value());
    if (actor.isEmpty()) {
      page.end();
    } else if (audience != null && audience.hears(actor.get(), event.change())) {
      page.tell(event.at(), event.change().topics());
    }
  }

  /** The machine's clock and not the company's, which may be set and stand still; no two alike. */
  private long now() {
    last = Math.max(last + 1, System.currentTimeMillis());
    return last;
  }
}
