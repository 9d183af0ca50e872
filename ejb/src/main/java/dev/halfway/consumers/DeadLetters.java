package dev.halfway.consumers;

import dev.halfway.audit.Audit;
import dev.halfway.broker.BrokerManagement;
import dev.halfway.broker.BrokerQueue;
import dev.halfway.broker.Peek;
import dev.halfway.broker.Peek.QueuedMessage;
import dev.halfway.broker.Queues;
import dev.halfway.messages.Deliveries;
import dev.halfway.ra.api.PropertyNames;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.StringReader;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that no consumer could handle, and what an operator can do with one: send it back to
 * where it came from, or delete it. Each is a single step inside the broker, so a message is in one
 * place or in the other and never in both; of two operators who act on the same one, one is told
 * that it is gone.
 *
 * <p>A half message can become a dead letter where a broker's settings for the half queues are
 * missing. It can be sent back to its half queue, and not be deleted: nobody here knows whether its
 * transaction has committed.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class DeadLetters {

  static final String QUEUE = "halfway.dead-letters";

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  /** A property that a half message has, and that is gone when it is delivered. */
  private static final String ONLY_WHILE_HALF = PropertyNames.STORE;

  /** More than these are not looked at; their number is the depth of the queue. */
  private static final int MOST = 10_000;

  @Inject private Audit audit;
  @Inject private BrokerManagement broker;
  @Inject private FailureLog failures;
  @Inject private Peek peek;
  @Inject private Queues queues;

  /**
   * A dead letter.
   *
   * @param id names it for redelivery and deletion
   * @param halfMessage the half message that it was, null where it was sent without one
   * @param queue where it could not be consumed
   * @param consumer which consumer failed, null where none has told
   * @param attempts how often it was delivered
   * @param failedAt when the last attempt failed, null where no consumer has told
   */
  public record DeadLetter(
      String id,
      @Nullable String halfMessage,
      String queue,
      @Nullable String consumer,
      String cause,
      int attempts,
      Instant sentAt,
      @Nullable Instant failedAt,
      @Nullable String body) {}

  /**
   * Dead letters that died of the same.
   *
   * @param count how many there are
   * @param messages the oldest of them
   */
  public record DeadLetterGroup(String cause, int count, List<DeadLetter> messages) {}

  /**
   * All dead letters by cause, the most frequent first, with at most {@code limit} messages shown
   * of each.
   */
  public List<DeadLetterGroup> groups(int limit) {
    List<QueuedMessage> found = peek.oldest(QUEUE, MOST);
    Map<String, List<ConsumerFailure>> known =
        failures.of(found.stream().map(QueuedMessage::deliveryId).toList());
    return found.stream()
        .map(letter -> deadLetter(letter, known.getOrDefault(letter.deliveryId(), List.of())))
        .collect(Collectors.groupingBy(DeadLetter::cause, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(
            group ->
                new DeadLetterGroup(
                    group.getKey(),
                    group.getValue().size(),
                    group.getValue().stream().limit(limit).toList()))
        .sorted(Comparator.comparingInt(DeadLetterGroup::count).reversed())
        .toList();
  }

  /**
   * Sends a dead letter back to the queue it came from, with a new set of attempts.
   *
   * @return false when there is no such dead letter (any more)
   */
  public boolean redeliver(UUID id, String operator) {
    Optional<JsonObject> letter = find(id);
    boolean done = act(letter, id, operator, "retryMessage", "redelivered");
    if (done) {
      noteSentBack(id, letter.orElseThrow());
    }
    return done;
  }

  /** When it is in its queue: a consumer that is faster has the last word. */
  private void noteSentBack(UUID id, JsonObject letter) {
    UUID about = Deliveries.uuidOrNull(letter.getString(Deliveries.ABOUT, ""));
    if (about == null) {
      return;
    }
    String message =
        letter.containsKey(PropertyNames.TRANSACTION)
            ? letter.getString(PropertyNames.TRANSACTION)
                + "."
                + letter.getInt(PropertyNames.ORDINAL)
            : letter.getString(Deliveries.ID, Peek.PREFIX + id);
    try {
      failures.sentBack(
          message, BrokerQueue.nameOf(letter.getString(Peek.ORIGINAL_QUEUE, Peek.UNKNOWN)), about);
    } catch (RuntimeException e) {
      LOG.warn("Dead letter {} is sent back; what is known of it will say so later", id, e);
    }
  }

  /**
   * Removes a dead letter for good.
   *
   * @return false when there is no such dead letter (any more)
   * @throws StillHalf when it is a half message, which nobody but the adapter may remove
   */
  public boolean delete(UUID id, String operator) throws StillHalf {
    Optional<JsonObject> letter = find(id);
    if (letter.isPresent() && letter.get().containsKey(ONLY_WHILE_HALF)) {
      record(operator, "removeMessage", id, "refused: still half");
      throw new StillHalf(id);
    }
    return act(letter, id, operator, "removeMessage", "deleted");
  }

  private boolean act(
      Optional<JsonObject> letter, UUID id, String operator, String operation, String outcome) {
    boolean done = letter.isPresent() && invoke(operation, letter.get());
    record(operator, operation, id, done ? outcome : "not found");
    return done;
  }

  private void record(String operator, String operation, UUID id, String outcome) {
    audit.record(operator, "dead-letter " + operation, id.toString(), outcome);
  }

  /** The broker acts on its own numbers. */
  private boolean invoke(String operation, JsonObject letter) {
    JsonArray number = Json.createArrayBuilder().add(letter.getJsonNumber("messageID")).build();
    return broker.invoke(resource(), operation, number) == JsonValue.TRUE;
  }

  /** The broker finds a message by what a Jakarta Messaging client calls it. */
  private Optional<JsonObject> find(UUID id) {
    JsonArray filter =
        Json.createArrayBuilder().add("AMQUserID = '" + Peek.PREFIX + id + "'").build();
    JsonString found = (JsonString) broker.invoke(resource(), "listMessagesAsJSON", filter);
    try (JsonReader reader = Json.createReader(new StringReader(found.getString()))) {
      return reader.readArray().getValuesAs(JsonObject.class).stream().findFirst();
    }
  }

  private String resource() {
    return queues.find(QUEUE).orElseThrow().resource();
  }

  private static DeadLetter deadLetter(QueuedMessage message, List<ConsumerFailure> failures) {
    String queue = message.originalQueue();
    @Nullable ConsumerFailure failure = ConsumerFailure.of(queue, failures).orElse(null);
    return new DeadLetter(
        message.id(),
        message.halfMessage(),
        queue,
        failure == null ? null : failure.consumer(),
        failure == null ? ConsumerFailure.UNTOLD : failure.cause(),
        failure == null ? 0 : failure.attempts(),
        message.sentAt(),
        failure == null ? null : failure.at(),
        message.body());
  }
}
