package dev.halfway.ra.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Takes messages as they come, by a resident consumer: a half message waits for no timer. */
public final class LaneReceiver implements MessageReceiver {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private static final long IDLE_MILLIS = 1_000;

  private final String queue;
  private final long idle;
  private final long linger;
  private final IntPredicate more;
  private volatile @Nullable MessageConsumer consumer;
  private volatile boolean released;

  /** A receiver that waits a second for a first message. */
  public LaneReceiver(String queue, long linger, IntPredicate more) {
    this(queue, IDLE_MILLIS, linger, more);
  }

  /**
   * A receiver.
   *
   * @param idle milliseconds that a take waits for a first message
   * @param linger milliseconds that it waits for further ones when there are more coming
   * @param more whether more messages than so many are on their way
   */
  LaneReceiver(String queue, long idle, long linger, IntPredicate more) {
    this.queue = queue;
    this.idle = idle;
    this.linger = linger;
    this.more = more;
  }

  /** A receiver that takes what is there. */
  public static LaneReceiver ofWhatIsThere(String queue) {
    return new LaneReceiver(queue, 0, some -> false);
  }

  @Override
  public String queue() {
    return queue;
  }

  @Override
  public void open(Session session, String selector) throws JMSException {
    consumer = session.createConsumer(session.createQueue(queue), selector);
  }

  @Override
  public List<Message> take(int max) throws JMSException {
    MessageConsumer open = consumer;
    MessageBatch batch = new MessageBatch(max);
    Message next = open == null || released ? null : open.receive(idle);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(linger);
    while (next != null && open != null) {
      batch.add(next);
      next = batch.isFull() || released ? null : open.receive(timeout(batch.size(), until));
    }
    return batch.messages();
  }

  /** A receive of 1 ms takes what is here already. */
  private long timeout(int taken, long until) {
    return more.test(taken)
        ? Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime()))
        : 1;
  }

  /** Closing a consumer ends its receive ({@link MessageConsumer#close}). */
  @Override
  public void release() {
    released = true;
    MessageConsumer open = consumer;
    if (open != null) {
      try {
        open.close();
      } catch (JMSException | RuntimeException e) {
        LOG.log(Level.DEBUG, "a consumer could not be closed", e);
      }
    }
  }
}
