package dev.halfway.hub;

import dev.halfway.text.Causes;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes batches to a sink, and finds the events of a batch that are at fault when the whole of it
 * fails. Not thread-safe.
 *
 * <p>An event is at fault when the sink says so. Where the sink only fails, with a {@link
 * RequestRefused} or an exception of its own code, the batch is divided until an event fails alone;
 * and it is at fault only if it fails once more after the system has taken another one. So an
 * outage makes no dead letters, whatever it looks like: while it lasts nothing is taken.
 *
 * <p>An attempt ends when so many parts have failed in a row as it takes to find one event twice,
 * or a hundred where others of the batch were taken: what fails then is not an event. Any other
 * {@link IOException} is an outage and ends it at once.
 */
final class Division {

  /** So many are remembered; one that was forgotten has to fail once more. */
  private static final int MAX_DOUBTED = 10_000;

  /** So few may be written to the broker again and again. */
  private static final int FEW = 100;

  /** In a row, of a system that has taken others: about half as many events may be at fault. */
  private static final int MANY_FAILURES = 200;

  private final Sink sink;
  private final Set<Event> left = new LinkedHashSet<>();
  private final Map<Event, String> refused = new HashMap<>();

  /** The ids of those that have failed alone; how often the sink had taken something before. */
  private final Map<String, Long> doubted =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MAX_DOUBTED;
        }
      };

  private Batch batch = Batch.NONE;
  private long taken;
  private long takenAtBegin;
  private int failuresInARow;
  private boolean judged;
  private String why = "";

  Division(Sink sink) {
    this.sink = sink;
  }

  /** Begins with a batch, in place of the last one. */
  void begin(Batch next) {
    batch = next;
    takenAtBegin = taken;
    left.clear();
    left.addAll(next.events());
    refused.clear();
  }

  boolean isDone() {
    return left.isEmpty();
  }

  /** Whether the system has taken some of the batch, and so is in order. */
  boolean hasTaken() {
    return taken > takenAtBegin;
  }

  /**
   * Whether those that are left need not keep others waiting: only others can tell if they are at
   * fault, or they are few and the sink has said of each that it is to be tried again.
   */
  boolean mayWait() {
    return !isDone() && (left.stream().allMatch(this::isDoubted) || (judged && left.size() <= FEW));
  }

  private boolean isDoubted(Event event) {
    return doubted.containsKey(event.id());
  }

  /** Those that are neither written nor refused. */
  Collection<Event> left() {
    return left;
  }

  /** Those that are at fault, and why. */
  Map<Event, String> refused() {
    return refused;
  }

  /** Why something could not be written the last time that happened. */
  String why() {
    return why;
  }

  /** Tries once to write what is left. */
  void attempt() throws InterruptedException {
    failuresInARow = 0;
    judged = false;
    long before = taken;
    List<Event> fresh = left.stream().filter(event -> !isDoubted(event)).toList();
    try {
      write(fresh, taken);
      if (fresh.isEmpty() || taken > before) {
        write(left.stream().filter(this::isDoubted).toList(), taken);
      }
      judged = true;
    } catch (IOException e) {
      why = Causes.textOf(e);
    }
  }

  /**
   * Writes some.
   *
   * @param takenBefore how often the sink had taken something before these failed, in a larger part
   *     or now
   */
  private void write(List<Event> part, long takenBefore) throws IOException, InterruptedException {
    if (part.isEmpty()) {
      return;
    }
    try {
      settle(part, sink.write(batch.only(part)), takenBefore);
    } catch (RequestRefused | RuntimeException | Error e) {
      // An Error too: it would end this thread, and the sink would stand still without a word.
      why = Causes.textOf(e);
      if (++failuresInARow > maxFailures()) {
        throw new IOException(why, e);
      }
      if (part.size() == 1) {
        doubt(part.get(0), why, takenBefore);
      } else {
        divide(part, takenBefore);
      }
    }
  }

  private int maxFailures() {
    return hasTaken()
        ? MANY_FAILURES
        : 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(left.size())) + 2;
  }

  /** In any order: events that are at fault may stand together, and each attempt begins anew. */
  private void divide(List<Event> part, long takenBefore) throws IOException, InterruptedException {
    List<Event> first = part.subList(0, part.size() / 2);
    List<Event> second = part.subList(part.size() / 2, part.size());
    boolean swapped = ThreadLocalRandom.current().nextBoolean();
    write(swapped ? second : first, takenBefore);
    write(swapped ? first : second, takenBefore);
  }

  private void settle(List<Event> part, Outcome outcome, long takenBefore) {
    if (outcome.taken()) {
      taken++;
      failuresInARow = 0;
    }
    for (Event event : part) {
      EventVerdict verdict = outcome.verdicts().get(event);
      if (verdict == null) {
        settled(event);
        continue;
      }
      why = verdict.why();
      switch (verdict.kind()) {
        case REFUSED -> refuse(event, verdict.why());
        case DOUBTFUL -> doubt(event, verdict.why(), takenBefore);
        case AGAIN -> doubted.remove(event.id());
      }
    }
  }

  private void doubt(Event event, String reason, long takenBefore) {
    Long takenThen = doubted.putIfAbsent(event.id(), takenBefore);
    if (takenThen != null && taken > takenThen) {
      refuse(event, reason);
    }
  }

  private void refuse(Event event, String reason) {
    refused.put(event, reason);
    settled(event);
    failuresInARow = 0;
  }

  private void settled(Event event) {
    left.remove(event);
    doubted.remove(event.id());
  }
}
