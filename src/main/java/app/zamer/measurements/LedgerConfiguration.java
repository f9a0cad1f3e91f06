package app.zamer.measurements;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.web.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {
  private static final int PLACE = 70;

  // an engineer sees the measurements that concern him among his visits
  @Bean
  MenuEntry ledgerMenuEntry() {
    return new MenuEntry(
        "ledger.menu",
        "/ledger",
        "table",
        PLACE,
        visitor -> visitor.may(Ledger.READ, Scope.OWN) || visitor.may(Ledger.READ, Scope.ALL));
  }
}
