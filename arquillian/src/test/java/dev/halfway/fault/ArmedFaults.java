package dev.halfway.fault;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The faults that wait for a commit, each for one, and how many have happened. */
final class ArmedFaults {

  private final List<Armed> armed = new ArrayList<>();
  private final AtomicInteger happened = new AtomicInteger();

  private record Armed(CommitFault fault, String text) {}

  synchronized void add(CommitFault fault, String text) {
    armed.add(new Armed(fault, text));
  }

  synchronized void clear() {
    armed.clear();
  }

  /** The fault that was meant for this transaction, which is then no longer armed. */
  synchronized @Nullable CommitFault take(String transaction) {
    for (Iterator<Armed> candidates = armed.iterator(); candidates.hasNext(); ) {
      Armed candidate = candidates.next();
      if (transaction.contains(candidate.text())) {
        candidates.remove();
        return candidate.fault();
      }
    }
    return null;
  }

  void hasHappened() {
    happened.incrementAndGet();
  }

  int happened() {
    return happened.get();
  }
}
