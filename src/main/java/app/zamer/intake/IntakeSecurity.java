package app.zamer.intake;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The pages for people without an account. There is no session, no cookie and nobody signed in on
 * them, whoever looks: what may be done there is said by what a form was signed with, or by the
 * address of a link. See docs/decisions/0014.
 */
@Configuration(proxyBeanMethods = false)
class IntakeSecurity {
  static final String FORMS = "/intake/form/";
  static final String API = "/api/v1/intake/";
  static final String BOOKINGS = "/booking/";
  static final String SCRIPT = "/intake/embed.js";
  static final long LONGEST_BODY = 32 << 10;

  private static final String PERMISSIONS =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
  private static final String POLICY = "Content-Security-Policy";
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

  @Bean
  @Order(0)
  SecurityFilterChain strangers(HttpSecurity http, IntakeForms forms) {
    return http.securityMatcher("/intake/**", BOOKINGS + "**", API + "**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        HttpMethod.GET, FORMS + "*", FORMS + "*/thanks", API + "*", SCRIPT)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, BOOKINGS + "*")
                    .permitAll()
                    .requestMatchers(HttpMethod.POST, FORMS + "*", API + "*", BOOKINGS + "*")
                    .permitAll()
                    .anyRequest()
                    .denyAll())
        .addFilterAfter(new Small(), HeaderWriterFilter.class)
        .cors(cors -> cors.configurationSource(new Sites(forms)))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .securityContext(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .exceptionHandling(
            errors ->
                errors.authenticationEntryPoint(
                    (request, response, error) ->
                        response.sendError(HttpServletResponse.SC_NOT_FOUND)))
        .headers(IntakeSecurity::secured)
        .build();
  }

  /** Lets these sites, and no others, show what is answered within a page of theirs. */
  static void showWithin(HttpServletResponse response, List<String> origins) {
    response.setHeader(POLICY, CONTENT_POLICY + "'self'" + joined(origins));
  }

  private static String joined(List<String> origins) {
    return origins.isEmpty() ? "" : " " + String.join(" ", origins);
  }

  private static void secured(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::disable)
        .addHeaderWriter(
            (request, response) -> {
              if (!response.containsHeader(POLICY)) {
                response.setHeader(POLICY, CONTENT_POLICY + "'none'");
                response.setHeader("X-Frame-Options", "DENY");
              }
              response.setHeader("X-Robots-Tag", "noindex, nofollow");
              // the sites that show a form load its script
              response.setHeader(
                  "Cross-Origin-Resource-Policy",
                  request.getRequestURI().endsWith(SCRIPT) ? "cross-origin" : "same-origin");
            })
        .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
        .crossOriginOpenerPolicy(
            opener ->
                opener.policy(
                    CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy.SAME_ORIGIN))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .contentTypeOptions(Customizer.withDefaults());
  }

  /** Which sites may send to a form from their own pages: those that may show it. */
  private record Sites(IntakeForms forms) implements CorsConfigurationSource {
    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
      String path = request.getRequestURI().substring(request.getContextPath().length());
      if (!path.startsWith(API)) {
        return null;
      }
      CorsConfiguration sites = new CorsConfiguration();
      forms
          .byKey(path.substring(API.length()))
          .filter(IntakeForm::active)
          .ifPresent(form -> sites.setAllowedOrigins(form.origins()));
      sites.setAllowedMethods(List.of("GET", "POST"));
      sites.setAllowedHeaders(
          List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE));
      sites.setExposedHeaders(List.of(HttpHeaders.RETRY_AFTER));
      sites.setAllowCredentials(false);
      sites.setMaxAge(600L);
      return sites;
    }
  }

  /** Nobody has much to say here, and browsers say how much it is. */
  private static final class Small extends OncePerRequestFilter {
    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      long length = request.getContentLengthLong();
      if (request.getMethod().equals("POST") && length < 0) {
        response.sendError(HttpServletResponse.SC_LENGTH_REQUIRED);
      } else if (length > LONGEST_BODY) {
        response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      } else {
        chain.doFilter(request, response);
      }
    }
  }
}
