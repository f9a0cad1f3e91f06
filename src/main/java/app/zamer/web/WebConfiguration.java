package app.zamer.web;

import app.zamer.company.CompanyClock;
import app.zamer.company.Site;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.view.RedirectView;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  private final Shells shells;

  WebConfiguration(Shells shells) {
    this.shells = shells;
  }

  // between Spring's own request context (-105), the security filters (-100) and the controllers
  private static final int BEFORE_SESSIONS = Ordered.HIGHEST_PRECEDENCE + 20;
  private static final int BEFORE_SECURITY = -103;
  private static final int AFTER_SECURITY = -50;

  @Bean
  LocaleResolver localeResolver() {
    return new Languages();
  }

  @Bean
  FilterRegistrationBean<Languages.Filter> languageFilter(LocaleResolver localeResolver) {
    return registered(new Languages.Filter(localeResolver), BEFORE_SECURITY - 1, "/*");
  }

  @Bean
  FilterRegistrationBean<HostFilter> hostFilter(Site site, ProblemWriter problems) {
    return registered(new HostFilter(site, problems), BEFORE_SECURITY, "/*");
  }

  @Bean
  FilterRegistrationBean<OutermostErrors> outermostErrors(EarlyAnswers answers) {
    return registered(new OutermostErrors(answers), BEFORE_SESSIONS, "/*");
  }

  @Bean
  FilterRegistrationBean<FairShare> fairShare(
      EarlyAnswers answers,
      @Value("${spring.datasource.hikari.maximum-pool-size}") int connections) {
    return registered(
        new FairShare(answers, Math.max(2, connections / 2)), AFTER_SECURITY - 2, "/*");
  }

  @Bean
  FilterRegistrationBean<MultipartGate> multipartGate(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> handlers,
      EarlyAnswers answers) {
    return registered(new MultipartGate(handlers, answers), BEFORE_SECURITY + 1, "/*");
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(ProblemWriter problems) {
    return registered(new BodyLimitFilter(problems), BEFORE_SECURITY, "/api/*");
  }

  @Bean
  FilterRegistrationBean<TypedTextFilter> typedTextFilter(JsonMapper json, EarlyAnswers answers) {
    return registered(new TypedTextFilter(json, answers), AFTER_SECURITY - 1, "/*");
  }

  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
      IdempotentRequestRepository requests,
      PlatformTransactionManager transactions,
      CompanyClock clock,
      ProblemWriter problems,
      JsonMapper json) {
    return registered(
        new IdempotencyFilter(requests, transactions, clock, problems, json),
        AFTER_SECURITY,
        "/api/*");
  }

  private static <F extends Filter> FilterRegistrationBean<F> registered(
      F filter, int order, String pattern) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(order);
    registration.addUrlPatterns(pattern);
    return registration;
  }

  /** Days and moments in addresses and queries; numbers: {@link StrictNumbers}. */
  @Override
  // a converter may answer null, which NullAway does not see of its type
  @SuppressWarnings("NullAway")
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(
        String.class, LocalDate.class, text -> text.isEmpty() ? null : StrictValues.day(text));
    registry.addConverter(
        String.class,
        Instant.class,
        text ->
            text.isEmpty() ? null : StrictValues.checked(OffsetDateTime.parse(text)).toInstant());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new PageRequestResolver());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    LocaleChangeInterceptor language = new LocaleChangeInterceptor();
    language.setParamName(Languages.PARAMETER);
    language.setHttpMethods("GET");
    language.setIgnoreInvalidLocale(true);
    registry
        .addInterceptor(language)
        .excludePathPatterns("/api/**")
        .excludePathPatterns(
            Arrays.stream(Languages.FOR_STRANGERS).map(path -> path + "**").toList());
    registry.addInterceptor(new ShellInterceptor(shells)).excludePathPatterns("/api/**");
  }

  /** Gives every page what its layout needs. */
  private record ShellInterceptor(Shells shells) implements HandlerInterceptor {
    @Override
    public void postHandle(
        HttpServletRequest request,
        HttpServletResponse response,
        Object handler,
        @Nullable ModelAndView page) {
      if (page != null
          && !(page.getView() instanceof RedirectView)
          && (page.getViewName() == null || !page.getViewName().startsWith("redirect:"))) {
        page.addObject("shell", shells.of(request));
      }
    }
  }
}
