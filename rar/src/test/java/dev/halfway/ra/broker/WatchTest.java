package dev.halfway.ra.broker;

import static dev.halfway.ra.lab.RelayLab.soon;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Calls that do not return: their connection is closed, then their thread is interrupted. */
class WatchTest {

  private final Watch watch = new Watch();

  @Test
  void interruptsACallThatGoesOnAfterItsConnectionWasClosedAndNothingElse() {
    CountDownLatch never = new CountDownLatch(1);
    CompletableFuture<Boolean> cut = new CompletableFuture<>();
    CompletableFuture<Boolean> interruptedAfterwards = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              watch.enter(connection(), 0);
              try {
                never.await();
              } catch (InterruptedException e) {
                // Clients put the interrupt back before they throw.
                Thread.currentThread().interrupt();
              }
              cut.complete(watch.leave());
              interruptedAfterwards.complete(Thread.interrupted());
            });
    caller.start();
    soon().until(() -> caller.getState() == Thread.State.WAITING);
    watch.interruptIfStuck(0);
    assertThat(watch.overdue(600_000)).as("not too long yet").isNull();
    assertThat(cut).as("not cut, so not interrupted").isNotDone();

    assertThat(watch.overdue(0)).isNotNull();
    watch.interruptIfStuck(600_000);
    assertThat(cut).as("not stuck for long enough").isNotDone();
    watch.interruptIfStuck(0);

    assertThat(cut.join()).isTrue();
    assertThat(interruptedAfterwards.join()).as("the interrupt was for the call alone").isFalse();
  }

  @Test
  void leavesThreadsAloneThatHaveReturned() {
    watch.enter(connection(), 0);
    soon().until(() -> watch.overdue(0) != null);
    assertThat(watch.leave()).isTrue();

    watch.interruptIfStuck(0);

    assertThat(Thread.interrupted()).isFalse();
  }

  private static Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            WatchTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> null);
  }
}
