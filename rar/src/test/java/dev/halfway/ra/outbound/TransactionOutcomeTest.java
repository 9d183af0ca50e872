package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a transaction's outcome means for its messages, and in which order things happen. */
@ExtendWith(Outbound.class)
class TransactionOutcomeTest {

  private final TestServer server;

  TransactionOutcomeTest(TestServer server) {
    this.server = server;
  }

  @Test
  void halfMessageIsDurableBeforeTheDatabaseCommitsAndNotEarlier() throws Exception {
    List<Integer> depths = new ArrayList<>();
    server.begin(() -> depths.add(server.half()));
    server.send("one");
    depths.add(server.half());
    server.commit();

    assertThat(depths).containsExactly(0, 1);
    assertThat(server.calls)
        .containsExactly("begin 0", "mark 0", "preparing 0 1", "database commit", "ended 0");
    assertThat(server.delivered()).isZero();
    assertThat(server.envelopes())
        .singleElement()
        .satisfies(
            envelope -> {
              assertThat(envelope.destination()).isEqualTo(server.orders);
              assertThat(envelope.topic()).isFalse();
              assertThat(envelope.transaction()).isEqualTo(server.messaging.begun.get(0));
              assertThat(envelope.settlement()).isEqualTo(Envelope.Settlement.MARKER);
              assertThat(envelope.store()).isEqualTo("store-1");
              assertThat(envelope.group()).isEqualTo("default");
              assertThat(envelope.node()).isEqualTo("node-a");
            });
  }

  @Test
  void databaseThatJoinsWithTheMarkerCommitsAfterTheMessagesAreDurable() throws Exception {
    List<Integer> depths = new ArrayList<>();
    server.messaging.marking = () -> server.enlistDatabase(() -> depths.add(server.half()));
    server.transactions.begin();
    server.send("one");
    server.commit();

    assertThat(depths).containsExactly(1);
    assertThat(server.calls)
        .containsExactly("begin 0", "mark 0", "preparing 0 1", "database commit", "ended 0");
  }

  @Test
  void rollbackLeavesNothing() throws Exception {
    server.begin();
    server.send("one");
    server.rollback();

    assertThat(server.half()).isZero();
    assertThat(server.calls).containsExactly("begin 0", "database rollback", "ended 0");
  }

  @Test
  void sessionIsUsedAgainAfterRollbackAndKeepsNothingOfIt() throws Exception {
    server.begin();
    server.send("rolled back");
    server.rollback();
    int sessions = server.broker.sessions();
    server.inTransaction(() -> server.send("committed"));

    assertThat(server.pool.created).hasValue(1);
    assertThat(server.broker.sessions()).isEqualTo(sessions);
    assertThat(server.half()).isEqualTo(1);
  }

  @Test
  void messageSentAfterSetRollbackOnlyIsAcceptedAndVanishes() throws Exception {
    server.messaging.noConnection = "none in a transaction that can only roll back";
    try (JMSContext context = server.factory.createContext()) {
      server.begin();
      server.transactions.setRollbackOnly();
      context.createProducer().send(context.createQueue(server.orders), "first");
    }

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isZero();
    assertThat(server.calls).doesNotContain("mark 0").contains("database rollback");
  }

  @Test
  void furtherMessageAfterSetRollbackOnlyVanishesWithTheOthers() throws Exception {
    server.begin();
    server.send("before");
    server.transactions.setRollbackOnly();
    server.send("after");

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.half()).isZero();
    assertThat(server.calls).containsExactly("begin 0", "database rollback", "ended 0");
  }

  /**
   * What its server enlists it need not be asked again for. {@link Outbound} sees it given back.
   */
  @Test
  void connectionOfTheMarkerIsTakenOnceWithTheFirstMessage() throws Exception {
    server.begin();
    assertThat(server.messaging.openMarkers).hasValue(0);
    server.send("one");
    assertThat(server.messaging.openMarkers).hasValue(1);
    server.messaging.noConnection = "the pool is empty";
    server.send("another");
    server.send(server.anotherFactory(), "a third");
    server.commit();

    assertThat(server.half()).isEqualTo(3);
  }

  @Test
  void sendFailsWithoutAConnectionForTheMarkerAndMayBeTriedAgain() throws Exception {
    server.messaging.noConnection = "the pool is empty";
    server.begin();
    assertThatThrownBy(() -> server.send("one"))
        .isInstanceOf(JMSRuntimeException.class)
        .hasMessageContaining("the pool is empty");

    server.messaging.noConnection = null;
    server.send("one");
    server.commit();

    assertThat(server.half()).isEqualTo(1);
    assertThat(server.calls)
        .containsExactly("begin 0", "mark 0", "preparing 0 1", "database commit", "ended 0");
  }

  @Test
  void failedMarkerRollsEverythingBack() throws Exception {
    server.messaging.marking =
        () -> {
          throw new SQLException("no marker today");
        };
    server.begin();
    server.send("one");

    assertThatThrownBy(server::commit)
        .isInstanceOf(RollbackException.class)
        .hasStackTraceContaining("no marker today");
    assertThat(server.half()).isZero();
    assertThat(server.calls).containsExactly("begin 0", "mark 0", "database rollback", "ended 0");
  }

  @Test
  void brokerThatDoesNotConfirmKeepsTheDatabaseFromCommitting() throws Exception {
    server.provider.fail("Session.commit", new JMSException("no answer"));
    server.begin();
    server.send("one");

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.calls)
        .containsExactly(
            "begin 0",
            "mark 0",
            "preparing 0 1",
            "unconfirmed 0 1",
            "database rollback",
            "ended 0");
    assertThat(server.pool.destroyed).hasValue(1);
    assertThat(server.pool.errors).extracting(Exception::getMessage).containsExactly("no answer");
  }

  @Test
  void commitWhoseAnswerIsLostStaysWithTheRelayToDecide() throws Exception {
    server.provider.after(
        "Session.commit",
        () -> {
          throw new JMSException("answer lost");
        });
    server.begin();
    server.send("one");

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.half()).isEqualTo(1);
    assertThat(server.calls).contains("preparing 0 1", "ended 0").doesNotContain("database commit");
    assertThat(server.pool.destroyed).hasValue(1);
  }

  @Test
  void failedSendDestroysTheConnectionAndTheTransaction() throws Exception {
    server.provider.fail("MessageProducer.send", new JMSException("connection reset"));
    server.begin();
    assertThatThrownBy(() -> server.send("one"))
        .isInstanceOf(JMSRuntimeException.class)
        .hasMessage("connection reset");

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.pool.destroyed).hasValue(1);
    assertThat(server.pool.lent()).isZero();
    assertThat(server.calls).containsExactly("begin 0", "database rollback", "ended 0");
  }

  @Test
  void brokenBranchVotesForRollbackAlsoWhenTheServerDoesNotMarkTheTransaction() throws Exception {
    server.provider.fail("MessageProducer.send", new JMSException("connection reset"));
    server.pool.marksTransactions = false;
    server.begin();
    assertThatThrownBy(() -> server.send("one")).hasMessage("connection reset");

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.calls).doesNotContain("database commit");
  }

  @Test
  void transactionThatSendsNothingCostsNothing() throws Exception {
    server.provider.fail("Session.commit", new AssertionError("nothing to commit"));
    server.provider.fail("Session.rollback", new AssertionError("nothing to roll back"));
    server.begin();
    try (JMSContext context = server.factory.createContext()) {
      context.createTextMessage("never sent");
      context.createProducer();
    }
    server.commit();

    assertThat(server.calls).containsExactly("database commit");
    assertThat(server.pool.idle()).isEqualTo(1);
  }

  @Test
  void messagesSentByOtherSynchronizationsAreCoveredByTheMarker() throws Exception {
    server.begin();
    server.send("before completion");
    server
        .messaging
        .transactions()
        .registerInterposedSynchronization(new Completing(() -> server.send("during completion")));
    server.commit();

    assertThat(server.half()).isEqualTo(2);
    assertThat(server.calls)
        .containsExactly("begin 0", "mark 0", "preparing 0 2", "database commit", "ended 0");
  }

  @Test
  void firstMessageMayComeFromAnotherSynchronization() throws Exception {
    server.begin();
    server
        .transactions
        .getTransaction()
        .registerSynchronization(new Completing(() -> server.send("one")));
    server.commit();

    assertThat(server.half()).isEqualTo(1);
    assertThat(server.calls)
        .containsExactly("begin 0", "mark 0", "preparing 0 1", "database commit", "ended 0");
  }

  @Test
  void messageThatComesTooLateForTheMarkerIsRefused() throws Exception {
    server.begin();
    List<Throwable> refusals = new ArrayList<>();
    assertThat(server.openTransaction()).as("begun, and nothing sent").isNotNull();
    server
        .messaging
        .transactions()
        .registerInterposedSynchronization(
            new Completing(
                () -> {
                  try {
                    server.send("too late");
                  } catch (JMSRuntimeException e) {
                    refusals.add(e);
                  }
                }));
    server.commit();

    assertThat(refusals)
        .singleElement()
        .isInstanceOf(jakarta.jms.IllegalStateRuntimeException.class);
    assertThat(server.half()).isZero();
    assertThat(server.calls).containsExactly("begin 0", "database commit", "ended 0");
  }

  @Test
  void messagesWithoutMarkerAreRefusedAtTheVote() throws Exception {
    server.begin();
    server.send("one");
    HalfMessageManagedConnection connection = server.managedConnection();
    TransactionBranch branch = new TransactionBranch(connection, "x");
    branch.send(server.openTransaction(), server.message(connection, "no marker"));

    assertThatThrownBy(branch::prepare)
        .isInstanceOfSatisfying(
            XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBROLLBACK))
        .hasMessageContaining("has no marker");
    assertThat(server.half()).isZero();
  }

  @Test
  void soleResourceWithMarkerNeverCommitsInOnePhase() throws Exception {
    server.transactions.begin();
    server.send("the marker's datasource did not take part");

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isZero();
  }

  @Test
  void onePhaseCommitWithMarkerIsReportedAsRolledBack() throws Exception {
    server.transactions.begin();
    HalfMessageManagedConnection connection = server.managedConnection();
    XAResource resource = connection.getXAResource();
    Xid xid = TestXid.next();
    resource.start(xid, XAResource.TMNOFLAGS);
    server.send(connection, "one");
    server.openTransaction().beforeCompletion();

    assertThatThrownBy(() -> resource.commit(xid, true))
        .isInstanceOfSatisfying(
            XAException.class, e -> assertThat(e.errorCode).isEqualTo(XAException.XA_RBROLLBACK))
        .hasMessageContaining("without its marker");
    assertThat(server.half()).isZero();
    connection.cleanup();
    connection.destroy();
  }

  @Test
  void messageThatCannotBeSettledIsRefusedAndTheTransactionGoesOn() throws Exception {
    server.begin();
    server.messaging.notReady = "the store is not bound yet";
    assertThatThrownBy(() -> server.send("one")).hasMessageContaining("not bound yet");
    server.messaging.notReady = null;
    server.send("two");
    server.commit();

    assertThat(server.half()).isEqualTo(1);
    assertThat(server.calls)
        .containsExactly("begin 0", "mark 0", "preparing 0 1", "database commit", "ended 0");
    assertThat(server.pool.destroyed).hasValue(0);
  }

  @Test
  void soleResourceOfACheckedGroupDeliversTheOriginals() throws Exception {
    ConnectionFactory checked = server.factory(server.checked(), server.pool);
    server.transactions.begin();
    server.send(checked, "one");
    server.send(checked, "two");
    assertThat(server.delivered()).isZero();
    server.commit();

    assertThat(server.broker.browse(server.orders))
        .extracting(TestServer::properties)
        .extracting(
            properties ->
                properties.get(PropertyNames.TRANSACTION)
                    + "."
                    + properties.get(PropertyNames.ORDINAL))
        .containsExactly(
            server.messaging.begun.get(0) + ".0", server.messaging.begun.get(0) + ".1");
    assertThat(server.half()).isZero();
    assertThat(server.calls).containsExactly("begin 0", "ended 0");
    assertThat(server.pool.idle()).isEqualTo(1);
  }

  @Test
  void anOriginalKeepsWhatTheBrokerActsUpon() throws Exception {
    server.transactions.begin();
    try (JMSContext context = server.factory(server.checked(), server.pool).createContext()) {
      context
          .createProducer()
          .setProperty("JMSXGroupID", "customer-8")
          .setProperty("_AMQ_GROUP_WAIT", "mine")
          .setProperty(PropertyNames.KEY, "key")
          .send(context.createQueue(server.orders), "one");
    }
    server.commit();

    assertThat(server.broker.browse(server.orders))
        .singleElement()
        .extracting(TestServer::properties, as(MAP))
        .containsEntry("JMSXGroupID", "customer-8")
        .containsEntry("_AMQ_GROUP_WAIT", "mine")
        .containsEntry(PropertyNames.KEY, "key")
        .hasSize(5);
  }

  @Test
  void checkedGroupBesideADatabaseSendsHalfMessagesWithoutMarker() throws Exception {
    ConnectionFactory checked = server.factory(server.checked(), server.pool);
    server.inTransaction(() -> server.send(checked, "one"));

    assertThat(server.delivered()).isZero();
    assertThat(server.envelopes())
        .singleElement()
        .satisfies(
            envelope -> {
              assertThat(envelope.settlement()).isEqualTo(Envelope.Settlement.CHECKER);
              assertThat(envelope.store()).isEqualTo("group:default");
            });
    assertThat(server.calls)
        .containsExactly("begin 0", "preparing 0 1", "database commit", "ended 0");
  }

  @Test
  void checkedGroupRolledBackLeavesNeitherOriginalsNorHalfMessages() throws Exception {
    ConnectionFactory checked = server.factory(server.checked(), server.pool);
    server.transactions.begin();
    server.send(checked, "one");
    server.rollback();
    server.transactions.begin();
    server.send(checked, "two");
    server.commit();

    assertThat(server.half()).isZero();
    assertThat(server.delivered()).isEqualTo(1);
    assertThat(server.pool.created).hasValue(1);
  }

  @Test
  void onePhaseThatTheBrokerRolledBackIsReportedAsRolledBack() throws Exception {
    ConnectionFactory checked = server.factory(server.checked(), server.pool);
    server.provider.fail("Session.commit", new TransactionRolledBackException("rolled back"));
    server.transactions.begin();
    server.send(checked, "one");

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.delivered()).isZero();
    assertThat(server.pool.destroyed).hasValue(1);
  }
}
