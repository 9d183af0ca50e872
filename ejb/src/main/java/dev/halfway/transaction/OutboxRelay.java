package dev.halfway.transaction;

import dev.halfway.broker.DurableSubscriptions;
import dev.halfway.messages.Deliveries;
import dev.halfway.persistence.Sql;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is in the outbox, a batch of one lane at a time.
 *
 * <p>Whoever relays a lane holds its row, and others skip it: so a customer's messages go out in
 * their order, and any number of nodes may relay. The broker has a batch before its rows are
 * deleted. A crash in between has it sent again, with the same ids, and the consumers' inboxes drop
 * what they had.
 *
 * <p>A thread of our own calls it, so it is no enterprise bean: see {@link dev.halfway.lifecycle}.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class OutboxRelay {

  /** As many as there are rows in the table of lanes. */
  static final int LANES = 4;

  private static final int BATCH = 100;

  @Inject private Sql sql;
  @Inject private DurableSubscriptions subscriptions;

  @Resource(lookup = "java:/jms/transaction/orders")
  private Topic orders;

  private record Row(
      long id, String message, @Nullable String about, String customer, String type, String body) {}

  /**
   * Sends one batch of one lane that nobody else is busy with.
   *
   * @param session with a local transaction of its own
   * @return how many messages were sent; 0 when there was nothing to do
   * @throws JMSException when the broker fails, {@link jakarta.ejb.EJBException} when the database
   *     does: what was sent is sent again later
   */
  public int round(Session session) throws JMSException {
    Optional<Integer> lane = lane();
    if (lane.isEmpty()) {
      return 0;
    }
    List<Row> rows = rows(lane.get());
    send(session, rows);
    delete(rows);
    return rows.size();
  }

  private Optional<Integer> lane() {
    return sql.first(
        "SELECT lane FROM transaction_outbox_lane l"
            + " WHERE EXISTS (SELECT 1 FROM transaction_outbox o WHERE o.lane = l.lane)"
            + " LIMIT 1 FOR UPDATE SKIP LOCKED",
        row -> row.getInt(1));
  }

  private List<Row> rows(int lane) {
    return sql.list(
        "SELECT id, message, about, customer, type, body FROM transaction_outbox"
            + " WHERE lane = ? ORDER BY id LIMIT ?",
        row ->
            new Row(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6)),
        lane,
        BATCH);
  }

  private void send(Session session, List<Row> rows) throws JMSException {
    subscriptions.require(orders, DownstreamSystem.subscriptions());
    try (MessageProducer producer = session.createProducer(orders)) {
      for (Row row : rows) {
        TextMessage message = session.createTextMessage(row.body());
        message.setJMSType(row.type());
        message.setStringProperty(OrderAnnouncements.KEY, row.customer());
        message.setStringProperty(Deliveries.ID, row.message());
        if (row.about() != null) {
          message.setStringProperty(Deliveries.ABOUT, row.about());
        }
        producer.send(message);
      }
      session.commit();
    }
  }

  private void delete(List<Row> rows) {
    sql.batch("DELETE FROM transaction_outbox WHERE id = ?", rows, row -> new Object[] {row.id()});
  }
}
