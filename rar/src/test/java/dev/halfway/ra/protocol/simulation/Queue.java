package dev.halfway.ra.protocol.simulation;

import dev.halfway.ra.protocol.simulation.Broker.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A queue of the broker. What is given back takes its old place, as in Artemis. */
final class Queue {

  final String name;
  private final TreeMap<Long, Message> messages = new TreeMap<>();
  private long last;

  Queue(String name) {
    this.name = name;
  }

  void add(Message message) {
    messages.put(++last, message);
  }

  void remove(Message message) {
    messages.values().removeIf(one -> one == message);
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  /** Every message that is in it, in somebody's hands or not. */
  Iterable<Message> all() {
    return messages.values();
  }

  boolean hasFree(Predicate<Message> selector) {
    if (messages.isEmpty()) {
      return false;
    }
    for (Message message : messages.values()) {
      if (message.holder == null && selector.test(message)) {
        return true;
      }
    }
    return false;
  }

  /** Hands out the first ones that are free. */
  List<Message> take(int max, Work work, Predicate<Message> selector) {
    List<Message> taken = new ArrayList<>();
    boolean othersHaveEarlier = false;
    for (Map.Entry<Long, Message> entry : messages.entrySet()) {
      Message message = entry.getValue();
      Work holder = message.holder;
      if (holder != null) {
        othersHaveEarlier |= holder.lingers || holder.process != work.process;
      } else if (taken.size() < max && selector.test(message)) {
        message.holder = work;
        message.sent.mayOvertake |= othersHaveEarlier;
        taken.add(message);
      }
    }
    return taken;
  }
}
