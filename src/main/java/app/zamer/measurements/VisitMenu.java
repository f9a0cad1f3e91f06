package app.zamer.measurements;

import app.zamer.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lines of the menu that lead to visits and stamps. */
@Configuration(proxyBeanMethods = false)
class VisitMenu {
  @Bean
  MenuEntry myVisitsEntry() {
    return new MenuEntry("mine.menu", "/visits/mine", "map-pin", 10, Set.of("engineer"));
  }

  @Bean
  MenuEntry stampsEntry() {
    return new MenuEntry("stamps.menu", "/stamps", "rubber-stamp", 20, Set.of("technologist"));
  }

  @Bean
  MenuEntry visitsEntry() {
    return new MenuEntry(
        "visits.menu",
        "/visits",
        "calendar-event",
        30,
        Set.of("communications-manager", "head-of-sales"));
  }

  /** A manager has other work first. */
  @Bean
  MenuEntry visitsOfManagerEntry() {
    return new MenuEntry("visits.menu", "/visits", "calendar-event", 60, Set.of("manager"));
  }
}
