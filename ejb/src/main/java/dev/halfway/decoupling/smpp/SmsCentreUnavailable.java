package dev.halfway.decoupling.smpp;

import org.jspecify.annotations.Nullable;

/** The SMS centre could not be asked: the message was not sent as a whole. */
public final class SmsCentreUnavailable extends SmsException {

  private static final long serialVersionUID = 1L;

  private SmsCentreUnavailable(String message) {
    super(message, null);
  }

  static SmsCentreUnavailable closed() {
    return new SmsCentreUnavailable("the link to the SMS centre is closed");
  }

  static SmsCentreUnavailable busy() {
    return new SmsCentreUnavailable("the SMS centre takes no more messages now");
  }

  static SmsCentreUnavailable unreachable(@Nullable String reason) {
    return new SmsCentreUnavailable(
        "the SMS centre is out of reach" + (reason == null ? "" : ": " + reason));
  }
}
