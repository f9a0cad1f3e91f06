package app.zamer.users;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers the {@link Actor} of the request, with the roles he has now. */
final class ActorResolver implements HandlerMethodArgumentResolver {
  private final Actors actors;

  ActorResolver(Actors actors) {
    this.actors = actors;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Actor.class;
  }

  @Override
  public Actor resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication instanceof TokenAuthentication token) {
      return token.actor();
    }
    if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
      throw new InsufficientAuthenticationException("nobody is signed in");
    }
    return actors
        .byLogin(authentication.getName())
        .orElseThrow(() -> new InsufficientAuthenticationException("no longer a user"));
  }
}
