package dev.halfway.ra.broker;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.protocol.Clock;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is due. Its consumer lives only while there is something to take, as browsers do not
 * see what a consumer holds; and not for long, as what is due for it depends on when it was made.
 */
public final class WaitingReceiver implements MessageReceiver {

  /** For a broker whose {@code receiveNoWait} knows only what it has been sent already. */
  private static final long MOMENT_MILLIS = 20;

  /** However much there is to take. */
  public static final long LIFE_MILLIS = 10_000;

  private final String queue;
  private final long maxWait;
  private final Clock clock;
  private Session session;
  private String selector;
  private @Nullable MessageConsumer consumer;
  private long madeAt;

  /**
   * A receiver.
   *
   * @param maxWait milliseconds after which everything is due; what claims to be due later was
   *     written before a clock was put back
   */
  @SuppressWarnings("NullAway.Init") // open() comes first.
  public WaitingReceiver(String queue, long maxWait, Clock clock) {
    this.queue = queue;
    this.maxWait = maxWait;
    this.clock = clock;
  }

  @Override
  public String queue() {
    return queue;
  }

  @Override
  public void open(Session opened, String wanted) {
    session = opened;
    selector = wanted;
    consumer = null;
  }

  @Override
  public List<Message> take(int max) throws JMSException {
    MessageConsumer due = consumer;
    if (due != null && clock.monotonic() - madeAt > LIFE_MILLIS) {
      due.close();
      due = null;
    }
    if (due == null) {
      madeAt = clock.monotonic();
      due = session.createConsumer(session.createQueue(queue), due());
      consumer = due;
    }
    MessageBatch batch = new MessageBatch(max);
    Message next = due.receiveNoWait();
    if (next == null) {
      next = due.receive(MOMENT_MILLIS);
    }
    while (next != null) {
      batch.add(next);
      next = batch.isFull() ? null : due.receiveNoWait();
    }
    if (batch.size() == 0) {
      consumer = null;
      due.close();
    }
    return batch.messages();
  }

  @Override
  public void release() {
    // It does not wait for long.
  }

  private String due() {
    long now = clock.now();
    return "(%s) AND (%s <= %d OR %s > %d OR %s IS NULL)"
        .formatted(
            selector, PropertyNames.DUE, now, PropertyNames.DUE, now + maxWait, PropertyNames.DUE);
  }
}
