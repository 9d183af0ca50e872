package dev.halfway.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.halfway.lifecycle.ServerStopping;
import dev.halfway.testing.Injected;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskSpaceTest {

  private static final long RESERVE = 1_000;
  private static final long PATIENCE_SECONDS = 60;

  private final DiskSpace disk = with(RESERVE);

  private static DiskSpace with(long reserve) {
    DiskSpace disk = new DiskSpace();
    Injected.into(disk, "reserve", reserve);
    return disk;
  }

  @Test
  void acceptsUntilTheReserveIsTouched() {
    assertThatCode(disk::require).doesNotThrowAnyException();

    disk.seen(RESERVE);
    assertThatCode(disk::require).doesNotThrowAnyException();

    disk.seen(RESERVE - 1);
    assertThat(disk.isLow()).isTrue();
    assertThatExceptionOfType(DiskFull.class)
        .isThrownBy(disk::require)
        .withMessage(
            "%,d bytes are left on the disk, and %,d are held back for what was accepted before",
            RESERVE - 1, RESERVE);
  }

  @Test
  void acceptsAgainWhenThereIsAQuarterMore() {
    disk.seen(0);

    disk.seen(RESERVE + RESERVE / 4 - 1);
    assertThat(disk.isLow()).isTrue();

    disk.seen(RESERVE + RESERVE / 4);
    assertThat(disk.isLow()).isFalse();
  }

  @Test
  void holdsNothingBackWhereNoReserveIsWanted() {
    DiskSpace without = with(0);
    without.seen(0);

    assertThatCode(without::require).doesNotThrowAnyException();
    assertThatCode(without::awaitRoom).doesNotThrowAnyException();
  }

  @Test
  void consumersWorkWithTheReserveAndWaitWithItsLastQuarter() throws Exception {
    disk.seen(RESERVE / 4);
    disk.awaitRoom();

    disk.seen(RESERVE / 4 - 1);
    CompletableFuture<Void> consumer = CompletableFuture.runAsync(disk::awaitRoom);
    assertWaits(consumer);

    disk.seen(RESERVE / 4);
    consumer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  void aConsumerThatWaitsKeepsNoServerFromStopping() {
    disk.seen(0);
    CompletableFuture<Void> consumer = CompletableFuture.runAsync(disk::awaitRoom);
    assertWaits(consumer);

    disk.stopping(true);

    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> consumer.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .withCauseInstanceOf(ServerStopping.class);
  }

  private static void assertWaits(CompletableFuture<Void> consumer) {
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> consumer.get(100, TimeUnit.MILLISECONDS));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, (1L << 40) + 1})
  void aReserveThatCannotBeIsRefused(long reserve) {
    assertThatIllegalStateException()
        .isThrownBy(() -> with(reserve).check())
        .withMessageContaining("halfway.disk.reserve")
        .withMessageContaining(String.valueOf(reserve));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1L << 40})
  void theLeastAndTheMostAreTaken(long reserve) {
    assertThatCode(() -> with(reserve).check()).doesNotThrowAnyException();
  }
}
