package dev.halfway.ra.protocol;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one provider session goes through in one transaction of the sender.
 *
 * <p>Two threads may move it: the application's, and the transaction manager's reaper, which rolls
 * back when time is up and must not wait for a session that is busy. So it declares the session
 * {@link #ABANDONED}, and the thread that is busy with it cleans up when it notices.
 */
public enum Phase {
  /** Takes messages. */
  ACTIVE,
  /** Half messages are being made durable. */
  PREPARING,
  /** Half messages are durable. The marker decides. */
  PREPARED,
  /** The transaction has ended here; a message sent now would belong to nothing. */
  DONE,
  /**
   * Ended while the session was busy, or the broker did not say whether the half messages are
   * durable: the session is to be thrown away.
   */
  ABANDONED;

  /** What can happen. */
  public enum Event {
    /** The transaction manager asks for the vote. */
    PREPARE,
    /** The broker has the half messages. */
    DURABLE,
    /**
     * It is over: rolled back, failed to prepare, completed, or committed without half messages.
     */
    END,
    /** It is over, and the session is busy in another thread. */
    END_WHILE_BUSY
  }

  private static final Map<Phase, Map<Event, Phase>> NEXT = new EnumMap<>(Phase.class);

  static {
    NEXT.put(
        ACTIVE, Map.of(Event.PREPARE, PREPARING, Event.END, DONE, Event.END_WHILE_BUSY, ABANDONED));
    NEXT.put(
        PREPARING,
        Map.of(Event.DURABLE, PREPARED, Event.END, ABANDONED, Event.END_WHILE_BUSY, ABANDONED));
    NEXT.put(PREPARED, Map.of(Event.END, DONE, Event.END_WHILE_BUSY, DONE));
    NEXT.put(DONE, Map.of(Event.END, DONE, Event.END_WHILE_BUSY, DONE));
    // Whatever the busy thread still achieves does not count.
    NEXT.put(
        ABANDONED,
        Map.of(Event.DURABLE, ABANDONED, Event.END, ABANDONED, Event.END_WHILE_BUSY, ABANDONED));
  }

  /** Whether a message sent now belongs to the transaction. */
  public boolean takesMessages() {
    return this == ACTIVE;
  }

  /** Moves on; throws IllegalStateException when that cannot happen now. */
  public Phase on(Event event) {
    Phase next = NEXT.getOrDefault(this, Map.of()).get(event);
    if (next == null) {
      throw new IllegalStateException(event + " in " + this);
    }
    return next;
  }
}
