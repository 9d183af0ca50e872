package dev.halfway.ra.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.lab.Works;
import dev.halfway.ra.runtime.Threads.Pauser;
import jakarta.resource.spi.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadsTest {

  private static final long FOR_EVER = Duration.ofHours(1).toMillis();

  private final Works works = new Works();
  private final Threads threads = new Threads(works);

  @AfterEach
  void stop() {
    threads.stop();
    works.close();
  }

  @Test
  void stopEndsPausesAndWaitsForTheirThreads() throws Exception {
    Pauser pauser = threads.pauser();
    threads.start("one", () -> pauser.pause(FOR_EVER, FOR_EVER));

    threads.stop();

    assertThat(threads.awaitEnd(FOR_EVER)).isEmpty();
  }

  @Test
  void namesThoseThatDoNotEnd() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    threads.start("stubborn", () -> await(end));

    threads.stop();

    assertThat(threads.awaitEnd(1)).containsExactly("stubborn");
    end.countDown();
    assertThat(threads.awaitEnd(FOR_EVER)).isEmpty();
  }

  @Test
  void aRingThatComesTooEarlyIsNotLostAndCountsOnce() {
    Pauser pauser = threads.pauser();
    pauser.wake();

    pauser.pause(0, FOR_EVER);

    long begun = System.nanoTime();
    pauser.pause(0, 20);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(20_000_000);
  }

  @Test
  void ringsAtTheEarliestTimeThatItWasSetTo() {
    Pauser pauser = threads.pauser();
    long begun = System.nanoTime();
    pauser.wakeIn(30);
    pauser.wakeIn(FOR_EVER);

    pauser.pause(0, FOR_EVER);

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(30_000_000);
  }

  @Test
  void doesNotEndAPauseBeforeItsLeastTime() {
    Pauser pauser = threads.pauser();
    long begun = System.nanoTime();
    pauser.wake();

    pauser.pause(30, FOR_EVER);

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(30_000_000);
  }

  @Test
  void oneThreadIsNotWokenForAnother() {
    long begun = System.nanoTime();
    threads.pauser().wake();

    threads.pauser().pause(0, 20);

    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(20_000_000);
  }

  @Test
  void anInterruptEndsNobodysWork() throws Exception {
    Pauser pauser = threads.pauser();
    Thread.currentThread().interrupt();

    pauser.pause(0, FOR_EVER);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(threads.isStopped()).isFalse();
  }

  /** IronJacamar releases each work after it has ended; a server that stops, before. */
  @Test
  void onlyAServerThatStopsEndsEverything() throws Exception {
    List<Work> given = new ArrayList<>();
    Threads threads = keptIn(given);
    threads.start("over", () -> {});
    given.get(0).run();
    given.get(0).release();
    assertThat(threads.isStopped()).isFalse();

    threads.start("running", () -> {});
    given.get(1).release();
    assertThat(threads.isStopped()).isTrue();
  }

  @Test
  void tellsWhatTheServerHasNoThreadFor() throws Exception {
    List<Work> given = new ArrayList<>();
    Threads threads = keptIn(given);
    threads.start("lane", () -> {});

    assertThat(threads.withoutThread(FOR_EVER)).isEmpty();
    assertThat(threads.withoutThread(-1)).containsExactly("lane");
    given.get(0).run();
    assertThat(threads.withoutThread(-1)).isEmpty();
  }

  /** Of a server that keeps the works that it is given. */
  private static Threads keptIn(List<Work> given) {
    return new Threads(
        new Works() {
          @Override
          public void scheduleWork(Work work) {
            given.add(work);
          }
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
