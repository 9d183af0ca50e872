package dev.halfway.ra.outbound;

import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ManagedConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a managed connection tells the server: closed handles, and once that it is of no use. A
 * destroyed one tells nothing.
 */
final class ServerEvents {

  private final ManagedConnection source;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  ServerEvents(ManagedConnection source) {
    this.source = source;
  }

  void add(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  void remove(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  /** From now on nobody is told. */
  void leave() {
    listeners.clear();
  }

  /** The first failure, if there was one. */
  @Nullable Exception failure() {
    return failure.get();
  }

  void failed(Exception trouble) {
    if (failure.compareAndSet(null, trouble)) {
      ConnectionEvent event =
          new ConnectionEvent(source, ConnectionEvent.CONNECTION_ERROR_OCCURRED, trouble);
      listeners.forEach(listener -> listener.connectionErrorOccurred(event));
    }
  }

  void closed(Object handle) {
    ConnectionEvent event = new ConnectionEvent(source, ConnectionEvent.CONNECTION_CLOSED);
    event.setConnectionHandle(handle);
    listeners.forEach(listener -> listener.connectionClosed(event));
  }
}
