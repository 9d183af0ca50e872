package dev.halfway.ra.jms;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * Ends calls of one connection of the broker's that last too long, by closing the connection under
 * them. One thread at a time; {@link #cut} is for any.
 */
public interface CallLimit {

  /** What callers get whose call was cut, and what the call itself has thrown then. */
  static JMSException overdue(@Nullable Exception cause) {
    return Caused.by(
        cause, new JMSException("the broker did not return from a call within sendTimeout"));
  }

  /** A call of the broker, or some in a row. */
  @FunctionalInterface
  interface Call<T extends @Nullable Object> {

    T run() throws JMSException;
  }

  /**
   * Makes a call within this limit. One that was cut is overdue whatever came of it: a client may
   * throw anything then, and what it returns means nothing.
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

  /** A call without a result. */
  @FunctionalInterface
  interface Step {
    void run() throws JMSException;
  }

  /** {@link #within}, for a call without a result. */
  default void perform(Step step) throws JMSException {
    within(
        () -> {
          step.run();
          return step;
        });
  }

  /** The calling thread begins a call, or some in a row that together may last as long as one. */
  void begin();

  /** It has returned, one way or the other; to be called by the same thread. */
  void end();

  /** Ends the call that is under way, if one is. Does not wait for that. */
  void cut();

  /**
   * Whether the call that is under way was cut, or the last one was: it is not known what it did.
   */
  boolean isCut();
}
