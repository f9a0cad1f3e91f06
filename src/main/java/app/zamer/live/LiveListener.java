package app.zamer.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Hears what any node has committed, by the database's LISTEN on one connection of its own. */
@Component
class LiveListener implements SmartLifecycle {
  private static final int PATIENCE_MILLIS = 2000;
  private static final Logger log = LoggerFactory.getLogger(LiveListener.class);

  private final DataSource database;
  private final LiveConnections connections;
  private volatile @Nullable Thread thread;

  LiveListener(DataSource database, LiveConnections connections) {
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
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("listen " + LiveSender.CHANNEL);
      connections.listening();
      PGConnection postgres = connection.unwrap(PGConnection.class);
      while (isRunning()) {
        for (PGNotification notification : postgres.getNotifications(PATIENCE_MILLIS)) {
          notification.getParameter().lines().map(LiveChange::read).forEach(connections::heard);
        }
      }
      // the connection goes back to the others
      statement.execute("unlisten *");
    }
  }

  private static void rest() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
