package dev.halfway.bus;

import dev.halfway.audit.Audit;
import dev.halfway.broker.BrokerManagement;
import dev.halfway.broker.BrokerQueue;
import dev.halfway.broker.DurableSubscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The subsystems of the bus, which can be paused and resumed on all nodes at once: the broker keeps
 * what comes for a paused one, also over its own restart, and hands out no more of it. What a
 * subsystem already has it still works on. All fail with {@link jakarta.jms.JMSRuntimeException}
 * when the broker does not answer.
 */
@ApplicationScoped
public class Subsystems {

  @Inject @Any private Instance<Subsystem> known;
  @Inject private BrokerManagement broker;
  @Inject private Audit audit;
  @Inject private SchedulingCentre centre;

  /**
   * One of them.
   *
   * @param waiting messages that it has not worked on
   */
  public record Status(String name, boolean paused, long waiting) {}

  /** All, by name. */
  public List<Status> all() {
    return known.stream()
        .map(Subsystem::name)
        .sorted(Comparator.naturalOrder())
        .map(this::status)
        .toList();
  }

  /** Pauses one, also if it is paused; empty when there is none of this name. */
  public Optional<Status> pause(String name, String who) {
    return find(name).map(queue -> change(name, queue, broker::pause, "pause", who));
  }

  /** Resumes one, also if it is not paused; empty when there is none of this name. */
  public Optional<Status> resume(String name, String who) {
    return find(name)
        .map(
            queue -> {
              // Nobody could answer meanwhile, so the time for it begins now.
              centre.startWaitingAnew();
              return change(name, queue, broker::resume, "resume", who);
            });
  }

  boolean isPaused(String name) {
    return find(name).map(BrokerQueue::paused).orElse(false);
  }

  private Optional<BrokerQueue> find(String name) {
    return known.stream()
        .filter(subsystem -> subsystem.name().equals(name))
        .findFirst()
        .flatMap(this::queueOf);
  }

  private Optional<BrokerQueue> queueOf(Subsystem subsystem) {
    return broker.queue(DurableSubscriptions.queueOf(subsystem.subscription()));
  }

  private Status change(
      String name, BrokerQueue queue, Consumer<BrokerQueue> change, String what, String who) {
    change.accept(queue);
    audit.record(who, "bus-subsystem " + what, name, "done");
    return status(name);
  }

  private Status status(String name) {
    return find(name)
        .map(queue -> new Status(name, queue.paused(), queue.depth()))
        .orElse(new Status(name, false, 0));
  }
}
