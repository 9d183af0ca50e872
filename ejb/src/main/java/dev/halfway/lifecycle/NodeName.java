package dev.halfway.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What this node is called, by half messages, the transaction log and its durable subscriptions.
 * Nodes that share a database or a broker have different names, each the same after a restart.
 */
@ApplicationScoped
public class NodeName {

  @Inject
  @ConfigProperty(name = "jboss.tx.node.id", defaultValue = "halfway")
  private String name;

  @SuppressWarnings("NullAway.Init") // Injected before it is used.
  public NodeName() {}

  /** At most 23 characters. */
  public String name() {
    return name;
  }
}
