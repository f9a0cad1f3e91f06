package app.zamer.users;

import app.zamer.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where a user is signed in: the sessions in force, and the browsers that stay signed in. */
@Component
class Devices {
  private static final String AGENT = "zamer.agent";
  private static final String ADDRESS = "zamer.address";
  private static final String SERIES = "zamer.series";
  private static final int LONGEST = 200;
  private static final int ID_LENGTH = 32;

  private static final Map<String, String> BROWSERS =
      ordered(
          "YaBrowser/", "Yandex Browser",
          "Edg/", "Edge",
          "OPR/", "Opera",
          "Firefox/", "Firefox",
          "Chrome/", "Chrome",
          "Safari/", "Safari");
  private static final Map<String, String> SYSTEMS =
      ordered(
          "iPhone", "iPhone",
          "iPad", "iPad",
          "Android", "Android",
          "Windows", "Windows",
          "Mac OS X", "macOS",
          "Linux", "Linux");

  private final Sessions sessions;
  private final RememberedSignIns remembered;
  private final AccountMessages messages;
  private final Audit audit;

  Devices(Sessions sessions, RememberedSignIns remembered, AccountMessages messages, Audit audit) {
    this.sessions = sessions;
    this.remembered = remembered;
    this.messages = messages;
    this.audit = audit;
  }

  /** The id of the session that a request belongs to; null if it belongs to none. */
  static @Nullable String session(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? null : session.getId();
  }

  /** Where the user is signed in, this browser first and then the one used last. */
  List<Device> of(UserId user, @Nullable String currentSession) {
    List<RememberedSignIns.Remembered> kept = remembered.of(user);
    Set<String> withSession = new HashSet<>();
    List<Device> devices = new ArrayList<>();
    for (Session session : sessions.of(user).values()) {
      String series = text(session, SERIES);
      withSession.add(series);
      devices.add(
          new Device(
              id(session.getId()),
              text(session, AGENT),
              text(session, ADDRESS),
              session.getCreationTime(),
              session.getLastAccessedTime(),
              kept.stream().anyMatch(row -> row.series().equals(series)),
              session.getId().equals(currentSession)));
    }
    Stream<Device> withoutSession =
        kept.stream()
            .filter(row -> !withSession.contains(row.series()))
            .map(
                row ->
                    new Device(
                        id(row.series()),
                        row.agent(),
                        row.address(),
                        row.createdAt(),
                        row.usedAt(),
                        true,
                        false));
    return Stream.concat(devices.stream(), withoutSession)
        .sorted(
            Comparator.comparing((Device device) -> !device.current())
                .thenComparing(Device::usedAt, Comparator.reverseOrder()))
        .toList();
  }

  // of what opens an account only a hash is shown
  private static String id(String secret) {
    return TokenHash.of(secret).hex().substring(0, ID_LENGTH);
  }

  /**
   * Signs a user out in one of his browsers: its session, what was remembered there, and the
   * sessions that came of that.
   *
   * @throws NotFound if he is not signed in there
   */
  @Transactional
  void end(Actor by, UserId user, String device) {
    Optional<? extends Session> session =
        sessions.of(user).values().stream()
            .filter(open -> id(open.getId()).equals(device))
            .findFirst();
    Optional<String> series =
        session.isPresent()
            ? session.map(open -> text(open, SERIES)).filter(text -> !text.isEmpty())
            : remembered.of(user).stream()
                .map(RememberedSignIns.Remembered::series)
                .filter(row -> id(row).equals(device))
                .findFirst();
    if (session.isEmpty() && series.isEmpty()) {
      throw new NotFound("device " + device);
    }
    series.ifPresent(remembered::forget);
    audit.record(by, "signed-out.elsewhere", user.value(), Map.of());
    tellOfOthers(by, user);
    sessions.endSomeAfterCommit(
        user,
        open ->
            id(open.getId()).equals(device)
                || series.filter(text(open, SERIES)::equals).isPresent());
  }

  /**
   * Signs a user out wherever he is signed in.
   *
   * @param kept the id of the session that goes on with its browser; null if none does
   */
  @Transactional
  void endOthers(Actor by, UserId user, @Nullable String kept) {
    String series =
        sessions.of(user).values().stream()
            .filter(open -> open.getId().equals(kept))
            .map(open -> text(open, SERIES))
            .findFirst()
            .orElse("");
    remembered.of(user).stream()
        .map(RememberedSignIns.Remembered::series)
        .filter(row -> !row.equals(series))
        .forEach(remembered::forget);
    audit.record(
        by,
        kept == null ? "signed-out.everywhere" : "signed-out.elsewhere",
        user.value(),
        Map.of());
    tellOfOthers(by, user);
    sessions.endSomeAfterCommit(user, open -> !open.getId().equals(kept));
  }

  // what one does oneself is no news
  private void tellOfOthers(Actor by, UserId user) {
    if (!by.id().equals(user)) {
      messages.tell(user, "signed-out", Map.of("by", by.id().value()));
    }
  }

  /** Notes in the session from where it is used, for its owner to recognise it. */
  static void note(HttpServletRequest request, @Nullable String series) {
    HttpSession session = request.getSession();
    session.setAttribute(AGENT, agent(request));
    session.setAttribute(ADDRESS, request.getRemoteAddr());
    if (series != null) {
      session.setAttribute(SERIES, series);
    }
  }

  /** What was remembered in the browser that a session belongs to. */
  static Optional<String> series(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(SERIES) instanceof String series
        ? Optional.of(series)
        : Optional.empty();
  }

  /** The browser and the system it runs on, as far as its words are known. */
  static String agent(HttpServletRequest request) {
    String said = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
    String browser = first(BROWSERS, said);
    String system = first(SYSTEMS, said);
    String known = (browser + ", " + system).replaceAll("^, |, $", "");
    return known.isEmpty() ? said.substring(0, Math.min(said.length(), LONGEST)) : known;
  }

  private static String first(Map<String, String> names, String said) {
    return names.entrySet().stream()
        .filter(name -> said.contains(name.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static String text(Session session, String name) {
    String value = session.getAttribute(name);
    return value == null ? "" : value;
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
