package app.zamer.leads;

import app.zamer.web.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LeadsConfiguration {
  @Bean
  MenuEntry leadsEntry() {
    return MenuEntry.of(LeadRights.READ, "leads.menu", "/leads", "phone-incoming", 55);
  }
}
