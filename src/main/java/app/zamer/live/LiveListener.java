package app.zamer.live;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears what any node has committed, by the database's LISTEN on one connection of its own, which
 * is none of the pool's: a pool would not learn that it has broken. A connection may die without a
 * word, as when a firewall forgets it, so it is asked for a sign of life every {@value
 * #SILENCE_MILLIS} milliseconds: the listener says something to all nodes, and must hear itself.
 */
@Component
class LiveListener implements SmartLifecycle {
  private static final int PATIENCE_MILLIS = 2000;
  private static final int SILENCE_MILLIS = 10_000;

  /** How long is waited for a connection, and for each answer on it. */
  private static final String TIMEOUT_SECONDS = "5";

  /** Beside the changes, as only its own node is meant by it. */
  private static final String ALIVE = "zamer_live_alive";

  private static final Logger log = LoggerFactory.getLogger(LiveListener.class);

  private final JdbcConnectionDetails database;
  private final String self = UUID.randomUUID().toString();
  private final LiveConnections connections;
  private volatile @Nullable Thread thread;

  LiveListener(JdbcConnectionDetails database, LiveConnections connections) {
    this.database = database;
    this.connections = connections;
  }

  @Override
  public void start() {
    // known before it runs, or it would find that nobody wants it and end
    Thread listener = Thread.ofPlatform().daemon().name("live-listener").unstarted(this::run);
    thread = listener;
    listener.start();
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
    connections.close();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    while (isRunning()) {
      try {
        listen();
      } catch (SQLException | RuntimeException e) {
        if (isRunning()) {
          log.warn("changes are not heard until the database answers again: {}", e.getMessage());
          rest();
        }
      }
    }
  }

  private void listen() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        PreparedStatement sign = connection.prepareStatement("select pg_notify(?, ?)")) {
      sign.setString(1, ALIVE);
      sign.setString(2, self);
      statement.execute("listen " + LiveSender.CHANNEL);
      statement.execute("listen " + ALIVE);
      connections.listening();
      PGConnection postgres = connection.unwrap(PGConnection.class);
      long heard = System.nanoTime();
      while (isRunning()) {
        for (PGNotification notification : postgres.getNotifications(PATIENCE_MILLIS)) {
          if (notification.getName().equals(LiveSender.CHANNEL)) {
            notification.getParameter().lines().map(LiveChange::read).forEach(connections::heard);
          } else if (notification.getParameter().equals(self)) {
            heard = System.nanoTime();
          }
        }
        long silent = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heard);
        if (silent > SILENCE_MILLIS + 2 * PATIENCE_MILLIS) {
          throw new SQLException("its own word does not come back");
        }
        if (silent > SILENCE_MILLIS) {
          sign.execute();
        }
      }
    }
  }

  private Connection connect() throws SQLException {
    Properties how = new Properties();
    if (database.getUsername() != null && database.getPassword() != null) {
      how.setProperty(PGProperty.USER.getName(), database.getUsername());
      how.setProperty(PGProperty.PASSWORD.getName(), database.getPassword());
    }
    how.setProperty(PGProperty.CONNECT_TIMEOUT.getName(), TIMEOUT_SECONDS);
    how.setProperty(PGProperty.SOCKET_TIMEOUT.getName(), TIMEOUT_SECONDS);
    how.setProperty(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
    how.setProperty(PGProperty.APPLICATION_NAME.getName(), "zamer live");
    return DriverManager.getConnection(database.getJdbcUrl(), how);
  }

  private static void rest() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
