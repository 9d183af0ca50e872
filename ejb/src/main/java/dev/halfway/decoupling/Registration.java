package dev.halfway.decoupling;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user who registered, and what became of the SMS that welcomes them.
 *
 * @param id identifies the registration
 * @param username unique among all registrations
 * @param phone E.164
 * @param registeredAt when it was accepted
 * @param sms what became of the SMS
 * @param attempts how often it was tried; an outage of the SMS centre counts nothing
 * @param lastError why the last attempt failed; null before one has, and after one succeeded
 * @param smsMessageId what the SMS centre calls the SMS, of its last part where it has several;
 *     null until it is sent
 * @param smsSentAt when the SMS centre accepted it; null until then
 */
public record Registration(
    UUID id,
    String username,
    String phone,
    Instant registeredAt,
    Sms sms,
    int attempts,
    @Nullable String lastError,
    @Nullable String smsMessageId,
    @Nullable Instant smsSentAt) {

  /** What became of the SMS. */
  public enum Sms {
    /** Not accepted by the SMS centre yet. */
    PENDING,
    /** Accepted by the SMS centre. */
    SENT,
    /** Given up; the message stands in the dead letters. */
    FAILED
  }

  /** One whose SMS is still to be sent. */
  static Registration pending(UUID id, String username, String phone, Instant at) {
    return new Registration(id, username, phone, at, Sms.PENDING, 0, null, null, null);
  }

  /** The same, with its SMS sent by one more attempt. */
  Registration smsSent(String messageId, Instant at) {
    return new Registration(
        id, username, phone, registeredAt, Sms.SENT, attempts + 1, null, messageId, at);
  }
}
