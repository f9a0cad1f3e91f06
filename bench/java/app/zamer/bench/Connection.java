package app.zamer.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A kept connection to the program that knows just enough HTTP to post and read answers: the client
 * runs on the machine that is measured and must cost as little as it can.
 */
final class Connection implements AutoCloseable {
  private final int port;
  private final String head;
  private Socket socket = new Socket();
  private OutputStream out = OutputStream.nullOutputStream();
  private InputStream in = InputStream.nullInputStream();

  Connection(int port, String token) throws IOException {
    this.port = port;
    this.head = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\nContent-Type: application/json\r\nContent-Length: ";
    open();
  }

  private void open() throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    out = socket.getOutputStream();
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Posts JSON and waits for the whole answer.
   *
   * @throws IllegalStateException if it is not 200
   */
  void post(String path, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] top = ("POST " + path + head + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    var request = new byte[top.length + body.length];
    System.arraycopy(top, 0, request, 0, top.length);
    System.arraycopy(body, 0, request, top.length, body.length);
    out.write(request);
    String status = line();
    String answer = body();
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException(status + " " + answer);
    }
  }

  private String body() throws IOException {
    int length = 0;
    boolean chunked = false;
    boolean last = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith("content-length:")) {
        length = Integer.parseInt(name.substring(name.indexOf(':') + 1).strip());
      } else if (name.startsWith("transfer-encoding:")) {
        chunked = name.endsWith("chunked");
      } else if (name.startsWith("connection:")) {
        last = name.endsWith("close");
      }
    }
    String body = chunked ? chunks() : new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (last) {
      socket.close();
      open();
    }
    return body;
  }

  private String chunks() throws IOException {
    var body = new StringBuilder();
    for (int size = chunk(); size > 0; size = chunk()) {
      body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
      line();
    }
    line();
    return body.toString();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the program closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
