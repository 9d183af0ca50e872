package dev.halfway.ra.operator;

import dev.halfway.ra.api.HalfTransaction;
import dev.halfway.ra.api.HalfTransaction.State;
import dev.halfway.ra.api.Verdict;
import dev.halfway.ra.binding.Ownership;
import dev.halfway.ra.binding.Store;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.Browsing;
import dev.halfway.ra.jms.MessageProperties;
import dev.halfway.ra.protocol.Envelope;
import dev.halfway.ra.protocol.HalfTransactionId;
import dev.halfway.ra.protocol.RetryState;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Messages in doubt or not deliverable, found by browsing. Thread-safe. */
public record InDoubt(
    BrokerConnector broker, Store store, String parkedQueue, Supplier<List<QueueInDoubt>> queues) {

  /** A queue of half messages, and what it means to be in it. */
  public record QueueInDoubt(String name, State state) {

    /** Selects this application's messages of the queue. */
    String mine(Ownership ownership) {
      return state == State.PARKED ? ownership.inSharedQueues() : ownership.inOwnQueues();
    }
  }

  /** A message that was found. */
  record Found(QueueInDoubt queue, Envelope envelope, Message message) {}

  /** The first of them, queue by queue. */
  public List<HalfTransaction> list(int limit) throws JMSException {
    List<HalfTransaction> all = new ArrayList<>();
    Ownership ownership = store.ownership();
    try (Browsing browsing = new Browsing(broker, parkedQueue)) {
      for (QueueInDoubt queue : queues.get()) {
        if (all.size() < limit) {
          browsing.browse(
              queue.name(),
              queue.mine(ownership),
              message -> {
                found(message, queue).map(InDoubt::listed).ifPresent(all::add);
                return all.size() < limit;
              });
        }
      }
    }
    return all;
  }

  /** The message of this id. */
  public Optional<HalfTransaction> find(String id) throws JMSException {
    return locate(id).map(InDoubt::listed);
  }

  /** The body of a message as text. */
  public Optional<String> body(String id, int limit) throws JMSException {
    Optional<Found> found = locate(id);
    return found.isEmpty() ? Optional.empty() : Optional.of(text(found.get().message(), limit));
  }

  Optional<Found> locate(String id) throws JMSException {
    int dot = id.lastIndexOf('.');
    HalfTransactionId transaction;
    int ordinal;
    try {
      transaction = HalfTransactionId.parse(id.substring(0, Math.max(0, dot)));
      ordinal = Integer.parseInt(id.substring(dot + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    Ownership ownership = store.ownership();
    List<Found> all = new ArrayList<>();
    try (Browsing browsing = new Browsing(broker, parkedQueue)) {
      for (QueueInDoubt queue : queues.get()) {
        browsing.browse(
            queue.name(),
            Ownership.one(queue.mine(ownership), transaction, ordinal),
            message -> {
              found(message, queue).ifPresent(all::add);
              return all.isEmpty();
            });
        if (!all.isEmpty()) {
          return Optional.of(all.get(0));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> found(Message message, QueueInDoubt queue) {
    try {
      return Optional.of(new Found(queue, Envelope.read(MessageProperties.of(message)), message));
    } catch (JMSException | IllegalArgumentException e) {
      // Malformed: the relay parks it as it is, and raises an alarm.
      return Optional.empty();
    }
  }

  private static HalfTransaction listed(Found found) {
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
  private static String text(Message message, int limit) throws JMSException {
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
