package app.zamer.users;

import app.zamer.web.Shells;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
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
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
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
  private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For");

  private final CookieCsrfTokenRepository csrfTokens = new CookieCsrfTokenRepository();

  SecurityConfiguration() {
    // in a cookie and not in the session, so that who only looks at the sign-in page leaves nothing
    // behind
    csrfTokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
  }

  /**
   * Programs come with a personal token; the pages' scripts with the session, and then every change
   * needs a CSRF token.
   */
  @Bean
  @Order(1)
  SecurityFilterChain api(HttpSecurity http, Actors actors, ApiRefusals refusals) {
    AuthorizationManager<RequestAuthorizationContext> administrators =
        (who, where) -> new AuthorizationDecision(isAdministrator(who.get(), actors));
    AuthorizationManager<RequestAuthorizationContext> monitoring =
        (who, where) ->
            new AuthorizationDecision(
                isLocal(where.getRequest()) || isAdministrator(who.get(), actors));
    return http.securityMatcher("/api/**", "/actuator/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/actuator/health/**")
                    .permitAll()
                    .requestMatchers("/actuator/prometheus")
                    .access(monitoring)
                    .requestMatchers("/actuator/**")
                    .access(administrators)
                    // exists only in demo mode, where every password is known
                    .requestMatchers("/api/v1/demo/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .addFilterBefore(new BearerTokenFilter(actors, refusals), CsrfFilter.class)
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens)
                    .requireCsrfProtectionMatcher(SecurityConfiguration::bySession))
        .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .headers(headers -> secured(headers, CONTENT_POLICY))
        .build();
  }

  /** What is no secret: styles, scripts, the description of the API. */
  @Bean
  @Order(2)
  SecurityFilterChain open(HttpSecurity http) {
    return http.securityMatcher(
            "/webjars/**",
            "/assets/**",
            "/favicon.ico",
            "/v3/api-docs/**",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/swagger-ui/**",
            "/swagger-ui.html")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(
            headers -> {
              // Swagger UI writes styles into its own page
              secured(headers, CONTENT_POLICY + "; style-src 'self' 'unsafe-inline'");
              headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable);
            })
        .build();
  }

  @Bean
  @Order(3)
  SecurityFilterChain pages(HttpSecurity http, SignIn signIn, RememberMe rememberMe) {
    var part = new RequestHeaderRequestMatcher("HX-Request");
    var signInPage = new LoginUrlAuthenticationEntryPoint("/login");
    CookieRequestCache requested = new CookieRequestCache();
    // nobody is led back to a part of a page, or to what is no page at all
    requested.setRequestMatcher(
        request ->
            "GET".equals(request.getMethod())
                && !part.matches(request)
                && !request.getRequestURI().equals(request.getContextPath() + "/live"));
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers("/login", "/first-run", "/error")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
        .requestCache(cache -> cache.requestCache(requested))
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
            errors ->
                errors.authenticationEntryPoint(
                    (request, response, error) -> {
                      if (part.matches(request)) {
                        leadToSignIn(request, response);
                      } else {
                        signInPage.commence(request, response, error);
                      }
                    }))
        .logout(logout -> logout.logoutSuccessUrl("/login?note=signed-out"))
        .headers(headers -> secured(headers, CONTENT_POLICY))
        .build();
  }

  // the part that was asked for would be the sign-in page, in the middle of another
  private static void leadToSignIn(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("HX-Redirect", request.getContextPath() + "/login");
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
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

  // what a proxy on this machine passes on comes from elsewhere
  private static boolean isLocal(HttpServletRequest request) {
    try {
      return FORWARDED.stream().allMatch(header -> request.getHeader(header) == null)
          && request.getHeader(HttpHeaders.VIA) == null
          && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
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
