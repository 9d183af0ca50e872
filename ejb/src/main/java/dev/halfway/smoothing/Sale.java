package dev.halfway.smoothing;

import dev.halfway.messages.Payload;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** A flash sale. */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class Sale {

  @Inject private SaleDesk desk;
  @Inject private OrderDesk orders;

  /** Outside any transaction: nothing but the message has to be kept of an order. */
  @Resource(lookup = "java:/JmsXA")
  private ConnectionFactory connections;

  @Resource(lookup = "java:/jms/smoothing/orders")
  private Queue queue;

  /**
   * Accepts an order: when this returns it is durable, and will be worked off.
   *
   * @param item 1 to 64 characters
   * @param quantity from 1
   * @param buyer 1 to 64 characters
   * @throws UnknownItem when nothing was accepted
   * @throws Overloaded when nothing was accepted
   * @throws JMSRuntimeException when the broker does not say whether it has it; asking for the
   *     order is in vain then, because nobody knows its id
   */
  public SaleOrder accept(String item, int quantity, String buyer) throws UnknownItem, Overloaded {
    long start = System.nanoTime();
    SaleOrder order = order(desk.admit(item), item, quantity, buyer);
    try {
      send(order);
    } catch (JMSRuntimeException e) {
      desk.notQueued();
      throw e;
    }
    desk.queued(Duration.ofNanos(System.nanoTime() - start));
    return order;
  }

  /** Accepted now, as precisely as the database tells it later. */
  private static SaleOrder order(UUID id, String item, int quantity, String buyer) {
    return new SaleOrder(id, item, quantity, buyer, Instant.now().truncatedTo(ChronoUnit.MICROS));
  }

  private void send(SaleOrder order) {
    try (Connection connection = connections.createConnection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(queue)) {
      producer.send(Payload.message(session, order));
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }

  /**
   * Works an order off before it returns, the old way, so that both can be compared: whoever comes
   * goes to the database.
   *
   * @throws UnknownItem when nothing was done
   * @throws Overloaded when nothing was done, for too many names that nobody knows
   */
  public WorkedOff direct(String item, int quantity, String buyer) throws UnknownItem, Overloaded {
    return orders.work(order(desk.admitAtOnce(item), item, quantity, buyer)).orElseThrow();
  }

  /** What has become of an order that was worked off. */
  public Optional<WorkedOff> find(UUID id) {
    return orders.find(id);
  }

  /** Whether an order of this id was accepted, on whatever node, and not worked off yet. */
  public boolean isQueued(UUID id) {
    return desk.isOurs(id);
  }
}
