package app.zamer.web;

import app.zamer.company.Site;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers 400 to who asks for another host than the one that people are to come to, once that is
 * known. Programs on the same machine may say {@code localhost}, and whoever looks after the
 * program's health may come by any name.
 */
final class HostFilter extends OncePerRequestFilter {
  private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
  private static final String HEALTH = "/actuator/health";

  private final Site site;
  private final ProblemWriter problems;

  HostFilter(Site site, ProblemWriter problems) {
    this.site = site;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String host = request.getServerName();
    if (site.isHost(host)
        || OWN_MACHINE.contains(host) && isLocal(request.getRemoteAddr())
        || request.getRequestURI().startsWith(HEALTH)) {
      chain.doFilter(request, response);
      return;
    }
    problems.write(
        request,
        response,
        Problems.answer(
            Problems.problem(
                HttpStatus.BAD_REQUEST,
                Messages.text("problem.host", site.address("")),
                Map.of())));
  }

  private static boolean isLocal(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
