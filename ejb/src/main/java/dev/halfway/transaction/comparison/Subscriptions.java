package dev.halfway.transaction.comparison;

import dev.halfway.broker.BrokerManagement;
import dev.halfway.broker.BrokerQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.util.List;

/** The subscriptions of the systems that orders concern. */
@ApplicationScoped
class Subscriptions {

  private static final String PREFIX = "halfway.transaction-";

  @Inject private BrokerManagement broker;

  /** Whether a message is in one of them, or in the hands of a consumer. */
  boolean holdAnything() {
    return all().stream().anyMatch(queue -> queue.depth() > 0);
  }

  /** Delivers nothing from them until {@link #resume}, or until the broker is started anew. */
  void pause() {
    all().forEach(queue -> broker.invoke(queue.resource(), "pause", JsonValue.EMPTY_JSON_ARRAY));
  }

  void resume() {
    all().forEach(queue -> broker.invoke(queue.resource(), "resume", JsonValue.EMPTY_JSON_ARRAY));
  }

  private List<BrokerQueue> all() {
    return broker.queues().stream().filter(queue -> queue.name().startsWith(PREFIX)).toList();
  }
}
