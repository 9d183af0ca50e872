package dev.halfway.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.outbound.CallByCall.Moment;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A send that failed was not sent, and one that returned was: at whichever call of the broker's
 * client it fails, in whichever way, and whoever settles it. The transaction as a whole may roll
 * back, and then nothing was sent.
 */
@ExtendWith(Outbound.class)
class FailedSendTest {

  /** Who settles, and whether a database takes part. */
  enum Way {
    MARKER,
    CHECKER_BESIDE_A_DATABASE,
    CHECKER_ALONE
  }

  /**
   * A failure, and when it may come: that a destination is not there says that nothing was sent
   * (Jakarta Messaging 3.1, {@code MessageProducer.send}).
   */
  private record Failure(Moment moment, Supplier<Exception> exception) {
    @Override
    public String toString() {
      return moment + ": " + exception.get();
    }
  }

  private static final List<Failure> FAILURES =
      List.of(
          new Failure(Moment.INSTEAD, () -> new JMSException("broken")),
          new Failure(Moment.AFTERWARDS, () -> new IllegalArgumentException("odd")),
          new Failure(Moment.INSTEAD, () -> new InvalidDestinationException("no such queue")));

  private final TestServer server;
  private final CallByCall provider = new CallByCall();

  FailedSendTest(TestServer server) {
    this.server = server;
    server.messaging.connecting = provider;
  }

  @ParameterizedTest
  @EnumSource
  void isSentEverywhereOrNowhereAtWhicheverCallItFails(Way way) throws Exception {
    ConnectionFactory factory =
        server.factory(
            way == Way.MARKER ? server.configuration() : server.checked(), server.pool(10));
    Set<String> calls = new TreeSet<>();
    for (Failure failure : FAILURES) {
      String failed = failAt(way, factory, 0, failure);
      for (int call = 1; failed != null; call++) {
        calls.add(failed);
        failed = failAt(way, factory, call, failure);
      }
    }
    assertThat(calls)
        .contains("MessageProducer.send", "TextMessage.clearProperties", "TextMessage.getText");
  }

  /**
   * Sends three messages in one transaction, of which the second one meets the failure.
   *
   * @return the call that failed; null when there are not so many
   */
  private @Nullable String failAt(Way way, ConnectionFactory factory, int call, Failure failure)
      throws Exception {
    server.transactions.begin();
    if (way != Way.CHECKER_ALONE) {
      server.enlistDatabase(() -> {});
    }
    List<String> sent = new ArrayList<>();
    String failed;
    try (JMSContext context = factory.createContext()) {
      send(context, "first", sent);
      provider.fail(call, failure.moment(), failure.exception().get());
      send(context, "second", sent);
      failed = provider.stop();
      send(context, "third", sent);
    } catch (RuntimeException e) {
      // No message could even be made.
      failed = provider.stop();
    }
    boolean committed = commit();

    Set<String> arrived = new HashSet<>(server.broker.drain(server.orders));
    arrived.addAll(server.broker.drain(server.messaging.halfQueue));
    assertThat(arrived)
        .as("call %d, %s, fails %s, settled by %s", call, failed, failure, way)
        .isEqualTo(committed ? Set.copyOf(sent) : Set.of());
    if (failed == null) {
      assertThat(sent).containsExactly("first", "second", "third");
      assertThat(committed).isTrue();
    }
    return failed;
  }

  private void send(JMSContext context, String text, List<String> sent) {
    TextMessage message = provider.message(context.createTextMessage(text));
    try {
      message.setStringProperty("colour", "red");
      context.createProducer().send(context.createQueue(server.orders), message);
      sent.add(text);
    } catch (JMSException | RuntimeException e) {
      // An application may go on.
    }
  }

  private boolean commit() throws Exception {
    if (server.transactions.getStatus() != Status.STATUS_ACTIVE) {
      server.rollback();
      return false;
    }
    try {
      server.commit();
      return true;
    } catch (RollbackException e) {
      return false;
    }
  }
}
