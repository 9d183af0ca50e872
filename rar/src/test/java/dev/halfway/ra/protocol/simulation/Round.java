package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.protocol.HalfTransactionId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one relay has done since it last took something: there is an order of things to keep. */
final class Round {

  final Incarnation process;

  /** Whether it reads a waiting queue. */
  final boolean waiting;

  /** What an operator has decided, who takes messages to carry that out. */
  final @Nullable Verdict decided;

  private final World world;
  private final Set<HalfTransactionId> awaited = new HashSet<>();
  private boolean storeAnswers = true;
  private long asksSince = -1;
  private long receivedAt;
  private int jumps;

  Round(World world, Incarnation process, boolean waiting, @Nullable Verdict decided) {
    this.world = world;
    this.process = process;
    this.waiting = waiting;
    this.decided = decided;
  }

  /** It is about to take messages. */
  void begins() {
    if (!storeAnswers) {
      throw new Violation(process + " takes messages although it cannot ask about them");
    }
    awaited.clear();
    asksSince = -1;
  }

  void received() {
    receivedAt = process.now();
    jumps = process.node.jumps();
  }

  /** It has waited for the end of these transactions. */
  void awaited(Collection<HalfTransactionId> ids, long bound) {
    if (bound == world.policy.round().hintTimeout()) {
      awaited.addAll(ids);
    }
  }

  /** It is about to look at rows. */
  void looks(Collection<HalfTransactionId> ids) {
    for (HalfTransactionId id : ids) {
      if (!waiting && !awaited.contains(id)) {
        throw new Violation(process + " did not wait for the end of " + id);
      }
    }
  }

  void storeAnswered(boolean answered) {
    storeAnswers = answered;
  }

  /** It is about to set a fence or to ask an application. */
  void asks() {
    if (asksSince < 0) {
      asksSince = world.schedule.now();
    } else if (world.schedule.now() - asksSince >= world.policy.round().askTimeout()) {
      throw new Violation(process + " asks although it has asked for long enough");
    }
  }

  /** The earliest that its clock can have shown since it took something. */
  long earliest() {
    return receivedAt;
  }

  /** Whether its clock was set since it took something. */
  boolean clockWasSet() {
    return process.node.jumps() != jumps;
  }
}
