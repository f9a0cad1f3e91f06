package app.zamer.web;

import app.zamer.regulation.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What the layout of every page needs to know about the request.
 *
 * @param path where the page stands
 * @param query what its address says beyond that; empty if nothing
 * @param visitor who is signed in
 * @param csrf what every form of the page sends along
 * @param menu the lines of the main menu that the visitor sees
 * @param parts what else the visitor has in the head of every page
 * @param addresses turns the path of a style, script or picture into the address under which a
 *     browser may keep it for good
 * @param clauses says what the regulation has under the id of a clause
 * @param dialling turns a phone in E.164 into the address behind which it is called
 * @param renderedAt the machine's time in milliseconds: what happens later, the page hears of live
 * @param nonce see {@link #styleNonce()}
 */
public record Shell(
    String path,
    String query,
    Locale language,
    @Nullable Visitor visitor,
    @Nullable CsrfToken csrf,
    List<MenuEntry> menu,
    List<ShellPart> parts,
    UnaryOperator<String> addresses,
    Supplier<ClauseTitles> clauses,
    UnaryOperator<String> dialling,
    long renderedAt,
    Supplier<String> nonce) {
  /** The address of this page in another language. */
  public String in(String other) {
    Stream<String> kept =
        Arrays.stream(query.split("&"))
            .filter(part -> !part.isEmpty() && !part.startsWith(Languages.PARAMETER + "="));
    return Stream.concat(kept, Stream.of(Languages.PARAMETER + "=" + other))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** The address of a style, script or picture, such as {@code /assets/zamer.css}. */
  public String asset(String path) {
    return addresses.apply(path);
  }

  /** The address of a link that calls a phone given in E.164. */
  public String dial(String e164) {
    return dialling.apply(e164);
  }

  /** What the regulation says in a clause; null if it has none with this id. */
  public @Nullable String clause(String id) {
    String said = clauses.get().of(id);
    return said.isEmpty() ? null : said;
  }

  /** The id of the clause to refer to for something; empty if there is none. */
  public String clause(Topic topic) {
    return clauses.get().idOf(topic);
  }

  /** Whether the page is one of those behind a line of the menu. */
  public boolean at(MenuEntry entry) {
    return entry.leadsTo(path);
  }

  /** Whether the visitor's menu has a line that leads there. */
  public boolean leadsTo(String path) {
    return menu.stream().anyMatch(entry -> entry.path().equals(path));
  }

  /**
   * Lets a library that writes a style of its own into the page do so: pages that ask for it, and
   * only they, answer with a policy that allows styles with this word.
   */
  public String styleNonce() {
    return nonce.get();
  }
}
