package app.zamer.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem where no controller is there to return it: in filters. */
@Component
public class ProblemWriter {
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  public void write(
      HttpServletRequest request,
      HttpServletResponse response,
      ResponseEntity<ProblemDetail> answer)
      throws IOException {
    response.setStatus(answer.getStatusCode().value());
    answer
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    ProblemDetail problem = answer.getBody();
    if (problem != null) {
      if (problem.getInstance() == null) {
        problem.setInstance(instance(request.getRequestURI()));
      }
      byte[] body = json.writeValueAsBytes(problem);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  /** The address as a problem names it; null if it is none that could be named. */
  static @Nullable URI instance(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
