package dev.halfway.ra.jms;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls of one connection of the broker's that last too long, by closing the connection under
 * them.
 *
 * <p>Threads may take turns; only {@link #cut} is for any at any time.
 */
public interface CallLimit {

  /**
   * What callers get whose call was cut.
   *
   * @param cause what the call itself has thrown then; null when it has returned
   */
  static JMSException overdue(@Nullable Exception cause) {
    JMSException failure =
        new JMSException("the broker did not return from a call within sendTimeout");
    if (cause != null) {
      failure.initCause(cause);
    }
    return failure;
  }

  /**
   * A call of the broker, or some in a row.
   *
   * @param <T> what comes of it
   */
  @FunctionalInterface
  interface Call<T extends @Nullable Object> {

    T run() throws JMSException;
  }

  /**
   * Makes a call within this limit.
   *
   * @throws JMSException what the call throws; that it was overdue when it was cut, whatever came
   *     of it: a client may throw anything then, and what it returns means nothing
   */
  default <T extends @Nullable Object> T within(Call<T> call) throws JMSException {
    begin();
    @Nullable Exception failed = null;
    try {
      T result = call.run();
      if (!isCut()) {
        return result;
      }
    } catch (JMSException | RuntimeException e) {
      if (!isCut()) {
        throw e;
      }
      failed = e;
    } finally {
      end();
    }
    throw overdue(failed);
  }

  /** The calling thread begins a call, or some in a row that together may last as long as one. */
  void begin();

  /** It has returned, one way or the other; to be called by the same thread. */
  void end();

  /** Ends the call that is under way, if one is. Does not wait for that. */
  void cut();

  /**
   * Whether the connection was closed under the call that is under way, or under the last one. If
   * that failed, it is not known what it did.
   */
  boolean isCut();
}
