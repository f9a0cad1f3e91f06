package app.zamer.leads;

import app.zamer.users.Role;
import app.zamer.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LeadsConfiguration {
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
