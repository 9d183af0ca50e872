package dev.halfway.decoupling.link;

import org.jspecify.annotations.Nullable;

/** The SMS centre could not be asked: the message was not sent as a whole. */
public final class SmsCentreUnavailable extends SmsException {

  private static final long serialVersionUID = 1L;

  private SmsCentreUnavailable(String message) {
    super(message, null);
  }

  /** The same where so many parts had been accepted before. */
  SmsCentreUnavailable after(int parts) {
    return new SmsCentreUnavailable(
        "%s; the first %d parts of the SMS were accepted".formatted(getMessage(), parts));
  }

  static SmsCentreUnavailable closed() {
    return new SmsCentreUnavailable("the link to the SMS centre is closed");
  }

  static SmsCentreUnavailable held() {
    return new SmsCentreUnavailable("the link to the SMS centre is held: the server is stopping");
  }

  static SmsCentreUnavailable busy() {
    return new SmsCentreUnavailable("the SMS centre takes no more messages now");
  }

  static SmsCentreUnavailable tooLate() {
    return new SmsCentreUnavailable("there was no time left to ask the SMS centre");
  }

  static SmsCentreUnavailable unreachable(@Nullable String reason) {
    return new SmsCentreUnavailable(
        "the SMS centre is out of reach" + (reason == null ? "" : ": " + reason));
  }
}
