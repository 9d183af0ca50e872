package dev.halfway.broker;

import static jakarta.ejb.TransactionAttributeType.NOT_SUPPORTED;

import dev.halfway.broker.QueueRates.Counters;
import dev.halfway.lifecycle.Repeater;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.json.JsonNumber;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every queue of the broker with its figures. The counts are the broker's own at the moment of
 * asking; rates, and the depths among the metrics, are of the last sample, which is about five
 * seconds old at most.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(NOT_SUPPORTED)
public class Queues {

  private static final Duration PAUSE = Duration.ofSeconds(5);

  @Inject private BrokerManagement broker;
  @Inject private MeterRegistry registry;
  @Resource private ManagedThreadFactory threads;

  private final Map<String, AtomicLong> depths = new ConcurrentHashMap<>();
  private volatile QueueRates rates = QueueRates.NONE;
  private Repeater sampling;

  @SuppressWarnings("NullAway.Init") // The container calls start() before anything else.
  public Queues() {}

  /**
   * One queue.
   *
   * @param depth messages in it, scheduled and in delivery included
   * @param inDelivery handed to a consumer and not yet acknowledged
   * @param scheduled waiting for their delivery time, or for their next attempt
   * @param rateIn messages per second that arrived
   * @param rateOut messages per second that were acknowledged
   * @param oldestAge age of the oldest message that is waiting, null where none waits
   */
  public record QueueFigures(
      String name,
      long depth,
      long consumers,
      long inDelivery,
      long scheduled,
      double rateIn,
      double rateOut,
      @Nullable Duration oldestAge) {}

  /** All queues, by name. */
  public List<QueueFigures> figures() {
    return broker.queues().stream()
        .map(this::figures)
        .sorted(Comparator.comparing(QueueFigures::name))
        .toList();
  }

  /** The queue of this name. */
  public Optional<BrokerQueue> find(String name) {
    return broker.queue(name);
  }

  private QueueFigures figures(BrokerQueue queue) {
    QueueRates.Rate rate = rates.of(queue.name());
    return new QueueFigures(
        queue.name(),
        queue.depth(),
        queue.consumers(),
        queue.inDelivery(),
        queue.scheduled(),
        rate.in(),
        rate.out(),
        queue.depth() == 0 ? null : oldestAge(queue));
  }

  private @Nullable Duration oldestAge(BrokerQueue queue) {
    return broker.attribute(queue.resource(), "firstMessageAge") instanceof JsonNumber millis
        ? Duration.ofMillis(millis.longValue())
        : null;
  }

  @PostConstruct
  void start() {
    sampling = Repeater.start(threads, "samples of queues", PAUSE, () -> sample(broker.queues()));
  }

  @PreDestroy
  void stop() {
    sampling.close();
  }

  private void sample(List<BrokerQueue> queues) {
    rates =
        rates.next(
            queues.stream()
                .collect(
                    Collectors.toMap(
                        BrokerQueue::name,
                        queue -> new Counters(queue.added(), queue.acknowledged()))),
            System.nanoTime());
    queues.forEach(
        queue -> depths.computeIfAbsent(queue.name(), this::depthGauge).set(queue.depth()));
  }

  private AtomicLong depthGauge(String queue) {
    AtomicLong depth = new AtomicLong();
    // Not by a builder: WildFly's registry drops what comes that way.
    registry.gauge("halfway.queue.depth", List.of(Tag.of("queue", queue)), depth);
    return depth;
  }
}
