package app.zamer.intake;

import app.zamer.regulation.Violation;
import app.zamer.users.UserId;
import app.zamer.web.Messages;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A form as an administrator writes it down; see {@link IntakeForm} for what the parts mean. */
record FormDraft(
    String name,
    String title,
    String source,
    @Nullable UserId owner,
    List<String> origins,
    List<String> wishes,
    String success,
    String policy,
    String consent,
    boolean active) {
  private static final int LONGEST_LINE = 200;
  private static final int LONGEST_TEXT = 2000;
  private static final int MOST = 20;
  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}|\\[[0-9a-f:.]{2,45}]");

  FormDraft {
    name = name.strip();
    title = title.strip();
    source = source.strip();
    origins = origins.stream().map(FormDraft::normal).distinct().toList();
    wishes = lines(wishes);
    success = success.strip();
    policy = policy.strip();
    consent = consent.strip();
  }

  private static List<String> lines(List<String> typed) {
    Set<String> lines = new LinkedHashSet<>();
    typed.stream().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    return List.copyOf(lines);
  }

  List<Violation> wrong() {
    List<Violation> wrong = new ArrayList<>();
    required(wrong, "name", name);
    line(wrong, "name", name);
    required(wrong, "title", title);
    line(wrong, "title", title);
    required(wrong, "source", source);
    line(wrong, "source", source);
    for (String origin : origins) {
      if (origin(origin).isEmpty()) {
        wrong.add(violation("origins", "intake.wrong.origin", origin));
      }
    }
    if (origins.size() > MOST) {
      wrong.add(violation("origins", "intake.wrong.most", MOST));
    }
    if (wishes.size() > MOST) {
      wrong.add(violation("wishes", "intake.wrong.most", MOST));
    }
    wishes.forEach(wish -> line(wrong, "wishes", wish));
    text(wrong, "success", success);
    if (!policy.isEmpty() && !isWebAddress(policy)) {
      wrong.add(violation("policy", "intake.wrong.policy"));
    }
    required(wrong, "consent", consent);
    text(wrong, "consent", consent);
    return wrong;
  }

  private static void required(List<Violation> wrong, String field, String text) {
    if (text.isEmpty()) {
      wrong.add(violation(field, "intake.wrong.required"));
    }
  }

  private static void line(List<Violation> wrong, String field, String text) {
    if (text.length() > LONGEST_LINE || text.chars().anyMatch(Character::isISOControl)) {
      wrong.add(violation(field, "intake.wrong.line", LONGEST_LINE));
    }
  }

  private static void text(List<Violation> wrong, String field, String text) {
    if (text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
      wrong.add(violation(field, "intake.wrong.longest", LONGEST_TEXT));
    }
  }

  private static Violation violation(String field, String key, Object... arguments) {
    return new Violation(Violation.INVALID, field, Messages.text(key, arguments));
  }

  private static boolean isWebAddress(String typed) {
    try {
      URI address = new URI(typed);
      return typed.length() <= LONGEST_TEXT
          && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
          && address.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String normal(String typed) {
    return origin(typed.strip()).orElse(typed.strip());
  }

  /**
   * A site as browsers name it, {@code https://xn--…}, from what people copy: an address of one of
   * its pages will do. Empty if it is none.
   */
  static Optional<String> origin(String typed) {
    String address = typed.toLowerCase(Locale.ROOT);
    int scheme = address.indexOf("://");
    String way = scheme < 0 ? "https" : address.substring(0, scheme);
    String rest =
        (scheme < 0 ? address : address.substring(scheme + 3)).replaceFirst("[/?#].*", "");
    int colon = rest.lastIndexOf(':');
    boolean port =
        colon > 0 && rest.indexOf(']', colon) < 0 && rest.substring(colon).matches(":\\d{1,5}");
    String host = port ? rest.substring(0, colon) : rest;
    if (!way.equals("https") && !way.equals("http")) {
      return Optional.empty();
    }
    try {
      host = host.startsWith("[") ? host : IDN.toASCII(host);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (host.isEmpty()
        || !HOST.matcher(host).matches()
        || host.startsWith(".")
        || host.startsWith("-")) {
      return Optional.empty();
    }
    String number = port ? rest.substring(colon) : "";
    boolean usual = number.equals(way.equals("https") ? ":443" : ":80");
    return Optional.of(way + "://" + host + (usual ? "" : number));
  }
}
