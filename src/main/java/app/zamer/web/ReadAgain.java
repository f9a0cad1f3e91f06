package app.zamer.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request with another body than the one that comes in, made when somebody reads it. */
final class ReadAgain extends HttpServletRequestWrapper {
  private final Body read;
  private @Nullable ServletInputStream body;

  /** The body; asked once, and not at all where nobody wants it. */
  @FunctionalInterface
  interface Body {
    byte[] read() throws IOException;
  }

  ReadAgain(HttpServletRequest request, Body read) {
    super(request);
    this.read = read;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream known = body;
    if (known == null) {
      known = new BufferedBody(read.read());
      body = known;
    }
    return known;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }
}
