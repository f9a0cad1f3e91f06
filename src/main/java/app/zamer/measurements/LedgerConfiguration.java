package app.zamer.measurements;

import app.zamer.users.Role;
import app.zamer.web.MenuEntry;
import java.util.Arrays;
import java.util.stream.Collectors;
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
        Arrays.stream(Role.values())
            .filter(role -> role != Role.ENGINEER && role != Role.EXCHANGE)
            .map(Role::id)
            .collect(Collectors.toSet()));
  }
}
