package dev.halfway.decoupling.smpp;

/**
 * The message was sent and no answer came: the centre may or may not have accepted it.
 *
 * <p>Submitting it again may deliver it twice; not doing so may lose it. Parts repeated under the
 * same reference are dropped by the handset.
 */
public final class SmsOutcomeUnknown extends SmsException {

  private static final long serialVersionUID = 1L;

  SmsOutcomeUnknown(Throwable cause) {
    super("no answer from the SMS centre: " + cause.getMessage(), cause);
  }
}
