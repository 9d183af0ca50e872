package dev.halfway.broadcast;

import dev.halfway.shared.Outgoing;
import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The dictionary in the database. All fail with {@link EJBException} when the database does, and
 * have done nothing then.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class DictionaryTable {

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Resource(lookup = "java:/jms/broadcast/dictionary")
  private Topic topic;

  @Inject private Outgoing outgoing;

  /** Changes an entry, or makes it, and tells all nodes: both or neither. */
  EntryChanged put(String key, String value) {
    try (Connection connection = database.getConnection()) {
      insertIfNone(connection, key, value);
      try (PreparedStatement change =
          connection.prepareStatement(
              "UPDATE broadcast_entry SET text = ?, version = version + 1, changed_at = ?"
                  + " WHERE name = ?")) {
        change.setString(1, value);
        change.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
        change.setString(3, key);
        change.executeUpdate();
      }
      EntryChanged changed = find(connection, key).orElseThrow();
      outgoing.send(topic, changed);
      return changed;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void insertIfNone(Connection connection, String key, String value)
      throws SQLException {
    try (PreparedStatement entry =
        connection.prepareStatement(
            "INSERT INTO broadcast_entry (name, text, version, changed_at) VALUES (?, ?, 0, ?)"
                + " ON CONFLICT DO NOTHING")) {
      entry.setString(1, key);
      entry.setString(2, value);
      entry.setObject(3, OffsetDateTime.now(ZoneOffset.UTC));
      entry.executeUpdate();
    }
  }

  /** An entry as it is. */
  Optional<EntryChanged> find(String key) {
    try (Connection connection = database.getConnection()) {
      return find(connection, key);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static Optional<EntryChanged> find(Connection connection, String key)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT text, version FROM broadcast_entry WHERE name = ?")) {
      query.setString(1, key);
      try (ResultSet found = query.executeQuery()) {
        return found.next()
            ? Optional.of(new EntryChanged(key, found.getString(1), found.getLong(2)))
            : Optional.empty();
      }
    }
  }

  private static EJBException failed(SQLException e) {
    return new EJBException("the dictionary cannot be used: " + e.getMessage(), e);
  }
}
