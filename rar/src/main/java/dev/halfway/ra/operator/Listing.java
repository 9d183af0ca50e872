package dev.halfway.ra.operator;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.operator.InDoubt.Found;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.RetryState;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.time.Instant;

/** Half messages as operators see them. */
final class Listing {

  private Listing() {}

  /** A message that was found. */
  static HalfTransaction of(Found found) {
    Envelope envelope = found.envelope();
    State state = found.queue().state();
    RetryState retry = envelope.retryState();
    return new HalfTransaction(
        envelope.messageId(),
        envelope.transaction().toString(),
        envelope.ordinal(),
        envelope.group(),
        envelope.node(),
        envelope.key(),
        envelope.destination(),
        state,
        found.queue().name(),
        Instant.ofEpochMilli(envelope.sentAt()),
        retry == null ? 0 : retry.attempts(),
        retry == null ? 0 : retry.checks(),
        retry == null || state != State.WAITING ? null : Instant.ofEpochMilli(retry.due()),
        retry == null ? Verdict.UNKNOWN : retry.verdict(),
        retry == null ? null : retry.cause());
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
}
