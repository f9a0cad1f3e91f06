package app.zamer.editions;

import app.zamer.company.CompanyClock;
import app.zamer.regulation.Regulation;
import app.zamer.web.Moments;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The regulation in force, for everybody to read. */
@Controller
class RegulationPages {
  private final Editions editions;
  private final CompanyClock clock;

  RegulationPages(Editions editions, CompanyClock clock) {
    this.editions = editions;
    this.clock = clock;
  }

  @GetMapping("/regulation")
  ModelAndView regulation() {
    Editions.Current current = editions.current();
    Regulation regulation = current.regulation();
    return new ModelAndView(
        "regulation/page",
        Map.of(
            "words",
            new RegulationWords(regulation),
            "graph",
            StageGraph.of(regulation),
            "since",
            new Moments(clock.getZone()).show(current.since())));
  }
}
