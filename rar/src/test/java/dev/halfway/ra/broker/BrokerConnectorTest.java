package dev.halfway.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfway.ra.lab.Naming;
import dev.halfway.ra.lab.Works;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of several users. */
class BrokerConnectorTest {

  private static final Connection CONNECTION = of(Connection.class, argument -> "nothing");

  private final String name = "jms/" + UUID.randomUUID();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Works works = new Works();
  private final BrokerConnector broker = BrokerLab.connector(name, BrokerLab.watchdog(works));

  private interface Answer {
    Object to(Object user) throws Exception;
  }

  private static <T> T of(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(arguments == null ? "" : arguments[0])));
  }

  @BeforeEach
  void bind() {
    Naming.bind(
        name,
        of(
            ConnectionFactory.class,
            user -> {
              if (user.equals("limited")) {
                begun.countDown();
                goOn.await();
                throw new JMSException("limited has all the connections it may have");
              }
              return CONNECTION;
            }));
  }

  @AfterEach
  void unbind() {
    goOn.countDown();
    Naming.unbind(name);
    works.close();
  }

  /** Of the same user whoever waits fails too; see {@link ConnectionAttemptsTest}. */
  @Test
  void aUserWhoGetsNoneKeepsNobodyElseFromOne() throws Exception {
    CompletableFuture<Throwable> limited =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                broker.connect("limited", "secret");
                throw new AssertionError("connected");
              } catch (JMSException e) {
                return e;
              }
            });
    begun.await();

    assertThat(CompletableFuture.supplyAsync(this::connectOther).get(30, TimeUnit.SECONDS))
        .isSameAs(CONNECTION);
    assertThat(broker.connect()).isSameAs(CONNECTION);

    goOn.countDown();
    assertThat(limited.get(30, TimeUnit.SECONDS)).hasMessageContaining("limited has all");
    assertThatThrownBy(() -> broker.connect("limited", "secret")).isInstanceOf(JMSException.class);
  }

  private Connection connectOther() {
    try {
      return broker.connect("other", "secret");
    } catch (JMSException e) {
      throw new AssertionError(e);
    }
  }
}
