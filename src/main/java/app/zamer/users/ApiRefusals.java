package app.zamer.users;

import app.zamer.regulation.Text;
import app.zamer.web.Htmx;
import app.zamer.web.Messages;
import app.zamer.web.ProblemWriter;
import app.zamer.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** How the security filters say no to programs. */
@Component
class ApiRefusals implements AuthenticationEntryPoint, AccessDeniedHandler {
  private final ProblemWriter problems;

  ApiRefusals(ProblemWriter problems) {
    this.problems = problems;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException error)
      throws IOException {
    problems.write(request, response, Problems.unauthenticated(null, null));
  }

  void invalidToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
    problems.write(
        request,
        response,
        Problems.unauthenticated(Messages.text("token.invalid"), "invalid_token"));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException error)
      throws IOException {
    request.setAttribute(WebAttributes.ACCESS_DENIED_403, error);
    if (error instanceof CsrfException) {
      response.setHeader(Htmx.SIGN_IN, Htmx.SIGN_IN_RENEWED);
    }
    Text detail =
        Messages.text(error instanceof CsrfException ? "problem.csrf" : "problem.403.detail");
    problems.write(request, response, Problems.forbidden(detail, Map.of()));
  }
}
