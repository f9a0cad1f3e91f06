package app.zamer.bench;

import app.zamer.deals.DealReads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * Plain JDBC on the same pool: the rows that a move reads and writes, a prepared statement a table,
 * in one transaction. Nothing is decided, and only the columns that change are written.
 */
record BySql(DataSource pool, String owner, Agreement agreement) implements Way {
  private static final String BOUNCE =
      """
      update deal set pipeline = ?, stage = ?, status = ?, reached = ?, stage_since = ?, updated_at = ?, version = ?, revision = ?
      where id = ? and revision = ?
      """;
  private static final String AGREE =
      """
      update deal set pipeline = ?, stage = ?, status = ?, reached = ?, stage_since = ?, updated_at = ?, version = ?, revision = ?,
        city = ?, street = ?, house = ?, apartment = ?, entrance = ?, floor = ?, intercom = ?
      where id = ? and revision = ?
      """;
  private static final String MEASUREMENT =
      """
      update measurement set planned_on = ?, date_kind = ?, decided_on = ?, video_allowed = ?, status = ?,
        estimate_amount = ?, stamped_at = ?, stamped_by = ?
      where deal_id = ?
      """;
  private static final String HISTORY =
      "insert into deal_change (deal_id, at, by, rule, regulation, change) values (?, ?, ?, ?, ?, ?::jsonb)";
  private static final String ACTIVITY =
      """
      insert into activity (kind, subject, rule, anchor, text, due_on, due_at, assignee, role, results, state, created_at, created_by)
      values ('DEAL', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
      """;
  private static final String DEADLINE =
      "insert into deadline (kind, subject, rule, anchor, due_at, owner) values ('DEAL', ?, ?, ?, ?, ?)";

  @Override
  public String name() {
    return "d";
  }

  @Override
  public Client client() {
    return new Client() {
      @Override
      public void bounce(long deal, boolean back) throws SQLException {
        transaction(connection -> BySql.this.bounce(connection, deal, back));
      }

      @Override
      public void agree(long deal) throws SQLException {
        transaction(connection -> BySql.this.agree(connection, deal));
      }
    };
  }

  private interface Work {
    void in(Connection connection) throws SQLException;
  }

  private void transaction(Work work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        work.in(connection);
        connection.commit();
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private void bounce(Connection connection, long deal, boolean back) throws SQLException {
    Read read = read(connection, deal);
    String stage = back ? "estimate" : "postponed";
    OffsetDateTime now = now();
    try (PreparedStatement update = connection.prepareStatement(BOUNCE)) {
      int next = deal(connection, update, read, stage, new String[] {"sales/estimate", "sales/postponed"}, now);
      update.setLong(next++, deal);
      update.setLong(next, read.revision());
      one(update.executeUpdate());
    }
    history(
        connection,
        deal,
        "STAGES",
        "[{\"field\": \"stage\", \"before\": \"sales/%s\", \"after\": \"sales/%s\"}]".formatted(back ? "postponed" : "estimate", stage),
        now);
  }

  private void agree(Connection connection, long deal) throws SQLException {
    Read read = read(connection, deal);
    OffsetDateTime now = now();
    try (PreparedStatement update = connection.prepareStatement(AGREE)) {
      int next =
          deal(connection, update, read, "pre-measurement", new String[] {"sales/estimate", "sales/pre-measurement"}, now);
      for (String part : new String[] {"Москва", "Лесная", "12", "34", "2", "5", "-"}) {
        update.setString(next++, part);
      }
      update.setLong(next++, deal);
      update.setLong(next, read.revision());
      one(update.executeUpdate());
    }
    try (PreparedStatement update = connection.prepareStatement(MEASUREMENT)) {
      update.setObject(1, agreement.measurementOn());
      update.setString(2, "");
      update.setObject(3, agreement.today());
      update.setBoolean(4, true);
      update.setString(5, "planned");
      update.setBigDecimal(6, Agreement.AMOUNT);
      update.setObject(7, null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
      update.setString(8, "");
      update.setLong(9, deal);
      one(update.executeUpdate());
    }
    history(connection, deal, "PRE-0", agreement.change(), now);
    OffsetDateTime dueAt = agreement.confirmOn().atTime(20, 59, 59).atOffset(ZoneOffset.UTC);
    try (PreparedStatement insert = connection.prepareStatement(ACTIVITY)) {
      insert.setLong(1, deal);
      insert.setString(2, "PRE-5");
      insert.setString(3, agreement.measurementOn().toString());
      insert.setString(4, "Связаться с клиентом и подтвердить дату замера");
      insert.setObject(5, agreement.confirmOn());
      insert.setObject(6, dueAt);
      insert.setString(7, owner);
      insert.setString(8, "manager");
      insert.setArray(9, connection.createArrayOf("text", new String[] {"confirmed", "moved", "refused"}));
      insert.setString(10, "PLANNED");
      insert.setObject(11, now);
      insert.setString(12, "system");
      try (ResultSet created = insert.executeQuery()) {
        created.next();
        created.getLong(1);
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(DEADLINE)) {
      insert.setLong(1, deal);
      insert.setString(2, "PRE-6");
      insert.setString(3, agreement.measurementOn().toString());
      insert.setObject(4, dueAt);
      insert.setString(5, owner);
      one(insert.executeUpdate());
    }
  }

  private record Read(long version, long revision) {}

  private static Read read(Connection connection, long deal) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(DealReads.select())) {
      select.setLong(1, deal);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no deal " + deal);
        }
        for (int column = row.getMetaData().getColumnCount(); column > 0; column--) {
          row.getString(column);
        }
        return new Read(row.getLong("version"), row.getLong("revision"));
      }
    }
  }

  private static int deal(
      Connection connection, PreparedStatement update, Read read, String stage, String[] reached, OffsetDateTime now)
      throws SQLException {
    update.setString(1, "sales");
    update.setString(2, stage);
    update.setString(3, "open");
    update.setArray(4, connection.createArrayOf("text", reached));
    update.setObject(5, now);
    update.setObject(6, now);
    update.setLong(7, read.version() + 1);
    update.setLong(8, read.revision() + 1);
    return 9;
  }

  private void history(Connection connection, long deal, String rule, String change, OffsetDateTime now) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(HISTORY)) {
      insert.setLong(1, deal);
      insert.setObject(2, now);
      insert.setString(3, owner);
      insert.setString(4, rule);
      insert.setString(5, "1");
      insert.setString(6, change);
      one(insert.executeUpdate());
    }
  }

  private static OffsetDateTime now() {
    return OffsetDateTime.now(ZoneOffset.UTC);
  }

  private static void one(int rows) {
    if (rows != 1) {
      throw new IllegalStateException(rows + " rows");
    }
  }
}
