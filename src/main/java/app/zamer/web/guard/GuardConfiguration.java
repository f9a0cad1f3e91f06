package app.zamer.web.guard;

import jakarta.servlet.Filter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class GuardConfiguration {
  // before the sessions (lowest + 50), and all else
  private static final int FIRST = Ordered.HIGHEST_PRECEDENCE + 10;

  @Bean
  FilterRegistrationBean<ProxyFilter> proxyFilter(
      @Value("${zamer.proxies}") String proxies,
      @Value("${server.forward-headers-strategy}") String strategy) {
    if (!strategy.equalsIgnoreCase("none")) {
      throw new IllegalStateException(
          "SERVER_FORWARD_HEADERS_STRATEGY believes whoever comes from a private network: leave it"
              + " out, and name your proxy in ZAMER_PROXIES, such as 127.0.0.1");
    }
    return registered(new ProxyFilter(TrustedProxies.of(proxies)), FIRST);
  }

  private static <F extends Filter> FilterRegistrationBean<F> registered(F filter, int order) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    return registration;
  }
}
