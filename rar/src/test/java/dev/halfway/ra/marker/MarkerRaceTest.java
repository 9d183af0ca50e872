package dev.halfway.ra.marker;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A local transaction and a fence race for every key: whatever the order, they never both win, and
 * nobody is told otherwise.
 */
abstract class MarkerRaceTest extends MarkerSuite {

  private static final int PAIRS = 4;
  private static final int KEYS = 150;
  private static final int LONGEST_PAUSE_MICROS = 4_000;

  MarkerRaceTest(TestDatabase database) {
    super(database);
  }

  private enum End {
    COMMITTED,
    ROLLED_BACK,
    REFUSED
  }

  private record Pair(
      List<HalfTransactionId> ids, Future<List<End>> ends, Future<List<Marker>> fences) {}

  private record Race(HalfTransactionId id, End end, Marker fence) {}

  @Test
  void transactionAndFenceNeverBothWin() throws Exception {
    MarkerStore store = opened(configuration(SchemaManagement.CREATE, 2));
    List<Race> races = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(2 * PAIRS);
    long seed = System.nanoTime();
    try {
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        List<HalfTransactionId> ids = Stream.generate(MarkerSuite::newId).limit(KEYS).toList();
        CyclicBarrier start = new CyclicBarrier(2);
        pairs.add(
            new Pair(
                ids,
                threads.submit(transactions(store, ids, start, new Random(seed + i))),
                threads.submit(fences(store, ids, start, new Random(seed - 1 - i)))));
      }
      for (Pair pair : pairs) {
        List<End> ends = pair.ends.get(2, MINUTES);
        List<Marker> fences = pair.fences.get(2, MINUTES);
        for (int i = 0; i < KEYS; i++) {
          races.add(new Race(pair.ids.get(i), ends.get(i), fences.get(i)));
        }
      }
    } finally {
      threads.shutdownNow();
    }

    try (MarkerReader reader = store.reader(() -> true)) {
      for (Race race : races) {
        Marker row = reader.read(List.of(race.id)).getOrDefault(race.id, Marker.GONE);
        assertThat(consistent(race, row)).as("seed %s: %s, row %s", seed, race, row).isTrue();
      }
    }
  }

  private static boolean consistent(Race race, Marker row) {
    boolean rowFits =
        switch (race.end) {
          case COMMITTED -> row == Marker.COMMITTED;
          case REFUSED -> row == Marker.ROLLED_BACK;
          case ROLLED_BACK -> row != Marker.COMMITTED;
        };
    boolean fenceFits =
        switch (race.fence) {
          case COMMITTED -> row == Marker.COMMITTED;
          case ROLLED_BACK -> row == Marker.ROLLED_BACK;
          case LOCKED -> true;
          case ABSENT, GONE -> false;
        };
    return rowFits && fenceFits;
  }

  private Callable<List<End>> transactions(
      MarkerStore store, List<HalfTransactionId> ids, CyclicBarrier start, Random random) {
    return () -> {
      List<End> ends = new ArrayList<>();
      for (HalfTransactionId id : ids) {
        start.await(1, MINUTES);
        pause(random);
        jta.begin();
        try {
          mark(store, id);
        } catch (Unavailable e) {
          jta.rollback();
          assertThat(e).hasMessageContaining("declared rolled back");
          ends.add(End.REFUSED);
          continue;
        }
        pause(random);
        if (random.nextInt(3) == 0) {
          jta.rollback();
          ends.add(End.ROLLED_BACK);
        } else {
          jta.commit();
          ends.add(End.COMMITTED);
        }
      }
      return ends;
    };
  }

  private static Callable<List<Marker>> fences(
      MarkerStore store, List<HalfTransactionId> ids, CyclicBarrier start, Random random) {
    return () -> {
      List<Marker> fences = new ArrayList<>();
      try (MarkerReader reader = store.reader(() -> true)) {
        for (HalfTransactionId id : ids) {
          start.await(1, MINUTES);
          pause(random);
          fences.add(reader.fence(id));
        }
      }
      return fences;
    };
  }

  private static void pause(Random random) {
    LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_MICROS) * 1_000L);
  }
}
