package dev.halfway.ra.protocol;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which queues of nodes that are gone, silent for so many milliseconds, this node relays. A node
 * that only seems gone loses nothing by it: two relays on one queue are as right as one.
 */
public record Takeover(String node, long after) {

  /**
   * A queue in the registry; ages are milliseconds by one clock, so no two machines' clocks meet.
   *
   * @param age since its node's last heartbeat for it
   * @param takenBy the node that said last that it relays the queue instead, or null
   */
  public record Registered(
      String queue,
      boolean waiting,
      String node,
      long age,
      @Nullable String takenBy,
      long takenAge) {}

  /** Queues to relay besides this node's own. */
  public List<Registered> toRelay(Collection<Registered> registry, Set<String> own) {
    return registry.stream()
        .filter(one -> !own.contains(one.queue()))
        .filter(one -> one.age() > after)
        .filter(
            one -> one.takenBy() == null || one.takenBy().equals(node) || one.takenAge() > after)
        .toList();
  }
}
