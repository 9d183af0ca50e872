package dev.halfway.ra.operator;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.protocol.RetryState;
import dev.halfway.ra.protocol.Envelope;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.time.Instant;

/** Half messages as operators see them. */
public final class Listing {

  private Listing() {}

  /**
   * A message that was browsed.
   *
   * @throws IllegalArgumentException when it is no half message
   */
  public static HalfTransaction of(Message message, QueueInDoubt queue) throws JMSException {
    Envelope envelope = Envelope.read(MessageProperties.of(message));
    RetryState aside = envelope.aside();
    return new HalfTransaction(
        envelope.messageId(),
        envelope.transaction().toString(),
        envelope.ordinal(),
        envelope.group(),
        envelope.node(),
        envelope.key(),
        envelope.destination(),
        queue.state(),
        queue.name(),
        Instant.ofEpochMilli(envelope.sentAt()),
        aside == null ? 0 : aside.attempts(),
        aside == null ? 0 : aside.checks(),
        aside == null || queue.state() != State.WAITING ? null : Instant.ofEpochMilli(aside.due()),
        aside == null ? Verdict.UNKNOWN : aside.verdict(),
        aside == null ? null : aside.cause());
  }

  /** The body as text: of what is not text, what it is. */
  public static String body(Message message, int limit) throws JMSException {
    String text = bodyOf(message);
    return text.length() <= limit ? text : text.substring(0, limit);
  }

  private static String bodyOf(Message message) throws JMSException {
    if (message instanceof TextMessage text) {
      String body = text.getText();
      return body == null ? "" : body;
    }
    if (message instanceof BytesMessage bytes) {
      return "(" + bytes.getBodyLength() + " bytes)";
    }
    if (message instanceof MapMessage) {
      return "(map)";
    }
    if (message instanceof StreamMessage) {
      return "(stream)";
    }
    return message instanceof ObjectMessage ? "(object)" : "";
  }

  /** A queue of half messages and what it means to be in it. */
  public record QueueInDoubt(String name, State state) {}
}
