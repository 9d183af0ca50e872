package dev.halfway.ra.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;

/** The messages of one batch, as many as the relay wants and memory can bear. */
final class MessageBatch {

  /** Bytes of bodies after which a batch takes no more. */
  private static final long MOST_BYTES = 10_000_000;

  private final int most;
  private final List<Message> messages = new ArrayList<>();
  private long bytes;

  /**
   * No messages yet.
   *
   * @param most messages to take
   */
  MessageBatch(int most) {
    this.most = most;
  }

  /** Takes one, its body included. */
  void add(Message message) throws JMSException {
    bytes += Bodies.load(message);
    messages.add(message);
  }

  boolean isFull() {
    return messages.size() >= most || bytes >= MOST_BYTES;
  }

  int size() {
    return messages.size();
  }

  List<Message> messages() {
    return messages;
  }
}
