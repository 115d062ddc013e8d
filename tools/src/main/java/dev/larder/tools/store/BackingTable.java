package dev.larder.tools.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * A table in an H2 in-memory database, with one row for each key. Reading a key is a prepared query
 * by primary key. Thread-safe: each reading thread uses a connection from a pool that grows on
 * demand.
 */
public final class BackingTable implements AutoCloseable {
  private static final String QUERY = "SELECT content FROM entry WHERE id = ?";
  private static final String PAYLOAD = " | " + "0123456789".repeat(8);
  private static final int BATCH = 1_000;

  private final String url = "jdbc:h2:mem:larder-" + UUID.randomUUID() + ";TRACE_LEVEL_FILE=0";
  private final Connection owner;
  private final LongAdder queries = new LongAdder();
  private final Queue<PreparedStatement> idle = new ConcurrentLinkedQueue<>();

  /** Creates the empty table. */
  public BackingTable() throws SQLException {
    owner = DriverManager.getConnection(url);
    try (Statement statement = owner.createStatement()) {
      statement.execute("CREATE TABLE entry(id VARCHAR PRIMARY KEY, content VARCHAR NOT NULL)");
    }
  }

  /**
   * Inserts a row for each key.
   *
   * @param progress receives the number of rows after each batch
   */
  public void populate(List<String> keys, LongConsumer progress) throws SQLException {
    owner.setAutoCommit(false);
    try (PreparedStatement insert = owner.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
      for (int from = 0; from < keys.size(); from += BATCH) {
        int to = Math.min(keys.size(), from + BATCH);
        for (String key : keys.subList(from, to)) {
          insert.setString(1, key);
          insert.setString(2, key + PAYLOAD);
          insert.addBatch();
        }
        insert.executeBatch();
        owner.commit();
        progress.accept(to);
      }
    }
    owner.setAutoCommit(true);
  }

  /**
   * Queries the row of a key.
   *
   * @throws SQLException if the query fails or there is no such row
   */
  public String read(String key) throws SQLException {
    PreparedStatement pooled = idle.poll();
    PreparedStatement query = pooled != null ? pooled : prepare();
    try {
      query.setString(1, key);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the table has no row for key " + key);
        }
        queries.increment();
        return row.getString(1);
      }
    } finally {
      idle.add(query);
    }
  }

  /** Returns whether a value is the one in the table for a key. */
  public static boolean isContentOf(String value, String key) {
    return value.length() == key.length() + PAYLOAD.length()
        && value.startsWith(key)
        && value.endsWith(PAYLOAD);
  }

  /** Returns how many queries have found their row. */
  public long queries() {
    return queries.sum();
  }

  /** Closes the last connection, which discards the database. */
  @Override
  public void close() throws SQLException {
    for (PreparedStatement query; (query = idle.poll()) != null; ) {
      query.getConnection().close();
    }
    owner.close();
  }

  private PreparedStatement prepare() throws SQLException {
    return DriverManager.getConnection(url).prepareStatement(QUERY);
  }
}
