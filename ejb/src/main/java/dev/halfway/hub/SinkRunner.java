package dev.halfway.hub;

import dev.halfway.broker.BrokerConnections;
import dev.halfway.lifecycle.Backoff;
import dev.halfway.messages.MalformedMessage;
import dev.halfway.text.Causes;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes to one sink. A batch's messages are acknowledged when the system has all
 * of them, or has refused them for good and they are dead letters: in one transaction of the
 * broker. What cannot be written now is kept and tried again, and meanwhile no more is taken from
 * the broker; but a few that a system does not take go to the end of the queue, so that one event
 * never stops the others.
 */
final class SinkRunner implements AutoCloseable {

  /** What all of them use. */
  record Surroundings(
      BrokerConnections connections,
      SinkSubscriptions subscriptions,
      RefusedEvents refusedEvents,
      SinkProgress progress,
      HubGate gate) {}

  private static final Logger LOG = LoggerFactory.getLogger(SinkRunner.class);
  private static final int MOST_CHUNKS = 1_000;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

  private final Sink sink;
  private final Surroundings around;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Division division;
  private final Thread thread;
  private boolean failing;

  /** In a row, or since the system last took something. */
  private int failures;

  /** What was sent until then is not to be written. */
  private volatile Instant skippedUntil = Instant.EPOCH;

  private SinkRunner(Sink sink, Surroundings around, ManagedThreadFactory threads) {
    this.sink = sink;
    this.around = around;
    this.division = new Division(sink);
    this.thread = threads.newThread(this::run);
    thread.setName("hub " + sink.name());
  }

  static SinkRunner start(Sink sink, Surroundings around, ManagedThreadFactory threads) {
    SinkRunner runner = new SinkRunner(sink, around, threads);
    around.gate().missing(sink.name());
    runner.thread.start();
    return runner;
  }

  /** Has it write nothing more of what was sent until then. */
  void skipUntil(Instant instant) {
    skippedUntil = instant;
  }

  private boolean isSkipped(Instant sent) {
    return !sent.isAfter(skippedUntil);
  }

  private void run() {
    try {
      while (!isClosed()) {
        try (Connection connection = around.connections().create();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = around.subscriptions().subscribe(session, sink.name())) {
          connection.start();
          around.gate().subscribed(sink.name());
          consume(session, consumer);
        } catch (JMSException | RuntimeException | Error e) {
          // What was not acknowledged is delivered again. An Error would end this thread unseen.
          failed(Causes.textOf(e));
          pause(Instant.MAX);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void consume(Session session, MessageConsumer consumer)
      throws JMSException, InterruptedException {
    while (!isClosed()) {
      Batch batch = collect(session, consumer);
      if (batch.chunks().isEmpty()) {
        session.commit();
        continue;
      }
      write(batch);
      if (isClosed()) {
        return;
      }
      if (division.mayWait() && !isSkipped(batch.newest())) {
        around.subscriptions().sendBack(session, sink.name(), division.left());
      }
      int refused = division.refused().size();
      around.refusedEvents().send(session, sink.name(), division.refused());
      session.commit();
      around
          .progress()
          .written(sink.name(), batch.events().size() - refused - division.left().size(), refused);
    }
  }

  /** Takes what there is from the broker, which may be nothing. */
  private Batch collect(Session session, MessageConsumer consumer) throws JMSException {
    BatchLimits limits = sink.limits();
    List<Chunk> chunks = new ArrayList<>();
    Instant newest = Instant.MIN;
    int events = 0;
    int bytes = 0;
    long end = System.nanoTime() + POLL.toNanos();
    while (!isClosed()
        && chunks.size() < MOST_CHUNKS
        && events < limits.events()
        && bytes < limits.bytes()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      @Nullable Message message = left > 0 ? consumer.receive(left) : consumer.receiveNoWait();
      if (message == null) {
        break;
      }
      if (chunks.isEmpty()) {
        end = System.nanoTime() + limits.linger().toNanos();
      }
      Instant sent = Instant.ofEpochMilli(message.getJMSTimestamp());
      if (isSkipped(sent)) {
        continue; // Acknowledged with the others.
      }
      try {
        Chunk chunk = Chunk.of(message);
        newest = sent.isAfter(newest) ? sent : newest;
        chunks.add(chunk);
        events += chunk.events().size();
        bytes += chunk.bytes();
      } catch (MalformedMessage e) {
        around.refusedEvents().send(session, sink.name(), message, Causes.textOf(e));
      }
    }
    return Batch.of(chunks, newest);
  }

  /**
   * Writes a batch, however long that takes; only where it is closed meanwhile, or the batch is
   * skipped, or those that are left may wait, something is left.
   */
  private void write(Batch batch) throws InterruptedException {
    division.begin(batch);
    while (!division.isDone() && !isClosed() && !isSkipped(batch.newest())) {
      division.attempt();
      if (division.hasTaken()) {
        failures = 0;
      }
      if (!division.isDone()) {
        failed(division.why());
        pause(batch.newest());
      }
      if (division.mayWait()) {
        return;
      }
    }
    if (division.isDone() && division.hasTaken()) {
      if (failing) {
        LOG.info("{}: works again", sink.name());
      }
      failing = false;
    }
  }

  private void failed(String why) {
    around.progress().failed(sink.name(), why);
    if (!failing && !isClosed()) {
      LOG.warn("{}: cannot be written now, and is tried again: {}", sink.name(), why);
    }
    failing = true;
  }

  /** Waits, for as long as what was sent then is not skipped meanwhile. */
  private void pause(Instant sent) throws InterruptedException {
    failures++;
    long end = System.nanoTime() + BACKOFF.after(failures).toNanos();
    long left = end - System.nanoTime();
    while (left > 0
        && !isSkipped(sent)
        && !closed.await(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS)) {
      left = end - System.nanoTime();
    }
  }

  /** Tells it to end, and waits for nothing. */
  void end() {
    closed.countDown();
    sink.stop();
  }

  /**
   * Ends it, and waits for what it is doing, for five seconds at most. It is not interrupted: it
   * may be using the database.
   */
  @Override
  public void close() {
    end();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
