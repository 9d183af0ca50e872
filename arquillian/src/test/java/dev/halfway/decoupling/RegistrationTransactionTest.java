package dev.halfway.decoupling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.server.InsideServer;
import dev.halfway.shared.Queues;
import jakarta.transaction.UserTransaction;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The row and the message of a registration: both or neither. */
@ExtendWith(ArquillianExtension.class)
class RegistrationTransactionTest {

  private Registrations registrations;
  private Queues queues;
  private UserTransaction transaction;

  @BeforeEach
  void lookUp() {
    registrations = InsideServer.bean(Registrations.class);
    queues = InsideServer.bean(Queues.class);
    transaction = InsideServer.lookup("java:comp/UserTransaction", UserTransaction.class);
  }

  @Deployment
  static WebArchive war() {
    return InsideServer.war(RegistrationTransactionTest.class);
  }

  @Test
  void rollbackLeavesNeitherRowNorMessage() throws Exception {
    long added = added();

    transaction.begin();
    UUID id = registrations.register(anyUsername(), "+4915112345678").id();
    transaction.rollback();

    assertThat(registrations.find(id)).isEmpty();
    assertThat(added()).isEqualTo(added);
  }

  @Test
  void nothingIsDeliverableBeforeTheCommit() throws Exception {
    long added = added();

    transaction.begin();
    UUID id = registrations.register(anyUsername(), "+4915112345678").id();
    long addedBefore = added();
    transaction.commit();

    assertThat(addedBefore).isEqualTo(added);
    assertThat(registrations.find(id)).isPresent();
    assertThat(added()).isEqualTo(added + 1);
  }

  @Test
  void aTakenUsernameLeavesNoMessage() throws Exception {
    String username = anyUsername();
    registrations.register(username, "+4915112345678");
    long added = added();

    assertThatThrownBy(() -> registrations.register(username, "+4915112345679"))
        .isInstanceOf(UsernameTaken.class);
    assertThat(added()).isEqualTo(added);
  }

  private long added() {
    return queues.find("halfway.decoupling.sms").orElseThrow().added();
  }

  private static String anyUsername() {
    return "user-" + UUID.randomUUID();
  }
}
