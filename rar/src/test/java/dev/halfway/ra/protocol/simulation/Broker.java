package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.Envelope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A broker with local transactions. */
final class Broker {

  /** What one transaction took and where it puts what. */
  static final class Work {
    final List<Message> taken = new ArrayList<>();
    final List<Runnable> puts = new ArrayList<>();
    final Queue from;

    /** Whether its commit is on its way to the broker, or only its end is to be noticed. */
    boolean committing;

    /** A destination has refused a message in it, so it cannot commit any more. */
    boolean doomed;

    Work(Queue from) {
      this.from = from;
    }
  }

  private final Map<String, Queue> queues = new LinkedHashMap<>();
  private final List<Work> leftBehind = new ArrayList<>();
  private final Journal journal;
  private long deliveries;
  private long places;
  boolean down;

  Broker(Journal journal) {
    this.journal = journal;
  }

  Queue queue(String name) {
    return queues.computeIfAbsent(name, Queue::new);
  }

  long nextPlace() {
    return ++places;
  }

  void commit(Work work) {
    journal.note("commit", work.taken);
    for (Message message : work.taken) {
      work.from.remove(message);
    }
    work.taken.clear();
    work.puts.forEach(Runnable::run);
    work.puts.clear();
  }

  void rollBack(Work work) {
    for (Message message : work.taken) {
      message.holder = null;
    }
    work.taken.clear();
    work.puts.clear();
  }

  /** Nobody is there any more who could end it. The broker will notice. */
  void leave(Work work) {
    leftBehind.add(work);
  }

  boolean hasLeftBehind() {
    return !leftBehind.isEmpty();
  }

  /** The broker ends a transaction whose client has gone. */
  void notice(Dice dice) {
    Work work = leftBehind.remove(dice.below(leftBehind.size()));
    if (work.committing && !work.doomed && dice.chance(600)) {
      journal.note("late commit", work.taken);
      journal.reached(work.taken.isEmpty() ? Corner.HALF_LATE : Corner.BROKER_COMMIT_LATE);
      commit(work);
    } else {
      journal.note("late rollback", work.taken);
      rollBack(work);
    }
  }

  /** A message arrives where the application wanted it. */
  void deliver(Sent sent, Map<String, Object> properties, long now) {
    journal.note("delivered", sent);
    String arrived = properties.get(Envelope.TRANSACTION) + "." + properties.get(Envelope.ORDINAL);
    String meant = sent.transaction.id + "." + sent.ordinal;
    if (!arrived.equals(meant)) {
      throw new Violation(sent + " arrived as " + arrived + " instead of " + meant);
    }
    sent.delivered++;
    sent.deliveredAs = ++deliveries;
    sent.deliveredAt = now;
  }
}
