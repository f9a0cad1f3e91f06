package app.zamer.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers what no controller could: the database does not answer, or the request cannot be read,
 * and that shows in the filters around the controllers, or when the session is kept.
 */
final class OutermostErrors extends OncePerRequestFilter {
  private final EarlyAnswers answers;

  OutermostErrors(EarlyAnswers answers) {
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | IOException | RuntimeException e) {
      if (response.isCommitted() || !(Unavailable.caused(e) || Unreadable.caused(e))) {
        throw e;
      }
      response.resetBuffer();
      answers.speak(request);
      try {
        answers.write(ErrorAnswers.problem(e), request, response);
      } finally {
        LocaleContextHolder.resetLocaleContext();
      }
    }
  }
}
