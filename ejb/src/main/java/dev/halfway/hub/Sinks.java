package dev.halfway.hub;

import dev.halfway.audit.Audit;
import dev.halfway.broker.BrokerManagement;
import dev.halfway.broker.BrokerQueue;
import dev.halfway.hub.SinkProgress.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The sinks of the hub: how they are, and what an operator can do with one, for all nodes at once.
 * All fail with {@link jakarta.jms.JMSRuntimeException} when the broker does not answer, and with
 * {@link jakarta.ejb.EJBException} when the database fails.
 */
@ApplicationScoped
public class Sinks {

  @Inject @Any private Instance<Sink> known;
  @Inject private SinkSubscriptions subscriptions;
  @Inject private SinkProgress progress;
  @Inject private SinkRates rates;
  @Inject private Replays replays;
  @Inject private BrokerManagement broker;
  @Inject private Audit audit;

  /** All that there could be, on or off, by name. */
  public List<SinkStatus> all() {
    Map<String, Progress> written = progress.all();
    return known.stream()
        .sorted(Comparator.comparing(Sink::name))
        .map(sink -> status(sink, Optional.ofNullable(written.get(sink.name()))))
        .toList();
  }

  private SinkStatus status(Sink sink, Optional<Progress> written) {
    Optional<BrokerQueue> queue = subscriptions.find(sink.name());
    return new SinkStatus(
        sink.name(),
        sink.isOn(),
        queue.map(BrokerQueue::paused).orElse(false),
        written.map(Progress::delivered).orElse(0L),
        written.map(Progress::refused).orElse(0L),
        queue.map(BrokerQueue::depth).orElse(0L),
        rates.of(sink.name()),
        written.map(Progress::error).orElse(null),
        written.map(Progress::errorAt).orElse(null),
        replays.find(sink.name()).orElse(null));
  }

  /** Has what comes for one wait; empty when there is none of this name that is on. */
  public Optional<SinkStatus> pause(String name, String who) {
    return act(name, who, "pause", broker::pause);
  }

  /** Has one go on. */
  public Optional<SinkStatus> resume(String name, String who) {
    return act(name, who, "resume", broker::resume);
  }

  /** Has what was collected since then written again, in place of a replay that is under way. */
  public Optional<SinkStatus> replay(String name, Instant since, String who) {
    return act(name, who, "replay", queue -> replays.begin(name, since));
  }

  /**
   * Forgets what waits for one; what is kept it can be given again. What its nodes have in their
   * hands they forget a moment later.
   */
  public Optional<SinkStatus> skip(String name, String who) {
    return act(
        name,
        who,
        "skip",
        queue -> {
          progress.skip(name);
          broker.empty(queue);
        });
  }

  private Optional<SinkStatus> act(
      String name, String who, String what, Consumer<BrokerQueue> action) {
    Optional<Sink> sink =
        known.stream().filter(one -> one.name().equals(name) && one.isOn()).findFirst();
    Optional<BrokerQueue> queue = sink.flatMap(on -> subscriptions.find(name));
    if (queue.isEmpty()) {
      return Optional.empty();
    }
    action.accept(queue.get());
    audit.record(who, "hub.sink." + what, name, "done");
    return sink.map(on -> status(on, Optional.ofNullable(progress.all().get(name))));
  }
}
