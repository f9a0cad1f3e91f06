package app.zamer.activities;

import app.zamer.users.Role;
import app.zamer.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ActivitiesConfiguration {
  private static final int PLACE = 40;

  @Bean
  MenuEntry dayEntry() {
    return new MenuEntry(
        "day.menu",
        "/day",
        "checklist",
        PLACE,
        Set.of(
            Role.MANAGER.id(),
            Role.HEAD_OF_SALES.id(),
            Role.COMMUNICATIONS_MANAGER.id(),
            Role.TECHNOLOGIST.id()));
  }
}
