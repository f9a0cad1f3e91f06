package app.zamer.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * What filters answer before anybody knows who asks: a problem under {@code /api/}, a page
 * elsewhere. It reads nothing of the body and asks the database for nothing.
 */
@Component
final class EarlyAnswers {
  private final ProblemWriter problems;
  private final LocaleResolver languages;
  private final ObjectProvider<ErrorAnswers> answers;
  private final ObjectProvider<ViewResolver> views;

  // asked for when they are needed: filters are made before them
  EarlyAnswers(
      ProblemWriter problems,
      LocaleResolver languages,
      ObjectProvider<ErrorAnswers> answers,
      @Qualifier("jteViewResolver") ObjectProvider<ViewResolver> views) {
    this.problems = problems;
    this.languages = languages;
    this.answers = answers;
    this.views = views;
  }

  void write(
      ResponseEntity<ProblemDetail> problem,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (Problems.isApi(request)) {
      problems.write(request, response, problem);
      return;
    }
    response.setStatus(problem.getStatusCode().value());
    problem
        .getHeaders()
        .getOrEmpty(HttpHeaders.RETRY_AFTER)
        .forEach(wait -> response.setHeader(HttpHeaders.RETRY_AFTER, wait));
    show(answers.getObject().page(problem, request), request, response);
  }

  /** The language of the request, for a problem that is made outside of what sets it for all. */
  void speak(HttpServletRequest request) {
    LocaleContextHolder.setLocale(languages.resolveLocale(request));
  }

  private void show(ModelAndView page, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      String name = Objects.requireNonNull(page.getViewName());
      View view =
          Objects.requireNonNull(views.getObject().resolveViewName(name, Messages.language()));
      view.render(page.getModel(), request, response);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
