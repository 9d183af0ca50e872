package dev.halfway.broadcast;

import dev.halfway.persistence.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Up to where each driver's app has acknowledged. Written every second, for many at once: a crash
 * forgets the last second, and then an app that does not say itself what it has seen gets that
 * again. A position above the newest dispatch is not written, and one that is there, as after the
 * database was restored, is replaced by any other. Thread-safe.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class DriverPositions {

  @Inject private Sql sql;

  private final Map<String, Long> unwritten = new ConcurrentHashMap<>();

  /** A driver's app has all up to there. */
  @Transactional(TxType.SUPPORTS)
  public void acknowledged(String driver, long dispatch) {
    unwritten.merge(driver, dispatch, Math::max);
  }

  /**
   * Up to where a driver's app has all.
   *
   * @param max a position above it is left out
   * @return empty when nothing is known of the app
   * @throws jakarta.ejb.EJBException when the database does not say so
   */
  public OptionalLong of(String driver, long max) {
    Long recent = unwritten.get(driver);
    if (recent != null && recent <= max) {
      return OptionalLong.of(recent);
    }
    return sql.first(
            "SELECT acknowledged FROM broadcast_driver WHERE id = ? AND acknowledged <= ?",
            row -> OptionalLong.of(row.getLong(1)),
            driver,
            max)
        .orElse(OptionalLong.empty());
  }

  /** Writes what has changed. */
  void write() {
    // Sorted, so that nodes that write the same drivers do not wait for one another in a circle.
    Map<String, Long> changed = new TreeMap<>(unwritten);
    sql.batch(
        "INSERT INTO broadcast_driver (id, acknowledged) VALUES (?, 0) ON CONFLICT DO NOTHING",
        changed.keySet(),
        driver -> new Object[] {driver});
    sql.batch(
        "UPDATE broadcast_driver SET acknowledged = ? WHERE id = ?"
            + " AND (acknowledged < ? OR acknowledged > (SELECT id FROM broadcast_last_dispatch))"
            + " AND ? <= (SELECT id FROM broadcast_last_dispatch)",
        changed.entrySet(),
        driver ->
            new Object[] {
              driver.getValue(), driver.getKey(), driver.getValue(), driver.getValue()
            });
    changed.forEach(unwritten::remove);
  }
}
