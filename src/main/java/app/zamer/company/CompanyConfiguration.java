package app.zamer.company;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CompanyConfiguration {
  @Bean
  CompanyClock companyClock(@Value("${zamer.zone}") ZoneId zone) {
    return new CompanyClock(Clock.systemUTC(), zone);
  }
}
