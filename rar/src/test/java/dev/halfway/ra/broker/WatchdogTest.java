package dev.halfway.ra.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.lab.Works;
import jakarta.jms.Connection;
import jakarta.resource.spi.work.Work;
import java.lang.reflect.Proxy;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that do not return are cut, once each, whatever the server has threads for. */
class WatchdogTest {

  private static final long HOUR = 3_600_000;

  private final AtomicInteger closed = new AtomicInteger();
  private final Connection connection =
      (Connection)
          Proxy.newProxyInstance(
              WatchdogTest.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("close");
                closed.incrementAndGet();
                return null;
              });
  private final Works works = new Works();

  @AfterEach
  void stop() {
    works.close();
  }

  @Test
  void cutsWhatIsOverdueOnceAndTellsWhoWasInside() {
    Watchdog watchdog = BrokerLab.watchdog(works);
    Watch watch = watchdog.watch();
    watch.enter(connection, 0);

    watchdog.cutLongerThan(0);
    watchdog.cutLongerThan(0);

    RelayLab.soon().until(() -> closed.get() == 1);
    assertThat(watch.leave()).isTrue();
    watch.enter(connection, 0);
    assertThat(watch.leave()).isFalse();
    watchdog.cutLongerThan(0);
    assertThat(closed).hasValue(1);
  }

  @Test
  void leavesAloneWhatIsInTimeOrMayTakeLonger() {
    Watchdog watchdog = BrokerLab.watchdog(works);
    Watch watch = watchdog.watch();
    watch.enter(connection, 0);
    watchdog.cutLongerThan(HOUR);
    assertThat(watch.leave()).isFalse();

    watch.enter(connection, HOUR);
    watchdog.cutLongerThan(0);

    assertThat(watch.leave()).isFalse();
    assertThat(closed).hasValue(0);
  }

  /** Nobody would start it again if it ended by that. */
  @Test
  void closesItselfWhatTheServerHasNoThreadFor() {
    Works none =
        new Works() {
          @Override
          public void scheduleWork(Work work) {
            throw new RejectedExecutionException("no thread to spare");
          }
        };
    Watchdog watchdog = BrokerLab.watchdog(none);
    Watch watch = watchdog.watch();
    watch.enter(connection, 0);

    watchdog.cutLongerThan(0);

    assertThat(closed).hasValue(1);
    assertThat(watch.leave()).isTrue();
  }
}
