package dev.halfway.ra.binding;

import dev.halfway.ra.marker.NodeTable;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.protocol.Unavailable;
import java.util.Collection;
import java.util.List;

/** The registry of nodes that share a marker store: a table beside the markers. */
record StoreNodeRegistry(Table table, NodeSettings node, String waitingQueue)
    implements NodeRegistry {

  /** The table, once the store was found. */
  interface Table {
    NodeTable get() throws Unavailable;
  }

  @Override
  public void heartbeat(Collection<String> queues) throws Unavailable {
    for (String queue : queues) {
      table.get().heartbeat(queue, queue.equals(waitingQueue), node.name());
    }
  }

  @Override
  public List<Registered> registered() throws Unavailable {
    return table.get().registered();
  }

  @Override
  public boolean take(String queue) throws Unavailable {
    return table.get().take(queue, node.name(), node.takeoverAfter());
  }

  @Override
  public void forget(String queue) throws Unavailable {
    table.get().forget(queue, node.takeoverAfter());
  }
}
