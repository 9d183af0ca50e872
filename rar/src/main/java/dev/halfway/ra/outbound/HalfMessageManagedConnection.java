package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Session;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * One connection of the broker's in the server's pool, with its sessions: transacted ones for half
 * messages, and one that acknowledges automatically for messages sent outside a transaction. After
 * any failure of the broker's it tells the server and is destroyed: a session whose last
 * transaction did not end cleanly is never used again.
 */
public class HalfMessageManagedConnection implements ManagedConnection {

  private final HalfMessageManagedConnectionFactory factory;
  private final SenderGroup group;
  private final HalfMessageConnectionRequestInfo credentials;
  private final HalfMessaging messaging;
  private final Connection provider;
  private final ProviderSession first;
  private final Deque<ProviderSession> idle = new ConcurrentLinkedDeque<>();
  private final HalfMessageXaResource resource = new HalfMessageXaResource(this);
  private final ServerEvents server = new ServerEvents(this);
  private final Set<HalfConnection> handles = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean destroyed;

  private final Object outside = new Object();
  private @Nullable ProviderSession automatic; // Guarded by outside.

  HalfMessageManagedConnection(
      HalfMessageManagedConnectionFactory factory,
      HalfMessageConnectionRequestInfo credentials,
      HalfMessaging messaging)
      throws JMSException {
    this.factory = factory;
    this.group = factory.senders();
    this.credentials = credentials;
    this.messaging = messaging;
    provider = messaging.connect(credentials.user(), credentials.password());
    try {
      provider.setExceptionListener(server::failed);
      first = limited(() -> ProviderSession.transacted(provider));
    } catch (JMSException | RuntimeException e) {
      messaging.close(provider);
      throw e;
    }
    idle.push(first);
  }

  SenderGroup group() {
    return group;
  }

  HalfMessaging messaging() {
    return messaging;
  }

  Connection provider() {
    return provider;
  }

  boolean isFor(HalfMessageConnectionRequestInfo other) {
    return credentials.equals(other);
  }

  boolean isUsable() {
    return server.failure() == null && !destroyed;
  }

  interface Making<T> {
    T by(Session session) throws JMSException;
  }

  <T> T make(Making<T> making) throws JMSException {
    return limited(() -> making.by(first.session()));
  }

  private <T> T limited(CallLimit.Call<T> call) throws JMSException {
    CallLimit limit = newLimit();
    try {
      return limit.within(call);
    } catch (JMSException e) {
      if (limit.isCut()) {
        server.failed(e);
      }
      throw e;
    }
  }

  CallLimit newLimit() {
    return messaging.limit(provider);
  }

  TransactionBranch newBranch() {
    return new TransactionBranch(this, messaging.transactions().getTransactionKey());
  }

  /** The branch that takes messages of a transaction, if this connection is enlisted in it. */
  @Nullable TransactionBranch branchOf(Object transactionKey) {
    return resource.branchOf(transactionKey);
  }

  /** A transacted session that nobody else uses. */
  ProviderSession takeSession() throws JMSException {
    ProviderSession session = idle.poll();
    return session == null ? ProviderSession.transacted(provider) : session;
  }

  /** Takes back a session whose transaction has ended cleanly. */
  void giveBack(ProviderSession session) {
    idle.push(session);
  }

  /** Outside a transaction: as any provider sends, but named as all messages are. */
  void sendNow(ApplicationMessage message) throws JMSException {
    try {
      synchronized (outside) {
        limited(
            () -> {
              ProviderSession session =
                  automatic == null ? ProviderSession.automatic(provider) : automatic;
              automatic = session;
              message.with(
                  Envelope.named(message.properties(), messaging.name(), 0),
                  () -> session.send(message.destination(), message.message(), message.delivery()));
              return message;
            });
      }
    } catch (InvalidDestinationException | JMSSecurityException | MessageFormatException e) {
      throw e;
    } catch (JMSException e) {
      server.failed(e);
      throw e;
    }
  }

  /** A thread has done what it had to do for a branch, or could not. */
  void left(@Nullable Exception trouble) {
    if (trouble != null) {
      server.failed(trouble);
    }
    if (destroyed) {
      closeUnlessBusy();
    }
  }

  /** A handle was closed by the application. */
  void closed(HalfConnection handle) {
    if (handles.remove(handle)) {
      server.closed(handle);
    }
  }

  void movedAway(HalfConnection handle) {
    handles.remove(handle);
  }

  @Override
  public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
      throws ResourceException {
    requireUsable();
    if (!isFor(factory.credentials(subject, info))) {
      throw new jakarta.resource.spi.SecurityException(
          "the connection, shared in this transaction perhaps, belongs to another user");
    }
    HalfConnection handle = new HalfConnection(this);
    handles.add(handle);
    return handle;
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    requireUsable();
    if (!(connection instanceof HalfConnection handle)) {
      throw new ResourceException("not a connection of this adapter: " + connection);
    }
    handle.moveTo(this);
    handles.add(handle);
  }

  private void requireUsable() throws ResourceException {
    if (!isUsable()) {
      throw new jakarta.resource.spi.IllegalStateException(
          "the connection has failed or was destroyed", server.failure());
    }
  }

  @Override
  public void cleanup() throws ResourceException {
    invalidateHandles();
    requireUsable();
    if (resource.isSpoilt()) {
      throw new ResourceException("its last transaction did not end cleanly");
    }
  }

  @Override
  public void destroy() {
    destroyed = true;
    server.leave();
    invalidateHandles();
    closeUnlessBusy();
  }

  private void invalidateHandles() {
    handles.forEach(HalfConnection::invalidate);
    handles.clear();
  }

  /** Whoever is busy closes when it leaves: the one who wants it closed must not wait. */
  private void closeUnlessBusy() {
    if (!resource.isBusy() && closed.compareAndSet(false, true)) {
      messaging.close(provider);
    }
  }

  @Override
  public XAResource getXAResource() {
    return resource;
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("half messages need a JTA transaction");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new HalfMessageManagedConnectionMetaData(provider, credentials.user());
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    server.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    server.remove(listener);
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter writer) {}

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }
}
