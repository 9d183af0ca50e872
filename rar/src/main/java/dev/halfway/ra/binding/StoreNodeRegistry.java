package dev.halfway.ra.binding;

import dev.halfway.ra.marker.MarkerStoreException;
import dev.halfway.ra.marker.NodeTable;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.runtime.NotReady;
import dev.halfway.ra.runtime.RelayConfiguration;
import java.util.Collection;
import java.util.List;

/** The registry of nodes that share a marker store: a table beside the markers. */
public final class StoreNodeRegistry implements NodeRegistry {

  private final Store store;
  private final String node;
  private final String waitingQueue;
  private final long after;

  public StoreNodeRegistry(Store store, RelayConfiguration configuration) {
    this.store = store;
    this.node = configuration.node();
    this.waitingQueue = configuration.lanes().waiting();
    this.after = configuration.takeoverAfter();
  }

  private interface Question<T> {
    T put(NodeTable nodes) throws MarkerStoreException;
  }

  private <T> T ask(Question<T> question) throws NotReady {
    try {
      return question.put(store.nodes());
    } catch (MarkerStoreException e) {
      throw NotReady.outage(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void heartbeat(Collection<String> queues) throws NotReady {
    ask(
        nodes -> {
          for (String queue : queues) {
            nodes.heartbeat(queue, queue.equals(waitingQueue), node);
          }
          return queues;
        });
  }

  @Override
  public List<Registered> registered() throws NotReady {
    return ask(NodeTable::registered);
  }

  @Override
  public boolean take(String queue) throws NotReady {
    return ask(nodes -> nodes.take(queue, node, after));
  }

  @Override
  public void forget(String queue) throws NotReady {
    ask(nodes -> nodes.forget(queue, after));
  }
}
