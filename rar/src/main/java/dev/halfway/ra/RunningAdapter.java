package dev.halfway.ra;

import dev.halfway.ra.inbound.CheckBack;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.work.WorkException;
import org.jspecify.annotations.Nullable;

/** What runs between the start and the stop of an adapter. Thread-safe. */
final class RunningAdapter {

  private final CheckBack checkers;
  private volatile @Nullable Engine engine;
  private volatile @Nullable ManagementBean management;

  RunningAdapter(CheckBack checkers) {
    this.checkers = checkers;
  }

  void start(AdapterConfiguration configuration, BootstrapContext context)
      throws ResourceAdapterInternalException {
    Engine starting =
        new Engine(
            configuration,
            context.getTransactionSynchronizationRegistry(),
            context.getWorkManager(),
            checkers);
    try {
      starting.start();
    } catch (WorkException e) {
      starting.stop();
      throw new ResourceAdapterInternalException("no threads for half messages", e);
    }
    engine = starting;
    management = ManagementBean.register(starting, configuration.node().name());
  }

  void stop() {
    ManagementBean registered = management;
    if (registered != null) {
      registered.unregister();
      management = null;
    }
    Engine running = engine;
    if (running != null) {
      running.stop();
      engine = null;
    }
  }

  Engine engine() throws ResourceException {
    Engine running = engine;
    if (running == null) {
      throw new ResourceException("the half-message adapter is not running");
    }
    return running;
  }
}
