package app.zamer.users;

import app.zamer.web.Shells;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.HeaderWriterLogoutHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ClearSiteDataHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;

/**
 * Who gets in: programs under {@code /api/}, people on pages, everybody to what is no secret;
 * nothing else.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final String POLICY = "Content-Security-Policy";
  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action"
          + " 'self'; frame-ancestors 'none'";
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final String PROMETHEUS = "/actuator/prometheus";
  private static final String PERMISSIONS =
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(),"
          + " magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

  // in a cookie and not in the session, so that who only looks at the sign-in page leaves nothing
  // behind
  private final CsrfTokenRepository csrfTokens = new CsrfCookie();

  /**
   * Programs come with a personal token; the pages' scripts with the session, and then every change
   * needs a CSRF token.
   */
  @Bean
  @Order(1)
  SecurityFilterChain api(
      HttpSecurity http,
      Actors actors,
      ApiRefusals refusals,
      SessionLifetime lifetime,
      Audit audit) {
    AuthorizationManager<RequestAuthorizationContext> administrators =
        (who, where) -> new AuthorizationDecision(isAdministrator(who.get(), actors));
    return http.securityMatcher("/api/**", "/actuator/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/**")
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .access(administrators)
                    // exists only in demo mode, where every password is known
                    .requestMatchers("/api/v1/demo/**")
                    .permitAll()
                    .anyRequest()
                    .access(new ExchangeAccess(actors)))
        .addFilterBefore(lifetime.filter(), SecurityContextHolderFilter.class)
        .addFilterAfter(new AuditTrail(audit), HeaderWriterFilter.class)
        .addFilterBefore(new BearerTokenFilter(actors, refusals), CsrfFilter.class)
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens)
                    .csrfTokenRequestHandler(new PageToken())
                    .requireCsrfProtectionMatcher(SecurityConfiguration::bySession))
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .headers(headers -> secured(headers, CONTENT_POLICY))
        .build();
  }

  /** Whoever gathers the figures of the program, by a token that opens nothing else. */
  @Bean
  @Order(-1)
  SecurityFilterChain metrics(HttpSecurity http, @Value("${zamer.metrics-token}") String token) {
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    return http.securityMatcher(
            request ->
                !token.isBlank()
                    && request.getRequestURI().equals(request.getContextPath() + PROMETHEUS)
                    && MessageDigest.isEqual(expected, authorization(request)))
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> secured(headers, CONTENT_POLICY))
        .build();
  }

  private static byte[] authorization(HttpServletRequest request) {
    return Objects.requireNonNullElse(request.getHeader(HttpHeaders.AUTHORIZATION), "")
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The description of the API: for whoever may use it, and in demo mode, where every password is
   * known, for everybody.
   */
  @Bean
  @Order(2)
  SecurityFilterChain apiDescription(
      HttpSecurity http,
      Actors actors,
      ApiRefusals refusals,
      SessionLifetime lifetime,
      Environment environment) {
    boolean demo = environment.matchesProfiles("demo");
    return http.securityMatcher(
            "/v3/api-docs/**",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/swagger-ui/**",
            "/swagger-ui.html")
        .authorizeHttpRequests(
            requests -> {
              if (demo) {
                requests.anyRequest().permitAll();
              } else {
                requests.anyRequest().authenticated();
              }
            })
        .addFilterBefore(lifetime.filter(), SecurityContextHolderFilter.class)
        .addFilterBefore(
            new BearerTokenFilter(actors, refusals), AnonymousAuthenticationFilter.class)
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        // Swagger UI writes styles into its own page
        .headers(headers -> secured(headers, CONTENT_POLICY + "; style-src 'self' 'unsafe-inline'"))
        .build();
  }

  /** What is no secret: styles and scripts. */
  @Bean
  @Order(3)
  SecurityFilterChain open(HttpSecurity http) {
    return http.securityMatcher("/webjars/**", "/assets/**", "/favicon.ico")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers -> {
              secured(headers, CONTENT_POLICY);
              headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
            })
        .build();
  }

  @Bean
  @Order(4)
  SecurityFilterChain pages(
      HttpSecurity http,
      SignIn signIn,
      SignInAgain again,
      RememberMe rememberMe,
      SessionLifetime lifetime,
      Actors actors,
      Audit audit) {
    var part = new RequestHeaderRequestMatcher("HX-Request");
    CookieRequestCache requested = new CookieRequestCache();
    // nobody is led back to a part of a page, or to what is no page at all
    requested.setRequestMatcher(
        request ->
            "GET".equals(request.getMethod())
                && !part.matches(request)
                && !request.getRequestURI().equals(request.getContextPath() + "/live")
                && !request.getRequestURI().equals(request.getContextPath() + "/session"));
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers("/login", "/login/here", "/session", "/first-run", "/error")
                    .permitAll()
                    .anyRequest()
                    .access(new ExchangeAccess(actors)))
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens).csrfTokenRequestHandler(new PageToken()))
        .requestCache(cache -> cache.requestCache(requested))
        .addFilterBefore(lifetime.filter(), SecurityContextHolderFilter.class)
        // its age counts from the sign-in
        .sessionManagement(sessions -> sessions.sessionFixation(it -> it.newSession()))
        .addFilterAfter(new AuditTrail(audit), HeaderWriterFilter.class)
        .addFilterBefore(signIn.throttled(), UsernamePasswordAuthenticationFilter.class)
        .formLogin(
            form ->
                form.loginPage("/login")
                    .usernameParameter(SignIn.LOGIN)
                    .passwordParameter(SignIn.PASSWORD)
                    .successHandler(signIn.succeeded(requested))
                    .failureHandler(signIn.failed()))
        .rememberMe(remember -> remember.rememberMeServices(rememberMe))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(again).accessDeniedHandler(again))
        .logout(
            logout ->
                logout
                    .logoutSuccessUrl("/login?note=signed-out")
                    // the next one at this computer finds nothing; what waits to be sent stays
                    .addLogoutHandler(
                        new HeaderWriterLogoutHandler(
                            new ClearSiteDataHeaderWriter(
                                ClearSiteDataHeaderWriter.Directive.CACHE))))
        .headers(headers -> secured(headers, CONTENT_POLICY))
        .build();
  }

  private static void secured(HeadersConfigurer<HttpSecurity> headers, String contentPolicy) {
    headers
        .addHeaderWriter(
            (request, response) -> {
              String nonce = Shells.styleNonce(request);
              if (!response.containsHeader(POLICY)) {
                response.setHeader(
                    POLICY,
                    nonce == null
                        ? contentPolicy
                        : contentPolicy
                            + "; font-src 'self' data:; style-src 'self' 'nonce-"
                            + nonce
                            + "'");
              }
            })
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
        .crossOriginOpenerPolicy(
            opener ->
                opener.policy(
                    CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(
            resource ->
                resource.policy(
                    CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy.SAME_ORIGIN))
        .contentTypeOptions(Customizer.withDefaults())
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
  }

  // another site can make a browser send the session's cookie, but not an Authorization header
  private static boolean bySession(HttpServletRequest request) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    return !SAFE_METHODS.contains(request.getMethod())
        && who != null
        && !(who instanceof TokenAuthentication);
  }

  private static boolean isAdministrator(Authentication who, Actors actors) {
    return actors.byLogin(who.getName()).filter(actor -> actor.is(Role.ADMINISTRATOR)).isPresent();
  }

  /**
   * @param strength how often a password is hashed, as a power of two
   */
  @Bean
  PasswordEncoder passwordEncoder(@Value("${zamer.password-strength}") int strength) {
    return new PasswordWork(
        new DelegatingPasswordEncoder(
            "bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(strength))));
  }

  @Bean
  UserDetailsService userDetails(UserRepository users) {
    return typed -> {
      String login = SignInThrottle.login(typed);
      String hash =
          (AccountRules.isLogin(login)
                  ? users.passwordHash(new UserId(login))
                  : Optional.<String>empty())
              .orElseThrow(() -> new UsernameNotFoundException("no active user"));
      // without roles: a session outlives them, so they are read anew for every request
      return org.springframework.security.core.userdetails.User.withUsername(login)
          .password(hash)
          .authorities(List.of())
          .build();
    };
  }
}
