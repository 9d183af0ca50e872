package dev.halfway.ra.binding;

import dev.halfway.ra.api.PropertyNames;
import dev.halfway.ra.broker.BrokerConnector;
import dev.halfway.ra.broker.QueueContents;
import dev.halfway.ra.broker.QueueNames;
import dev.halfway.ra.protocol.Clock;
import dev.halfway.ra.protocol.Takeover.Registered;
import dev.halfway.ra.protocol.Unavailable;
import dev.halfway.ra.runtime.AdapterRuntime;
import dev.halfway.ra.runtime.Alarms;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A registry of nodes in the broker: messages in the control queue, one for each queue, that its
 * node replaces at each sign of life. The new one is there before the old one goes.
 *
 * <p>No two machines' clocks meet: a node is silent when its message has not changed for so long by
 * the clock of the node that reads it. So after a start every node counts as alive first. Of those
 * that live the first by name relays what is left alone, which takes no agreement.
 */
final class BrokerNodeRegistry implements NodeRegistry {

  private final SignContent content;
  private final NodeSettings node;
  private final String waitingQueue;
  private final ControlQueue control;
  private final Clock clock;
  private final Alarms alarms;
  private final String self;
  private final Set<String> own = new HashSet<>();
  private Map<String, Sighting> sightings = Map.of();
  private long sequence;
  private boolean alone;
  private @Nullable Long crowdedAt;

  /** What a message says; of one incarnation the higher sequence is the later one. */
  private record Sign(
      String queue, boolean waiting, String node, String incarnation, long sequence) {}

  /** Since when the sign of life of a queue has been the same, by the monotonic clock. */
  private record Sighting(Sign sign, long since) {}

  /**
   * What the signs of life of this node say.
   *
   * @param owner whose nodes these are
   * @param node who gives them; asked for each sign
   * @param text for people who read the control queue, with %s for node and queue
   */
  record SignContent(String owner, Supplier<String> node, String text) {}

  BrokerNodeRegistry(
      SignContent content,
      NodeSettings node,
      QueueNames queues,
      BrokerConnector broker,
      AdapterRuntime runtime) {
    this.content = content;
    this.node = node;
    this.waitingQueue = queues.waiting();
    this.control = new ControlQueue(broker, queues.control());
    this.clock = runtime.clock();
    this.alarms = runtime.alarms();
    this.self = clock.identity().toString();
  }

  @Override
  public void heartbeat(Collection<String> queues) throws Unavailable {
    if (queues.isEmpty()) {
      return;
    }
    own.addAll(queues);
    sequence++;
    control.callAtomically(
        session -> {
          MessageProducer producer = session.createProducer(control.in(session));
          for (String queue : queues) {
            producer.send(sign(session, queue));
          }
          return queues;
        });
  }

  private Message sign(Session session, String queue) throws JMSException {
    String name = content.node().get();
    Message sign = session.createTextMessage(content.text().formatted(name, queue));
    sign.setStringProperty(PropertyNames.STORE, content.owner());
    sign.setStringProperty(PropertyNames.REGISTERED, queue);
    sign.setBooleanProperty(PropertyNames.WAITING, queue.equals(waitingQueue));
    sign.setStringProperty(PropertyNames.NODE, name);
    sign.setStringProperty(PropertyNames.INCARNATION, self);
    sign.setLongProperty(PropertyNames.SEQUENCE, sequence);
    return sign;
  }

  @Override
  public List<Registered> registered() throws Unavailable {
    List<Sign> signs =
        control.call(
            session -> {
              List<Sign> found = signs(session);
              removeReplaced(session, found);
              return found;
            });
    alarmAboutTwins(signs);
    long now = clock.monotonic();
    Map<String, Sighting> seen = new LinkedHashMap<>();
    for (Sign sign : signs) {
      // In the order of the queue: the last one is the latest.
      Sighting before = sightings.get(sign.queue());
      seen.put(
          sign.queue(),
          before != null && before.sign().equals(sign) ? before : new Sighting(sign, now));
    }
    sightings = seen;
    return seen.values().stream()
        .map(
            one ->
                new Registered(
                    one.sign().queue(),
                    one.sign().waiting(),
                    one.sign().node(),
                    now - one.since(),
                    null,
                    0))
        .toList();
  }

  private List<Sign> signs(Session session) throws JMSException {
    List<Sign> signs = new ArrayList<>();
    String selector = ours(PropertyNames.REGISTERED + " IS NOT NULL");
    for (Message message : QueueContents.of(session, control.name(), selector)) {
      signs.add(
          new Sign(
              message.getStringProperty(PropertyNames.REGISTERED),
              message.getBooleanProperty(PropertyNames.WAITING),
              message.getStringProperty(PropertyNames.NODE),
              message.getStringProperty(PropertyNames.INCARNATION),
              message.getLongProperty(PropertyNames.SEQUENCE)));
    }
    return signs;
  }

  private String ours(String further) {
    return "%s = '%s' AND %s".formatted(PropertyNames.STORE, content.owner(), further);
  }

  /** Of this node's queues only the latest sign of life stays. */
  private void removeReplaced(Session session, List<Sign> signs) throws JMSException {
    Map<String, Long> latest = new HashMap<>();
    signs.stream()
        .filter(this::isMine)
        .forEach(sign -> latest.merge(sign.queue(), sign.sequence(), Math::max));
    long replaced = 0;
    for (Sign sign : signs) {
      Long last = latest.get(sign.queue());
      if (last != null && !(isMine(sign) && sign.sequence() == last)) {
        replaced++;
      }
    }
    if (replaced == 0) {
      return;
    }
    String kept =
        latest.entrySet().stream()
            .map(
                one ->
                    "(%s = '%s' AND NOT (%s = '%s' AND %s = %d))"
                        .formatted(
                            PropertyNames.REGISTERED,
                            one.getKey(),
                            PropertyNames.INCARNATION,
                            self,
                            PropertyNames.SEQUENCE,
                            one.getValue()))
            .collect(Collectors.joining(" OR ", "(", ")"));
    control.remove(session, ours(kept), replaced);
  }

  private boolean isMine(Sign sign) {
    return sign.incarnation().equals(self) && own.contains(sign.queue());
  }

  /**
   * What others said of this node's queues was removed the last time. So a node that says something
   * again is alive.
   */
  private void alarmAboutTwins(List<Sign> signs) {
    long now = clock.monotonic();
    List<Sign> others =
        signs.stream()
            .filter(sign -> own.contains(sign.queue()) && !sign.incarnation().equals(self))
            .toList();
    if (!others.isEmpty() && alone) {
      crowdedAt = now;
      Sign one = others.get(0);
      alarms.raise(
          "nodes",
          "another adapter, of node %s and owner like this one's, says that %s is its own; each needs a node and a halfQueue of its own"
              .formatted(one.node(), one.queue()));
    }
    // The first check finds what an earlier start has left.
    alone = alone || !own.isEmpty();
    if (crowdedAt != null && now - crowdedAt > node.takeoverAfter()) {
      crowdedAt = null;
      alarms.clear("nodes");
    }
  }

  private boolean isSilent(Sighting sighting) {
    return clock.monotonic() - sighting.since() > node.takeoverAfter();
  }

  @Override
  public boolean take(String queue) {
    Sighting sighting = sightings.get(queue);
    return sighting != null
        && isSilent(sighting)
        && sightings.values().stream()
            .filter(one -> !isSilent(one))
            .noneMatch(one -> one.sign().node().compareTo(content.node().get()) < 0);
  }

  @Override
  public void forget(String queue) throws Unavailable {
    Sighting sighting = sightings.get(queue);
    if (sighting == null || !isSilent(sighting)) {
      return;
    }
    String selector = ours("%s = '%s'".formatted(PropertyNames.REGISTERED, queue));
    control.call(session -> control.remove(session, selector, Long.MAX_VALUE));
  }
}
