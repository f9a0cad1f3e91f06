package app.zamer.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;

/** The body of a request that was read already, to be read once more. */
final class BufferedBody extends ServletInputStream {
  private final ByteArrayInputStream rest;

  BufferedBody(byte[] body) {
    rest = new ByteArrayInputStream(body);
  }

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
}
