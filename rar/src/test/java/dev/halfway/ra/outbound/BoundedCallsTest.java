package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.halfway.ra.broker.RealLimits;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.transaction.RollbackException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No caller waits for the broker for ever, whatever it is that the broker does not do: a call
 * fails, and its connection is used no more.
 */
@ExtendWith(Outbound.class)
class BoundedCallsTest {

  /** Far beyond what the adapter allows, and far below what the broker's client does. */
  private static final long PATIENCE_SECONDS = 25;

  /** More than a client may send before it asks whether there is room. */
  private static final String BIG = "x".repeat(90_000);

  private static final long SHORT = 2_000;
  private static final long LONG = 3_600_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TestServer server;
  private final TestBroker broker;
  private final ServerPool pool;
  private RealLimits limits = new RealLimits(LONG);

  BoundedCallsTest(TestServer server) {
    this.server = server;
    broker = server.broker;
    pool = server.pool;
    use(limits);
  }

  private void limited(long millis) {
    limits.close();
    limits = new RealLimits(millis);
    use(limits);
  }

  private void use(RealLimits limits) {
    server.messaging.limiting = limits::of;
    server.messaging.closing = limits::close;
  }

  /** With a connection in its pool that was used before: that took whatever time it took. */
  private ConnectionFactory used(ConnectionFactory factory) throws Exception {
    server.inTransaction(() -> server.send(factory, "before"));
    broker.drain(server.messaging.halfQueue);
    return factory;
  }

  @AfterEach
  void stop() {
    broker.gate().open();
    threads.shutdownNow();
    limits.close();
  }

  /** What takes no message. */
  enum Full {
    HALF_QUEUE,
    /** Of a group whose application knows the verdict: the original is sent first. */
    DESTINATION;

    String queue(TestServer server) {
      return this == HALF_QUEUE ? server.messaging.halfQueue : server.orders;
    }

    ConnectionFactory factory(TestServer server, ServerPool pool) {
      return server.factory(this == HALF_QUEUE ? server.configuration() : server.checked(), pool);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSendThatFindsNoRoomFailsAndItsTransactionRollsBack(Full full) throws Exception {
    ConnectionFactory factory = used(full.factory(server, pool));
    String queue = full.queue(server);
    broker.fill(queue);
    limited(SHORT);

    Throwable[] sent = new Throwable[1];
    Throwable ended =
        inAnotherThread(
            () ->
                server.inTransaction(
                    () -> {
                      try (JMSContext context = factory.createContext()) {
                        sent[0] = catchThrowable(() -> server.send(context, BIG));
                      }
                    }));

    assertThat(sent[0]).hasMessage("the broker did not return from a call within sendTimeout");
    assertThat(ended).isInstanceOf(RollbackException.class);
    assertThat(pool.destroyed).hasValue(1);
    assertThat(broker.drain(queue)).hasSize(1);
    server.inTransaction(() -> server.send(factory, "room again"));
    assertThat(server.half()).isEqualTo(1);
  }

  /**
   * Whether it was sent nobody knows then: Artemis's client lets a send that waits for room go when
   * its connection closes, and it may get through before that.
   */
  @Test
  void aSendOutsideATransactionThatFindsNoRoomFails() throws Exception {
    ConnectionFactory factory = used(server.factory);
    broker.fill(server.orders);
    limited(SHORT);

    Throwable failed = inAnotherThread(() -> server.send(factory, BIG));

    assertThat(failed).hasMessage("the broker did not return from a call within sendTimeout");
    assertThat(pool.destroyed).hasValue(1);
    assertThat(broker.drain(server.orders)).hasSizeBetween(1, 2);
  }

  @Test
  void aCommitThatTheBrokerDoesNotAnswerRollsBack() throws Exception {
    ConnectionFactory factory = used(server.factory);
    server.calls.clear();
    server.messaging.durable.clear();
    limited(SHORT);

    Throwable failed =
        inAnotherThread(
            () ->
                server.inTransaction(
                    () -> {
                      try (JMSContext context = factory.createContext()) {
                        server.send(context, "unanswered");
                      }
                      broker.gate().shut();
                    }));

    assertThat(failed).isInstanceOf(RollbackException.class);
    assertThat(server.calls).doesNotContain("database commit");
    assertThat(server.messaging.durable).isEmpty();
  }

  @Test
  void askingForADestinationFailsWhenTheBrokerDoesNotAnswer() throws Exception {
    ConnectionFactory factory = used(server.factory);
    limited(SHORT);
    try (JMSContext context = factory.createContext()) {
      broker.gate().shut();

      Throwable failed = inAnotherThread(() -> context.createQueue("anything"));

      assertThat(failed).hasMessage("the broker did not return from a call within sendTimeout");
    }
    assertThat(pool.destroyed).hasValue(1);
  }

  /** Its connection was pinned for as long as the broker had no room. */
  @Test
  void theEndOfItsTransactionEndsASendThatFindsNoRoom() throws Exception {
    ConnectionFactory factory = used(server.factory);
    broker.fill(server.messaging.halfQueue);
    Throwable[] sent = new Throwable[1];

    Throwable ended =
        inAnotherThread(
            () -> {
              server.transactions.setTransactionTimeout(1);
              try {
                server.inTransaction(
                    () -> {
                      try (JMSContext context = factory.createContext()) {
                        sent[0] = catchThrowable(() -> server.send(context, BIG));
                      }
                    });
              } finally {
                server.transactions.setTransactionTimeout(0);
              }
            });

    assertThat(sent[0])
        .hasMessage("the transaction has ended, timed out perhaps: the message was not sent");
    assertThat(ended).isNotNull();
    await().until(() -> pool.destroyed.get() == 1);
    assertThat(broker.drain(server.messaging.halfQueue)).hasSize(1);
  }

  /** What it throws. */
  private Throwable inAnotherThread(TestServer.Work work) throws Exception {
    Future<Throwable> outcome = threads.submit(() -> catchThrowable(work::run));
    return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
