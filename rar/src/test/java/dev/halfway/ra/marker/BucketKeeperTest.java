package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.protocol.HalfTransactionId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The tables of markers. */
abstract class BucketKeeperTest extends MarkerSuite {

  private static final long MONTH = Duration.ofDays(30).toMillis();

  /** Bears clocks that are a month apart, so that a month can be made to have passed. */
  private static final MarkerConfiguration PATIENT =
      new MarkerConfiguration(
          "shop", SchemaManagement.CREATE, BUCKETS, 250, 10, Duration.ofMillis(MONTH));

  BucketKeeperTest(TestDatabase database) {
    super(database);
  }

  @Test
  void nextBucketIsThereBeforeItBegins() throws Exception {
    BucketKeeper keeper = opened(PATIENT).buckets();
    int bucket = bucketNow();
    assertThat(keeper.existing()).containsExactly(bucket, bucket + 1);

    keeper.ensure(System.currentTimeMillis() + MONTH);
    keeper.ensure(System.currentTimeMillis() + MONTH);

    assertThat(keeper.existing()).containsExactly(bucket, bucket + 1, bucket + 2);
  }

  @Test
  void droppedBucketIsNeverMadeAgain() throws Exception {
    BucketKeeper keeper = opened().buckets();
    int bucket = bucketNow();
    assertThat(keeper.drop(bucket)).isTrue();
    assertThat(keeper.drop(bucket)).isFalse();
    assertThat(keeper.existing()).containsExactly(bucket + 1);

    assertThatExceptionOfType(MarkerStoreException.class)
        .isThrownBy(() -> keeper.ensure(System.currentTimeMillis()))
        .withMessageContaining("halfway_marker_" + bucket)
        .withMessageContaining("clock");
    assertThat(keeper.existing()).containsExactly(bucket + 1);
  }

  @Test
  void clockThatRunsAwayMakesNoTables() throws Exception {
    BucketKeeper keeper = opened().buckets();

    for (long time : new long[] {-5 * MONTH, 2 * MONTH}) {
      assertThatExceptionOfType(MarkerStoreException.class)
          .isThrownBy(() -> keeper.ensure(System.currentTimeMillis() + time))
          .withMessageContaining("apart");
    }
    assertThat(keeper.existing()).containsExactly(bucketNow(), bucketNow() + 1);
  }

  @Test
  void bucketInUseIsNotDropped() throws Exception {
    MarkerStore store = opened();
    MarkerStore elsewhere = new MarkerStore(plain, SHOP);
    elsewhere.open();
    HalfTransactionId id = newId();
    jta.begin();
    store.mark(id);

    assertThat(elsewhere.buckets().drop(id.bucket())).isFalse();

    jta.commit();
    assertThat(count("halfway_marker_" + id.bucket())).isEqualTo(1);
    assertThat(elsewhere.buckets().drop(id.bucket())).isTrue();
  }

  @Test
  void whoOnlyValidatesDropsAndCreatesNothing() throws Exception {
    opened();
    BucketKeeper keeper =
        opened(
                new MarkerConfiguration(
                    "shop", SchemaManagement.VALIDATE, BUCKETS, 250, 10, PATIENT.deadline()))
            .buckets();

    assertThat(keeper.drop(bucketNow())).isFalse();
    assertThatExceptionOfType(MarkerStoreException.class)
        .isThrownBy(() -> keeper.ensure(System.currentTimeMillis() + MONTH))
        .withMessageStartingWith("schema:");
    assertThat(keeper.existing()).containsExactly(bucketNow(), bucketNow() + 1);
  }

  @Test
  void tablesOfOthersAreNoBuckets() throws Exception {
    MarkerStore store = opened();
    run("CREATE TABLE halfway_marker_copy (id INTEGER)");
    run("CREATE TABLE halfway_marker_0x (id INTEGER)");

    assertThat(store.buckets().existing()).containsExactly(bucketNow(), bucketNow() + 1);
  }

  @Test
  void clockIsTheDatabases() throws Exception {
    BucketKeeper keeper = opened().buckets();

    long before = System.currentTimeMillis();
    long now = keeper.now();

    assertThat(now).isBetween(before - 1, System.currentTimeMillis() + 1);
  }
}
