package app.zamer.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What went wrong outside the controllers, in a filter or in the server itself. */
@Controller
class ErrorPages implements ErrorController {
  private final ErrorAnswers answers;

  ErrorPages(ErrorAnswers answers) {
    this.answers = answers;
  }

  @RequestMapping("/error")
  Object error(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : 404;
    ProblemDetail problem = Problems.problem(HttpStatusCode.valueOf(status), null, Map.of());
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri
        && Problems.isApi(uri.substring(request.getContextPath().length()))) {
      problem.setInstance(ProblemWriter.instance(uri));
      return Problems.answer(problem);
    }
    return answers.page(Problems.answer(problem), request);
  }
}
