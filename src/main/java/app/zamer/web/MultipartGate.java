package app.zamer.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A body of many parts is written to disk as soon as anybody asks for a parameter. So it is let in
 * only where files are taken, and from people who are known; whatever else comes so is refused
 * before it is read.
 */
final class MultipartGate extends OncePerRequestFilter {
  private final ObjectProvider<RequestMappingHandlerMapping> handlers;
  private final EarlyAnswers answers;

  MultipartGate(ObjectProvider<RequestMappingHandlerMapping> handlers, EarlyAnswers answers) {
    this.handlers = handlers;
    this.answers = answers;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !BodyLimitFilter.isMultipart(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!takesFiles(request)) {
      refuse(HttpStatus.UNSUPPORTED_MEDIA_TYPE, request, response);
    } else if (!isKnown(request)) {
      refuse(HttpStatus.UNAUTHORIZED, request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void refuse(HttpStatus status, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (status == HttpStatus.UNAUTHORIZED) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      if (Htmx.asked(request)) {
        response.setHeader(Htmx.SIGN_IN, Htmx.SIGN_IN_NEEDED);
      }
    }
    answers.write(Problems.answer(Problems.problem(status, null, Map.of())), request, response);
  }

  private boolean takesFiles(HttpServletRequest request) {
    PathContainer path =
        PathContainer.parsePath(
            request.getRequestURI().substring(request.getContextPath().length()));
    return handlers.getObject().getHandlerMethods().entrySet().stream()
        .filter(mapping -> takesFiles(mapping.getValue()))
        .flatMap(mapping -> patterns(mapping.getKey().getPathPatternsCondition()))
        .anyMatch(pattern -> pattern.matches(path));
  }

  private static Stream<PathPattern> patterns(@Nullable PathPatternsRequestCondition condition) {
    return condition == null ? Stream.of() : condition.getPatterns().stream();
  }

  private static boolean takesFiles(HandlerMethod method) {
    return Arrays.stream(method.getMethodParameters())
        .map(MethodParameter::nestedIfOptional)
        .anyMatch(
            parameter ->
                parameter.getParameterType() == MultipartFile.class
                    || (List.class.isAssignableFrom(parameter.getParameterType())
                        && parameter
                            .getGenericParameterType()
                            .getTypeName()
                            .contains(MultipartFile.class.getSimpleName())));
  }

  // a token is looked at before anybody reads the body; a page's protection token stands within it
  private static boolean isKnown(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return Problems.isApi(request)
        || (session != null
            && session.getAttribute(
                    HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                != null);
  }
}
