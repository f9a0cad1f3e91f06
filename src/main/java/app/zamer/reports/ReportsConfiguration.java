package app.zamer.reports;

import app.zamer.users.Role;
import app.zamer.web.MenuEntry;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReportsConfiguration {
  @Bean
  MenuEntry reportsEntry() {
    return new MenuEntry(
        "reports.menu",
        "/reports",
        "report-analytics",
        45,
        Set.of(Role.HEAD_OF_SALES.id(), Role.ADMINISTRATOR.id()));
  }
}
