package app.zamer.web;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problems for what the server refuses before any filter sees it, such as an address with
 * characters that no address has.
 */
@Component
class ServerErrors implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
  private final JsonMapper json;

  ServerErrors(JsonMapper json) {
    this.json = json;
  }

  @Override
  public void customize(ConfigurableTomcatWebServerFactory server) {
    server.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new ProblemValve(json)));
  }

  private static final class ProblemValve extends ErrorReportValve {
    private final JsonMapper json;

    ProblemValve(JsonMapper json) {
      this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable error) {
      String path = request.getRequestURI();
      int status = response.getStatus();
      // there is no path if the first line of the request could not be read
      boolean page = path != null && !Problems.isApi(path);
      if (page
          || status < 400
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      String language = request.getHeader("Accept-Language");
      LocaleContextHolder.setLocale(
          language != null && language.startsWith("en") ? Locale.ENGLISH : Messages.RUSSIAN);
      try {
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response
            .getOutputStream()
            .write(
                json.writeValueAsBytes(
                    Problems.problem(HttpStatusCode.valueOf(status), null, Map.of())));
        response.finishResponse();
      } catch (IOException e) {
        // the client is gone: nobody is left to tell
        return;
      } finally {
        LocaleContextHolder.resetLocaleContext();
      }
    }
  }
}
