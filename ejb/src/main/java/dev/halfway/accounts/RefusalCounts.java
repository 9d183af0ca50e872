package dev.halfway.accounts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Refusals until they are written down: the first of an account, origin and action soon, what
 * follows within the minute as a number. However many are refused, no more than {@value #MOST} of
 * them have entries of their own in a minute, all others one together: who guesses cannot fill a
 * disk. Thread-safe.
 */
final class RefusalCounts {

  static final int MOST = 20;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int LONGEST = 120;

  private record Key(String action, String who, String from) {}

  private static final class Count {
    private final String outcome;
    private long unwritten;
    private boolean written;

    Count(String outcome) {
      this.outcome = outcome;
    }
  }

  /** What is to be written. */
  record Due(String action, String who, String from, String what, long times) {
    String subject() {
      return "from " + from;
    }

    String outcome() {
      return times == 1 ? what : what + ", " + times + " times";
    }
  }

  private final Key others;
  private final LongSupplier nanoTime;
  private final Map<Key, Count> counts = new LinkedHashMap<>();

  /** Of a minute that is over. While they cannot be written the next one is not over. */
  private final List<Due> late = new ArrayList<>();

  private long since;

  /**
   * Counts nothing yet.
   *
   * @param actions what is refused, for the entry of all others
   */
  RefusalCounts(String actions, LongSupplier nanoTime) {
    this.others = new Key(actions, "(others)", "many");
    this.nanoTime = nanoTime;
    this.since = nanoTime.getAsLong();
  }

  /** Counts one. */
  synchronized void add(String action, String who, Origin from, String outcome) {
    Key own = new Key(action, who, from.text());
    boolean room = counts.size() < MOST || counts.containsKey(own);
    Key key = room ? own : others;
    String told = room ? outcome.substring(0, Math.min(outcome.length(), LONGEST)) : "refused";
    counts.computeIfAbsent(key, added -> new Count(told)).unwritten++;
  }

  /** What is to be written now. It is due until {@link #written} says that it is done. */
  synchronized List<Due> due() {
    long now = nanoTime.getAsLong();
    if (late.isEmpty() && now - since >= MINUTE.toNanos()) {
      counts.forEach((key, count) -> late.addAll(due(key, count)));
      counts.clear();
      since = now;
    }
    List<Due> due = new ArrayList<>(late);
    counts.forEach(
        (key, count) -> {
          if (!count.written && !key.equals(others)) {
            due.addAll(due(key, count));
          }
        });
    return due;
  }

  private static List<Due> due(Key key, Count count) {
    return count.unwritten == 0
        ? List.of()
        : List.of(new Due(key.action, key.who, key.from, count.outcome, count.unwritten));
  }

  /** It is written. */
  synchronized void written(Due due) {
    if (late.remove(due)) {
      return;
    }
    Count count = counts.get(new Key(due.action, due.who, due.from));
    if (count != null) {
      count.unwritten -= due.times;
      count.written = true;
    }
  }
}
