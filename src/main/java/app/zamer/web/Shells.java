package app.zamer.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Makes the {@link Shell} of a request. */
@Component
public class Shells {
  private static final String STYLE_NONCE = Shells.class.getName() + ".styleNonce";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ObjectProvider<Visitors> visitors;
  private final ObjectProvider<MenuEntry> entries;
  private final ObjectProvider<ShellPart> parts;
  private final ObjectProvider<ResourceUrlProvider> addresses;
  private final ObjectProvider<ClauseTitles> clauses;
  private final ObjectProvider<Dialling> dialling;

  // asked for when a page is made: some of them are made after the filters that show pages
  Shells(
      ObjectProvider<Visitors> visitors,
      ObjectProvider<MenuEntry> entries,
      ObjectProvider<ShellPart> parts,
      ObjectProvider<ResourceUrlProvider> addresses,
      ObjectProvider<ClauseTitles> clauses,
      ObjectProvider<Dialling> dialling) {
    this.visitors = visitors;
    this.entries = entries;
    this.parts = parts;
    this.addresses = addresses;
    this.clauses = clauses;
    this.dialling = dialling;
  }

  public Shell of(HttpServletRequest request) {
    String login = request.getRemoteUser();
    Visitor visitor = login == null ? null : visitors.getObject().find(login).orElse(null);
    return of(request, login, visitor);
  }

  /** As for nobody: asks the database for nothing. */
  Shell withoutVisitor(HttpServletRequest request) {
    return of(request, null, null);
  }

  private Shell of(HttpServletRequest request, @Nullable String login, @Nullable Visitor visitor) {
    return new Shell(
        request.getRequestURI().substring(request.getContextPath().length()),
        Objects.requireNonNullElse(request.getQueryString(), ""),
        Messages.language(),
        visitor,
        request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token ? token : null,
        visitor == null ? List.of() : menu(visitor),
        visitor == null ? List.of() : parts(visitor),
        this::address,
        clauses::getObject,
        login == null ? phone -> "tel:" + phone : dialling.getObject().of(login),
        System.currentTimeMillis(),
        () -> nonce(request));
  }

  /**
   * The lines of the main menu that somebody sees, in their order. A page that stands in different
   * places for different people is there once for somebody who has several, in the first of them.
   */
  public List<MenuEntry> menu(Visitor visitor) {
    Set<String> there = new HashSet<>();
    return entries.stream()
        .filter(entry -> entry.shown().test(visitor))
        .sorted(Comparator.comparingInt(MenuEntry::place))
        .filter(entry -> there.add(entry.path()))
        .toList();
  }

  private List<ShellPart> parts(Visitor visitor) {
    return parts.stream()
        .filter(part -> part.shown().test(visitor))
        .sorted(Comparator.comparing(ShellPart::id))
        .toList();
  }

  private String address(String path) {
    return Objects.requireNonNullElse(addresses.getObject().getForLookupPath(path), path);
  }

  /** The word for styles that a page of this request has asked for; null if none has. */
  public static @Nullable String styleNonce(HttpServletRequest request) {
    return (String) request.getAttribute(STYLE_NONCE);
  }

  private static String nonce(HttpServletRequest request) {
    String known = styleNonce(request);
    if (known != null) {
      return known;
    }
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    String nonce = Base64.getEncoder().withoutPadding().encodeToString(random);
    request.setAttribute(STYLE_NONCE, nonce);
    return nonce;
  }
}
