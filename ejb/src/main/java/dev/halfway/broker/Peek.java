package dev.halfway.broker;

import dev.halfway.messages.Deliveries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Looks at messages without consuming them. Sees what waits for a consumer; messages scheduled for
 * later are counted by {@link Queues}, but no browser shows them.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class Peek {

  /** Longer bodies are cut, and say so. */
  static final int BODY_LIMIT = 4096;

  /** How every JMSMessageID begins (Jakarta Messaging 3.1, 3.4.3). */
  public static final String PREFIX = "ID:";

  /** How the broker marks a dead letter. */
  public static final String ORIGINAL_QUEUE = "_AMQ_ORIG_QUEUE";

  /** What no queue is called. */
  public static final String UNKNOWN = "unknown";

  @Inject private Browser browser;

  /**
   * A message as it waits.
   *
   * @param id its JMSMessageID without the {@code ID:} every one begins with
   * @param halfMessage the half message that it is or was, null where it was sent without one
   * @param body the first 4,096 characters of its text, null where it is not a text message
   * @param truncated whether the body is longer than shown
   */
  public record QueuedMessage(
      String id,
      @Nullable String halfMessage,
      @Nullable String type,
      Instant sentAt,
      int deliveries,
      Map<String, String> properties,
      @Nullable String body,
      boolean truncated) {

    /** What {@link Deliveries#idOf} says of it. */
    public String deliveryId() {
      return halfMessage == null
          ? properties.getOrDefault(Deliveries.ID, PREFIX + id)
          : halfMessage;
    }

    /** What {@link Deliveries#aboutOf} says of it. */
    public @Nullable UUID about() {
      String about = properties.get(Deliveries.ABOUT);
      return about == null ? null : Deliveries.uuidOrNull(about);
    }

    /** Of a dead letter: where it could not be consumed. */
    public String originalQueue() {
      return BrokerQueue.nameOf(properties.getOrDefault(ORIGINAL_QUEUE, UNKNOWN));
    }
  }

  /** The oldest messages of a queue, at most {@code limit}; the queue must exist. */
  public List<QueuedMessage> oldest(String queue, int limit) {
    List<QueuedMessage> found = new ArrayList<>();
    browser.inBatches(
        queue,
        null,
        limit,
        batch -> {
          found.addAll(batch);
          return false;
        });
    return found;
  }
}
