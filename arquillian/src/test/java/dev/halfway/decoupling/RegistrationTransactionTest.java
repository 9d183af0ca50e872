package dev.halfway.decoupling;

import static dev.halfway.server.InsideServer.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.broker.BrokerQueue;
import dev.halfway.broker.Queues;
import dev.halfway.server.InsideServer;
import dev.halfway.server.ManagedServer;
import dev.halfway.transaction.InDoubt;
import jakarta.transaction.UserTransaction;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The row and the message of a registration: both or neither. */
@ExtendWith(ArquillianExtension.class)
@Tag(ManagedServer.TAG)
class RegistrationTransactionTest {

  private Registrations registrations;
  private Queues queues;
  private UserTransaction transaction;
  private Added before;

  /** Messages that ever came into the half queues, and those that were delivered. */
  private record Added(long half, long delivered) {
    Added plus(int messages) {
      return new Added(half + messages, delivered + messages);
    }
  }

  @BeforeEach
  void lookUp() throws InterruptedException {
    registrations = InsideServer.bean(Registrations.class);
    queues = InsideServer.bean(Queues.class);
    transaction = InsideServer.lookup("java:comp/UserTransaction", UserTransaction.class);
    InDoubt inDoubt = InsideServer.bean(InDoubt.class);
    waitUntil(() -> inDoubt.status().pending() == 0); // What others sent must not be counted here.
    before = added();
  }

  @Deployment
  static WebArchive war() {
    return InsideServer.war(RegistrationTransactionTest.class);
  }

  @Test
  void rollbackLeavesNeitherRowNorMessage() throws Exception {
    transaction.begin();
    UUID id = registrations.register(anyUsername(), "+4915112345678").id();
    transaction.rollback();

    assertThat(registrations.find(id)).isEmpty();
    assertThat(added()).isEqualTo(before);
    assertThatTheNextMessageIsTheOnlyOne();
  }

  @Test
  void nothingIsThereBeforeTheCommitAndBothAreAfterwards() throws Exception {
    transaction.begin();
    UUID id = registrations.register(anyUsername(), "+4915112345678").id();
    Added open = added();
    transaction.commit();

    assertThat(open).isEqualTo(before);
    assertThat(registrations.find(id)).isPresent();
    waitUntil(() -> added().equals(before.plus(1)));
  }

  @Test
  void aTakenUsernameLeavesNoMessage() throws Exception {
    String username = anyUsername();
    registrations.register(username, "+4915112345678");
    waitUntil(() -> added().equals(before.plus(1)));
    before = added();

    assertThatThrownBy(() -> registrations.register(username, "+4915112345679"))
        .isInstanceOf(UsernameTaken.class);

    assertThat(added()).isEqualTo(before);
    assertThatTheNextMessageIsTheOnlyOne();
  }

  /** Delivery comes after the commit: that nothing has come yet proves nothing. */
  private void assertThatTheNextMessageIsTheOnlyOne() throws Exception {
    registrations.register(anyUsername(), "+4915112345678");
    waitUntil(() -> added().delivered() > before.delivered());
    assertThat(added()).isEqualTo(before.plus(1));
  }

  private Added added() {
    return new Added(
        queues.find("halfway.half.0").map(BrokerQueue::added).orElseThrow()
            + queues.find("halfway.half.1").map(BrokerQueue::added).orElseThrow(),
        queues.find("halfway.decoupling.sms").map(BrokerQueue::added).orElseThrow());
  }

  private static String anyUsername() {
    return "user-" + UUID.randomUUID();
  }
}
