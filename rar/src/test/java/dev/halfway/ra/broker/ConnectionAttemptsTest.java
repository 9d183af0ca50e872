package dev.halfway.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.lab.Works;
import dev.halfway.ra.runtime.Threads;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionAttemptsTest {

  private static final int WAITING = 5;

  private final Connection connection =
      (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> null);
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger made = new AtomicInteger();
  private final Works works = new Works();
  private final ConnectionAttempts attempts = new ConnectionAttempts(new Threads(works), 60_000);

  @AfterEach
  void stop() {
    goOn.countDown();
    callers.shutdownNow();
    works.close();
  }

  /** The others have begun to wait when the first of them ends as it is told. */
  private List<Future<Connection>> oneAndThenOthers(CallLimit.Call<Connection> first) {
    Future<Connection> one =
        callers.submit(
            () ->
                attempts.connect(
                    () -> {
                      made.incrementAndGet();
                      awaitGoOn();
                      return first.run();
                    }));
    await().until(() -> made.get() == 1);
    List<Future<Connection>> others =
        Stream.generate(() -> callers.submit(() -> attempts.connect(this::make)))
            .limit(WAITING)
            .toList();
    await().until(() -> attempts.waiting() == WAITING);
    goOn.countDown();
    return Stream.concat(Stream.of(one), others.stream()).toList();
  }

  @Test
  void clientThatFailsByAnErrorKeepsNobodyFromConnectingLater() throws Exception {
    assertThatThrownBy(
            () ->
                attempts.connect(
                    () -> {
                      throw new NoClassDefFoundError("of the client");
                    }))
        .isInstanceOf(JMSException.class)
        .hasMessageContaining("of the client")
        .hasCauseInstanceOf(NoClassDefFoundError.class);

    assertThat(attempts.connect(this::make)).isSameAs(connection);
  }

  private void awaitGoOn() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Connection make() {
    made.incrementAndGet();
    return connection;
  }

  @Test
  void whoeverWaitsForOneThatFailsFailsWithItAndDoesNotTryItself() throws Exception {
    List<Future<Connection>> all =
        oneAndThenOthers(
            () -> {
              throw new JMSException("no answer");
            });

    assertThat(all)
        .allSatisfy(
            caller ->
                assertThatThrownBy(caller::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(JMSException.class)
                    .hasMessage("no answer"));
    assertThat(made).hasValue(1);

    assertThat(attempts.connect(this::make)).as("who comes later").isSameAs(connection);
  }

  @Test
  void whoeverWaitsForOneThatIsMadeMakesItsOwn() throws Exception {
    for (Future<Connection> caller : oneAndThenOthers(() -> connection)) {
      assertThat(caller.get()).isSameAs(connection);
    }
    assertThat(made).hasValue(1 + WAITING);
  }

  @Test
  void aUserWhoIsNotLetInIsNobodyElsesFailure() throws Exception {
    List<Future<Connection>> all =
        oneAndThenOthers(
            () -> {
              throw new JMSSecurityException("who are you");
            });

    assertThatThrownBy(all.get(0)::get).hasCauseInstanceOf(JMSSecurityException.class);
    for (Future<Connection> other : all.subList(1, all.size())) {
      assertThat(other.get()).isSameAs(connection);
    }
  }

  @Test
  void whoeverIsInterruptedMakesNone() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> attempts.connect(this::make))
        .isInstanceOf(JMSException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    assertThat(made).hasValue(0);
  }

  @Test
  void anAttemptThatDoesNotEndFailsWhoeverMakesItAndWhoeverComesUntilItHas() throws Exception {
    ConnectionAttempts impatient = new ConnectionAttempts(new Threads(works), 200);
    Future<Connection> endless =
        callers.submit(
            () ->
                impatient.connect(
                    () -> {
                      made.incrementAndGet();
                      awaitGoOn();
                      return connection;
                    }));
    await().until(() -> made.get() == 1);
    Future<Connection> next = callers.submit(() -> impatient.connect(this::make));

    for (Future<Connection> caller : List.of(endless, next)) {
      assertThatThrownBy(() -> caller.get(60, TimeUnit.SECONDS))
          .hasMessageContaining("accepts no connection within 200 ms");
    }
    assertThat(made).hasValue(1);
    goOn.countDown();
    await().untilAsserted(() -> assertThat(impatient.connect(this::make)).isSameAs(connection));
  }
}
