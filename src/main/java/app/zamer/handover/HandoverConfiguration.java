package app.zamer.handover;

import app.zamer.regulation.Rulebook.Scope;
import app.zamer.web.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HandoverConfiguration {
  private static final int PLACE = 86;

  @Bean
  MenuEntry handoverMenuEntry() {
    return new MenuEntry(
        "handover.menu",
        "/handover",
        "user-check",
        PLACE,
        visitor -> visitor.may(Handovers.RIGHT, Scope.ALL),
        new MenuEntry.Count("/handover/count", "live:handovers from:body"));
  }
}
