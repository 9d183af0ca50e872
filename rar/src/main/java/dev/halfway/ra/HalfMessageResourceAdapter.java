package dev.halfway.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.Connector;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.TransactionSupport.TransactionSupportLevel;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * The life cycle of the half-message adapter inside an application server.
 *
 * <p>It holds no resource yet, so starting and stopping it has no effect. Activating an endpoint
 * fails with {@link NotSupportedException}: an adapter that accepted endpoints and never delivered
 * would lose work silently.
 *
 * <p>All instances are equal, because none is configured differently (Jakarta Connectors 2.1, 5.3.1
 * wants equality to follow the configuration). Thread-safe: it has no state.
 */
@Connector(
    displayName = "Halfway",
    description = "Half messages over Jakarta Messaging",
    vendorName = "dev.halfway",
    eisType = "Jakarta Messaging",
    version = "0.1",
    transactionSupport = TransactionSupportLevel.XATransaction)
public class HalfMessageResourceAdapter implements ResourceAdapter {

  @Override
  public void start(BootstrapContext context) {}

  @Override
  public void stop() {}

  @Override
  public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec)
      throws NotSupportedException {
    throw new NotSupportedException(
        "check-back endpoints are not supported by this version of the adapter");
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {}

  /**
   * Recovery has nothing to do: a half message is never a prepared branch. Returns an empty array,
   * never null.
   */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HalfMessageResourceAdapter;
  }

  @Override
  public int hashCode() {
    return HalfMessageResourceAdapter.class.hashCode();
  }
}
