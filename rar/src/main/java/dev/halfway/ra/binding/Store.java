package dev.halfway.ra.binding;

import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.QueueNames;
import dev.halfway.ra.marker.MarkerTables;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.Markers;
import dev.halfway.ra.protocol.PendingMarker;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.runtime.AdapterRuntime;
import java.util.Optional;

/**
 * What this application knows of how its transactions ended, which messages are its own, and which
 * nodes it has. Thread-safe, but for {@link #confirm}.
 */
public interface Store {

  /** The store of a configuration; {@link NoStore} where it names no datasource. */
  static Store of(
      StoreSettings settings,
      NodeSettings node,
      QueueNames queues,
      BrokerConnector broker,
      AdapterRuntime runtime) {
    return settings.dataSource() == null
        ? new NoStore(settings.owner(), node, queues, broker, runtime)
        : new BoundStore(settings, node, queues, broker, runtime);
  }

  /** Which messages are this application's, as far as is known now. */
  Ownership ownership();

  /** Whether messages may be relayed. */
  boolean isUsable();

  /** Whether fences may be set and the registry of nodes can be believed. */
  boolean isConfirmed();

  /** Finds out whether it can be used. To be called by one thread. */
  void confirm() throws Unavailable;

  /** Markers for one thread. */
  Markers reader() throws Unavailable;

  /** Makes this the transaction's verdict unless it has one, and tells which it has then. */
  Verdict decide(HalfTransactionId transaction, Verdict verdict) throws Unavailable;

  /** The marker of the JTA transaction of the calling thread, to be written when it completes. */
  PendingMarker marker(HalfTransactionId transaction) throws Unavailable;

  /** Makes broker and marker store agree, whatever they knew of each other. */
  void rebind() throws Unavailable;

  /** Who relays which queue. One thread uses it. */
  NodeRegistry nodes();

  /** The tables of markers, where there are any. */
  Optional<MarkerTables> tables() throws Unavailable;
}
