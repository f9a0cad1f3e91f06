package app.zamer.activities;

import app.zamer.web.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ActivitiesConfiguration {
  private static final int PLACE = 40;

  @Bean
  MenuEntry dayEntry() {
    return MenuEntry.of("day.read", "day.menu", "/day", "checklist", PLACE);
  }
}
