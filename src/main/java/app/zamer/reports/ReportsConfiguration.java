package app.zamer.reports;

import app.zamer.web.MenuEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReportsConfiguration {
  @Bean
  MenuEntry reportsEntry() {
    return MenuEntry.of("report.read", "reports.menu", "/reports", "report-analytics", 45);
  }
}
