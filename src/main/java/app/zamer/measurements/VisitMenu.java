package app.zamer.measurements;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.web.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lines of the menu that lead to visits and stamps. */
@Configuration(proxyBeanMethods = false)
class VisitMenu {
  @Bean
  MenuEntry myVisitsEntry() {
    return new MenuEntry(
        "mine.menu",
        "/visits/mine",
        "map-pin",
        10,
        visitor -> visitor.may("visit.result", Scope.VISIT));
  }

  @Bean
  MenuEntry stampsEntry() {
    return new MenuEntry(
        "stamps.menu",
        "/stamps",
        "rubber-stamp",
        20,
        visitor -> visitor.may("stamp") && visitor.may("deal.story"));
  }

  @Bean
  MenuEntry visitsEntry() {
    return calendar(30, Scope.ALL);
  }

  /** Who has only visits of his own deals to see to has other work first. */
  @Bean
  MenuEntry visitsOfOwnDealsEntry() {
    return calendar(60, Scope.OWN);
  }

  private static MenuEntry calendar(int place, Scope scope) {
    return new MenuEntry(
        "visits.menu",
        "/visits",
        "calendar-event",
        place,
        visitor -> visitor.may(Ledger.READ) && visitor.may("visit.confirm", scope));
  }
}
