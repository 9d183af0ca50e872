package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.transaction.Transaction;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which transaction a message takes part in, whatever the age of the handle it is sent through. */
@ExtendWith(Outbound.class)
class WhichTransactionTest {

  private final TestServer server;

  WhichTransactionTest(TestServer server) {
    this.server = server;
  }

  @Test
  void everythingOfOneTransactionHasOneIdOneMarkerAndOrdinals() throws Exception {
    ConnectionFactory other = server.anotherFactory();
    server.begin();
    try (JMSContext context = server.factory.createContext();
        Connection connection = server.factory.createConnection();
        JMSContext third = other.createContext()) {
      server.send(context, "0");
      Session session = connection.createSession();
      MessageProducer producer = session.createProducer(session.createQueue(server.orders));
      producer.send(session.createTextMessage("1"));
      server.send(third, "2");
      server.send(context, "3");
    }
    server.commit();

    assertThat(server.envelopes())
        .extracting(Envelope::transaction)
        .hasSize(4)
        .containsOnly(server.messaging.begun.get(0));
    assertThat(server.envelopes())
        .extracting(Envelope::ordinal)
        .containsExactlyInAnyOrder(0, 1, 2, 3);
    assertThat(server.calls)
        .containsExactly(
            "begin 0", "mark 0", "preparing 0 3", "preparing 0 1", "database commit", "ended 0");
  }

  /** Each has a connection of its own, and both find that the transaction has sent nothing yet. */
  @Test
  void firstMessagesOfTwoThreadsBelongToOneHalfTransaction() throws Exception {
    CyclicBarrier both = new CyclicBarrier(2);
    server.messaging.beginning = () -> both.await(30, TimeUnit.SECONDS);
    server.begin();
    Transaction transaction = server.transactions.getTransaction();
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              try {
                server.transactions.resume(transaction);
                server.send("other");
                server.transactions.suspend();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    server.send("one");
    other.get(30, TimeUnit.SECONDS);
    server.commit();

    assertThat(server.envelopes())
        .extracting(Envelope::transaction)
        .hasSize(2)
        .containsOnly(server.envelopes().get(0).transaction());
    assertThat(server.envelopes()).extracting(Envelope::ordinal).containsExactlyInAnyOrder(0, 1);
    assertThat(server.calls).filteredOn(call -> call.startsWith("mark")).hasSize(1);
    assertThat(server.calls).filteredOn(call -> call.startsWith("ended")).hasSize(1);
  }

  @Test
  void laterVoteThatFailsLeavesWhatIsDurableToTheRelay() throws Exception {
    ConnectionFactory other = server.anotherFactory();
    server.begin();
    try (JMSContext context = server.factory.createContext();
        JMSContext second = other.createContext()) {
      server.send(context, "durable");
      server.send(second, "not durable");
    }
    server.provider.after(
        "Session.commit",
        () -> server.provider.fail("Session.commit", new jakarta.jms.JMSException("gone")));
    assertThatThrownBy(server::commit).isInstanceOf(jakarta.transaction.RollbackException.class);

    assertThat(server.half()).isEqualTo(1);
    assertThat(server.calls)
        .containsExactly(
            "begin 0",
            "mark 0",
            "preparing 0 1",
            "preparing 0 1",
            "unconfirmed 0 1",
            "database rollback",
            "ended 0");
  }

  @Test
  void innerTransactionWithItsOwnHandleCommitsAloneWhenTheOuterRollsBack() throws Exception {
    server.begin();
    try (JMSContext outer = server.factory.createContext()) {
      server.send(outer, "outer");
      Transaction suspended = server.transactions.suspend();
      server.inTransaction(() -> server.send("inner"));
      server.transactions.resume(suspended);
    }
    server.rollback();

    assertThat(server.envelopes())
        .extracting(Envelope::transaction, Envelope::ordinal)
        .containsExactly(tuple(server.messaging.begun.get(1), 0));
  }

  @Test
  void innerTransactionWithTheOuterHandleCommitsAloneWhenTheOuterRollsBack() throws Exception {
    server.begin();
    try (JMSContext outer = server.factory.createContext()) {
      server.send(outer, "outer");
      Transaction suspended = server.transactions.suspend();
      server.inTransaction(
          () -> {
            server.send(outer, "inner");
            server.send(outer, "inner again");
          });
      server.transactions.resume(suspended);
      server.send(outer, "outer again");
    }
    server.rollback();

    assertThat(server.envelopes())
        .extracting(Envelope::transaction)
        .containsExactly(server.messaging.begun.get(1), server.messaging.begun.get(1));
    assertThat(server.pool.created).hasValue(2);
    assertThat(server.pool.idle()).isEqualTo(2);
    assertThat(server.pool.destroyed).hasValue(0);
  }

  @Test
  void innerTransactionWithTheOuterHandleRollsBackAloneWhenTheOuterCommits() throws Exception {
    server.begin();
    try (JMSContext outer = server.factory.createContext()) {
      server.send(outer, "outer");
      Transaction suspended = server.transactions.suspend();
      server.begin();
      server.send(outer, "inner");
      server.rollback();
      server.transactions.resume(suspended);
      server.send(outer, "outer again");
    }
    server.commit();

    assertThat(server.envelopes())
        .extracting(Envelope::transaction, Envelope::ordinal)
        .containsExactly(
            tuple(server.messaging.begun.get(0), 0), tuple(server.messaging.begun.get(0), 1));
  }

  @Test
  void handleOlderThanTheTransactionTakesPartInIt() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      server.begin();
      server.send(context, "rolled back");
      server.rollback();
      server.begin();
      server.send(context, "committed");
      server.commit();
      server.send(context, "outside");
    }

    assertThat(server.envelopes())
        .extracting(Envelope::transaction)
        .containsExactly(server.messaging.begun.get(1));
    assertThat(server.delivered()).isEqualTo(1);
    assertThat(server.pool.idle()).isEqualTo(2);
  }

  @Test
  void handleOlderThanAUserTransactionIsEnlistedByTheServerAndUsed() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      server.begin();
      server.pool.userTransactionStarted();
      server.send(context, "one");
      server.rollback();
    }

    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isZero();
    assertThat(server.pool.created).hasValue(1);
  }

  @Test
  void borrowedConnectionsAreFoundAgainByTheirTransaction() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      server.inTransaction(
          () -> {
            for (int i = 0; i < 20; i++) {
              server.send(context, "one of many");
            }
          });
    }

    assertThat(server.half()).isEqualTo(20);
    assertThat(server.pool.created).hasValue(2);
    assertThat(server.pool.idle()).isEqualTo(2);
  }

  @Test
  void messageIsRefusedWhenNoConnectionCanBeBorrowedForItsTransaction() throws Exception {
    ConnectionFactory small = server.factory(server.configuration(), server.pool(1));
    try (JMSContext context = small.createContext()) {
      server.begin();
      assertThatThrownBy(() -> server.send(context, "one"))
          .isInstanceOf(jakarta.jms.ResourceAllocationRuntimeException.class)
          .hasMessageContaining("exhausted");
      server.commit();
    }

    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isZero();
  }

  @Test
  void serverThatDoesNotEnlistIsFoundOut() throws Exception {
    server.pool.enlists = false;
    server.begin();
    try (JMSContext context = server.factory.createContext()) {
      assertThatThrownBy(() -> server.send(context, "one"))
          .isInstanceOf(IllegalStateRuntimeException.class)
          .hasMessageContaining("did not enlist");
    }
    server.commit();

    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isZero();
  }

  @Test
  void closedHandleSendsNothing() throws Exception {
    server.begin();
    JMSContext context = server.factory.createContext();
    var producer = context.createProducer();
    var queue = context.createQueue(server.orders);
    context.close();
    assertThatThrownBy(() -> producer.send(queue, "late"))
        .isInstanceOf(IllegalStateRuntimeException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(context::createTextMessage).isInstanceOf(IllegalStateRuntimeException.class);
    server.commit();

    assertThat(server.half()).isZero();
  }

  @Test
  void closedSessionAndClosedProducerSendNothing() throws Exception {
    try (Connection connection = server.factory.createConnection()) {
      Session session = connection.createSession();
      MessageProducer producer = session.createProducer(session.createQueue(server.orders));
      var message = session.createTextMessage();
      producer.close();
      assertThatThrownBy(() -> producer.send(message)).isInstanceOf(IllegalStateException.class);
      MessageProducer second = session.createProducer(session.createQueue(server.orders));
      session.close();
      assertThatThrownBy(() -> second.send(message)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(session::createTextMessage).isInstanceOf(IllegalStateException.class);
    }

    assertThat(server.delivered()).isZero();
  }

  @Test
  void twoWaysOfSettlingInOneTransactionAreRefused() throws Exception {
    ConnectionFactory checked = server.factory(server.checked(), server.pool(2));
    server.begin();
    try (JMSContext context = server.factory.createContext();
        JMSContext second = checked.createContext()) {
      server.send(context, "marker");
      assertThatThrownBy(() -> server.send(second, "checker"))
          .isInstanceOf(IllegalStateRuntimeException.class)
          .hasMessageContaining("MARKER")
          .hasMessageContaining("CHECKER");
    }
    server.commit();

    assertThat(server.envelopes()).hasSize(1);
    assertThat(server.delivered()).isZero();
  }

  @Test
  void twoAdaptersInOneTransactionHaveTheirOwnHalfTransactions() throws Exception {
    TestServer second = new TestServer(server.broker);
    ConnectionFactory other = second.factory;
    server.begin();
    try (JMSContext context = server.factory.createContext();
        JMSContext another = other.createContext()) {
      server.send(context, "one");
      server.send(another, "two");
    }
    server.commit();

    assertThat(server.calls).contains("mark 0", "preparing 0 1", "ended 0");
    assertThat(second.calls).containsExactly("begin 0", "mark 0", "preparing 0 1", "ended 0");
  }

  @Test
  void afterTheEndOfTheTransactionNothingIsSent() throws Exception {
    server.begin();
    try (JMSContext context = server.factory.createContext()) {
      server.send(context, "in time");
      List<Throwable> refusals = new java.util.ArrayList<>();
      server
          .messaging
          .transactions()
          .registerInterposedSynchronization(
              new jakarta.transaction.Synchronization() {
                @Override
                public void beforeCompletion() {}

                @Override
                public void afterCompletion(int status) {
                  try {
                    server.send(context, "too late");
                  } catch (jakarta.jms.JMSRuntimeException e) {
                    refusals.add(e);
                  }
                }
              });
      server.commit();
      assertThat(refusals).singleElement().isInstanceOf(IllegalStateRuntimeException.class);
    }

    assertThat(server.half()).isEqualTo(1);
    assertThat(server.delivered()).isZero();
  }
}
