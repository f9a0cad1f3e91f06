package app.zamer.measurements;

import app.zamer.company.CompanyClock;
import app.zamer.editions.Editions;
import app.zamer.users.Actor;
import app.zamer.users.Rights;
import app.zamer.web.Htmx;
import app.zamer.web.Moments;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The engineer's page for the phone, which works without a network. */
@Controller
class MyVisitPages {
  private static final int DAYS_AHEAD = 14;
  private static final int DAYS_BACK = 2;

  private final MyVisitQuery query;
  private final Rights rights;
  private final Editions editions;
  private final CompanyClock clock;

  MyVisitPages(MyVisitQuery query, Rights rights, Editions editions, CompanyClock clock) {
    this.query = query;
    this.rights = rights;
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/visits/mine")
  ModelAndView mine(Actor actor, HttpServletRequest request) {
    if (!rights.reach(actor, "visit.result").isVisit()) {
      throw new AccessDeniedException("no visits of one's own");
    }
    Instant now = clock.instant();
    LocalDate today = clock.today();
    List<MyVisit> all =
        query.of(
            rights.require(actor, "deal.read"),
            rights.reach(actor, "chat.read"),
            today.minusDays(DAYS_BACK).atStartOfDay(clock.getZone()).toInstant(),
            today.plusDays(DAYS_AHEAD).atStartOfDay(clock.getZone()).toInstant());
    Map<LocalDate, List<MyVisit>> coming =
        all.stream()
            .filter(visit -> !visit.day(clock.getZone()).isBefore(today))
            .collect(
                Collectors.groupingBy(
                    visit -> visit.day(clock.getZone()), TreeMap::new, Collectors.toList()));
    List<MyVisit> past =
        all.stream().filter(visit -> visit.day(clock.getZone()).isBefore(today)).toList();
    return new ModelAndView(
        Htmx.asked(request) ? "measurements/mineList" : "measurements/mine",
        Map.of(
            "login",
            actor.id().value(),
            "owed",
            past.stream().filter(visit -> visit.outcome().isEmpty()).toList(),
            "coming",
            coming,
            "reported",
            past.stream().filter(visit -> !visit.outcome().isEmpty()).toList(),
            "today",
            today,
            "now",
            now,
            "words",
            new VisitWords(editions.inForce()),
            "moments",
            new Moments(clock.getZone())));
  }

  /**
   * The worker that answers when there is no network. It stands among what is no secret, so that a
   * browser that looks for a newer one after signing out is not led to the sign-in page, and says
   * that it may answer for all pages, so that it sees signing out.
   */
  @GetMapping(path = "/assets/mine-worker.js", produces = "text/javascript")
  ResponseEntity<Resource> worker() {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/javascript; charset=utf-8"))
        .cacheControl(CacheControl.noCache())
        .header("Service-Worker-Allowed", "/")
        .body(new ClassPathResource("static/assets/mine-worker.js"));
  }
}
