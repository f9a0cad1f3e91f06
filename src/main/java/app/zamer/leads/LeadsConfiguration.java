package app.zamer.leads;

import app.zamer.users.Role;
import app.zamer.web.MenuEntry;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LeadsConfiguration {
  @Bean
  NextAttempt nextAttempt(
      @Value("${zamer.leads.retry-after:2h}") Duration after,
      @Value("${zamer.leads.call-from:09:00}") String from,
      @Value("${zamer.leads.call-until:20:00}") String until) {
    return new NextAttempt(after, LocalTime.parse(from), LocalTime.parse(until));
  }

  @Bean
  MenuEntry leadsEntry() {
    return new MenuEntry(
        "leads.menu",
        "/leads",
        "phone-incoming",
        55,
        Set.of(Role.MANAGER.id(), Role.HEAD_OF_SALES.id(), Role.ADMINISTRATOR.id()));
  }
}
