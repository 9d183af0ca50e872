package dev.halfway.broadcast;

import dev.halfway.messages.Outgoing;
import dev.halfway.persistence.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The log of dispatches. All fail with {@link jakarta.ejb.EJBException} when the database does, and
 * have done nothing then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Dispatches {

  private static final String COLUMNS = "id, pickup, dropoff, fare, at, driver, accepted_at";

  @Inject private Sql sql;

  @Resource(lookup = "java:/jms/broadcast/dispatches")
  private Topic topic;

  @Inject private Outgoing outgoing;

  /**
   * Posts one, to be pushed to all drivers. One at a time: numbers are given in the order of
   * commits.
   */
  public DispatchPosted post(String pickup, String dropoff, BigDecimal fare) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    sql.update("UPDATE broadcast_last_dispatch SET id = id + 1");
    DispatchPosted posted = new DispatchPosted(last(), pickup, dropoff, fare, now);
    sql.update(
        "INSERT INTO broadcast_dispatch (id, pickup, dropoff, fare, at) VALUES (?, ?, ?, ?, ?)",
        posted.id(),
        pickup,
        dropoff,
        fare,
        now);
    outgoing.send(topic, posted);
    return posted;
  }

  /** The number of the newest one; 0 when there is none. */
  public long last() {
    return sql.number("SELECT id FROM broadcast_last_dispatch");
  }

  /** Those that come after a number, in their order; those that are forgotten are left out. */
  public List<DispatchPosted> after(long id, int most) {
    return sql.list(
        "SELECT " + COLUMNS + " FROM broadcast_dispatch WHERE id > ? ORDER BY id LIMIT ?",
        row -> dispatch(row).posted(),
        id,
        most);
  }

  /** One of them. */
  public Optional<Dispatch> find(long id) {
    return sql.first(
        "SELECT " + COLUMNS + " FROM broadcast_dispatch WHERE id = ?", Dispatches::dispatch, id);
  }

  /**
   * Accepts one for a driver, unless another was first.
   *
   * @return it, with the driver who was first, be it this one or another; empty when there is none
   */
  public Optional<Dispatch> accept(long id, String driver) {
    sql.update(
        "UPDATE broadcast_dispatch SET driver = ?, accepted_at = ? WHERE id = ? AND driver IS NULL",
        driver,
        Instant.now(),
        id);
    return find(id);
  }

  /** Forgets those that are older. */
  int forget(Instant before) {
    return sql.update("DELETE FROM broadcast_dispatch WHERE at < ?", before);
  }

  private static Dispatch dispatch(ResultSet row) throws SQLException {
    return new Dispatch(
        new DispatchPosted(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getBigDecimal(4),
            Sql.instant(row, 5)),
        row.getString(6),
        Sql.instantOrNull(row, 7));
  }
}
