package dev.halfway.transaction;

import static dev.halfway.server.InsideServer.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.broker.Peek;
import dev.halfway.decoupling.Registrations;
import dev.halfway.decoupling.SmsRequested;
import dev.halfway.messages.Payload;
import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.api.Resolution;
import dev.halfway.ra.api.Verdict;
import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Half messages that are really in doubt: durable, but their transaction was rolled back afterwards
 * by another participant, so that there is no row that says how it ended.
 */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
class ForcedVerdictTest {

  private static final String DESTINATION = "halfway.expired";

  private final UUID content = UUID.randomUUID();
  private InDoubt inDoubt;
  private ConnectionFactory halfMessages;
  private Peek peek;
  private Registrations registrations;
  private ConnectionFactory connections;
  private DataSource database;
  private Queue destination;
  private TransactionManager transactions;

  @Deployment
  static WebArchive war() {
    return InsideServer.war(ForcedVerdictTest.class);
  }

  @BeforeEach
  void lookUp() {
    inDoubt = InsideServer.bean(InDoubt.class);
    halfMessages = InsideServer.lookup("java:/jms/HalfMessages", ConnectionFactory.class);
    peek = InsideServer.bean(Peek.class);
    registrations = InsideServer.bean(Registrations.class);
    connections = InsideServer.lookup("java:/JmsXA", ConnectionFactory.class);
    database = InsideServer.lookup("java:/jdbc/Halfway", DataSource.class);
    destination = InsideServer.lookup("java:/jms/expired", Queue.class);
    transactions = InsideServer.lookup("java:jboss/TransactionManager", TransactionManager.class);
  }

  @Test
  void whatIsInDoubtIsShownWithItsBody() throws Exception {
    HalfTransaction half = waiting();

    assertThat(half.id()).isEqualTo(half.transaction() + "." + half.ordinal());
    assertThat(half.node()).isEqualTo("halfway");
    assertThat(half.destination()).endsWith(DESTINATION);
    assertThat(half.queue()).endsWith("halfway.half.waiting");
    assertThat(half.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(half.cause()).isNotBlank();
    assertThat(inDoubt.find(half.id()).map(HalfTransaction::id)).contains(half.id());
    assertThat(peek.oldest("halfway.half.waiting", 200))
        .extracting(Peek.QueuedMessage::halfMessage)
        .contains(half.id());

    inDoubt.resolve(half.id(), Verdict.ROLLBACK, "end of the test", "test");
  }

  @Test
  void rollbackSwallowsItAndIsWrittenDown() throws Exception {
    HalfTransaction half = waiting();

    assertThat(inDoubt.resolve(half.id(), Verdict.ROLLBACK, "cancelled by hand", "ada"))
        .isEqualTo(Resolution.SWALLOWED);

    assertThat(inDoubt.find(half.id())).isEmpty();
    assertThat(delivered(half)).isEmpty();
    assertThat(inDoubt.resolve(half.id(), Verdict.ROLLBACK, "again", "bob"))
        .isEqualTo(Resolution.NOT_FOUND);
    assertThat(trail(half.id()))
        .containsExactly(
            "ada half message ROLLBACK asked cancelled by hand",
            "ada half message ROLLBACK SWALLOWED cancelled by hand",
            "bob half message ROLLBACK asked again",
            "bob half message ROLLBACK NOT_FOUND again");
  }

  @Test
  void commitDeliversIt() throws Exception {
    HalfTransaction half = waiting();

    assertThat(inDoubt.resolve(half.id(), Verdict.COMMIT, "the row is elsewhere", "ada"))
        .isEqualTo(Resolution.DELIVERED);

    assertThat(inDoubt.find(half.id())).isEmpty();
    assertThat(delivered(half)).hasSize(1);
    assertThat(trail(half.id())).contains("ada half message COMMIT DELIVERED the row is elsewhere");
    take(half);
  }

  @Test
  void aCheckOfWhatIsNotThereIsWrittenDownToo() throws Exception {
    String id = "0-" + UUID.randomUUID() + ".0";

    assertThat(inDoubt.check(id, "ada")).isEqualTo(Resolution.NOT_FOUND);

    assertThat(trail(id))
        .containsExactly(
            "ada half message check asked null", "ada half message check NOT_FOUND null");
  }

  @Test
  void whatNobodyDecidesIsSwallowedWhenItsTimeIsOver() throws Exception {
    HalfTransaction half = waiting();

    waitUntil(() -> inDoubt.find(half.id()).isEmpty());

    assertThat(delivered(half)).isEmpty();
    assertThat(trail(half.id())).isEmpty();
  }

  @Test
  void aRegistrationThatIsUndoneAfterItsHalfMessageWasDurableSendsNoSms() throws Exception {
    transactions.begin();
    UUID id = registrations.register("user-" + content, "+4915112345678").id();
    failAfterPrepare();

    assertThat(registrations.find(id)).isEmpty();
    HalfTransaction half = waiting(id);
    assertThat(inDoubt.resolve(half.id(), Verdict.ROLLBACK, "there is no row", "ada"))
        .isEqualTo(Resolution.SWALLOWED);
  }

  private void send(SmsRequested request) {
    try (JMSContext context = halfMessages.createContext()) {
      context
          .createProducer()
          .setJMSType(Payload.typeOf(SmsRequested.class))
          .send(destination, Payload.write(request));
    }
  }

  private HalfTransaction waiting() throws Exception {
    transactions.begin();
    send(new SmsRequested(content));
    failAfterPrepare();
    return waiting(content);
  }

  /** Participants prepare in the order in which they joined. */
  private void failAfterPrepare() throws Exception {
    transactions.getTransaction().enlistResource(new Refusing());
    assertThatExceptionOfType(RollbackException.class).isThrownBy(transactions::commit);
  }

  private HalfTransaction waiting(UUID in) throws InterruptedException {
    waitUntil(() -> find(in).filter(half -> half.state() == State.WAITING).isPresent());
    return find(in).orElseThrow();
  }

  private Optional<HalfTransaction> find(UUID in) {
    return inDoubt.list(200).stream()
        .filter(
            half ->
                inDoubt.body(half.id(), 200).filter(it -> it.contains(in.toString())).isPresent())
        .findFirst();
  }

  private List<Peek.QueuedMessage> delivered(HalfTransaction half) {
    return peek.oldest(DESTINATION, 10_000).stream()
        .filter(message -> half.id().equals(message.halfMessage()))
        .toList();
  }

  private void take(HalfTransaction half) {
    try (JMSContext context = connections.createContext();
        JMSConsumer consumer =
            context.createConsumer(
                destination, PropertyNames.TRANSACTION + " = '" + half.transaction() + "'")) {
      assertThat(consumer.receive(5_000)).isNotNull();
    }
  }

  private List<String> trail(String subject) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT who, action, outcome, reason FROM audit WHERE subject = ? ORDER BY id")) {
      query.setString(1, subject);
      List<String> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(
              rows.getString(1)
                  + " "
                  + rows.getString(2)
                  + " "
                  + rows.getString(3)
                  + " "
                  + rows.getString(4));
        }
      }
      return found;
    }
  }

  /** A participant that votes no. */
  private static final class Refusing implements XAResource {

    @Override
    public int prepare(Xid xid) throws XAException {
      throw new XAException(XAException.XA_RBROLLBACK);
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
      throw new XAException(XAException.XA_RBROLLBACK);
    }

    @Override
    public boolean isSameRM(XAResource other) {
      return other == this;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
      return false;
    }

    @Override
    public int getTransactionTimeout() {
      return 0;
    }

    @Override
    public Xid[] recover(int flag) {
      return new Xid[0];
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public void rollback(Xid xid) {}

    @Override
    public void forget(Xid xid) {}
  }
}
