package dev.halfway.broker;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Connections to the broker outside of all pools and of the caller's transaction. */
@ApplicationScoped
public class BrokerConnections {

  @Resource(lookup = "java:/ConnectionFactory")
  private ConnectionFactory connections;

  @Inject
  @ConfigProperty(name = "halfway.broker.user", defaultValue = "halfway")
  private String user;

  /** Given where the broker is outside the server; the one inside wants none. */
  @Inject
  @ConfigProperty(name = "halfway.broker.password")
  private Optional<String> password;

  /** A new one, which the caller closes. */
  public Connection create() throws JMSException {
    return password.isPresent()
        ? connections.createConnection(user, password.get())
        : connections.createConnection();
  }
}
