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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes what comes: a resident consumer, so that a half message waits for nobody's timer. */
public final class LaneReceiver implements MessageReceiver {

  private static final Logger LOG = System.getLogger("dev.halfway.ra");

  private static final long IDLE_MILLIS = 1_000;

  private final String queue;
  private final Supplier<String> selector;
  private final long idle;
  private final long linger;
  private final IntPredicate more;
  private volatile @Nullable MessageConsumer consumer;
  private volatile boolean released;

  /** An intake that waits a second for a first message; the rest as below. */
  public LaneReceiver(String queue, Supplier<String> selector, long linger, IntPredicate more) {
    this(queue, selector, IDLE_MILLIS, linger, more);
  }

  /**
   * An intake.
   *
   * @param selector what to take, asked for each session
   * @param idle milliseconds that a take waits for a first message
   * @param linger milliseconds that a batch waits for further messages when there are more coming
   * @param more whether there are more on their way than so many
   */
  public LaneReceiver(
      String queue, Supplier<String> selector, long idle, long linger, IntPredicate more) {
    this.queue = queue;
    this.selector = selector;
    this.idle = idle;
    this.linger = linger;
    this.more = more;
  }

  @Override
  public void open(Session session) throws JMSException {
    consumer = session.createConsumer(session.createQueue(queue), selector.get());
  }

  @Override
  public List<Message> take(int max) throws JMSException {
    MessageConsumer open = consumer;
    MessageBatch batch = new MessageBatch(max);
    Message next = open == null || released ? null : open.receive(idle);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(linger);
    while (next != null && open != null) {
      batch.add(next);
      next = batch.isFull() || released ? null : open.receive(patience(batch.size(), until));
    }
    return batch.messages();
  }

  /** A receive of 1 ms takes what is here already. */
  private long patience(int taken, long until) {
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
