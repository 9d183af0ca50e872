package dev.halfway.ra.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;

/** Bodies of messages that are received many at a time. */
final class Bodies {

  /** Where Artemis tells the size of what it calls a large message. */
  private static final String LARGE = "_AMQ_LARGE_SIZE";

  /** What a body is taken for that does not tell its size. */
  private static final long USUAL = 1_000;

  private Bodies() {}

  /**
   * Makes sure that the body is in memory. Artemis streams large messages and drops what was not
   * read of one when the next is received.
   *
   * @return about how many bytes it takes
   */
  static long load(Message message) throws JMSException {
    if (message instanceof BytesMessage bytes) {
      long length = bytes.getBodyLength();
      if (length > 0) {
        bytes.readByte();
        bytes.reset();
      }
      return length;
    }
    if (message instanceof StreamMessage stream) {
      stream.reset();
    } else if (message instanceof TextMessage text) {
      String body = text.getText();
      return body == null ? 0 : 2L * body.length();
    }
    return message.getObjectProperty(LARGE) instanceof Number size ? size.longValue() : USUAL;
  }
}
