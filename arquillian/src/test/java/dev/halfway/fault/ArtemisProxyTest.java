package dev.halfway.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.halfway.broker.RemoteArtemis;
import dev.halfway.tag.Thorough;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the proxy does to the commits of Artemis' sessions. */
@Thorough
class ArtemisProxyTest {

  private static RemoteArtemis broker;

  private TcpProxy proxy;

  @BeforeAll
  static void startBroker() {
    broker = RemoteArtemis.fresh("proxied-broker", "one", "two").start();
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    proxy = TcpProxy.ofArtemis(broker.port());
  }

  @AfterEach
  void stop() {
    proxy.close();
    broker.queues().receiveAll("one");
    broker.queues().receiveAll("two");
  }

  @ParameterizedTest
  @CsvSource({"LOST, 0", "REPLY_LOST, 1", "REPLY_WITHHELD, 1"})
  void hitsACommit(CommitFault fault, int committed) {
    try (JMSContext context = transacted()) {
      send(context, "one");
      context.commit();
      send(context, "two");
      proxy.atNextCommit(fault);
      assertThatThrownBy(context::commit).isInstanceOf(JMSRuntimeException.class);
      proxy.awaitFaults(1);
      proxy.disconnect();
    }
    assertThat(broker.queues().count("one")).isEqualTo(1);
    assertThat(broker.queues().count("two")).isEqualTo(committed);
  }

  @Test
  void deliversAHeldCommitAfterItsClientHasGivenUp() {
    try (JMSContext context = transacted()) {
      send(context, "one");
      proxy.atNextCommit(CommitFault.HELD);
      assertThatThrownBy(context::commit).isInstanceOf(JMSRuntimeException.class);
      assertThat(broker.queues().count("one")).isZero();
      proxy.pass();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(broker.queues().count("one")).isEqualTo(1));
    }
  }

  @Test
  void hitsOnlyTheTransactionThatSentWhereItWasNamed() {
    proxy.atNextCommit(CommitFault.LOST, "two");
    try (JMSContext context = transacted()) {
      send(context, "one");
      context.commit();
      send(context, "two");
      context.rollback();
      send(context, "one");
      context.commit();
      assertThat(proxy.faults()).isZero();
      send(context, "two");
      assertThatThrownBy(context::commit).isInstanceOf(JMSRuntimeException.class);
    }
    assertThat(broker.queues().count("one")).isEqualTo(2);
    assertThat(broker.queues().count("two")).isZero();
  }

  private JMSContext transacted() {
    return broker.connections(proxy.port()).createContext(JMSContext.SESSION_TRANSACTED);
  }

  private static void send(JMSContext context, String queue) {
    context.createProducer().send(context.createQueue(queue), "text");
  }
}
