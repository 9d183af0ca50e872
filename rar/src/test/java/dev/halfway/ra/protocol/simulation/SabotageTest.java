package dev.halfway.ra.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfway.ra.protocol.Aside;
import dev.halfway.ra.protocol.Half;
import dev.halfway.ra.protocol.HalfQueue;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The simulation notices what it is there to notice: with one rule broken between the relays and
 * the world, some seed fails, and for the right reason.
 */
class SabotageTest {

  private static final int SEEDS = 3_000;

  @ParameterizedTest(name = "{0}: something {2}")
  @MethodSource
  void isNoticed(String rule, Sabotage sabotage, String verdict) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      Throwable violation = Run.of(seed, sabotage, false).violation();
      if (violation != null) {
        assertThat(violation).isInstanceOf(Violation.class);
        if (String.valueOf(violation.getMessage()).contains(verdict)) {
          return;
        }
      }
    }
    throw new AssertionError("nobody noticed");
  }

  static Stream<Arguments> isNoticed() {
    return Stream.of(
        Arguments.of("a held key counts as rolled back", markers(LockedIsRolledBack::new), "lost"),
        Arguments.of("a lost answer counts as a fence", markers(LostIsRolledBack::new), "lost"),
        Arguments.of("absence is rollback", markers(m -> new AbsentIs(m, false)), "lost"),
        Arguments.of("absence is commit", markers(m -> new AbsentIs(m, true)), "phantom"),
        Arguments.of("the fence overrules the row", markers(FenceOverrules::new), "lost"),
        Arguments.of("no reset", queue(NoReset::new), "not reset"),
        Arguments.of("one message forwarded twice", queue(ForwardsTwice::new), "duplicate"),
        Arguments.of("set aside into nothing", queue(SetsAsideIntoNothing::new), "lost"),
        Arguments.of("parked at once", queue(ParksAtOnce::new), "was parked"),
        Arguments.of("commits that do nothing", queue(CommitsNothing::new), "for ever"),
        Arguments.of("the last first", queue(LastFirst::new), "overtook"));
  }

  private interface OfMarkers {
    Markers on(Markers real);
  }

  private interface OfQueue {
    HalfQueue<Message> on(HalfQueue<Message> real);
  }

  private static Sabotage markers(OfMarkers breaking) {
    return Sabotage.ofMarkers(breaking::on);
  }

  private static Sabotage queue(OfQueue breaking) {
    return Sabotage.ofQueue(breaking::on);
  }

  private abstract static class BrokenMarkers implements Markers {
    final Markers real;

    BrokenMarkers(Markers real) {
      this.real = real;
    }

    @Override
    public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids)
        throws Unavailable {
      return real.read(ids);
    }

    @Override
    public Marker fence(HalfTransactionId id) throws Unavailable {
      return real.fence(id);
    }
  }

  private static final class LockedIsRolledBack extends BrokenMarkers {
    LockedIsRolledBack(Markers real) {
      super(real);
    }

    @Override
    public Marker fence(HalfTransactionId id) throws Unavailable {
      Marker row = real.fence(id);
      return row == Marker.LOCKED ? Marker.ROLLED_BACK : row;
    }
  }

  private static final class LostIsRolledBack extends BrokenMarkers {
    LostIsRolledBack(Markers real) {
      super(real);
    }

    @Override
    public Marker fence(HalfTransactionId id) {
      try {
        return real.fence(id);
      } catch (Unavailable e) {
        return Marker.ROLLED_BACK;
      }
    }
  }

  private static final class AbsentIs extends BrokenMarkers {
    private final boolean committed;

    AbsentIs(Markers real, boolean committed) {
      super(real);
      this.committed = committed;
    }

    @Override
    public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids)
        throws Unavailable {
      Map<HalfTransactionId, Marker> rows = new HashMap<>(real.read(ids));
      rows.replaceAll(
          (id, row) ->
              row == Marker.ABSENT ? committed ? Marker.COMMITTED : Marker.ROLLED_BACK : row);
      return rows;
    }
  }

  private static final class FenceOverrules extends BrokenMarkers {
    FenceOverrules(Markers real) {
      super(real);
    }

    @Override
    public Marker fence(HalfTransactionId id) throws Unavailable {
      Marker row = real.fence(id);
      return row == Marker.COMMITTED ? Marker.ROLLED_BACK : row;
    }
  }

  private abstract static class BrokenQueue implements HalfQueue<Message> {
    final HalfQueue<Message> real;

    BrokenQueue(HalfQueue<Message> real) {
      this.real = real;
    }

    @Override
    public List<Half<Message>> receive(int max) throws BrokerFailure {
      return real.receive(max);
    }

    @Override
    public void forward(Half<Message> half, long delay, long timeToLive) throws BrokerFailure {
      real.forward(half, delay, timeToLive);
    }

    @Override
    public void setAside(Half<Message> half, Aside state) throws BrokerFailure {
      real.setAside(half, state);
    }

    @Override
    public void park(Half<Message> half, Aside state) throws BrokerFailure {
      real.park(half, state);
    }

    @Override
    public boolean leave(Half<Message> half, String cause) {
      return real.leave(half, cause);
    }

    @Override
    public void commit() throws BrokerFailure {
      real.commit();
    }

    @Override
    public void reset() throws BrokerFailure {
      real.reset();
    }
  }

  private static final class NoReset extends BrokenQueue {
    NoReset(HalfQueue<Message> real) {
      super(real);
    }

    @Override
    public void reset() {}
  }

  private static final class ForwardsTwice extends BrokenQueue {
    ForwardsTwice(HalfQueue<Message> real) {
      super(real);
    }

    @Override
    public void forward(Half<Message> half, long delay, long timeToLive) throws BrokerFailure {
      real.forward(half, delay, timeToLive);
      real.forward(half, delay, timeToLive);
    }
  }

  private static final class SetsAsideIntoNothing extends BrokenQueue {
    SetsAsideIntoNothing(HalfQueue<Message> real) {
      super(real);
    }

    @Override
    public void setAside(Half<Message> half, Aside state) {}
  }

  private static final class ParksAtOnce extends BrokenQueue {
    ParksAtOnce(HalfQueue<Message> real) {
      super(real);
    }

    @Override
    public void setAside(Half<Message> half, Aside state) throws BrokerFailure {
      real.park(half, state);
    }
  }

  private static final class CommitsNothing extends BrokenQueue {
    CommitsNothing(HalfQueue<Message> real) {
      super(real);
    }

    @Override
    public void commit() throws BrokerFailure {
      real.reset();
    }
  }

  private static final class LastFirst extends BrokenQueue {
    LastFirst(HalfQueue<Message> real) {
      super(real);
    }

    @Override
    public List<Half<Message>> receive(int max) throws BrokerFailure {
      List<Half<Message>> batch = new ArrayList<>(real.receive(max));
      Collections.reverse(batch);
      return batch;
    }
  }
}
