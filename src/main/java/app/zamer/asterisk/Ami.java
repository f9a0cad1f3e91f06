package app.zamer.asterisk;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A connection to Asterisk's manager interface: messages are lines {@code Key: Value} with an empty
 * line behind them.
 */
final class Ami implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A line longer than this is not Asterisk's. */
  private static final int LONGEST_LINE = 65_536;

  private final Socket socket;
  private final BufferedReader in;
  private final OutputStream out;

  private Ami(Socket socket, BufferedReader in, OutputStream out) {
    this.socket = socket;
    this.in = in;
    this.out = out;
  }

  /**
   * @param silence for how long Asterisk may say nothing before the connection counts as broken
   */
  static Ami connect(String host, int port, String user, String secret, Duration silence)
      throws IOException {
    // kept by the connection that is made of it
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
      socket.setSoTimeout((int) silence.toMillis());
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      var ami = new Ami(socket, in, socket.getOutputStream());
      String greeting = ami.line();
      if (!greeting.startsWith("Asterisk Call Manager")) {
        throw new IOException("this is no Asterisk: " + greeting);
      }
      ami.send("Login", "Username", user, "Secret", secret);
      Map<String, String> answer = ami.read();
      while (!answer.containsKey("Response")) {
        answer = ami.read();
      }
      if (!"Success".equals(answer.get("Response"))) {
        throw new IOException("Asterisk refuses the user " + user + ": " + answer.get("Message"));
      }
      return ami;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void send(String action, String... fields) throws IOException {
    StringBuilder text = new StringBuilder("Action: ").append(action).append("\r\n");
    for (int i = 0; i < fields.length; i += 2) {
      text.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
    }
    synchronized (out) {
      out.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /**
   * The next message; waits for it.
   *
   * @throws IOException if there will be none
   */
  Map<String, String> read() throws IOException {
    Map<String, String> message = new LinkedHashMap<>();
    while (true) {
      String line = line();
      if (line.isEmpty()) {
        if (!message.isEmpty()) {
          return message;
        }
        continue;
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        message.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
  }

  private String line() throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new EOFException("Asterisk has closed the connection");
    }
    if (line.length() > LONGEST_LINE) {
      throw new IOException("a line of " + line.length() + " characters");
    }
    return Objects.requireNonNull(line).strip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
