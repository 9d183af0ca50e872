package dev.halfway.transaction;

import dev.halfway.shared.Deliveries;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the outbox, a batch of one lane at a time.
 *
 * <p>Whoever relays a lane holds its row, and others skip it: so a customer's messages go out in
 * their order, and any number of nodes may relay. The broker has a batch before its rows are
 * deleted. A crash in between has it sent again, with the same ids, and the consumers' inboxes drop
 * what they had.
 *
 * <p>A thread of our own calls it, so it is no EJB: see {@link dev.halfway.shared}.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class OutboxRelay {

  /** As many as there are rows in the table of lanes. */
  static final int LANES = 4;

  private static final int BATCH = 100;

  @Resource(lookup = "java:/jdbc/Halfway")
  private DataSource database;

  @Resource(lookup = "java:/jms/transaction/orders")
  private Topic orders;

  private record Row(long id, String message, String customer, String type, String body) {}

  /**
   * Sends one batch of one lane that nobody else is busy with.
   *
   * @param session with a local transaction of its own
   * @return how many messages were sent; 0 when there was nothing to do
   * @throws IllegalStateException when database or broker fail: what was sent is sent again later
   */
  public int round(Session session) {
    try (Connection connection = database.getConnection()) {
      Integer lane = lane(connection);
      if (lane == null) {
        return 0;
      }
      List<Row> rows = rows(connection, lane);
      send(session, rows);
      delete(connection, rows);
      return rows.size();
    } catch (SQLException | JMSException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static @Nullable Integer lane(Connection connection) throws SQLException {
    try (PreparedStatement lane =
            connection.prepareStatement(
                "SELECT lane FROM transaction_outbox_lane l"
                    + " WHERE EXISTS (SELECT 1 FROM transaction_outbox o WHERE o.lane = l.lane)"
                    + " LIMIT 1 FOR UPDATE SKIP LOCKED");
        ResultSet found = lane.executeQuery()) {
      return found.next() ? found.getInt(1) : null;
    }
  }

  private static List<Row> rows(Connection connection, int lane) throws SQLException {
    try (PreparedStatement oldest =
        connection.prepareStatement(
            "SELECT id, message, customer, type, body FROM transaction_outbox"
                + " WHERE lane = ? ORDER BY id LIMIT ?")) {
      oldest.setInt(1, lane);
      oldest.setInt(2, BATCH);
      List<Row> rows = new ArrayList<>();
      try (ResultSet found = oldest.executeQuery()) {
        while (found.next()) {
          rows.add(
              new Row(
                  found.getLong(1),
                  found.getString(2),
                  found.getString(3),
                  found.getString(4),
                  found.getString(5)));
        }
      }
      return rows;
    }
  }

  private void send(Session session, List<Row> rows) throws JMSException {
    try (MessageProducer producer = session.createProducer(orders)) {
      for (Row row : rows) {
        TextMessage message = session.createTextMessage(row.body());
        message.setJMSType(row.type());
        message.setStringProperty(OrderAnnouncements.KEY, row.customer());
        message.setStringProperty(Deliveries.ID, row.message());
        producer.send(message);
      }
      session.commit();
    }
  }

  private static void delete(Connection connection, List<Row> rows) throws SQLException {
    try (PreparedStatement sent =
        connection.prepareStatement("DELETE FROM transaction_outbox WHERE id = ?")) {
      for (Row row : rows) {
        sent.setLong(1, row.id());
        sent.addBatch();
      }
      sent.executeBatch();
    }
  }
}
