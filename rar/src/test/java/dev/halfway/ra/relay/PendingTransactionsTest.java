package dev.halfway.ra.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.lab.RelayLab;
import dev.halfway.ra.protocol.Buckets;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What this process knows of its own transactions, and how many messages it has on their way. */
class PendingTransactionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final PendingTransactions pending = new PendingTransactions(2);

  @Test
  void transactionIsOpenUntilItEndsHoweverOftenItsMessageIsSetAside() {
    HalfTransactionId id = id();
    pending.preparing(id, 1);

    pending.settled(id, 0, false);
    pending.settled(id, 0, false);

    assertThat(pending.isOpen(id)).isTrue();
    assertThat(pending.hasEnded(id)).isFalse();
    assertThat(pending.size()).isZero();
    pending.ended(id);
    assertThat(pending.isOpen(id)).isFalse();
    assertThat(pending.hasEnded(id)).isTrue();
  }

  /** After a restart every transaction is one of these: nothing may be concluded from that. */
  @Test
  void transactionThatNobodyHeardOfIsNeitherOpenNorEnded() {
    assertThat(pending.isOpen(id())).isFalse();
    assertThat(pending.hasEnded(id())).isFalse();
  }

  /** The transaction manager may time a transaction out on another thread, at any moment. */
  @Test
  void transactionThatEndedBeforeItPreparedIsNotOpenForEver() {
    HalfTransactionId id = id();
    pending.ended(id);

    pending.preparing(id, 1);

    assertThat(pending.isOpen(id)).isFalse();
    assertThat(pending.hasEnded(id)).isTrue();
    pending.settled(id, 0, false);
    assertThat(pending.size()).isZero();
  }

  @Test
  void messageCountsOnceHoweverOftenItIsSetAside() throws Exception {
    HalfTransactionId id = id();
    pending.preparing(id, 2);
    pending.ended(id);

    pending.settled(id, 0, false);
    pending.settled(id, 0, true);

    assertThat(pending.size()).isEqualTo(1);
    assertThat(pending.lag()).isPositive();
    pending.settled(id, 1, true);
    assertThat(pending.size()).isZero();
    assertThat(pending.lag()).isZero();
    assertThat(pending.awaitDelivery(id, PATIENCE)).isFalse();
  }

  /** Where checkers know, delivery begins with asking them: the commit waits for that too. */
  @Test
  void whatIsAskedAboutHasLeftItsLaneAndIsStillWaitedFor() throws Exception {
    HalfTransactionId id = id();
    pending.preparing(id, 2);
    pending.ended(id);
    pending.settled(id, 0, true);

    pending.asked(id, 1);
    pending.asked(id, 1);

    assertThat(pending.size()).isZero();
    assertThat(pending.lag()).isZero();
    assertThat(pending.hasEnded(id)).isTrue();
    assertThat(pending.awaitDelivery(id, Duration.ofMillis(1))).isFalse();
    CompletableFuture<Boolean> delivery =
        inAnotherThread(() -> pending.awaitDelivery(id, PATIENCE));
    RelayLab.soon().until(() -> isWaiting("awaitDelivery"));
    // The lanes are empty all the time.
    pending.foundEmpty("lane", 1, System.nanoTime());
    assertThat(delivery).isNotDone();
    pending.settled(id, 1, true);
    assertThat(delivery.get(PATIENCE.toSeconds() / 4, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsSetAsideOnceItWasAskedAboutIsWaitedForNoLonger() throws Exception {
    HalfTransactionId id = id();
    pending.preparing(id, 1);
    pending.asked(id, 0);
    assertThat(pending.isOpen(id)).isTrue();
    pending.ended(id);

    pending.settled(id, 0, false);
    pending.settled(id, 0, true);

    assertThat(pending.awaitDelivery(id, PATIENCE)).isFalse();
    assertThat(pending.hasEnded(id)).isTrue();
  }

  @Test
  void whatTheBrokerDidNotConfirmIsNotWaitedFor() throws Exception {
    HalfTransactionId id = id();
    pending.preparing(id, 2);
    pending.unconfirmed(id, 2);
    assertThat(pending.isOpen(id)).isTrue();
    pending.ended(id);

    assertThat(pending.size()).isZero();
    assertThat(pending.lag()).isZero();
    assertThat(pending.awaitRoom(Duration.ZERO)).isTrue();
    // It was durable all the same.
    pending.settled(id, 0, false);
    assertThat(pending.size()).isZero();
    assertThat(pending.hasEnded(id)).isTrue();
  }

  @Test
  void oneMessageOfManyMakesRoom() throws Exception {
    HalfTransactionId id = id();
    pending.preparing(id, 2);
    assertThat(pending.awaitRoom(Duration.ZERO)).isFalse();
    CompletableFuture<Boolean> room = inAnotherThread(() -> pending.awaitRoom(PATIENCE));
    RelayLab.soon().until(() -> isWaiting("awaitRoom"));

    pending.settled(id, 0, true);

    assertThat(room.get(PATIENCE.toSeconds() / 4, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void endIsWaitedForAndNoLongerThanTheBound() throws Exception {
    HalfTransactionId id = id();
    pending.preparing(id, 1);
    pending.awaitEnd(Set.of(id), 1);
    assertThat(pending.isOpen(id)).isTrue();
    CompletableFuture<Boolean> end =
        inAnotherThread(
            () -> {
              pending.awaitEnd(Set.of(id), PATIENCE.toMillis());
              return !pending.isOpen(id);
            });
    RelayLab.soon().until(() -> isWaiting("awaitEnd"));

    pending.ended(id);

    assertThat(end.get(PATIENCE.toSeconds() / 4, TimeUnit.SECONDS)).isTrue();
  }

  /** One lane that is never empty may still have what belongs to a transaction. */
  @Test
  void onlyWhatEndedBeforeAllLanesWereEmptyIsTakenForSettledElsewhere() throws Exception {
    HalfTransactionId before = id();
    HalfTransactionId open = id();
    pending.preparing(before, 1);
    pending.preparing(open, 1);
    pending.ended(before);
    long since = System.nanoTime();
    HalfTransactionId after = id();
    pending.preparing(after, 1);
    pending.ended(after);

    pending.foundEmpty("0", 2, since);
    assertThat(pending.size()).isEqualTo(3);
    pending.foundEmpty("1", 2, System.nanoTime());

    assertThat(pending.size()).isEqualTo(2);
    assertThat(pending.hasEnded(before)).isTrue();
    assertThat(pending.awaitDelivery(before, PATIENCE)).isFalse();
    assertThat(pending.isOpen(open)).isTrue();
  }

  private static HalfTransactionId id() {
    return HalfTransactionId.of(System.currentTimeMillis(), new Buckets(30), UUID.randomUUID());
  }

  private interface Call {
    boolean now() throws InterruptedException;
  }

  private static CompletableFuture<Boolean> inAnotherThread(Call call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call.now();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Whether a thread waits in one of its methods. */
  private static boolean isWaiting(String method) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(one -> one.getKey().getState() == Thread.State.TIMED_WAITING)
        .flatMap(one -> java.util.Arrays.stream(one.getValue()))
        .anyMatch(
            frame ->
                frame.getClassName().equals(PendingTransactions.class.getName())
                    && frame.getMethodName().equals(method));
  }
}
