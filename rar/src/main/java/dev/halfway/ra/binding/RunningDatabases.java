package dev.halfway.ra.binding;

import dev.halfway.ra.binding.BrokerNodeRegistry.SignContent;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.QueueNames;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.runtime.AdapterRuntime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the marker store's database runs only once, as far as the nodes that use it have told the
 * broker.
 *
 * <p>A copy of all files of a database says of itself what its original says, token and all. Beside
 * its original it would call transactions rolled back that it cannot know of. So each node leaves a
 * sign of life in the control queue that says which running database it uses. While another one may
 * be in use, no transaction is called rolled back. A node leaves no sign before it knows that it
 * uses the same database as the others: a copy does not disturb who was there first. After a
 * restart of the database this is unclear until the signs of before are replaced, or have been
 * silent for as long as a node has to be to count as gone. One thread uses it.
 */
public final class RunningDatabases {

  enum Count {
    ONE,
    /** Another one was used, and may be. */
    UNCLEAR,
    /** Another one is used at this time. */
    TWO
  }

  private final BrokerNodeRegistry signs;
  private final String self;
  private final long silence;

  /** The nodes that were seen to use another one since this node has used its own. */
  private final Set<String> alive = new HashSet<>();

  private String running = "";
  private boolean looked;
  private boolean shown;

  RunningDatabases(
      String store,
      NodeSettings node,
      QueueNames queues,
      BrokerConnector broker,
      AdapterRuntime runtime) {
    SignContent content =
        new SignContent(
            "running:" + store,
            () -> running,
            "The database that was started at %s is used by %s. Do not remove.");
    this.signs = new BrokerNodeRegistry(content, node, queues, broker, runtime);
    this.self = runtime.clock().identity().toString();
    this.silence = node.takeoverAfter();
  }

  /** Checks whether there are others than this one; empty when no two can be reached. */
  Count check(String now) throws Unavailable {
    if (now.isEmpty()) {
      return Count.ONE;
    }
    if (!now.equals(running)) {
      alive.clear();
      looked = false;
      running = now;
    }
    if (shown) {
      signs.heartbeat(List.of(self));
    }
    Count count = Count.ONE;
    for (Registered node : signs.registered()) {
      if (node.age() > silence) {
        signs.forget(node.queue());
      } else if (!node.node().equals(now)) {
        count = worse(count, node);
      }
    }
    looked = true;
    if (count == Count.ONE && !shown) {
      shown = true;
      signs.heartbeat(List.of(self));
    }
    return count;
  }

  private Count worse(Count count, Registered other) {
    // A sign that has just changed; at the first check all have.
    if (looked && other.age() == 0) {
      alive.add(other.queue());
    }
    return count == Count.TWO || alive.contains(other.queue()) ? Count.TWO : Count.UNCLEAR;
  }

  /** Whether others know that this node uses the store. */
  boolean isKnown() {
    return shown;
  }
}
