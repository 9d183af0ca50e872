package dev.halfway.hub;

import dev.halfway.shared.BrokerConnections;
import dev.halfway.shared.Causes;
import dev.halfway.shared.MalformedMessage;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes to one sink. A batch's messages are acknowledged when the system has all
 * of them, or has refused them for good and they are dead letters: in one transaction of the
 * broker. What cannot be written now is kept and tried again, and meanwhile no more is taken from
 * the broker.
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
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Sink sink;
  private final Surroundings around;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Backoff backoff = new Backoff();
  private final Thread thread;
  private boolean failing;

  private SinkRunner(Sink sink, Surroundings around, ManagedThreadFactory threads) {
    this.sink = sink;
    this.around = around;
    this.thread = threads.newThread(this::run);
    thread.setName("hub " + sink.name());
  }

  static SinkRunner start(Sink sink, Surroundings around, ManagedThreadFactory threads) {
    SinkRunner runner = new SinkRunner(sink, around, threads);
    around.gate().missing(sink.name());
    runner.thread.start();
    return runner;
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
        } catch (JMSException | RuntimeException e) {
          // What was not acknowledged is delivered again.
          failed(Causes.textOf(e));
          pause();
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
      List<Chunk> chunks = collect(session, consumer);
      if (chunks.isEmpty()) {
        session.commit();
        continue;
      }
      Batch batch = Batch.of(chunks);
      Map<Event, String> refused = write(batch);
      if (isClosed()) {
        return;
      }
      around.refusedEvents().send(session, sink.name(), refused);
      session.commit();
      around
          .progress()
          .written(sink.name(), batch.events().size() - refused.size(), refused.size());
    }
  }

  private List<Chunk> collect(Session session, MessageConsumer consumer) throws JMSException {
    BatchLimits limits = sink.limits();
    List<Chunk> chunks = new ArrayList<>();
    int events = 0;
    int characters = 0;
    long end = System.nanoTime() + POLL.toNanos();
    while (!isClosed()
        && chunks.size() < MOST_CHUNKS
        && events < limits.events()
        && characters < limits.characters()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      @Nullable Message message = left > 0 ? consumer.receive(left) : consumer.receiveNoWait();
      if (message == null) {
        break;
      }
      if (chunks.isEmpty()) {
        end = System.nanoTime() + limits.linger().toNanos();
      }
      try {
        Chunk chunk = Chunk.of(message);
        chunks.add(chunk);
        events += chunk.events().size();
        characters += chunk.characters();
      } catch (MalformedMessage e) {
        around.refusedEvents().send(session, sink.name(), message, Causes.textOf(e));
      }
    }
    return chunks;
  }

  /** Writes a batch, however long that takes, unless closed; what is refused, and why. */
  private Map<Event, String> write(Batch batch) throws InterruptedException {
    Map<Event, String> refused = new HashMap<>();
    List<Event> left = batch.events();
    while (!left.isEmpty() && !isClosed()) {
      String why;
      try {
        Outcome outcome = sink.write(batch.only(left));
        refused.putAll(outcome.refused());
        left = outcome.again();
        why = outcome.why();
      } catch (IOException | RuntimeException e) {
        why = Causes.textOf(e);
      }
      if (!left.isEmpty()) {
        failed(why);
        pause();
      }
    }
    if (failing) {
      LOG.info("{}: in order again", sink.name());
      failing = false;
    }
    backoff.reset();
    return refused;
  }

  private void failed(String why) {
    around.progress().failed(sink.name(), why);
    if (!failing && !isClosed()) {
      LOG.warn("{}: cannot be written now, and is tried again: {}", sink.name(), why);
    }
    failing = true;
  }

  private void pause() throws InterruptedException {
    if (closed.await(backoff.next().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.debug("{}: closed", sink.name());
    }
  }

  /** Ends it, and waits for what it is doing, for five seconds at most. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(PATIENCE.toMillis());
      if (thread.isAlive()) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
