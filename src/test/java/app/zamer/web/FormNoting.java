package app.zamer.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handlers what a form has sent, and notes which of its fields they ask for. */
final class FormNoting implements HandlerMethodArgumentResolver {
  private final Set<String> read;

  FormNoting(Set<String> read) {
    this.read = read;
  }

  static boolean isForm(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(RequestParam.class)
        && Map.class.isAssignableFrom(parameter.getParameterType());
  }

  /** Of what may be sent several times Spring makes another kind of map. */
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return isForm(parameter) && parameter.getParameterType() == Map.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Form form = new Form();
    request.getParameterMap().forEach((name, values) -> form.put(name, values[0]));
    return form;
  }

  private final class Form extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable String get(Object name) {
      return super.get(noted(name));
    }

    @Override
    public String getOrDefault(Object name, String other) {
      return super.getOrDefault(noted(name), other);
    }

    @Override
    public boolean containsKey(Object name) {
      return super.containsKey(noted(name));
    }

    private Object noted(Object name) {
      read.add((String) name);
      return name;
    }
  }
}
