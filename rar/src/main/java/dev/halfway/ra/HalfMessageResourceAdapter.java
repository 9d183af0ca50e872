package dev.halfway.ra;

import dev.halfway.ra.inbound.CheckBack;
import dev.halfway.ra.inbound.HalfMessageActivationSpec;
import dev.halfway.ra.outbound.HalfMessaging;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkException;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of the half-message adapter inside an application server.
 *
 * <p>A wrong value of a property keeps it from starting, with an error that names the property.
 * What is merely not there yet, the broker, its queues, the datasource, is waited for: until then
 * every send fails with what is missing.
 *
 * <p>Each activation is an adapter of its own, with its own relay; two on one set of queues are
 * harmless and useless. Two instances are equal if they are configured equally (Jakarta Connectors
 * 2.1, 5.3.1). Thread-safe once started.
 */
@Connector(
    displayName = "Halfway",
    description = "Half messages over Jakarta Messaging",
    vendorName = "dev.halfway",
    eisType = "Jakarta Messaging",
    version = "0.1",
    transactionSupport = TransactionSupportLevel.XATransaction)
public class HalfMessageResourceAdapter extends AdapterProperties
    implements HalfMessaging.Provider {

  private final CheckBack checkers = new CheckBack();
  private volatile @Nullable Engine engine;
  private volatile @Nullable ManagementBean management;

  @Override
  public void start(BootstrapContext context) throws ResourceAdapterInternalException {
    AdapterConfiguration configuration;
    try {
      configuration = AdapterConfiguration.of(this);
    } catch (IllegalArgumentException e) {
      throw new ResourceAdapterInternalException(
          "half messages are configured wrongly: " + e.getMessage(), e);
    }
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

  @Override
  public void stop() {
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

  @Override
  public HalfMessaging messaging() throws ResourceException {
    return engine();
  }

  @Override
  public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec)
      throws ResourceException {
    checkers.activate(endpoints, checker(spec).getGroup());
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {
    checkers.deactivate(endpoints);
  }

  private static HalfMessageActivationSpec checker(ActivationSpec spec)
      throws NotSupportedException {
    if (spec instanceof HalfMessageActivationSpec checker) {
      return checker;
    }
    throw new NotSupportedException("only a TransactionChecker can be activated, not " + spec);
  }

  /** Recovery has nothing to do: a half message is never a prepared branch. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }
}
