package app.zamer.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Says on a loopback socket what the real Asterisk said: a recording a connection, each after the
 * sign-in, with its own line ends.
 */
final class Exchange implements AutoCloseable {
  private final ServerSocket server;
  private final Deque<String> recordings;
  private final boolean hangsUp;
  final List<String> said = new CopyOnWriteArrayList<>();

  /**
   * @param hangsUp whether each connection ends with its recording; else the last stays open
   */
  Exchange(boolean hangsUp, String... recordings) throws IOException {
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.recordings = new ArrayDeque<>(List.of(recordings));
    this.hangsUp = hangsUp;
    Thread.ofVirtual().start(this::run);
  }

  int port() {
    return server.getLocalPort();
  }

  private void run() {
    try {
      while (true) {
        Socket socket = server.accept();
        String recording = recordings.isEmpty() ? "" : recordings.pop();
        if (recording.isEmpty()) {
          socket.close();
        } else {
          serve(socket, Recording.text(recording));
        }
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void serve(Socket socket, String recording) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String text = recording.replace("\n", "\r\n");
    int signedIn = text.indexOf("\r\n") + 2;
    send(socket, text.substring(0, signedIn));
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      said.add(line);
      line = in.readLine();
    }
    send(socket, text.substring(signedIn));
    if (hangsUp || !recordings.isEmpty()) {
      socket.close();
    } else {
      // until the connector goes
      while (in.readLine() != null) {}
    }
  }

  private static void send(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
