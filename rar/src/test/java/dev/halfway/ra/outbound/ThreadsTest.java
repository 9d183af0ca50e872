package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What happens when the transaction manager ends a transaction on its own thread, because time is
 * up, while the application's is busy.
 */
@ExtendWith(Outbound.class)
class ThreadsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final TestServer server;

  ThreadsTest(TestServer server) {
    this.server = server;
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  /** So that making connections takes nothing of a transaction's time. */
  private void fillPool() {
    try (JMSContext one = server.factory.createContext();
        JMSContext two = server.factory.createContext()) {
      assertThat(one).isNotEqualTo(two);
    }
  }

  /** What the reaper does when time is up, at a moment of our choosing. */
  private void timeIsUp() throws Exception {
    Transaction transaction = server.transactions.getTransaction();
    threads
        .submit(
            () -> {
              transaction.rollback();
              return null;
            })
        .get(30, TimeUnit.SECONDS);
  }

  private void untilCalled(String call) {
    await().atMost(PATIENCE).until(() -> server.calls.contains(call));
  }

  @Test
  void reaperNeverWaitsForASendThatIsBlocked() throws Exception {
    fillPool();
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    server.provider.before(
        "MessageProducer.send",
        () -> {
          blocked.countDown();
          assertThat(released.await(60, TimeUnit.SECONDS)).isTrue();
        });
    Future<Throwable> sender =
        threads.submit(
            () -> {
              server.transactions.setTransactionTimeout(2);
              server.begin();
              try (JMSContext context = server.factory.createContext()) {
                server.send(context, "blocked");
                return new AssertionError("was sent");
              } catch (JMSRuntimeException e) {
                return e;
              } finally {
                server.transactions.rollback();
              }
            });
    assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();

    untilCalled("ended 0");
    assertThat(server.calls).containsExactly("begin 0", "database rollback", "ended 0");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.pool.destroyed).hasValue(1));
    assertThat(server.pool.lent()).isZero();
    assertThat(sender.isDone()).isFalse();
    int open = server.broker.open();

    released.countDown();
    assertThat(sender.get(30, TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateRuntimeException.class)
        .hasMessageContaining("was not sent");
    await().atMost(PATIENCE).until(() -> server.broker.open() == open - 1);
    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isZero();
  }

  @Test
  void reaperThatFindsTheSessionIdleRollsItBack() throws Exception {
    server.begin();
    server.send("too slow");
    timeIsUp();
    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    server.inTransaction(() -> server.send("next"));

    assertThat(server.half()).isEqualTo(1);
    assertThat(server.pool.created).hasValue(1);
    assertThat(server.pool.destroyed).hasValue(0);
  }

  @Test
  void messageSentAfterTheReaperGoesNowhere() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      server.begin();
      server.send(context, "in time");
      timeIsUp();
      assertThatThrownBy(() -> server.send(context, "too late"))
          .isInstanceOf(IllegalStateRuntimeException.class)
          .hasMessageContaining("has ended");
      server.rollback();
      server.send(context, "outside");
    }

    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isEqualTo(1);
  }

  @Test
  void firstMessageAfterTheReaperGoesNowhere() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      server.transactions.setTransactionTimeout(1);
      server.begin();
      Transaction transaction = server.transactions.getTransaction();
      await().atMost(PATIENCE).until(() -> transaction.getStatus() == Status.STATUS_ROLLEDBACK);
      assertThatThrownBy(() -> server.send(context, "too late"))
          .isInstanceOf(IllegalStateRuntimeException.class)
          .hasMessageContaining("has ended");
    }

    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isZero();
    assertThat(server.calls).containsExactly("database rollback");
  }

  @Test
  void transactionThatEndsWhileTheHalfTransactionBeginsIsNotJoined() throws Exception {
    server.messaging.beginning = () -> untilCalled("database rollback");
    try (JMSContext context = server.factory.createContext()) {
      server.transactions.setTransactionTimeout(1);
      server.begin();
      assertThatThrownBy(() -> server.send(context, "too late"))
          .isInstanceOf(IllegalStateRuntimeException.class);
    }

    assertThat(server.calls).containsExactly("database rollback", "begin 0");
    assertThat(server.half()).isZero();
  }

  /** WildFly's registry does not register then, and does not say so. */
  @Test
  void transactionThatIsMarkedWhileTheHalfTransactionBeginsIsNotJoined() throws Exception {
    server.messaging.transactions =
        (TransactionSynchronizationRegistry)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                new Forgetful(server.transactions, server.messaging.transactions));
    try (JMSContext context = server.factory.createContext()) {
      server.begin();
      assertThatThrownBy(() -> server.send(context, "too late"))
          .isInstanceOf(IllegalStateRuntimeException.class);
    }
    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);

    assertThat(server.calls).containsExactly("begin 0", "ended 0", "database rollback");
    assertThat(server.half()).isZero();
  }

  private record Forgetful(
      TransactionManager transactions, TransactionSynchronizationRegistry registry)
      implements InvocationHandler {
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals("registerInterposedSynchronization")) {
        transactions.setRollbackOnly();
        return null;
      }
      return method.invoke(registry, arguments);
    }
  }

  @Test
  void transactionThatEndsWhileTheMarkerIsWrittenLeavesNothing() throws Exception {
    fillPool();
    server.messaging.marking = () -> untilCalled("database rollback");
    server.transactions.setTransactionTimeout(2);
    server.begin();
    server.send("too slow");
    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);

    assertThat(server.half()).isZero();
    untilCalled("ended 0");
    assertThat(server.calls).containsExactly("begin 0", "mark 0", "database rollback", "ended 0");
  }

  @Test
  void branchRolledBackDuringItsVoteDoesNotClaimToBePrepared() throws Exception {
    server.begin();
    HalfMessageManagedConnection connection = server.managedConnection();
    XAResource resource = connection.getXAResource();
    Xid xid = TestXid.next();
    resource.start(xid, XAResource.TMNOFLAGS);
    server.send(connection, "one");
    server.openTransaction().beforeCompletion();
    server.provider.before(
        "Session.commit",
        () -> {
          Future<?> reaper =
              threads.submit(
                  () -> {
                    resource.rollback(xid);
                    return null;
                  });
          reaper.get(30, TimeUnit.SECONDS);
        });

    assertThatThrownBy(() -> resource.prepare(xid))
        .isInstanceOf(javax.transaction.xa.XAException.class)
        .hasMessageContaining("rolled back meanwhile");
    assertThat(connection.isUsable()).isFalse();
    assertThat(server.calls).contains("preparing 0 1");
    assertThat(server.messaging.durable).containsExactly("0 1");
  }

  @Test
  void whoeverSendsAndWhoeverEndsAtTheSameTimeLeaveNothingBehind() throws Exception {
    Random random = new Random(42);
    int sessions = server.broker.sessions();
    for (int round = 0; round < 300; round++) {
      server.begin();
      Transaction transaction = server.transactions.getTransaction();
      HalfMessageManagedConnection connection = server.managedConnection();
      AtomicInteger errors = new AtomicInteger();
      connection.addConnectionEventListener(new ErrorListener(errors));
      XAResource resource = connection.getXAResource();
      Xid xid = TestXid.next();
      resource.start(xid, XAResource.TMNOFLAGS);
      int delay = random.nextInt(400);
      CountDownLatch go = new CountDownLatch(1);
      Future<?> reaper =
          threads.submit(
              () -> {
                go.await();
                long until = System.nanoTime() + delay * 1000L;
                while (System.nanoTime() < until) {
                  Thread.onSpinWait();
                }
                resource.rollback(xid);
                return null;
              });
      go.countDown();
      try {
        for (int i = 0; i < 20; i++) {
          server.send(connection, "one of many");
        }
      } catch (JMSException e) {
        assertThat(e).isInstanceOf(jakarta.jms.IllegalStateException.class);
      }
      reaper.get(30, TimeUnit.SECONDS);
      // Either everything was rolled back, or the connection is thrown away and said so.
      assertThat(errors).hasValue(connection.isUsable() ? 0 : 1);
      connection.destroy();
      assertThat(transaction).isEqualTo(server.transactions.getTransaction());
      server.rollback();
    }

    await().atMost(PATIENCE).until(() -> server.broker.sessions() == sessions);
    assertThat(server.half()).isZero();
  }

  private record ErrorListener(AtomicInteger errors)
      implements jakarta.resource.spi.ConnectionEventListener {
    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      errors.incrementAndGet();
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {}

    @Override
    public void localTransactionStarted(ConnectionEvent event) {}

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {}

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {}
  }

  @Test
  void branchThatHasEndedAsksTheBrokerForNothing() throws Exception {
    server.begin();
    HalfMessageManagedConnection connection = server.managedConnection();
    connection.getXAResource().start(TestXid.next(), XAResource.TMNOFLAGS);
    TransactionBranch branch = server.branchOf(connection);
    OpenTransaction open = server.openTransaction();
    branch.end();
    server.provider.fail("MessageProducer.send", new AssertionError("sent"));

    assertThatThrownBy(() -> branch.send(open, server.message(connection, "late")))
        .isInstanceOf(jakarta.jms.IllegalStateException.class);
    assertThat(connection.isUsable()).isTrue();
    connection.destroy();
  }

  @Test
  void synchronousCommitWaitsForDelivery() throws Exception {
    HalfMessageManagedConnectionFactory configuration = server.synchronous();
    configuration.setSyncTimeout(1234);
    ConnectionFactory synchronous = server.factory(configuration, server.pool(1));
    server.inTransaction(() -> server.send(synchronous, "one"));

    assertThat(server.calls)
        .containsExactly(
            "begin 0", "mark 0", "preparing 0 1", "database commit", "ended 0", "await 0 PT1.234S");
  }

  @Test
  void synchronousCommitThatRunsOutOfTimeHasCommittedAllTheSame() throws Exception {
    server.messaging.deliversInTime = false;
    ConnectionFactory synchronous = server.factory(server.synchronous(), server.pool(1));
    server.inTransaction(() -> server.send(synchronous, "one"));

    assertThat(server.calls).contains("database commit", "await 0 PT10S");
  }

  @Test
  void rolledBackTransactionWaitsForNothing() throws Exception {
    ConnectionFactory synchronous = server.factory(server.synchronous(), server.pool(1));
    server.begin();
    server.send(synchronous, "one");
    server.rollback();

    assertThat(server.calls).containsExactly("begin 0", "database rollback", "ended 0");
  }

  @Test
  void nobodyWaitsForDeliveryOnAThreadOfTheTransactionManager() throws Exception {
    server.begin();
    OpenTransaction open =
        OpenTransaction.current(server.messaging, server.synchronous().senders());
    open.sent();
    open.beforeCompletion();
    threads.submit(() -> open.afterCompletion(Status.STATUS_COMMITTED)).get(30, TimeUnit.SECONDS);
    assertThat(server.calls).containsExactly("begin 0", "mark 0", "ended 0");

    open.afterCompletion(Status.STATUS_COMMITTED);
    assertThat(server.calls).contains("await 0 PT10S");
  }
}
