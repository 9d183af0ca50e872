package dev.halfway.ra.broker;

import dev.halfway.ra.broker.Management.Questions;
import dev.halfway.ra.protocol.Unavailable;
import jakarta.jms.JMSException;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the broker treats the adapter's queues as the protocol needs it. A broker may expire,
 * drop, move, copy or delete what is in a queue, each by a setting of its own ({@link QueueRule}),
 * and no one is told. For one check.
 */
final class QueueSettings {

  private final Questions questions;
  private final Map<Wrong, List<String>> found = new LinkedHashMap<>();
  private final List<String> missing = new ArrayList<>();

  private static final String ABSENT =
      "the broker has no such queue, and auto-create-queues is false";
  private static final String ASTRAY = "messages would not come into it";
  private static final String LEAK = "it would get half messages";

  private record Wrong(String property, String what) {}

  QueueSettings(Questions questions) {
    this.questions = questions;
  }

  /**
   * Checks queues by name, each with the property that names it; fails with all that is wrong.
   *
   * @return those that are not there and may be made
   */
  List<String> check(Map<String, String> queues) throws Unavailable, JMSException {
    for (Map.Entry<String, String> queue : queues.entrySet()) {
      check(queue.getKey(), queue.getValue());
    }
    if (!found.isEmpty()) {
      List<String> all = new ArrayList<>();
      found.forEach(
          (wrong, where) ->
              all.add(
                  "%s: %s: %s"
                      .formatted(wrong.property(), String.join(", ", where), wrong.what())));
      throw Unavailable.untilRepaired(String.join("; ", all));
    }
    return missing;
  }

  private void check(String queue, String property) throws JMSException {
    Optional<String> address = questions.address(queue);
    if (address.isEmpty()) {
      report(queue, property, ABSENT);
      return;
    }
    JsonObject settings = questions.settings(address.get());
    for (QueueRule rule : QueueRule.OF_ADDRESS) {
      rule.violation(settings).ifPresent(what -> report(queue, property, what));
    }
    Optional<JsonObject> there = questions.queue(address.get());
    if (there.isEmpty()) {
      missing.add(queue);
      return;
    }
    for (QueueRule rule : QueueRule.OF_QUEUE) {
      rule.violation(there.get()).ifPresent(what -> report(queue, property, what));
    }
    checkBindings(queue, property, address.get(), there.get().getString("address"));
  }

  /** What else gets messages that are sent to the queue. */
  private void checkBindings(String queue, String property, String name, String address)
      throws JMSException {
    if (!address.equals(name)) {
      report(queue, property, "address is %s, %s is wanted: %s".formatted(address, name, ASTRAY));
      return;
    }
    for (String other : questions.bindings(address)) {
      if (!other.equals(name) && !isForTopics(other)) {
        report(
            queue,
            property,
            "a divert or another queue on its address is %s, none is wanted: %s"
                .formatted(other, LEAK));
      }
    }
  }

  /** What is sent to a queue does not come to the subscriptions of topics. */
  private boolean isForTopics(String queue) throws JMSException {
    return questions
        .queue(queue)
        .filter(one -> one.getString("routingType").equals("MULTICAST"))
        .isPresent();
  }

  private void report(String queue, String property, String what) {
    found.computeIfAbsent(new Wrong(property, what), wrong -> new ArrayList<>()).add(queue);
  }
}
