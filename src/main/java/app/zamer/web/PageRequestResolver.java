package app.zamer.web;

import app.zamer.regulation.Text;
import app.zamer.regulation.Violation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads {@code ?page=&size=}. */
final class PageRequestResolver implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == PageRequest.class;
  }

  @Override
  public PageRequest resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return new PageRequest(
        number(request, "page", 0, 0, Integer.MAX_VALUE),
        number(request, "size", PageRequest.DEFAULT_SIZE, 1, PageRequest.MAX_SIZE));
  }

  private static int number(
      NativeWebRequest request, String name, int otherwise, int least, int most) {
    String value = request.getParameter(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    long number;
    try {
      number = StrictValues.whole(value);
    } catch (NumberFormatException e) {
      Text message = Messages.text("field.type", name, Messages.text("expected.integer"));
      throw new InvalidParameter(
          HttpStatus.BAD_REQUEST, new Violation(Violation.INVALID, name, message));
    }
    if (number < least || number > most) {
      Text message = Messages.text("field.range", name, least, most);
      throw new InvalidParameter(
          HttpStatus.UNPROCESSABLE_CONTENT, new Violation(Violation.INVALID, name, message));
    }
    return (int) number;
  }
}
