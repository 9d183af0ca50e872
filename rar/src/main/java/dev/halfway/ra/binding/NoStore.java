package dev.halfway.ra.binding;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.binding.BrokerNodeRegistry.SignContent;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.QueueNames;
import dev.halfway.ra.marker.MarkerTables;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Marker;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.runtime.AdapterRuntime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where all groups have checkers: there are no markers, and nothing to agree on. */
final class NoStore implements Store, Markers {

  private final Ownership ownership;
  private final NodeRegistry nodes;

  NoStore(
      @Nullable String owner,
      NodeSettings node,
      QueueNames queues,
      BrokerConnector broker,
      AdapterRuntime runtime) {
    this.ownership = new Ownership(null, owner);
    SignContent content =
        new SignContent(ownership.checked(), node::name, "Node '%s' relays %s. Do not remove.");
    this.nodes = new BrokerNodeRegistry(content, node, queues, broker, runtime);
  }

  @Override
  public Ownership ownership() {
    return ownership;
  }

  @Override
  public boolean isUsable() {
    return true;
  }

  @Override
  public boolean isConfirmed() {
    return true;
  }

  @Override
  public void confirm() {
    // There is nothing to agree on.
  }

  @Override
  public Markers reader() {
    return this;
  }

  @Override
  public Verdict decide(HalfTransactionId transaction, Verdict verdict) throws Unavailable {
    throw missing();
  }

  @Override
  public PendingMarker marker(HalfTransactionId transaction) throws Unavailable {
    throw missing();
  }

  @Override
  public void rebind() throws Unavailable {
    throw missing();
  }

  @Override
  public NodeRegistry nodes() {
    return nodes;
  }

  @Override
  public Optional<MarkerTables> tables() {
    return Optional.empty();
  }

  @Override
  public Map<HalfTransactionId, Marker> read(Collection<HalfTransactionId> ids) {
    return Map.of();
  }

  @Override
  public Marker fence(HalfTransactionId id) throws Unavailable {
    throw missing();
  }

  private static Unavailable missing() {
    return Unavailable.untilRepaired("dataSource: none is configured, so there is no marker store");
  }

  @Override
  public String toString() {
    return "no marker store, owner " + ownership.owner();
  }
}
