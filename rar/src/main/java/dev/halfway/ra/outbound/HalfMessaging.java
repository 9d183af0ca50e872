package dev.halfway.ra.outbound;

import dev.halfway.ra.jms.CallLimit;
import dev.halfway.ra.protocol.Envelope.Settlement;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.PendingMarker;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What sending needs of the rest of the adapter. Thread-safe. */
public interface HalfMessaging {

  TransactionSynchronizationRegistry transactions();

  /** A new connection of the broker's own, not pooled; a null user is the adapter's own. */
  Connection connect(@Nullable String user, @Nullable String password) throws JMSException;

  /**
   * A limit for calls by such a connection, known to the adapter only while a call is under way.
   */
  CallLimit limit(Connection connection);

  /** Closes such a connection. Waits only for a while: the broker may not answer any more. */
  void close(Connection connection);

  /** Why nobody may wait for delivery with a connection to the database in hand; or null. */
  @Nullable String objectionToWaiting();

  String node();

  /** Milliseconds since 1970: for what messages carry. */
  long now();

  /**
   * What relays select on: the marker store's id, or what stands for a group without one. Fails
   * with what is missing when the adapter cannot settle anything yet.
   */
  String store(Settlement settlement, String group) throws JMSException;

  /** Name of the half queue, on the broker, for a message. */
  String halfQueueFor(HalfTransactionId transaction, @Nullable String key);

  /** Begins a half transaction. Waits, and then fails, while the relay is too far behind. */
  HalfTransactionId begin() throws JMSException;

  /** A name for a message that belongs to no half transaction. */
  HalfTransactionId name();

  /**
   * The marker of the JTA transaction of the calling thread, through the configured datasource, to
   * be written when the transaction completes.
   *
   * @throws JMSException when the datasource gives no connection
   */
  PendingMarker marker(HalfTransactionId transaction) throws JMSException;

  /** So many messages of the transaction are about to be durable: from now on they are pending. */
  void preparing(HalfTransactionId transaction, int messages);

  /** So many messages were not confirmed, and it rolls back: they may be durable. */
  void unconfirmed(HalfTransactionId transaction, int messages);

  /** So many messages of the transaction are durable. */
  void prepared(HalfTransactionId transaction, int messages);

  /** The transaction has ended, in whichever way: look now. */
  void ended(HalfTransactionId transaction);

  /** Waits until all its messages are settled or set aside; says whether all were delivered. */
  boolean awaitDelivery(HalfTransactionId transaction, Duration timeout);

  /** The resource adapter as its connection factories see it. */
  interface Provider {

    /** The same object for the adapter's whole life; fails unless it runs. */
    HalfMessaging messaging() throws ResourceException;
  }
}
