package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.HalfMessageXaResource.refusal;

import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.jms.Caused;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.Phase;
import dev.halfway.ra.protocol.Phase.Event;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.concurrent.locks.ReentrantLock;
import javax.transaction.xa.XAException;
import org.jspecify.annotations.Nullable;

/**
 * The part of one managed connection in one transaction. Its lock is held while the broker is
 * talked to. An end that comes on another thread, as of the transaction manager's reaper, never
 * waits for the lock: it declares the branch abandoned, and whoever holds the lock cleans up on
 * leaving.
 */
final class TransactionBranch {

  private static final String ENDED =
      "the transaction has ended, timed out perhaps: the message was not sent";

  private final HalfMessageManagedConnection connection;
  private final SenderGroup group;
  private final HalfMessaging messaging;
  private final @Nullable Object transactionKey;
  private final BranchSessions sessions;
  private final ReentrantLock busy = new ReentrantLock();
  private final CallLimit limit;

  // Guarded by this.
  private Phase phase = Phase.ACTIVE;

  // Guarded by busy.
  private @Nullable OpenTransaction transaction;
  private int messages;

  private volatile boolean failed;

  TransactionBranch(HalfMessageManagedConnection connection, @Nullable Object transactionKey) {
    this.connection = connection;
    this.group = connection.group();
    this.messaging = connection.messaging();
    this.transactionKey = transactionKey;
    this.sessions = new BranchSessions(connection);
    this.limit = connection.newLimit();
  }

  boolean isOf(Object key) {
    return key.equals(transactionKey);
  }

  /** Whether another thread is talking to the broker for this branch. */
  boolean isBusy() {
    return busy.isLocked() && !busy.isHeldByCurrentThread();
  }

  /** Whether it leaves its connection unusable. */
  boolean isSpoilt() {
    return isBusy() || sessions.failure() != null || phase() == Phase.ABANDONED;
  }

  /** The transaction manager says that it has failed: from now on it can only roll back. */
  void fail() {
    failed = true;
  }

  void send(OpenTransaction open, ApplicationMessage message) throws JMSException {
    enter();
    try {
      requireTakesMessages();
      if (transaction == null) {
        transaction = open;
        open.join(this);
      }
      long now = messaging.now();
      Envelope envelope = open.envelope(group, message, now);
      String queue = messaging.halfQueueFor(envelope.transaction(), envelope.key());
      sessions.send(
          message,
          envelope,
          queue,
          () -> {
            if (limit.isCut()) {
              // A send that waited for room goes on when its connection is closed, into nothing.
              throw new JMSException("the connection was closed");
            }
            message.stamp(now);
          });
      messages++;
      open.sent();
      requireTakesMessages();
    } catch (JMSException | RuntimeException e) {
      if (limit.isCut()) {
        throw cutOff(e);
      }
      throw e;
    } finally {
      leave();
    }
  }

  private void requireTakesMessages() throws IllegalStateException {
    if (!phase().takesMessages()) {
      throw new IllegalStateException(ENDED);
    }
    if (!sessions.areUsable()) {
      throw new IllegalStateException(
          "an earlier failure of the connection rolls this transaction back");
    }
  }

  /** Makes the half messages durable. The transaction manager has nothing to remember then. */
  void prepare() throws XAException {
    enter();
    try {
      OpenTransaction open = endOfSending();
      if (open == null) {
        return;
      }
      if (!open.canBeSettled()) {
        throw rolledBack(
            "half transaction "
                + open.id()
                + " has no marker: beforeCompletion was not called, or messages were sent later");
      }
      boolean preparing = startPreparing();
      if (preparing) {
        makeDurable(open);
      }
      if (!preparing || move(Event.DURABLE) == Phase.ABANDONED) {
        throw refusal(XAException.XA_RBTIMEOUT, "the transaction was rolled back meanwhile", null);
      }
    } finally {
      leave();
    }
  }

  private void makeDurable(OpenTransaction open) throws XAException {
    messaging.preparing(open.id(), messages);
    try {
      sessions.commitHalf();
    } catch (JMSException | RuntimeException e) {
      messaging.unconfirmed(open.id(), messages);
      move(Event.END);
      throw refusal(
          XAException.XA_RBCOMMFAIL,
          "the broker did not confirm the messages of half transaction " + open.id(),
          limit.isCut() ? cutOff(e) : e);
    }
    messaging.prepared(open.id(), messages);
  }

  /** Commits as the only resource: no database could fail, so the originals are delivered. */
  void commitAlone() throws XAException {
    enter();
    try {
      OpenTransaction open = endOfSending();
      if (open == null) {
        return;
      }
      if (group.settlement() == Settlement.MARKER) {
        throw rolledBack("half transaction " + open.id() + " is committed without its marker");
      }
      deliverOriginals(open);
    } finally {
      leave();
    }
  }

  private void deliverOriginals(OpenTransaction open) throws XAException {
    try {
      sessions.commitDirect();
    } catch (TransactionRolledBackException e) {
      throw refusal(XAException.XA_RBROLLBACK, "the broker has rolled back " + open.id(), e);
    } catch (JMSException | RuntimeException e) {
      throw refusal(
          XAException.XAER_RMERR,
          "the broker did not confirm " + open.id(),
          limit.isCut() ? cutOff(e) : e);
    } finally {
      move(Event.END);
    }
  }

  /** The transaction, closed for messages; null if none was sent, and then all is over. */
  private @Nullable OpenTransaction endOfSending() throws XAException {
    if (transaction != null) {
      transaction.close();
    }
    if (phase() != Phase.ACTIVE || failed || !sessions.areUsable()) {
      throw rolledBack("the connection has failed, or its transaction has ended before");
    }
    if (messages == 0) {
      sessions.rollBack();
      move(Event.END);
      return null;
    }
    return transaction;
  }

  private XAException rolledBack(String why) {
    Exception failure = sessions.failure();
    sessions.rollBack();
    move(Event.END);
    return refusal(XAException.XA_RBROLLBACK, why, failure);
  }

  /** It is over: what is not durable is rolled back. Never waits for another thread. */
  void end() {
    if (!busy.tryLock()) {
      move(Event.END_WHILE_BUSY);
      // Nobody needs what it waits for any more, and its connection is spoilt either way.
      limit.cut();
      // The other may have left just before it could notice.
      if (!busy.tryLock()) {
        return;
      }
    }
    begin();
    try {
      if (transaction != null) {
        transaction.close();
      }
      sessions.rollBack();
      move(Event.END);
    } finally {
      leave();
    }
  }

  private synchronized Phase phase() {
    return phase;
  }

  private synchronized boolean startPreparing() {
    if (phase != Phase.ACTIVE) {
      return false;
    }
    phase = phase.on(Event.PREPARE);
    return true;
  }

  private synchronized Phase move(Event event) {
    phase = phase.on(event);
    return phase;
  }

  private void enter() {
    busy.lock();
    begin();
  }

  /** All calls of the broker until the lock is left may last as long as one. */
  private void begin() {
    if (busy.getHoldCount() == 1) {
      limit.begin();
    }
  }

  private void leave() {
    if (busy.getHoldCount() == 1) {
      limit.end();
    }
    Exception failure = sessions.failure();
    if (failure == null && limit.isCut()) {
      failure = CallLimit.overdue(null);
    }
    busy.unlock();
    if (failure == null && phase() == Phase.ABANDONED) {
      failure = new TransactionRolledBackException("the transaction ended while it was used");
    }
    connection.left(failure);
  }

  /** A call of the broker that was cut fails with something about its connection. */
  private JMSException cutOff(Exception failure) {
    return phase() == Phase.ABANDONED
        ? Caused.by(failure, new IllegalStateException(ENDED))
        : CallLimit.overdue(failure);
  }
}
