package app.zamer.telephony;

import app.zamer.clients.Phone;
import app.zamer.users.Extensions;
import app.zamer.users.UserId;
import app.zamer.web.Dialling;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Calls phones by the exchange, whose address the company gives as a template such as {@code
 * https://pbx.local/call?from={extension}&to={phone}}. Who has no number inside the exchange, and a
 * company without a template, calls by whatever program of the computer or telephone does so.
 */
@Component
class ClickToCall implements Dialling {
  private static final String EXTENSION = "{extension}";
  private static final String PHONE = "{phone}";
  private static final String NO_EXTENSION = "tel:";

  /** What a browser may be sent to; a template with {@code javascript:} would be a hole. */
  private static final Set<String> SCHEMES =
      Set.of("http", "https", "tel", "sip", "sips", "callto");

  private final String template;
  private final Extensions extensions;

  /**
   * @throws IllegalArgumentException if the template is none, which stops the program as it starts
   */
  ClickToCall(@Value("${zamer.telephony.call-url:}") String template, Extensions extensions) {
    this.template = template.strip();
    this.extensions = extensions;
    if (!this.template.isEmpty()) {
      check(this.template);
    }
  }

  private static void check(String template) {
    try {
      URI uri = new URI(template.replace(EXTENSION, "101").replace(PHONE, "%2B79912084543"));
      boolean allowed =
          uri.getScheme() != null
              && SCHEMES.contains(uri.getScheme().toLowerCase(java.util.Locale.ROOT));
      if (!allowed || !template.contains(PHONE)) {
        throw new IllegalArgumentException(
            "ZAMER_CALL_URL has to be an address with {phone} in it, such as"
                + " https://pbx.local/call?from={extension}&to={phone}, and not "
                + template);
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("ZAMER_CALL_URL is no address: " + template, e);
    }
  }

  @Override
  public UnaryOperator<String> of(String login) {
    if (template.isEmpty()) {
      return phone -> "tel:" + phone;
    }
    return new UnaryOperator<>() {
      private String prepared = "";

      // asked for once a page, and only by pages that show phones
      @Override
      public String apply(String phone) {
        if (prepared.isEmpty()) {
          prepared = prepare(login);
        }
        return prepared.equals(NO_EXTENSION)
            ? "tel:" + phone
            : prepared.replace(
                PHONE,
                prepared.startsWith("http")
                    ? URLEncoder.encode(dialled(phone), StandardCharsets.UTF_8)
                    : dialled(phone));
      }
    };
  }

  /** An exchange dials numbers; the extension behind one is dialled by hand. */
  private static String dialled(String phone) {
    return new Phone(phone).number().e164();
  }

  private String prepare(String login) {
    if (!template.contains(EXTENSION)) {
      return template;
    }
    return extensions
        .of(new UserId(login))
        .map(extension -> template.replace(EXTENSION, extension))
        .orElse(NO_EXTENSION);
  }
}
