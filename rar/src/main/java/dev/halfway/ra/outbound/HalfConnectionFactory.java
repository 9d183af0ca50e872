package dev.halfway.ra.outbound;

import static dev.halfway.ra.outbound.JmsRuntimeExceptions.unchecked;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.resource.Referenceable;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serializable;
import javax.naming.NamingException;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What applications look up: a connection factory whose messages belong to the transaction in which
 * they are sent, without XA at the broker. Session modes are ignored, as Jakarta EE demands
 * (Jakarta Messaging 3.1, 12.3). Thread-safe.
 */
public class HalfConnectionFactory implements ConnectionFactory, Referenceable, Serializable {

  private static final long serialVersionUID = 1;

  private final HalfMessageManagedConnectionFactory configuration;
  private final ConnectionManager manager;
  private @Nullable Reference reference;

  HalfConnectionFactory(
      HalfMessageManagedConnectionFactory configuration, ConnectionManager manager) {
    this.configuration = configuration;
    this.manager = manager;
  }

  @Override
  public Connection createConnection() throws JMSException {
    return createConnection(null, null);
  }

  @Override
  public HalfConnection createConnection(@Nullable String user, @Nullable String password)
      throws JMSException {
    HalfMessageConnectionRequestInfo info =
        user == null ? null : new HalfMessageConnectionRequestInfo(user, password);
    return new ConnectionPool(manager, configuration, info).borrow();
  }

  @Override
  public JMSContext createContext() {
    return createContext(null, null);
  }

  @Override
  public JMSContext createContext(@Nullable String user, @Nullable String password) {
    return new HalfContext(unchecked(() -> createConnection(user, password)));
  }

  @Override
  public JMSContext createContext(@Nullable String user, @Nullable String password, int mode) {
    return createContext(user, password);
  }

  @Override
  public JMSContext createContext(int mode) {
    return createContext();
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }

  @Override
  public Reference getReference() throws NamingException {
    if (reference == null) {
      throw new NamingException("the server has set no reference");
    }
    return reference;
  }
}
