package dev.halfway.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundTest {

  @Test
  void isNeverExceededAndCanBeChangedMeanwhile() throws Exception {
    Bound bound = new Bound(2);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Thread thread = new Thread(() -> enter(bound));
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    await().until(() -> ended(threads) == 2);
    assertThat(bound.now()).isEqualTo(2);

    bound.set(3);
    await().until(() -> ended(threads) == 3);
    assertThat(bound.highest()).isEqualTo(3);

    bound.set(1);
    bound.leave();
    bound.leave();
    assertThat(bound.now()).isEqualTo(1);
    assertThat(ended(threads)).isEqualTo(3);

    bound.leave();
    await().until(() -> ended(threads) == 4);
    assertThat(bound.highest()).isEqualTo(1);
    threads.forEach(Thread::interrupt);
  }

  private static long ended(List<Thread> threads) {
    return threads.stream().filter(thread -> !thread.isAlive()).count();
  }

  private static void enter(Bound bound) {
    try {
      bound.enter();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
