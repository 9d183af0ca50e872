package dev.halfway.hub;

import dev.halfway.broker.BrokerConnections;
import dev.halfway.broker.BrokerManagement;
import dev.halfway.broker.BrokerQueue;
import dev.halfway.hub.SinkProgress.Progress;
import dev.halfway.lifecycle.Repeater;
import dev.halfway.text.Causes;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the sinks that are on, replays, and looks every second at what waits for each. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class HubWatch {

  private static final Logger LOG = LoggerFactory.getLogger(HubWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FORGETTING = Duration.ofMinutes(10);

  /** A replay sends no more while so many chunks wait for its sink: the broker keeps little. */
  private static final int MOST_OF_REPLAY = 200;

  @Resource private ManagedThreadFactory threads;
  @Inject @Any private Instance<Sink> known;
  @Inject private HubConfiguration configuration;
  @Inject private BrokerConnections connections;
  @Inject private BrokerManagement broker;
  @Inject private SinkSubscriptions subscriptions;
  @Inject private RefusedEvents refusedEvents;
  @Inject private SinkProgress progress;
  @Inject private SinkRates rates;
  @Inject private HubGate gate;
  @Inject private HubArchive archive;
  @Inject private Replays replays;
  @Inject private HttpSystem http;

  private final List<Sink> on = new ArrayList<>();
  private final Map<String, SinkRunner> runners = new HashMap<>();
  private final List<Repeater> repeaters = new ArrayList<>();

  @PostConstruct
  void start() {
    configuration.check();
    known.stream().filter(Sink::isOn).forEach(on::add);
    SinkRunner.Surroundings around =
        new SinkRunner.Surroundings(connections, subscriptions, refusedEvents, progress, gate);
    on.forEach(sink -> runners.put(sink.name(), SinkRunner.start(sink, around, threads)));
    LOG.info("The hub writes to {}", on.stream().map(Sink::name).sorted().toList());
    repeaters.add(Repeater.start(threads, "hub", PAUSE, this::look));
    repeaters.add(Repeater.start(threads, "hub replays", PAUSE, this::replay));
    repeaters.add(Repeater.start(threads, "hub retention", FORGETTING, this::forget));
  }

  @PreDestroy
  void stop() {
    http.stop();
    runners.values().forEach(SinkRunner::end);
    repeaters.forEach(Repeater::close);
    runners.values().forEach(SinkRunner::close);
    try {
      progress.write();
    } catch (RuntimeException e) {
      LOG.warn("The last second's events are not counted: {}", Causes.textOf(e));
    }
  }

  private void look() {
    progress.write();
    Collection<Progress> all = progress.all().values();
    rates.sample(
        all.stream().collect(Collectors.toMap(Progress::sink, Progress::delivered)),
        System.nanoTime());
    for (Progress sink : all) {
      SinkRunner runner = runners.get(sink.sink());
      if (runner != null && sink.skippedAt() != null) {
        runner.skipUntil(sink.skippedAt());
      }
    }
    Map<String, Long> waiting = new HashMap<>();
    on.forEach(
        sink ->
            subscriptions
                .find(sink.name())
                .ifPresent(queue -> waiting.put(sink.name(), queue.depth())));
    gate.seen(waiting);
  }

  private void replay() {
    for (String sink : replays.sinks()) {
      while (mayReplay(sink) && replays.step(sink)) {
        // As long as there is room.
      }
    }
  }

  private boolean mayReplay(String sink) {
    Optional<BrokerQueue> queue = subscriptions.find(sink);
    return gate.isReady() && queue.isPresent() && queue.get().depth() < MOST_OF_REPLAY;
  }

  private void forget() {
    archive.forget(Instant.now().minus(configuration.retention()));
    giveUpSubscriptions();
  }

  /** No node takes what waits for a sink that is off: it would wait for ever. */
  private void giveUpSubscriptions() {
    known.stream()
        .filter(sink -> !on.contains(sink))
        .flatMap(sink -> subscriptions.find(sink.name()).stream())
        .filter(queue -> queue.consumers() == 0)
        .forEach(
            queue -> {
              broker.destroy(queue);
              LOG.warn(
                  "A sink is off for which {} chunks waited in {}: they are given up",
                  queue.depth(),
                  queue.name());
            });
  }
}
