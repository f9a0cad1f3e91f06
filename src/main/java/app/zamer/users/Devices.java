package app.zamer.users;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Audit audit;

  Devices(Sessions sessions, RememberedSignIns remembered, Audit audit) {
    this.sessions = sessions;
    this.remembered = remembered;
    this.audit = audit;
  }

  /** Where the user is signed in, this browser first and then the one used last. */
  List<Device> of(UserId user, @Nullable String currentSession) {
    List<RememberedSignIns.Remembered> kept = remembered.of(user);
    Map<String, ? extends Session> open = sessions.of(user);
    Set<String> withSession = new HashSet<>();
    List<Device> devices = new ArrayList<>();
    open.forEach(
        (id, session) -> {
          String series = text(session, SERIES);
          withSession.add(series);
          devices.add(
              new Device(
                  text(session, AGENT),
                  text(session, ADDRESS),
                  session.getCreationTime(),
                  session.getLastAccessedTime(),
                  kept.stream().anyMatch(row -> row.series().equals(series)),
                  id.equals(currentSession)));
        });
    Stream<Device> withoutSession =
        kept.stream()
            .filter(row -> !withSession.contains(row.series()))
            .map(
                row ->
                    new Device(
                        row.agent(), row.address(), row.createdAt(), row.usedAt(), true, false));
    return Stream.concat(devices.stream(), withoutSession)
        .sorted(
            Comparator.comparing((Device device) -> !device.current())
                .thenComparing(Device::usedAt, Comparator.reverseOrder()))
        .toList();
  }

  /** Signs the user out wherever he is signed in, here too. */
  @Transactional
  void signOutEverywhere(Actor user) {
    audit.record(user, "signed-out.everywhere", user.id().value(), Map.of());
    sessions.endAfterCommit(user.id(), null);
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
