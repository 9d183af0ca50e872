package dev.halfway.ra.broker;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;

/** The messages of one batch: as many as the relay wants and fit into memory. */
final class MessageBatch {

  /** Bytes of bodies after which a batch takes no more. */
  private static final long MAX_BYTES = 10_000_000;

  /** Where Artemis tells the size of what it calls a large message. */
  private static final String LARGE = "_AMQ_LARGE_SIZE";

  /** The assumed size of a body that does not tell its size. */
  private static final long USUAL = 1_000;

  private final int max;
  private final List<Message> messages = new ArrayList<>();
  private long bytes;

  MessageBatch(int max) {
    this.max = max;
  }

  void add(Message message) throws JMSException {
    bytes += load(message);
    messages.add(message);
  }

  boolean isFull() {
    return messages.size() >= max || bytes >= MAX_BYTES;
  }

  int size() {
    return messages.size();
  }

  List<Message> messages() {
    return messages;
  }

  /**
   * Makes sure that the body is in memory, and says about how many bytes it takes. Artemis drops
   * what was not read of a large message when the next is received.
   */
  private static long load(Message message) throws JMSException {
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
