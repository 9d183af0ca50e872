package dev.halfway.ra.relay;

import dev.halfway.ra.protocol.Destinations;
import dev.halfway.ra.protocol.Policy;
import dev.halfway.ra.protocol.RelayContext;
import dev.halfway.ra.runtime.AdapterRuntime;

/** What the relays of this node know and count; in memory only. */
public record NodeState(PendingTransactions pending, Counters counters, Destinations destinations) {

  public static NodeState of(RelaySettings settings, AdapterRuntime runtime) {
    return new NodeState(
        new PendingTransactions(settings.maxPending()),
        new Counters(runtime),
        new Destinations(settings.policy().backoff(), runtime.clock()));
  }

  /** What the relays share. */
  public RelayContext context(Policy policy, AdapterRuntime runtime) {
    return new RelayContext(destinations, runtime.clock(), policy, counters);
  }
}
