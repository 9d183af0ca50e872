package dev.halfway.decoupling.link;

import java.util.concurrent.atomic.LongAdder;

/** Counts what {@link LinkCounters} shows. */
final class LinkTally {

  final LongAdder submitted = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder throttled = new LongAdder();
  final LongAdder unknown = new LongAdder();
  final LongAdder sessions = new LongAdder();
  final LongAdder receipts = new LongAdder();

  LinkCounters snapshot() {
    return new LinkCounters(
        submitted.sum(),
        refused.sum(),
        throttled.sum(),
        unknown.sum(),
        Math.max(0, sessions.sum() - 1),
        receipts.sum());
  }
}
