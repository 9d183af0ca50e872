package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Session;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.security.PasswordCredential;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server may do with managed connections, and what one borrower leaves to the next. */
@ExtendWith(Outbound.class)
class PoolingTest {

  private final TestServer server;

  PoolingTest(TestServer server) {
    this.server = server;
  }

  @Test
  void closingAContextGivesItsConnectionBack() throws Exception {
    for (int i = 0; i < 30; i++) {
      JMSContext context = server.factory.createContext();
      server.send(context, "outside");
      context.close();
    }
    for (int i = 0; i < 30; i++) {
      server.inTransaction(
          () -> {
            JMSContext context = server.factory.createContext();
            server.send(context, "inside");
            context.close();
          });
    }

    assertThat(server.pool.created).hasValue(1);
    assertThat(server.pool.idle()).isEqualTo(1);
    assertThat(server.delivered()).isEqualTo(30);
    assertThat(server.half()).isEqualTo(30);
  }

  @Test
  void manyThreadsShareAFewConnections() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        boolean commit = i % 3 != 0;
        done.add(
            threads.submit(
                () -> {
                  server.begin();
                  server.send("one");
                  if (commit) {
                    server.commit();
                  } else {
                    server.rollback();
                  }
                  return null;
                }));
      }
      for (Future<?> each : done) {
        each.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(server.half()).isEqualTo(40);
    assertThat(server.envelopes()).extracting(Envelope::transaction).doesNotHaveDuplicates();
    assertThat(server.pool.created.get()).isLessThanOrEqualTo(3);
    assertThat(server.pool.destroyed).hasValue(0);
    assertThat(server.pool.lent()).isZero();
  }

  @Test
  void handleLeftOpenByItsTransactionIsInvalidatedWithAReason() throws Exception {
    server.begin();
    JMSContext context = server.factory.createContext();
    server.send(context, "one");
    server.commit();

    assertThatThrownBy(() -> server.send(context, "two"))
        .isInstanceOf(IllegalStateRuntimeException.class)
        .hasMessageContaining("at the end of its transaction, by the server");
    assertThat(server.half()).isEqualTo(1);
  }

  @Test
  void cleanupInvalidatesHandlesAndKeepsTheConnection() throws Exception {
    HalfMessageManagedConnection connection = server.managedConnection();
    HalfConnection handle = (HalfConnection) connection.getConnection(null, null);
    Session session = handle.createSession();
    connection.cleanup();

    assertThatThrownBy(session::createMessage).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(handle::getMetaData).isInstanceOf(IllegalStateException.class);
    HalfConnection next = (HalfConnection) connection.getConnection(null, null);
    assertThat(next.createSession().createMessage()).isNotNull();
    handle.close();
    assertThat(next.getMetaData()).isNotNull();
    connection.destroy();
  }

  @Test
  void handleMovesToAnotherManagedConnection() throws Exception {
    HalfMessageManagedConnection first = server.managedConnection();
    HalfMessageManagedConnection second = server.managedConnection();
    HalfConnection handle = (HalfConnection) first.getConnection(null, null);
    Session session = handle.createSession();
    second.associateConnection(handle);
    first.destroy();

    assertThat(handle.managed()).isSameAs(second);
    session
        .createProducer(session.createQueue(server.orders))
        .send(session.createTextMessage("one"));
    assertThat(server.delivered()).isEqualTo(1);
    assertThatThrownBy(() -> second.associateConnection("something else"))
        .isInstanceOf(ResourceException.class);
    second.destroy();
    assertThatThrownBy(() -> second.associateConnection(handle))
        .isInstanceOf(ResourceException.class);
  }

  @Test
  void brokenConnectionIsReportedAndReplaced() throws Exception {
    try (JMSContext context = server.factory.createContext()) {
      server.send(context, "before");
      server.broker.breakConnections();
      await().atMost(Duration.ofSeconds(30)).until(() -> server.pool.destroyed.get() == 1);
      assertThatThrownBy(() -> server.send(context, "broken"))
          .isInstanceOf(IllegalStateRuntimeException.class);
    }
    server.send("after");

    assertThat(server.pool.created).hasValue(2);
    assertThat(server.pool.errors).hasSize(1);
    assertThat(server.delivered()).isEqualTo(2);
  }

  @Test
  void connectionThatBreaksBetweenSendAndVoteRollsBack() throws Exception {
    server.begin();
    server.send("one");
    server.broker.breakConnections();
    await().atMost(Duration.ofSeconds(30)).until(() -> server.pool.destroyed.get() == 1);

    assertThatThrownBy(server::commit).isInstanceOf(RollbackException.class);
    assertThat(server.half()).isZero();
    assertThat(server.calls).contains("database rollback").doesNotContain("database commit");
  }

  @Test
  void idleConnectionThatBrokeIsFoundInvalid() throws Exception {
    HalfMessageManagedConnectionFactory configuration = server.configuration();
    HalfMessageManagedConnection connection =
        (HalfMessageManagedConnection) configuration.createManagedConnection(null, null);
    assertThat(configuration.getInvalidConnections(Set.of(connection, "another's"))).isEmpty();
    assertThat(configuration.matchManagedConnections(Set.of(connection), null, null))
        .isSameAs(connection);
    server.broker.breakConnections();
    await().atMost(Duration.ofSeconds(30)).until(() -> !connection.isUsable());

    assertThat(configuration.getInvalidConnections(Set.of(connection))).containsExactly(connection);
    assertThat(configuration.matchManagedConnections(Set.of(connection), null, null)).isNull();
    assertThatThrownBy(connection::cleanup).isInstanceOf(ResourceException.class);
    connection.destroy();
  }

  @Test
  void connectionsAreKeptApartByUser() throws Exception {
    server.factory.createConnection("ada", "secret-a").close();
    server.factory.createConnection("bob", "secret-b").close();
    server.factory.createConnection().close();
    server.factory.createContext("ada", "secret-a").close();

    assertThat(server.messaging.users)
        .containsExactly("ada/secret-a", "bob/secret-b", "null/null", "ada/secret-a");
  }

  @Test
  void anotherUserCannotShareTheTransactionsConnection() throws Exception {
    server.begin();
    try (Connection connection = server.factory.createConnection("ada", "secret-a")) {
      assertThat(connection.getMetaData()).isNotNull();
      assertThatThrownBy(() -> server.factory.createConnection("bob", "secret-b"))
          .isInstanceOf(JMSSecurityException.class)
          .hasMessageNotContaining("secret");
      assertThatThrownBy(() -> server.factory.createContext("bob", "secret-b", 1))
          .isInstanceOf(JMSSecurityRuntimeException.class);
    }
    server.commit();
  }

  @Test
  void serversUserCountsBeforeTheApplicationsAndTheConfigured() throws Exception {
    HalfMessageManagedConnectionFactory configuration = server.configuration();
    configuration.setUserName("configured");
    configuration.setPassword("secret-c");
    PasswordCredential credential = new PasswordCredential("server", "secret-s".toCharArray());
    credential.setManagedConnectionFactory(configuration);
    Subject subject = new Subject();
    subject.getPrivateCredentials().add(credential);
    HalfMessageConnectionRequestInfo application =
        new HalfMessageConnectionRequestInfo("application", "secret-a");
    configuration.createManagedConnection(subject, application).destroy();
    configuration.createManagedConnection(new Subject(), application).destroy();
    configuration.createManagedConnection(null, null).destroy();

    assertThat(server.messaging.users)
        .containsExactly("server/secret-s", "application/secret-a", "configured/secret-c");
  }

  /** As Payara says of a pool that has none. */
  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void userWithoutANameIsNone(String name) throws Exception {
    HalfMessageManagedConnectionFactory configuration = server.configuration();
    configuration.setUserName(name);
    configuration.setPassword(name);
    PasswordCredential credential = new PasswordCredential(name, new char[0]);
    credential.setManagedConnectionFactory(configuration);
    Subject subject = new Subject();
    subject.getPrivateCredentials().add(credential);
    HalfMessageConnectionRequestInfo application = new HalfMessageConnectionRequestInfo(name, "");

    configuration.createManagedConnection(subject, null).destroy();
    configuration.createManagedConnection(null, application).destroy();
    configuration.createManagedConnection(null, null).destroy();

    assertThat(server.messaging.users).containsOnly("null/null").hasSize(3);
  }

  @Test
  void refusedCredentialsAreReportedByKindAndLeaveNoConnection() throws Exception {
    int open = server.broker.open();
    server.provider.fail("Connection.createSession", new JMSSecurityException("wrong password"));

    assertThatThrownBy(() -> server.factory.createConnection("ada", "wrong"))
        .isInstanceOf(JMSSecurityException.class);
    server.provider.fail("Connection.createSession", new JMSException("down"));
    assertThatThrownBy(() -> server.factory.createConnection())
        .isInstanceOf(jakarta.jms.ResourceAllocationException.class)
        .hasMessageContaining("down");
    await().atMost(Duration.ofSeconds(30)).until(() -> server.broker.open() == open);
    assertThat(server.pool.lent()).isZero();
  }

  @Test
  void destroyClosesTheBrokersConnection() throws Exception {
    int open = server.broker.open();
    HalfMessageManagedConnection connection = server.managedConnection();
    assertThat(server.broker.open()).isEqualTo(open + 1);
    connection.destroy();

    await().atMost(Duration.ofSeconds(30)).until(() -> server.broker.open() == open);
    assertThatThrownBy(() -> connection.getConnection(null, null))
        .isInstanceOf(ResourceException.class);
  }

  @Test
  void interleavedTransactionsAreKeptApart() throws Exception {
    HalfMessageManagedConnection connection = server.managedConnection();
    XAResource resource = connection.getXAResource();
    List<Xid> xids = new ArrayList<>();
    List<OpenTransaction> open = new ArrayList<>();
    List<Transaction> suspended = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      server.transactions.begin();
      Xid xid = TestXid.next();
      resource.start(xid, XAResource.TMNOFLAGS);
      open.add(server.openTransaction());
      server.send(connection, "one");
      resource.end(xid, XAResource.TMSUCCESS);
      xids.add(xid);
      suspended.add(server.transactions.suspend());
    }
    open.get(0).beforeCompletion();
    assertThat(resource.prepare(xids.get(0))).isEqualTo(XAResource.XA_RDONLY);
    resource.rollback(xids.get(1));

    assertThat(server.envelopes())
        .extracting(Envelope::transaction)
        .containsExactly(server.messaging.begun.get(0));
    connection.cleanup();
    connection.destroy();
    for (Transaction each : suspended) {
      each.rollback();
    }
  }

  @Test
  void resourceKeepsItsBooks() throws Exception {
    HalfMessageManagedConnection connection = server.managedConnection();
    HalfMessageManagedConnection other = server.managedConnection();
    XAResource resource = connection.getXAResource();
    Xid xid = TestXid.next();
    assertThat(resource.recover(XAResource.TMSTARTRSCAN)).isEmpty();
    assertThat(resource.isSameRM(resource)).isTrue();
    assertThat(resource.isSameRM(other.getXAResource())).isFalse();
    assertThat(resource.setTransactionTimeout(5)).isFalse();
    assertThat(connection.getXAResource()).isSameAs(resource);

    failsWith(XAException.XAER_NOTA, () -> resource.end(xid, XAResource.TMSUCCESS));
    failsWith(XAException.XAER_NOTA, () -> resource.start(xid, XAResource.TMJOIN));
    resource.start(xid, XAResource.TMNOFLAGS);
    failsWith(XAException.XAER_DUPID, () -> resource.start(xid, XAResource.TMNOFLAGS));
    resource.end(xid, XAResource.TMSUSPEND);
    resource.start(xid, XAResource.TMRESUME);
    resource.end(xid, XAResource.TMSUCCESS);
    failsWith(XAException.XAER_PROTO, () -> resource.commit(xid, false));
    assertThat(resource.prepare(xid)).isEqualTo(XAResource.XA_RDONLY);
    failsWith(XAException.XAER_NOTA, () -> resource.rollback(xid));

    Xid failed = TestXid.next();
    resource.start(failed, XAResource.TMNOFLAGS);
    resource.end(failed, XAResource.TMFAIL);
    failsWith(XAException.XA_RBROLLBACK, () -> resource.prepare(failed));
    connection.destroy();
    other.destroy();
    failsWith(XAException.XAER_RMFAIL, () -> resource.start(TestXid.next(), XAResource.TMNOFLAGS));
  }

  private static void failsWith(int code, TestServer.Work work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(XAException.class, e -> assertThat(e.errorCode).isEqualTo(code));
  }
}
