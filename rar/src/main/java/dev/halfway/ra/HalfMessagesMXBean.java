package dev.halfway.ra;

import java.util.List;

/**
 * What the adapter on this node is doing, over JMX as {@code dev.halfway:type=HalfMessages,node=…}.
 *
 * <p>Attributes as in {@link dev.halfway.ra.api.RelayStatus}; operations as in {@link
 * dev.halfway.ra.api.HalfTransactions}. All operations throw {@link IllegalStateException} with the
 * reason when the broker or the database does not answer.
 */
public interface HalfMessagesMXBean {

  /** Whether messages can be sent and are relayed. */
  boolean isReady();

  /** Half messages of this node on their way. */
  long getPending();

  /** Milliseconds since the oldest of them was made durable. */
  long getLagMillis();

  /** Messages made durable in a half queue. */
  long getHalf();

  /** Messages delivered to their destination. */
  long getForwarded();

  /** Messages of transactions that rolled back. */
  long getSwallowed();

  /** Fences and checkers asked. */
  long getChecked();

  /** Times a message was put into a waiting queue. */
  long getSetAside();

  /** Messages put into the parked queue. */
  long getParked();

  /** Half queues of other nodes that this one relays now. */
  List<String> getTakenOver();

  /** What an operator has to look at. */
  List<String> getAlarms();

  /** Messages in doubt, one line each, at most so many. */
  List<String> inDoubt(int limit);

  /**
   * Decides the transaction of a message: {@code COMMIT} or {@code ROLLBACK}; the reason is logged.
   */
  String resolve(String id, String verdict, String reason);

  /** Looks at a waiting or parked message now. */
  String check(String id);

  /** Takes up at most so many parked messages again; the reason is logged. */
  int resume(int limit, String reason);

  /** Binds broker and marker store to each other anew; the reason is logged. */
  void rebind(String reason);
}
