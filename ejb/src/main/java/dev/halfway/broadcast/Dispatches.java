package dev.halfway.broadcast;

import dev.halfway.shared.Outgoing;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The log of dispatches. All fail with {@link EJBException} when the database does, and have done
 * nothing then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class Dispatches {

  private static final String COLUMNS = "id, pickup, dropoff, fare, at, driver, accepted_at";

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Resource(lookup = "java:/jms/broadcast/dispatches")
  private Topic topic;

  @Inject private Outgoing outgoing;

  /**
   * Posts one, to be pushed to all drivers. One at a time: numbers are given in the order of
   * commits.
   */
  public DispatchPosted post(String pickup, String dropoff, BigDecimal fare) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    try (Connection connection = database.getConnection()) {
      DispatchPosted posted = new DispatchPosted(next(connection), pickup, dropoff, fare, now);
      try (PreparedStatement row =
          connection.prepareStatement(
              "INSERT INTO broadcast_dispatch (id, pickup, dropoff, fare, at)"
                  + " VALUES (?, ?, ?, ?, ?)")) {
        row.setLong(1, posted.id());
        row.setString(2, pickup);
        row.setString(3, dropoff);
        row.setBigDecimal(4, fare);
        row.setObject(5, now.atOffset(ZoneOffset.UTC));
        row.executeUpdate();
      }
      outgoing.send(topic, posted);
      return posted;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static long next(Connection connection) throws SQLException {
    try (PreparedStatement next =
        connection.prepareStatement("UPDATE broadcast_last_dispatch SET id = id + 1")) {
      next.executeUpdate();
    }
    return last(connection);
  }

  private static long last(Connection connection) throws SQLException {
    try (PreparedStatement last =
            connection.prepareStatement("SELECT id FROM broadcast_last_dispatch");
        ResultSet found = last.executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }

  /** The number of the newest one; 0 when there is none. */
  long last() {
    try (Connection connection = database.getConnection()) {
      return last(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Those that come after a number, in their order; those that are forgotten are left out. */
  public List<DispatchPosted> after(long id, int most) {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT "
                    + COLUMNS
                    + " FROM broadcast_dispatch WHERE id > ? ORDER BY id LIMIT ?")) {
      query.setLong(1, id);
      query.setInt(2, most);
      List<DispatchPosted> dispatches = new ArrayList<>();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          dispatches.add(dispatch(found).posted());
        }
      }
      return dispatches;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** One of them. */
  public Optional<Dispatch> find(long id) {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM broadcast_dispatch WHERE id = ?")) {
      query.setLong(1, id);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? Optional.of(dispatch(found)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Accepts one for a driver, unless another was first.
   *
   * @return it, with the driver who was first, be it this one or another; empty when there is none
   */
  public Optional<Dispatch> accept(long id, String driver) {
    try (Connection connection = database.getConnection();
        PreparedStatement first =
            connection.prepareStatement(
                "UPDATE broadcast_dispatch SET driver = ?, accepted_at = ?"
                    + " WHERE id = ? AND driver IS NULL")) {
      first.setString(1, driver);
      first.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
      first.setLong(3, id);
      first.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
    return find(id);
  }

  /** Forgets those that are older. */
  int forget(Instant before) {
    try (Connection connection = database.getConnection();
        PreparedStatement old =
            connection.prepareStatement("DELETE FROM broadcast_dispatch WHERE at < ?")) {
      old.setObject(1, before.atOffset(ZoneOffset.UTC));
      return old.executeUpdate();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static Dispatch dispatch(ResultSet row) throws SQLException {
    OffsetDateTime acceptedAt = row.getObject(7, OffsetDateTime.class);
    return new Dispatch(
        new DispatchPosted(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getBigDecimal(4),
            row.getObject(5, OffsetDateTime.class).toInstant()),
        row.getString(6),
        acceptedAt == null ? null : acceptedAt.toInstant());
  }

  private static EJBException failed(SQLException e) {
    return new EJBException("the dispatches cannot be used: " + e.getMessage(), e);
  }
}
