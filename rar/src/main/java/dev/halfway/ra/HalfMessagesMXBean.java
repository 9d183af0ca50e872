package dev.halfway.ra;

import java.util.List;

/**
 * What the adapter on this node is doing, over JMX as {@code dev.halfway:type=HalfMessages,node=…}.
 *
 * <p>Attributes as in {@link dev.halfway.ra.api.RelayStatus}; operations as in {@link
 * dev.halfway.ra.api.HalfTransactions}. All operations throw {@link IllegalArgumentException} with
 * the parameter that is wrong, and {@link IllegalStateException} with the reason when the broker or
 * the database does not answer.
 */
@Described("What the half-message adapter on this node is doing, and what an operator can do")
public interface HalfMessagesMXBean {

  @Described("Whether messages can be sent and are relayed")
  boolean isReady();

  @Described("Half messages of this node on their way")
  long getPending();

  @Described("Milliseconds since the oldest of them was made durable")
  long getLagMillis();

  @Described("Messages made durable in a half queue")
  long getHalf();

  @Described("Messages delivered to their destination")
  long getForwarded();

  @Described("Messages of transactions that rolled back")
  long getSwallowed();

  @Described("Fences and checkers asked")
  long getChecked();

  @Described("Times a message was put into a waiting queue")
  long getSetAside();

  @Described("Messages put into the parked queue")
  long getParked();

  @Described("Half queues of other nodes that this one relays now")
  List<String> getTakenOver();

  @Described("What an operator has to look at")
  List<String> getAlarms();

  @Described("Messages in doubt or not deliverable, of all nodes, one line each")
  List<String> inDoubt(@Described("how many at most, from 1") int limit);

  @Described("Decides the transaction of a message; if the database knows better, it prevails")
  String resolve(
      @Described("of the message, as inDoubt shows it") String id,
      @Described("COMMIT, which delivers it, or ROLLBACK, which discards it") String verdict,
      @Described("why, for the log") String reason);

  @Described("Checks a waiting or parked message now")
  String check(@Described("of the message, as inDoubt shows it") String id);

  @Described("Resumes parked messages; says how many")
  int resume(
      @Described("how many at most, from 1") int limit,
      @Described("why, for the log") String reason);

  @Described(
      "Rebinds broker and marker store. Only if this database is the one that the"
          + " half messages in this broker belong to")
  void rebind(@Described("why, for the log") String reason);
}
