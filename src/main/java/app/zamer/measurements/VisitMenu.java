package app.zamer.measurements;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.web.MenuEntry;
import app.zamer.web.Visitor;
import java.util.function.Predicate;
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
    return calendar(30, visitor -> visitor.may("visit.plan"));
  }

  /** Who plans no visits has other work first. */
  @Bean
  MenuEntry visitsOfOthersEntry() {
    return calendar(60, visitor -> !visitor.may("visit.plan"));
  }

  private static MenuEntry calendar(int place, Predicate<Visitor> whose) {
    return new MenuEntry(
        "visits.menu",
        "/visits",
        "calendar-event",
        place,
        visitor -> visitor.may(Ledger.READ) && visitor.may("visit.confirm") && whose.test(visitor));
  }
}
