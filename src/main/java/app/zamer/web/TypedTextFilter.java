package app.zamer.web;

import app.zamer.text.TypedText;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one door for text: whatever people or programs send in a form, an address or JSON is {@link
 * TypedText#plain} by the time anybody reads it. Passwords and other secrets stay as they are, and
 * so does the source of a regulation.
 */
final class TypedTextFilter extends OncePerRequestFilter {
  private final JsonMapper json;
  private final EarlyAnswers answers;

  TypedTextFilter(JsonMapper json, EarlyAnswers answers) {
    this.json = json;
    this.answers = answers;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpServletRequest parameters = new PlainParameters(request);
    boolean inJson = isJson(request);
    if (isKnown(request) && !(inJson && !isInUtf8(request))) {
      chain.doFilter(inJson ? plainBody(parameters) : parameters, response);
    } else {
      answers.write(
          Problems.answer(Problems.problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, null, Map.of())),
          request,
          response);
    }
  }

  private static boolean isKnown(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null || type.indexOf('*') < 0 || type.contains("boundary");
  }

  // RFC 8259, 8.1; what claims nothing and is something else all the same, is read as what it is
  private static boolean isInUtf8(HttpServletRequest request) {
    try {
      Charset said = MediaType.parseMediaType(request.getContentType()).getCharset();
      return said == null
          || said.equals(StandardCharsets.UTF_8)
          || said.equals(StandardCharsets.US_ASCII);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isJson(HttpServletRequest request) {
    String type = request.getContentType();
    if (type == null) {
      return false;
    }
    String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return media.equals(MediaType.APPLICATION_JSON_VALUE) || media.endsWith("+json");
  }

  /** Whether what has this name is taken sign by sign. */
  private static boolean isExact(@Nullable String name) {
    String small = name == null ? "" : name.toLowerCase(Locale.ROOT);
    return small.contains("password")
        || small.contains("secret")
        || small.contains("token")
        || small.equals("yaml");
  }

  /** Reads the body when somebody wants it, so that a refusal before costs nothing. */
  private HttpServletRequest plainBody(HttpServletRequest request) {
    return new ReadAgain(request, () -> plain(request.getInputStream().readAllBytes()));
  }

  private byte[] plain(byte[] sent) {
    if (isPlain(sent)) {
      return sent;
    }
    var plain = new ByteArrayOutputStream(sent.length);
    try (JsonParser in = json.createParser(sent);
        JsonGenerator out = json.createGenerator(plain)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        if (token == JsonToken.VALUE_STRING && !isExact(in.currentName())) {
          out.writeString(TypedText.plain(in.getString()));
        } else {
          out.copyCurrentEventExact(in);
        }
      }
    } catch (JacksonException e) {
      // whoever reads it says what is wrong with it
      return sent;
    }
    return plain.toByteArray();
  }

  /** Whether it is all ASCII without escapes, or Cyrillic letters: nearly always. */
  private static boolean isPlain(byte[] sent) {
    for (byte part : sent) {
      int unsigned = part & 0xFF;
      boolean cyrillic =
          unsigned >= 0x80 && unsigned <= 0xBF || unsigned >= 0xD0 && unsigned <= 0xD1;
      // a zero is half of a letter in UTF-16, where the other half may look like anything
      if (unsigned == 0 || unsigned == '\\' || (unsigned >= 0x7F && !cyrillic)) {
        return false;
      }
    }
    return true;
  }

  private static final class PlainParameters extends HttpServletRequestWrapper {
    private @Nullable Map<String, String[]> plain;

    PlainParameters(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      Map<String, String[]> known = plain;
      if (known == null) {
        known = new LinkedHashMap<>();
        for (Map.Entry<String, String[]> sent : super.getParameterMap().entrySet()) {
          known.put(
              sent.getKey(),
              isExact(sent.getKey())
                  ? sent.getValue()
                  : Arrays.stream(sent.getValue()).map(TypedText::plain).toArray(String[]::new));
        }
        plain = Collections.unmodifiableMap(known);
      }
      return known;
    }

    @Override
    public @Nullable String getParameter(String name) {
      String[] values = getParameterMap().get(name);
      return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      String[] values = getParameterMap().get(name);
      return values == null ? null : values.clone();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.enumeration(getParameterMap().keySet());
    }
  }
}
