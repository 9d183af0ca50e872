package dev.halfway.broadcast;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.halfway.audit.Audit;
import dev.halfway.broker.BrokerManagement;
import dev.halfway.broker.BrokerQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable subscriptions of the nodes, as the broker has them. A node that is away has what
 * comes kept for it, but for no more than {@code halfway.broadcast.max-waiting} messages of one
 * topic; and nothing any more once an operator has removed it. Whenever it comes back it subscribes
 * anew. All fail with {@link jakarta.jms.JMSRuntimeException} when the broker does not answer.
 */
@ApplicationScoped
public class NodeSubscriptions {

  static final String DISPATCHES = "broadcast-dispatches";
  static final String DICTIONARY = "broadcast-dictionary";

  private static final Logger LOG = LoggerFactory.getLogger(NodeSubscriptions.class);

  @Inject private BrokerManagement broker;
  @Inject private Audit audit;
  @Inject private BroadcastConfiguration configuration;

  /**
   * A node that has subscriptions.
   *
   * @param connected whether it takes what comes
   * @param waiting messages of both topics that it has not taken
   */
  public record Node(String name, boolean connected, long waiting) {}

  /** What became of removing a node. */
  public enum Removal {
    /** Its subscriptions are gone, and what waited for it. */
    REMOVED,
    /** It is connected, and nothing was removed. */
    CONNECTED
  }

  private record Subscription(String node, BrokerQueue queue) {}

  /** All, by name. */
  public List<Node> nodes() {
    return subscriptions().stream()
        .collect(groupingBy(Subscription::node, TreeMap::new, toList()))
        .entrySet()
        .stream()
        .map(
            node ->
                new Node(
                    node.getKey(),
                    node.getValue().stream().anyMatch(one -> one.queue().consumers() > 0),
                    node.getValue().stream().mapToLong(one -> one.queue().depth()).sum()))
        .toList();
  }

  /**
   * Removes a node that is gone for good.
   *
   * @param who removes it, for the audit
   * @return empty when it has no subscription
   */
  public Optional<Removal> remove(String node, String who) {
    List<BrokerQueue> queues =
        subscriptions().stream()
            .filter(one -> one.node().equals(node))
            .map(Subscription::queue)
            .toList();
    if (queues.isEmpty()) {
      return Optional.empty();
    }
    if (queues.stream().anyMatch(queue -> queue.consumers() > 0)) {
      audit.record(who, "broadcast.node.removal", node, "refused: connected");
      return Optional.of(Removal.CONNECTED);
    }
    queues.forEach(broker::destroy);
    audit.record(who, "broadcast.node.removal", node, "removed");
    return Optional.of(Removal.REMOVED);
  }

  /** Gives up the subscriptions of nodes that are away and for which too much waits. */
  void giveUpTooLong() {
    for (Subscription one : subscriptions()) {
      BrokerQueue queue = one.queue();
      if (queue.consumers() == 0 && queue.depth() > configuration.maxWaiting()) {
        broker.destroy(queue);
        LOG.warn(
            "Node {} is away, and {} messages waited in {}: its subscription is given up",
            one.node(),
            queue.depth(),
            queue.name());
      }
    }
  }

  private List<Subscription> subscriptions() {
    return broker.queues().stream()
        .flatMap(queue -> nodeOf(queue.name()).map(node -> new Subscription(node, queue)).stream())
        .toList();
  }

  /**
   * A durable subscription is called by client id and name, with a dot between and dots escaped.
   */
  static Optional<String> nodeOf(String queue) {
    for (String subscription : List.of(DISPATCHES, DICTIONARY)) {
      String end = "." + subscription;
      if (queue.endsWith(end)) {
        String clientId = queue.substring(0, queue.length() - end.length());
        return Optional.of(clientId.replace("\\.", ".").replace("\\\\", "\\"));
      }
    }
    return Optional.empty();
  }
}
