package dev.halfway.decoupling.link;

/**
 * The message was sent and no answer came, or some of its parts were accepted: the centre may or
 * may not have it.
 *
 * <p>Submitting it again may deliver it twice; not doing so may lose it. Parts repeated under the
 * same reference are dropped by the handset.
 */
public final class SmsOutcomeUnknown extends SmsException {

  private static final long serialVersionUID = 1L;

  SmsOutcomeUnknown(Throwable cause) {
    super("no answer from the SMS centre: " + cause.getMessage(), cause);
  }

  private SmsOutcomeUnknown(String message) {
    super(message, null);
  }

  /** Time was over when so many parts had been accepted, and not all. */
  static SmsOutcomeUnknown after(int parts) {
    return new SmsOutcomeUnknown(
        "the SMS centre is too slow: only the first %d parts were accepted in time"
            .formatted(parts));
  }
}
