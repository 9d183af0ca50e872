package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Unavailable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The tables of markers. */
abstract class MarkerTablesTest extends MarkerSuite {

  private static final long MONTH = Duration.ofDays(30).toMillis();

  /** Bears clocks that are a month apart, so that a month can be made to have passed. */
  private static final MarkerConfiguration PATIENT =
      new MarkerConfiguration(
          "shop", SchemaManagement.CREATE, BUCKETS, 250, 10, Duration.ofMillis(MONTH));

  MarkerTablesTest(TestDatabase database) {
    super(database);
  }

  @Test
  void nextBucketIsThereBeforeItBegins() throws Exception {
    MarkerTables tables = opened(PATIENT).tables();
    int bucket = bucketNow();
    assertThat(tables.existing()).containsExactly(bucket, bucket + 1);

    tables.ensure(System.currentTimeMillis() + MONTH);
    tables.ensure(System.currentTimeMillis() + MONTH);

    assertThat(tables.existing()).containsExactly(bucket, bucket + 1, bucket + 2);
  }

  @Test
  void droppedBucketIsNeverMadeAgain() throws Exception {
    MarkerTables tables = opened().tables();
    int bucket = bucketNow();
    assertThat(tables.drop(bucket)).isTrue();
    assertThat(tables.drop(bucket)).isFalse();
    assertThat(tables.existing()).containsExactly(bucket + 1);

    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> tables.ensure(System.currentTimeMillis()))
        .withMessageContaining("halfway_marker_" + bucket)
        .withMessageContaining("clock");
    assertThat(tables.existing()).containsExactly(bucket + 1);
  }

  @Test
  void clockThatRunsAwayMakesNoTables() throws Exception {
    MarkerTables tables = opened().tables();

    for (long time : new long[] {-5 * MONTH, 2 * MONTH}) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> tables.ensure(System.currentTimeMillis() + time))
          .withMessageContaining("apart");
    }
    assertThat(tables.existing()).containsExactly(bucketNow(), bucketNow() + 1);
  }

  @Test
  void bucketInUseIsNotDropped() throws Exception {
    MarkerStore store = opened();
    MarkerStore elsewhere = store(plain);
    elsewhere.open();
    HalfTransactionId id = newId();
    jta.begin();
    mark(store, id);

    assertThat(elsewhere.tables().drop(id.bucket())).isFalse();

    jta.commit();
    assertThat(count("halfway_marker_" + id.bucket())).isEqualTo(1);
    assertThat(elsewhere.tables().drop(id.bucket())).isTrue();
  }

  @Test
  void whoOnlyValidatesDropsAndCreatesNothing() throws Exception {
    opened();
    MarkerTables tables =
        opened(
                new MarkerConfiguration(
                    "shop", SchemaManagement.VALIDATE, BUCKETS, 250, 10, PATIENT.deadline()))
            .tables();

    assertThat(tables.drop(bucketNow())).isFalse();
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> tables.ensure(System.currentTimeMillis() + MONTH))
        .withMessageStartingWith("schema:");
    assertThat(tables.existing()).containsExactly(bucketNow(), bucketNow() + 1);
  }

  @Test
  void tablesOfOthersAreNoBuckets() throws Exception {
    MarkerStore store = opened();
    run("CREATE TABLE halfway_marker_copy (id INTEGER)");
    run("CREATE TABLE halfway_marker_0x (id INTEGER)");

    assertThat(store.tables().existing()).containsExactly(bucketNow(), bucketNow() + 1);
  }

  @Test
  void clockIsTheDatabases() throws Exception {
    MarkerTables tables = opened().tables();

    long before = System.currentTimeMillis();
    long now = tables.now();

    assertThat(now).isBetween(before - 1, System.currentTimeMillis() + 1);
  }
}
