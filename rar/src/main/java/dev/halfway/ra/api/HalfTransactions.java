package dev.halfway.ra.api;

import jakarta.jms.JMSException;
import java.util.List;
import java.util.Optional;

/**
 * What operators can see and do about half messages. Bound in JNDI as an administered object, and
 * offered over JMX as {@code dev.halfway:type=HalfMessages,node=…}.
 *
 * <p>Seeing is browsing: nothing is consumed, and a message that the relay has in its hands at that
 * moment is not listed. Deciding is never more than the database allows: a forced verdict becomes
 * the marker row unless there is one already, and then the row prevails and is reported.
 *
 * <p>Thread-safe. All methods throw {@link JMSException} when the broker is out of reach.
 */
public interface HalfTransactions {

  /**
   * What is in doubt or cannot be delivered: half, waiting and parked messages of every node that
   * shares the marker store, those of one queue in its order.
   *
   * @param limit at most this many, from 1
   */
  List<HalfTransaction> inDoubt(int limit) throws JMSException;

  /**
   * One of them.
   *
   * @param id {@link HalfTransaction#id}
   */
  Optional<HalfTransaction> find(String id) throws JMSException;

  /**
   * The body of one of them as text: of a text message its text, of others what they are.
   *
   * @param id {@link HalfTransaction#id}
   * @param limit at most this many characters, from 1
   */
  Optional<String> body(String id, int limit) throws JMSException;

  /**
   * Decides the whole transaction of a message and settles the message.
   *
   * <p>ROLLBACK goes through the fence: if it succeeds the local transaction can never commit any
   * more. COMMIT delivers what may have no row in the database: force it only when the business
   * data says so.
   *
   * @param id {@link HalfTransaction#id}
   * @param verdict {@link Verdict#COMMIT} or {@link Verdict#ROLLBACK}
   */
  Resolution resolve(String id, Verdict verdict) throws JMSException;

  /** Checks a waiting or parked message now; a parked one starts again with all its checks. */
  Resolution check(String id) throws JMSException;

  /**
   * Resumes parked messages, those first that were parked first; each starts again with all its
   * checks. What cannot be settled then waits, or is parked once more.
   *
   * @param limit at most this many, from 1
   * @return how many were resumed
   */
  int resume(int limit) throws JMSException;

  /** What the adapter is doing. Never waits for broker or database. */
  RelayStatus status();

  /**
   * Rebinds broker and marker store, after the database was moved, restored or cloned on purpose,
   * or the broker's journal was replaced. Do this only if this database knows how the transactions
   * behind this broker's half messages ended.
   */
  void rebind() throws JMSException;
}
