package app.zamer.users;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Notes in the journal what people were refused for want of a right, what came without a page's
 * protection token, and which tables were taken out: wherever in the program that happens. Of what
 * was asked only the address and the names of the filters are kept. The same again within a minute
 * is noted once, so that nobody fills the journal.
 */
final class AuditTrail extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);
  private static final List<String> TABLES =
      List.of(
          "application/vnd.openxmlformats-officedocument.spreadsheetml",
          "text/csv",
          "application/x-ndjson");
  private static final int LONGEST = 200;
  private static final int MOST_REMEMBERED = 10_000;

  private final Audit audit;
  private final Cache<String, Boolean> noted =
      Caffeine.newBuilder()
          .maximumSize(MOST_REMEMBERED)
          .expireAfterWrite(Duration.ofMinutes(1))
          .build();

  AuditTrail(Audit audit) {
    this.audit = audit;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (response.getStatus() == HttpServletResponse.SC_FORBIDDEN) {
      boolean csrf = request.getAttribute(WebAttributes.ACCESS_DENIED_403) instanceof CsrfException;
      note(csrf ? "csrf.failed" : "right.refused", request, Map.of("method", request.getMethod()));
    } else if (response.getStatus() == HttpServletResponse.SC_OK && isTable(request, response)) {
      Map<String, Object> detail = new LinkedHashMap<>();
      Set<String> filters = new TreeSet<>(request.getParameterMap().keySet());
      if (!filters.isEmpty()) {
        detail.put("filters", String.join(", ", filters));
      }
      note("exported", request, detail);
    }
  }

  private static boolean isTable(HttpServletRequest request, HttpServletResponse response) {
    String type = response.getContentType();
    // what somebody has put there himself is no table of the program
    return type != null
        && response.getHeader(HttpHeaders.CONTENT_DISPOSITION) != null
        && TABLES.stream().anyMatch(type::startsWith)
        && !request.getRequestURI().contains("/files/");
  }

  private void note(String what, HttpServletRequest request, Map<String, ?> detail) {
    Authentication who = SecurityContextHolder.getContext().getAuthentication();
    Actor by =
        who != null && AccountRules.isLogin(who.getName())
            ? new Actor(new UserId(who.getName()), Set.of())
            : Actor.SYSTEM;
    String path = request.getRequestURI();
    String subject = path.substring(0, Math.min(path.length(), LONGEST));
    String from = by.isSystem() ? request.getRemoteAddr() : by.id().value();
    // a table is taken out as often as it is; strangers are noted once, whatever they try
    String same = what + " " + from + " " + (by.isSystem() ? "" : subject);
    if (!what.equals("exported") && noted.asMap().putIfAbsent(same, true) != null) {
      return;
    }
    try {
      audit.record(by, what, subject, detail);
    } catch (RuntimeException e) {
      // it has been answered by now
      log.error("{} {} is not in the journal", what, subject, e);
    }
  }
}
