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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * No caller waits for the broker for ever, whatever it is that the broker does not do: a call
 * fails, and its connection is used no more.
 */
class BoundedCallsTest {

  /** Far beyond what the adapter allows, and far below what the broker's client does. */
  private static final long PATIENCE_SECONDS = 25;

  /** More than a client may send before it asks whether there is room. */
  private static final String BIG = "x".repeat(90_000);

  private static final long SHORT = 2_000;
  private static final long LONG = 3_600_000;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private TestBroker broker;
  private TestServer server;
  private ServerPool pool;
  private RealLimits limits;

  @BeforeEach
  void start() throws Exception {
    broker = TestBroker.start();
    server = new TestServer(broker);
    pool = server.pool(10);
    limited(LONG);
  }

  private void limited(long millis) {
    if (limits != null) {
      limits.close();
    }
    limits = new RealLimits(millis);
    server.messaging.limiting = limits::of;
    server.messaging.closing = limits::close;
  }

  /** With a connection in its pool that was used before: that took whatever time it took. */
  private ConnectionFactory used(ConnectionFactory factory) throws Exception {
    server.inTransaction(
        () -> {
          try (JMSContext context = factory.createContext()) {
            send(context, "before");
          }
        });
    broker.drain(server.messaging.halfQueue);
    return factory;
  }

  @AfterEach
  void stop() throws Exception {
    broker.gate().open();
    threads.shutdownNow();
    limits.close();
    server.forgetTransaction();
    broker.stop();
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
                        sent[0] = catchThrowable(() -> send(context, BIG));
                      }
                    }));

    assertThat(sent[0]).hasMessage("the broker did not return from a call within sendTimeout");
    assertThat(ended).isInstanceOf(RollbackException.class);
    assertThat(pool.destroyed).hasValue(1);
    assertThat(broker.drain(queue)).hasSize(1);
    server.inTransaction(
        () -> {
          try (JMSContext context = factory.createContext()) {
            send(context, "room again");
          }
        });
    assertThat(server.half()).isEqualTo(1);
  }

  /**
   * Whether it was sent nobody knows then: Artemis's client lets a send that waits for room go when
   * its connection closes, and it may get through before that.
   */
  @Test
  void aSendOutsideATransactionThatFindsNoRoomFails() throws Exception {
    ConnectionFactory factory = used(server.factory(pool));
    broker.fill(server.orders);
    limited(SHORT);

    Throwable failed =
        inAnotherThread(
            () -> {
              try (JMSContext context = factory.createContext()) {
                send(context, BIG);
              }
            });

    assertThat(failed).hasMessage("the broker did not return from a call within sendTimeout");
    assertThat(pool.destroyed).hasValue(1);
    assertThat(broker.drain(server.orders)).hasSizeBetween(1, 2);
  }

  @Test
  void aCommitThatTheBrokerDoesNotAnswerRollsBack() throws Exception {
    ConnectionFactory factory = used(server.factory(pool));
    server.calls.clear();
    server.messaging.durable.clear();
    limited(SHORT);

    Throwable failed =
        inAnotherThread(
            () ->
                server.inTransaction(
                    () -> {
                      try (JMSContext context = factory.createContext()) {
                        send(context, "unanswered");
                      }
                      broker.gate().shut();
                    }));

    assertThat(failed).isInstanceOf(RollbackException.class);
    assertThat(server.calls).doesNotContain("database commit");
    assertThat(server.messaging.durable).isEmpty();
  }

  @Test
  void askingForADestinationFailsWhenTheBrokerDoesNotAnswer() throws Exception {
    ConnectionFactory factory = used(server.factory(pool));
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
    ConnectionFactory factory = used(server.factory(pool));
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
                        sent[0] = catchThrowable(() -> send(context, BIG));
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

  private void send(JMSContext context, String text) {
    context.createProducer().send(context.createQueue(server.orders), text);
  }

  /** What it throws. */
  private Throwable inAnotherThread(TestServer.Work work) throws Exception {
    Future<Throwable> outcome = threads.submit(() -> catchThrowable(work::run));
    return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
