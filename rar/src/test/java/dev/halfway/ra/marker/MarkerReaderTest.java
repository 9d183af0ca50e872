package dev.halfway.ra.marker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Unavailable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Reading markers and setting fences. */
abstract class MarkerReaderTest extends MarkerSuite {

  MarkerReaderTest(TestDatabase database) {
    super(database);
  }

  @Test
  void readsManyOfSeveralBuckets() throws Exception {
    MarkerStore store = opened();
    int next = bucketNow() + 1;
    List<HalfTransactionId> committed = new ArrayList<>();
    List<HalfTransactionId> all = new ArrayList<>();
    try (MarkerReader reader = store.reader(() -> true)) {
      jta.begin();
      for (int i = 0; i < 300; i++) {
        HalfTransactionId id = i % 3 == 0 ? new HalfTransactionId(next, newId().uuid()) : newId();
        all.add(id);
        if (i % 2 == 0) {
          mark(store, id);
          committed.add(id);
        }
      }
      jta.commit();
      HalfTransactionId fenced = all.get(1);
      reader.fence(fenced);
      HalfTransactionId gone = new HalfTransactionId(2, newId().uuid());
      all.add(gone);
      Collections.shuffle(all);

      for (int some : new int[] {1, 2, 8, 9, 32, 33, 128, 129, 301}) {
        List<HalfTransactionId> ids = all.subList(0, some);
        Map<HalfTransactionId, Marker> markers = reader.read(ids);
        assertThat(markers).containsOnlyKeys(ids);
        for (HalfTransactionId id : ids) {
          Marker expected =
              id.equals(gone)
                  ? Marker.GONE
                  : id.equals(fenced)
                      ? Marker.ROLLED_BACK
                      : committed.contains(id) ? Marker.COMMITTED : Marker.ABSENT;
          assertThat(markers).containsEntry(id, expected);
        }
      }
    }
  }

  @Test
  void markerOfAnOpenTransactionIsAbsent() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    jta.begin();
    mark(store, id);
    try (MarkerReader reader = readerElsewhere(store)) {
      assertThat(reader.read(List.of(id))).containsExactly(Map.entry(id, Marker.ABSENT));
    } finally {
      jta.rollback();
    }
  }

  @Test
  void markerOfAnOpenTransactionIsAbsentEvenIfTheSessionWouldSeeIt() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    Jta open = jta;
    open.begin();
    mark(store, id);
    use(
        Doubles.changed(
            plain,
            connection ->
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED)));
    try (MarkerReader reader = readerElsewhere(store)) {
      assertThat(reader.read(List.of(id))).containsExactly(Map.entry(id, Marker.ABSENT));
    } finally {
      open.rollback();
    }
  }

  @Test
  void asksInFewShapesOnly() throws Exception {
    opened();
    Tap tap = new Tap(plain);
    MarkerStore store = store(tap.dataSource());
    store.open();
    List<HalfTransactionId> ids = Stream.generate(MarkerSuite::newId).limit(300).toList();
    try (MarkerReader reader = store.reader(() -> true)) {
      reader.read(List.of());
      tap.texts.clear();
      for (int i = 1; i <= ids.size(); i++) {
        reader.read(ids.subList(0, i));
      }
    }
    assertThat(tap.texts).filteredOn(text -> text.contains("halfway_marker_")).hasSize(4);
  }

  @Test
  void fenceOfAnOpenTransactionIsLockedAndTheTransactionCommits() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    try (MarkerReader reader = readerElsewhere(store)) {
      jta.begin();
      mark(store, id);
      assertThat(reader.fence(id)).isEqualTo(Marker.LOCKED);
      assertThat(reader.fence(id)).isEqualTo(Marker.LOCKED);
      jta.commit();

      assertThat(reader.read(List.of(id))).containsEntry(id, Marker.COMMITTED);
      assertThat(reader.fence(id)).isEqualTo(Marker.COMMITTED);
    }
  }

  @Test
  void fenceThatStandsKeepsTheTransactionFromEverCommitting() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    try (MarkerReader reader = readerElsewhere(store)) {
      jta.begin();
      assertThat(reader.fence(id)).isEqualTo(Marker.ROLLED_BACK);
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            jta.begin();
            assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> mark(store, id))
                .withMessageContaining("declared rolled back");
            jta.rollback();
          });
      jta.rollback();

      assertThat(reader.fence(id)).isEqualTo(Marker.ROLLED_BACK);
      assertThat(reader.read(List.of(id))).containsEntry(id, Marker.ROLLED_BACK);
    }
  }

  @Test
  void fenceIsSeenByOtherReadersAtOnce() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    try (MarkerReader one = store.reader(() -> true);
        MarkerReader other = store.reader(() -> true)) {
      assertThat(one.fence(id)).isEqualTo(Marker.ROLLED_BACK);
      assertThat(other.read(List.of(id))).containsEntry(id, Marker.ROLLED_BACK);
      assertThat(other.fence(id)).isEqualTo(Marker.ROLLED_BACK);
    }
  }

  @Test
  void forcedVerdictCountsUnlessThereIsOne() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId undecided = newId();
    HalfTransactionId fenced = newId();
    try (MarkerReader reader = store.reader(() -> true)) {
      assertThat(reader.force(undecided, true)).isEqualTo(Marker.COMMITTED);
      assertThat(reader.fence(undecided)).isEqualTo(Marker.COMMITTED);
      reader.fence(fenced);
      assertThat(reader.force(fenced, true)).isEqualTo(Marker.ROLLED_BACK);
    }
  }

  @Test
  void nothingIsDecidedBeforeBrokerAndStoreHaveConfirmedWhoTheyAre() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    boolean[] confirmed = {false};
    try (MarkerReader reader = store.reader(() -> confirmed[0])) {
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> reader.fence(id))
          .withMessageContaining("confirmed");
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.force(id, true));
      assertThat(reader.read(List.of(id))).containsEntry(id, Marker.ABSENT);

      confirmed[0] = true;
      assertThat(reader.fence(id)).isEqualTo(Marker.ROLLED_BACK);
    }
  }

  @Test
  void markersOfADroppedBucketAreGoneAndNotFenced() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    marked(store, id);
    HalfTransactionId other = new HalfTransactionId(bucketNow() + 1, newId().uuid());
    try (MarkerReader reader = store.reader(() -> true)) {
      assertThat(reader.read(List.of(id))).containsEntry(id, Marker.COMMITTED);
      run("DROP TABLE halfway_marker_" + id.bucket());

      assertThat(reader.read(List.of(id, other)))
          .containsEntry(id, Marker.GONE)
          .containsEntry(other, Marker.ABSENT);
      assertThat(reader.fence(id)).isEqualTo(Marker.GONE);
      assertThat(reader.fence(other)).isEqualTo(Marker.ROLLED_BACK);
    }
  }

  @Test
  void missingTableSaysNothingWhenTheStoreIsMissingToo() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId id = newId();
    try (MarkerReader reader = store.reader(() -> true)) {
      reader.read(List.of());
      run("DROP TABLE halfway_marker_" + id.bucket());
      run("DROP TABLE halfway_store");

      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.read(List.of(id)));
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.fence(id));
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.read(List.of()));
    }
  }

  @Test
  void sessionIsAfterAFenceWhatItWasBefore() throws Exception {
    MarkerStore store = opened();
    HalfTransactionId open = newId();
    HalfTransactionId committed = newId();
    marked(store, committed);
    Tap tap =
        new Tap(
            Doubles.changed(
                plain,
                connection -> {
                  database.setLockTimeout(connection, 12_000);
                  connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                }));
    MarkerStore elsewhere = store(tap.dataSource());
    elsewhere.open();
    jta.begin();
    mark(store, open);
    try (MarkerReader reader = elsewhere.reader(() -> true)) {
      tap.borrowed.clear();
      HalfTransactionId gone = new HalfTransactionId(2, newId().uuid());
      for (HalfTransactionId id : List.of(newId(), open, committed, gone)) {
        reader.fence(id);

        assertThat(tap.borrowed).hasSize(1);
        Connection connection = tap.borrowed.get(0);
        assertThat(connection.getAutoCommit()).isTrue();
        assertThat(database.lockTimeout(connection)).isEqualTo("12000");
        assertThat(connection.getTransactionIsolation())
            .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
      }
    } finally {
      jta.rollback();
    }
  }

  @Test
  void keepsOneConnectionAndGivesItBack() throws Exception {
    opened();
    Tap tap = new Tap(plain);
    MarkerStore store = store(tap.dataSource());
    store.open();
    int borrowed = tap.borrowed.size();
    try (MarkerReader reader = store.reader(() -> true)) {
      for (int i = 0; i < 10; i++) {
        HalfTransactionId id = newId();
        reader.read(List.of(id));
        reader.fence(id);
        reader.read(List.of());
      }
      assertThat(tap.borrowed).hasSize(borrowed + 1);
      assertThat(tap.returned).hasValue(borrowed);
    }
    assertThat(tap.returned).hasValue(borrowed + 1);
  }

  @Test
  void brokenConnectionIsReplacedAfterOneFailure() throws Exception {
    opened();
    Tap tap = new Tap(plain);
    MarkerStore store = store(tap.dataSource());
    store.open();
    HalfTransactionId id = newId();
    try (MarkerReader reader = store.reader(() -> true)) {
      reader.read(List.of());
      breakLast(tap);
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.read(List.of(id)));
      assertThat(reader.read(List.of(id))).containsEntry(id, Marker.ABSENT);

      breakLast(tap);
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.fence(id));
      assertThat(reader.fence(id)).isEqualTo(Marker.ROLLED_BACK);
    }
    assertThat(tap.returned).hasValue(tap.borrowed.size());
  }

  @Test
  void fenceCountsOnlyWhenItsCommitReturned() throws Exception {
    opened();
    Tap tap = new Tap(plain);
    MarkerStore store = store(tap.dataSource());
    store.open();
    HalfTransactionId lost = newId();
    HalfTransactionId unheard = newId();
    try (MarkerReader reader = store.reader(() -> true)) {
      tap.commit =
          connection -> {
            connection.close();
            // What a failed statement would mean must not be read into a failed commit.
            throw new SQLException("the commit did not arrive", "23505", 23505);
          };
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.fence(lost));
      tap.commit =
          connection -> {
            connection.commit();
            throw new SQLException("the answer was lost", "55P03", 50200);
          };
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.fence(unheard));
      tap.commit = Connection::commit;

      assertThat(reader.read(List.of(lost, unheard)))
          .containsEntry(lost, Marker.ABSENT)
          .containsEntry(unheard, Marker.ROLLED_BACK);
      assertThat(reader.fence(unheard)).isEqualTo(Marker.ROLLED_BACK);
    }
  }

  @Test
  void answersNothingOnANewConnectionToAStoreThatWasBoundAnew() throws Exception {
    opened();
    Tap tap = new Tap(plain);
    MarkerStore store = store(tap.dataSource());
    store.open();
    HalfTransactionId id = newId();
    try (MarkerReader reader = store.reader(() -> true)) {
      reader.read(List.of(id));
      opened().rebind(UUID.randomUUID());
      breakLast(tap);
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.read(List.of(id)));

      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> reader.fence(id))
          .withMessageStartingWith("dataSource:");
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> reader.read(List.of(id)))
          .withMessageStartingWith("dataSource:");

      store.identify();
      assertThat(reader.read(List.of(id))).containsEntry(id, Marker.ABSENT);
    }
  }

  @Test
  void isRefusedWithinATransaction() throws Exception {
    MarkerStore store = opened();
    jta.begin();
    try (MarkerReader reader = store.reader(() -> true)) {
      assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> reader.fence(newId()));
    } finally {
      jta.rollback();
    }
  }

  @Test
  void worksUnderRepeatableReadByDefault() throws Exception {
    use(
        Doubles.changed(
            plain,
            connection ->
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ)));
    MarkerStore store = opened();
    HalfTransactionId committed = newId();
    HalfTransactionId open = newId();
    HalfTransactionId late = newId();
    try (MarkerReader reader = readerElsewhere(store)) {
      assertThat(reader.read(List.of(committed))).containsEntry(committed, Marker.ABSENT);
      marked(store, committed);
      assertThat(reader.read(List.of(committed))).containsEntry(committed, Marker.COMMITTED);
      assertThat(reader.fence(committed)).isEqualTo(Marker.COMMITTED);

      jta.begin();
      mark(store, open);
      assertThat(reader.fence(open)).isEqualTo(Marker.LOCKED);
      assertThat(reader.fence(late)).isEqualTo(Marker.ROLLED_BACK);
      assertThatExceptionOfType(Unavailable.class)
          .isThrownBy(() -> mark(store, late))
          .withMessageContaining("declared rolled back");
      jta.rollback();
    }
  }

  /** A reader that this thread may use although it has a transaction. */
  private MarkerReader readerElsewhere(MarkerStore store) throws Unavailable {
    MarkerStore elsewhere = store(plain);
    assertThat(elsewhere.open()).isEqualTo(store.lastKnown());
    return elsewhere.reader(() -> true);
  }

  private static void breakLast(Tap tap) throws SQLException {
    tap.borrowed.get(tap.borrowed.size() - 1).close();
  }
}
