package dev.halfway.accounts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What waits for its turn, by origin. Origins take turns, so that nobody waits for all that another
 * one has sent. Of one origin the newest is next: of a queue that grows, the oldest ones' senders
 * are gone anyway, and somebody new is served at once instead of never. Thread-safe.
 */
final class FairQueue<T> {

  private final int mostOfOne;
  private final Map<Origin, Deque<T>> waiting = new LinkedHashMap<>();

  /** One that keeps so many of an origin. */
  FairQueue(int mostOfOne) {
    this.mostOfOne = mostOfOne;
  }

  /**
   * Has something wait.
   *
   * @return what was given up for it: the oldest of this origin, where too many wait
   */
  synchronized Optional<T> add(Origin origin, T thing) {
    Deque<T> own = waiting.computeIfAbsent(origin, key -> new ArrayDeque<>());
    own.addFirst(thing);
    return own.size() > mostOfOne ? Optional.of(own.removeLast()) : Optional.empty();
  }

  /** What is next. */
  synchronized Optional<T> next() {
    Iterator<Map.Entry<Origin, Deque<T>>> first = waiting.entrySet().iterator();
    if (!first.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<Origin, Deque<T>> turn = first.next();
    first.remove();
    Origin origin = turn.getKey();
    Deque<T> own = turn.getValue();
    T thing = own.removeFirst();
    if (!own.isEmpty()) {
      waiting.put(origin, own);
    }
    return Optional.of(thing);
  }
}
