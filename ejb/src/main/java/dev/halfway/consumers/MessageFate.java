package dev.halfway.consumers;

import dev.halfway.messages.About;
import java.util.UUID;

/**
 * What has become of a message that is about something ({@link About}); an event, fired within the
 * transaction that writes it down.
 *
 * @param consumer whose message it is
 * @param about what it is about
 * @param cause why the consumer failed
 */
public record MessageFate(Kind kind, String consumer, UUID about, String cause) {

  /** What has become of it. */
  public enum Kind {
    /** An attempt of the consumer has failed; another one follows, unless it was the last. */
    FAILED,
    /** It is a dead letter: no other attempt follows. */
    GIVEN_UP,
    /** An operator has sent the dead letter back: attempts begin anew. */
    SENT_BACK
  }
}
