package dev.halfway.ra.protocol;

import static java.util.Objects.requireNonNull;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfQueue.BrokerFailure;
import dev.halfway.ra.protocol.HalfQueue.Overdue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A relay and all its ports, set by hand. Messages are numbers: transaction and message {@code n}
 * are the same. What a relay of a waiting queue sets aside is in its queue again when it is due.
 */
final class Bench {

  final List<Integer> forwarded = new ArrayList<>();
  final List<Integer> setAside = new ArrayList<>();
  final List<Integer> parked = new ArrayList<>();
  final Map<Integer, RetryState> states = new HashMap<>();
  final Map<Integer, Marker> rows = new HashMap<>();
  final Map<Integer, Marker> fences = new HashMap<>();
  final List<Integer> fenced = new ArrayList<>();
  final List<String> settled = new ArrayList<>();

  /** What was counted, in this order. */
  final List<String> events = new ArrayList<>();

  final Set<Integer> open = new HashSet<>();
  final Set<Integer> ended = new HashSet<>();

  /** Numbers that make forwarding fail. */
  final Set<Integer> refused = new HashSet<>();

  /** Numbers whose forwarding does not return in time. */
  final Set<Integer> blocked = new HashSet<>();

  /** Failures to come, one for each call. */
  final Deque<Exception> receiveFailures = new ArrayDeque<>();

  final Deque<Exception> commitFailures = new ArrayDeque<>();
  final Deque<Exception> resetFailures = new ArrayDeque<>();
  final Deque<Exception> readFailures = new ArrayDeque<>();
  final Deque<Exception> fenceFailures = new ArrayDeque<>();

  /** What the application answers. */
  final Deque<Verdict> answers = new ArrayDeque<>();

  /** How long an answer or a fence takes. */
  long asking;

  /** Numbers that cannot be set aside. */
  final Set<Integer> stuck = new HashSet<>();

  /** What the relay has left. */
  final List<Integer> left = new ArrayList<>();

  /** Whether nothing may be left. */
  boolean tooManyLeft;

  /** Whether what is given back is out of sight for one call, as with a redelivery delay. */
  boolean redeliversLate;

  int resets;
  int received;
  Runnable onRead = () -> {};
  Runnable onAwait = () -> {};
  long time;
  long clockError;
  Policy policy =
      new Policy(
          6_000,
          new ExponentialBackoff(6_000, 300_000),
          15,
          new Policy.Round(10, 500, 3_000),
          new Buckets(30));
  final Destinations destinations =
      new Destinations(new ExponentialBackoff(6_000, 300_000), clock());
  private final Deque<Half<Integer>> queue = new ArrayDeque<>();
  private final List<Half<Integer>> taken = new ArrayList<>();
  private final List<Runnable> effects = new ArrayList<>();
  private boolean blink;

  static final long EPOCH = 1_700_000_000_000L;

  Clock clock() {
    return clock(Some.SELF);
  }

  private Clock clock(UUID identity) {
    return new Clock() {
      @Override
      public long now() {
        return EPOCH + time + clockError;
      }

      @Override
      public long monotonic() {
        return time;
      }

      @Override
      public UUID identity() {
        return identity;
      }
    };
  }

  Relay<Integer> relay(boolean waiting) {
    return relay(waiting, Some.SELF);
  }

  Relay<Integer> relay(boolean waiting, UUID self) {
    return new Relay<>(
        new ScriptedQueue(waiting),
        waiting,
        new OutcomeSources<>(
            new ScriptedMarkers(),
            half -> {
              time += asking;
              return answers.poll();
            },
            new ScriptedHints()),
        new RelayContext(destinations, clock(self), policy, new RecordedEvents()));
  }

  void add(Envelope envelope) {
    queue.add(new Half<>(envelope, numberOf(envelope.transaction())));
  }

  /** Half messages of these transactions, in this order. */
  void add(int... numbers) {
    for (int number : numbers) {
      add(Some.envelope(number));
    }
  }

  void addCommitted(int... numbers) {
    add(numbers);
    for (int number : numbers) {
      rows.put(number, Marker.COMMITTED);
    }
  }

  void addChecked(int number) {
    add(Some.envelope(number, Settlement.CHECKER, Some.DESTINATION, null));
  }

  /** What a message was last set aside or parked with. */
  RetryState state(int number) {
    return requireNonNull(states.get(number));
  }

  int left() {
    return queue.size() + taken.size();
  }

  private static int numberOf(HalfTransactionId id) {
    return (int) id.uuid().getLeastSignificantBits();
  }

  private static void fail(Deque<Exception> failures) throws BrokerFailure {
    Exception failure = failures.poll();
    if (failure instanceof BrokerFailure known) {
      throw known;
    }
    if (failure instanceof RuntimeException unknown) {
      throw unknown;
    }
  }

  private static void failStore(Deque<Exception> failures) throws Unavailable {
    Exception failure = failures.poll();
    if (failure instanceof Unavailable known) {
      throw known;
    }
    if (failure instanceof RuntimeException unknown) {
      throw unknown;
    }
  }

  private final class ScriptedQueue implements HalfQueue<Integer> {
    private final boolean waiting;

    ScriptedQueue(boolean waiting) {
      this.waiting = waiting;
    }

    private boolean isDue(long due, long now) {
      return due <= now || due > now + policy.maxWait();
    }

    @Override
    public List<Half<Integer>> receive(int max) throws BrokerFailure {
      fail(receiveFailures);
      List<Half<Integer>> batch = new ArrayList<>();
      if (blink) {
        blink = false;
        return batch;
      }
      for (Half<Integer> half : List.copyOf(queue)) {
        RetryState retryState = half.envelope().retryState();
        if (batch.size() < max
            && !left.contains(half.message())
            && (!waiting || retryState == null || isDue(retryState.due(), clock().now()))) {
          queue.remove(half);
          batch.add(half);
        }
      }
      taken.addAll(batch);
      received += batch.size();
      return batch;
    }

    @Override
    public void forward(Half<Integer> half, long delay, long timeToLive) throws BrokerFailure {
      if (blocked.contains(half.message())) {
        throw new Overdue("cannot send");
      }
      if (refused.contains(half.message())) {
        throw new BrokerFailure("refused");
      }
      effects.add(() -> forwarded.add(half.message()));
    }

    @Override
    public void setAside(Half<Integer> half, RetryState state) throws BrokerFailure {
      if (stuck.contains(half.message())) {
        throw new BrokerFailure("no waiting queue");
      }
      effects.add(
          () -> {
            setAside.add(half.message());
            states.put(half.message(), state);
            if (waiting) {
              queue.add(new Half<>(half.envelope().with(state), half.message()));
            }
          });
    }

    @Override
    public boolean leave(Half<Integer> half, String cause) {
      return !tooManyLeft && left.add(half.message());
    }

    @Override
    public void park(Half<Integer> half, RetryState state) {
      effects.add(
          () -> {
            parked.add(half.message());
            states.put(half.message(), state);
          });
    }

    @Override
    public void commit() throws BrokerFailure {
      fail(commitFailures);
      taken.clear();
      effects.forEach(Runnable::run);
      effects.clear();
    }

    @Override
    public void reset() throws BrokerFailure {
      resets++;
      fail(resetFailures);
      for (int i = taken.size() - 1; i >= 0; i--) {
        queue.addFirst(taken.get(i));
      }
      blink = redeliversLate && !taken.isEmpty();
      taken.clear();
      effects.clear();
    }
  }

  private final class ScriptedMarkers implements Markers {
    @Override
    public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids)
        throws Unavailable {
      onRead.run();
      failStore(readFailures);
      Map<HalfTransactionId, Marker> seen = new HashMap<>();
      ids.forEach(id -> seen.put(id, rows.getOrDefault(numberOf(id), Marker.ABSENT)));
      return seen;
    }

    @Override
    public Marker fence(HalfTransactionId id) throws Unavailable {
      fenced.add(numberOf(id));
      time += asking;
      failStore(fenceFailures);
      Marker row = fences.getOrDefault(numberOf(id), Marker.ROLLED_BACK);
      if (row != Marker.LOCKED) {
        rows.put(numberOf(id), row);
      }
      return row;
    }
  }

  private final class ScriptedHints implements Hints {
    @Override
    public void awaitEnd(Collection<HalfTransactionId> ids, long bound) {
      onAwait.run();
      if (ids.stream().anyMatch(id -> open.contains(numberOf(id)))) {
        time += bound;
      }
    }

    @Override
    public boolean isOpen(HalfTransactionId id) {
      return open.contains(numberOf(id));
    }

    @Override
    public boolean hasEnded(HalfTransactionId id) {
      return ended.contains(numberOf(id));
    }

    @Override
    public void asked(HalfTransactionId id, int ordinal) {
      settled.add(numberOf(id) + " asked");
    }

    @Override
    public void settled(HalfTransactionId id, int ordinal, boolean delivered) {
      settled.add(numberOf(id) + (delivered ? " delivered" : " not delivered"));
    }
  }

  private final class RecordedEvents implements RelayEvents {
    @Override
    public void forwarded() {
      events.add("forwarded");
    }

    @Override
    public void discarded() {
      events.add("discarded");
    }

    @Override
    public void checked() {
      events.add("checked");
    }

    @Override
    public void setAside(RetryState state) {
      events.add("set aside until " + (state.due() - EPOCH));
    }

    @Override
    public void parked(Envelope envelope, @Nullable RetryState state) {
      events.add("parked " + numberOf(envelope.transaction()));
    }
  }
}
