package app.zamer.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The request with the body that has been read already. */
final class ReadAgain extends HttpServletRequestWrapper {
  private final byte[] body;

  ReadAgain(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = body;
  }

  @Override
  public ServletInputStream getInputStream() {
    ByteArrayInputStream rest = new ByteArrayInputStream(body);
    return new ServletInputStream() {
      @Override
      public int read() {
        return rest.read();
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        return rest.read(target, offset, length);
      }

      @Override
      public boolean isFinished() {
        return rest.available() == 0;
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }
}
