package dev.halfway.broadcast;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Up to where each driver's app has acknowledged. Written every second, for many at once: a crash
 * forgets the last second, and then an app that does not say itself what it has seen gets that
 * again. Thread-safe.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class DriverPositions {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  private final Map<String, Long> unwritten = new ConcurrentHashMap<>();

  /** A driver's app has all up to there. */
  @Transactional(TxType.SUPPORTS)
  public void acknowledged(String driver, long dispatch) {
    unwritten.merge(driver, dispatch, Math::max);
  }

  /**
   * Up to where a driver's app has all; empty when it was never connected.
   *
   * @throws EJBException when the database does not say so
   */
  public OptionalLong of(String driver) {
    Long recent = unwritten.get(driver);
    if (recent != null) {
      return OptionalLong.of(recent);
    }
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement("SELECT acknowledged FROM broadcast_driver WHERE id = ?")) {
      query.setString(1, driver);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
      }
    } catch (SQLException e) {
      throw new EJBException("the drivers' positions cannot be read: " + e.getMessage(), e);
    }
  }

  /** Writes what has changed. */
  void write() throws SQLException {
    // Sorted, so that nodes that write the same drivers do not wait for one another in a circle.
    Map<String, Long> changed = new TreeMap<>(unwritten);
    if (changed.isEmpty()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO broadcast_driver (id, acknowledged) VALUES (?, 0)"
                    + " ON CONFLICT DO NOTHING");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE broadcast_driver SET acknowledged = ? WHERE id = ? AND acknowledged < ?")) {
      for (Map.Entry<String, Long> driver : changed.entrySet()) {
        insert.setString(1, driver.getKey());
        insert.addBatch();
        update.setLong(1, driver.getValue());
        update.setString(2, driver.getKey());
        update.setLong(3, driver.getValue());
        update.addBatch();
      }
      insert.executeBatch();
      update.executeBatch();
    }
    changed.forEach(unwritten::remove);
  }
}
